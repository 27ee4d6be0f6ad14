"""A made-up brand and its pages, asked without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import argon2
import pytest
from tests.unit.web.reader import PORT, Reader, dressed

import balise.web.configured  # noqa: F401 - before anything of Django is used
from balise import simulate
from balise.domain.outcome import Outcome
from balise.domain.reading import Batch
from balise.vault import pace, passwords
from balise.web.site import Site
from balise.workspace import Workspace

TILL_DAY = date(2026, 6, 26)


def till(space: Workspace, brand: str) -> None:
    """Add a till, day by day, as a table of one's own would."""
    read = datetime(2026, 6, 29, tzinfo=UTC)
    days = [TILL_DAY - timedelta(days=n) for n in range(100)]
    rows = tuple(
        Outcome(name="till", starts=day, ends=day, values={"count": float(n % 7)}, as_of=read)
        for n, day in enumerate(days)
    )
    with space.store.importing(brand, source="till.csv", format_="mapping", digest="t") as writer:
        writer.write(Batch(outcomes=rows, rows=len(rows)))


@pytest.fixture(scope="session")
def brand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, str]]:
    """Bring the exports of a made-up brand in, once."""
    folder = tmp_path_factory.mktemp("web")
    world = simulate.World(1, weeks=21)
    paths = []
    for name, content in simulate.exports(world).items():
        path: Path = folder / name
        path.write_bytes(content)
        paths.append(path)
    space = Workspace.open(folder / "balise")
    space.import_(paths, brand=world.brand.name, timezone=world.brand.timezone)
    till(space, world.brand.name)
    yield space, world.brand.name
    close(space)


def close(space: Workspace) -> None:
    store: Any = space.store
    store.close()


@pytest.fixture(scope="session", autouse=True)
def _dressed() -> Iterator[None]:
    with dressed():
        yield


@pytest.fixture(scope="session")
def reader(brand: tuple[Workspace, str]) -> Reader:
    """Read as the browser that followed the start address."""
    return Reader(Site(space=brand[0], port=PORT)).inside()


@pytest.fixture
def stranger(brand: tuple[Workspace, str]) -> Reader:
    """Read as a browser that has no session, on a fresh start."""
    return Reader(Site(space=brand[0], port=PORT))


@pytest.fixture
def light(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hash passwords in the least time, and forget the tries of other tests."""
    hasher = argon2.PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", lambda: hasher)
    for kept in (passwords._nobodys, pace._window):
        kept.cache_clear()
    monkeypatch.delenv("BALISE_KEY", raising=False)
    monkeypatch.delenv("BALISE_KEY_FILE", raising=False)
    yield
    for kept in (passwords._nobodys, pace._window):
        kept.cache_clear()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Workspace]:
    """Open a folder in which nothing is."""
    space = Workspace.open(tmp_path / "empty")
    yield space
    close(space)
