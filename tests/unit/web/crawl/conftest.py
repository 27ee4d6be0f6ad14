"""A team, two brands, and something of every kind that a page can show."""

from __future__ import annotations

import io
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image
from tests.unit.web.conftest import close
from tests.unit.web.team import ME, OWNER, PASSWORD, joined

from balise import simulate
from balise.domain.content import Content
from balise.domain.hook import Event
from balise.domain.job import Job
from balise.domain.kept_mapping import KeptMapping
from balise.domain.kept_report import KeptReport
from balise.domain.team import Role
from balise.strategy import Strategy
from balise.worker.doing import do
from balise.workspace import Workspace

BRAND, OTHER = "Park", "North / 100 %"
NOW = datetime.now(UTC)
TODAY = NOW.date()
MONDAY = TODAY + timedelta(days=7 - TODAY.weekday())
TABLE = b"Jour;Message;Coeurs\n10/03/2026;Bonjour;3\n11/03/2026;Bonsoir;5\n"
STRATEGY = f"""
[strategy]
name = "Park"
timezone = "Europe/Brussels"
[[objectives]]
name = "reach more"
stage = "awareness"
kpi = "engagement"
target = 500
starts = {TODAY - timedelta(days=30)}
ends = {TODAY + timedelta(days=60)}
[[accounts]]
network = "facebook"
handle = "garden"
posts_per_week = [1, 3]
[capacity]
image = 3
link = 2
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A workspace, and the addresses in it that no page leads to."""

    space: Workspace
    secrets: tuple[str, ...]


def addresses(space: Workspace, *, is_team: bool) -> tuple[str, ...]:
    """Make one of each thing that has an address; gives those that hold a secret."""
    job = columns_job(space)
    said = {"kind": "posts", "columns": {"Tag": "published", "Herzen": "reactions"}}
    kept = KeptMapping(
        file="mai <b>.csv", columns=("tag", "herzen"), said=said, made_at=NOW, by="Mia"
    )
    space.store.keep_mapping(BRAND, kept)
    slots = [one.slot.slot_id for one in space.cards(BRAND)]
    stream = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(stream, "PNG")
    picture = space.keep_picture(BRAND, "door.png", stream.getvalue(), by="Mia")
    written = Content(slot_id=slots[0], text="A word <b>", media=(picture,))
    space.write_content(BRAND, written, by="Mia")
    made = KeptReport(
        brand=BRAND, form="html", language="en", kpi="engagement", start=TODAY, end=TODAY,
        made_at=NOW, by="Mia", digest="d" * 64, size=99,
    )  # fmt: skip
    report = space.store.keep_report(made, b"<html><head></head><body>made</body></html>")
    shared = space.share_report(BRAND, report.id, until=TODAY + timedelta(days=9), by="Mia")
    _, feed = space.add_feed(BRAND)
    space.add_hook(BRAND, "https://hooks.example.org/", events=[Event.PLAN_MADE])
    link = space.make_link(BRAND, name="Zoe", by=ME)
    found = [
        f"/{BRAND}/import/{job.id}", f"/{BRAND}/import/{job.id}/columns/1",
        f"/{BRAND}/calendar/{slots[0]}", f"/{BRAND}/calendar/{slots[1]}/approve",
        f"/{BRAND}/calendar/pictures/{picture.digest}", f"/{BRAND}/calendar/files/ics",
        f"/shared/{shared.token}", f"/feeds/{feed}.ics", f"/approve/{link.secret}",
        f"/approve/{link.secret}/{picture.digest}",
    ]  # fmt: skip
    space.start_job("report", brand=BRAND, by="Mia")
    if is_team:
        mia = next(one for one in space.people() if one.email == OWNER)
        space.begin_session(mia.id, agent="another browser")
        space.make_token("robot", by=mia.who)
        invited = space.invite("late@example.org", by=ME, roles={BRAND: Role.READER})
        found.append(f"/invitation/{invited.token}")
        found.append(f"/reset/{space.reset_password(space.people()[0].id, by=ME).token}")
    return tuple(found)


def columns_job(space: Workspace) -> Job:
    """Bring in a table whose columns are not known, as the page of imports does."""
    token = space.uploads / "t"
    token.mkdir(parents=True)
    (token / "table.csv").write_bytes(TABLE)
    job = space.start_job("import", brand=BRAND, asked={"paths": [str(token / "table.csv")]})
    do(space, job.id, threading.Event())
    return job


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("crawled")
    exports = simulate.exports(simulate.World(2, weeks=8))
    paths = []
    for name, content in exports.items():
        paths.append(folder / name)
        paths[-1].write_bytes(content)
    space = Workspace.open(folder / "balise")
    space.import_(paths, brand=BRAND, timezone="Europe/Brussels")
    for brand in (BRAND, OTHER):
        space.keep_strategy(Strategy.parse(STRATEGY), brand=brand)
    space.plan(BRAND, weeks=2, start=MONDAY, explore=0)
    close(space)
    return folder / "balise"


@pytest.fixture
def alone(template: Path, tmp_path: Path) -> Iterator[World]:
    """Copy the brands for one who works alone."""
    shutil.copytree(template, tmp_path / "balise")
    space = Workspace.open(tmp_path / "balise")
    yield World(space=space, secrets=addresses(space, is_team=False))
    close(space)


@pytest.fixture
def team(template: Path, tmp_path: Path) -> Iterator[World]:
    """Copy the brands for a team of one person each role, and an owner of the installation."""
    shutil.copytree(template, tmp_path / "balise")
    space = Workspace.open(tmp_path / "balise")
    people(space)
    yield World(space=space, secrets=addresses(space, is_team=True))
    close(space)


def people(space: Workspace) -> None:
    """Let everybody in who is not."""
    known = {one.email for one in space.people()}
    if OWNER not in known:
        joined(space, OWNER, is_master=True)
    for role in Role:
        if f"{role}@example.org" not in known:
            joined(space, f"{role}@example.org", Park=role)


def back(space: Workspace, email: str) -> None:
    """Let somebody in again whose password, role or login a form has changed."""
    people(space)
    person = next(one for one in space.people() if one.email == email)
    if person.has_second_factor:
        space.take_second_factor(person.id, by=ME)
    if email == OWNER:
        space.change_master(person.id, is_master=True, by=ME)
    else:
        space.change_role(person.id, BRAND, Role(email.partition("@")[0]), by=ME)
    token = space.reset_password(person.id, by=ME).token
    space.accept_invitation(token, password=PASSWORD)
