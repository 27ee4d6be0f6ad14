"""A workspace of a team, with a clock that tests set; passwords are hashed in the least time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import argon2
import pytest

from balise.domain.team import Role, Who
from balise.teaming import clock
from balise.vault import pace, passwords
from balise.workspace import Workspace

ME = Who(name="you", is_master=True)
PASSWORD = "four words that came by"  # noqa: S105 - made up
START = datetime(2027, 1, 4, 9, tzinfo=UTC)
LEAST = """
[strategy]
name = "Shop"
language = "en"
timezone = "Europe/Brussels"

[[objectives]]
name = "more"
stage = "awareness"
kpi = "reactions"
aggregate = "total"
target = 10
starts = 2027-01-01
ends = 2027-03-01

[[accounts]]
network = "x"
handle = "shop"
"""


@dataclass
class Clock:
    now: datetime = START

    def on(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture(autouse=True)
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    told = Clock()
    monkeypatch.setattr(clock, "now", lambda: told.now)
    return told


@pytest.fixture(autouse=True)
def _light(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    hasher = argon2.PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", lambda: hasher)
    passwords._nobodys.cache_clear()
    pace._window.cache_clear()
    monkeypatch.delenv("BALISE_KEY", raising=False)
    monkeypatch.delenv("BALISE_KEY_FILE", raising=False)
    yield
    passwords._nobodys.cache_clear()
    pace._window.cache_clear()


@pytest.fixture
def space(
    where: str,
    opened: Callable[[str], object],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    _light: None,
) -> Workspace:
    """Open a team's workspace with two brands, on each kind of database in turn."""
    opened(where)
    space = Workspace.open(where)
    if where.startswith("postgres"):  # a server has no folder of ours for the key
        monkeypatch.setenv("BALISE_KEY_FILE", str(tmp_path / "key"))
    for brand in ("park", "north"):
        space.store.keep_strategy(brand, LEAST, made_at=START)
    return space


@pytest.fixture
def joined(space: Workspace) -> Callable[..., Who]:
    """Let somebody in who chose the password."""

    def joining(email: str, *, is_master: bool = False, **roles: Role) -> Who:
        invited = space.invite(email, by=ME, is_master=is_master, roles=roles)
        return space.accept_invitation(invited.token, password=PASSWORD).who

    return joining


@pytest.fixture
def master(joined: Callable[..., Who]) -> Who:
    """Let the owner of the installation in."""
    return joined("mia@example.org", is_master=True)
