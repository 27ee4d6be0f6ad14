"""What a worker does by the clock."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from balise.domain.report_schedule import ReportSchedule
from balise.errors import StoreUnreachableError
from balise.worker.rounds import Rounds
from balise.workspace import Workspace

NOW = datetime(2027, 3, 8, 12, tzinfo=UTC)


@pytest.fixture
def space(tmp_path: Path, empty_folder: Path) -> Iterator[Workspace]:
    shutil.copytree(empty_folder, tmp_path / "balise")
    found = Workspace.open(tmp_path / "balise")
    yield found
    store: Any = found.store
    store.close()


def test_a_round_tries_what_is_due_once(space: Workspace) -> None:
    space.start_job("learn", brand="Park")
    weekly = ReportSchedule(brand="Park", every="week", day=0, hour=8, made_at=NOW)
    space.keep_schedule(weekly, now=NOW - timedelta(days=7))
    rounds = Rounds(space=space, stopping=Event())
    rounds.once(NOW)
    (one,) = space.report_schedules("Park")
    assert one.last == NOW.date()
    assert one.error, "there is no post to report on, and that is noted"
    rounds.once(NOW + timedelta(minutes=1))
    assert space.report_schedules("Park") == (one,)


class Broken:
    """A workspace of which one thing fails."""

    def __init__(self, error: Exception, stopping: Event) -> None:
        self.error, self.stopping, self.calls = error, stopping, 0

    def make_due_reports(self, _now: datetime) -> None:
        raise self.error

    def deliver(self, **_asked: Any) -> int:
        self.calls += 1
        if self.calls > 2:
            self.stopping.set()
        return 0


@pytest.mark.parametrize(
    "error", [StoreUnreachableError(database="x", reason="y"), ValueError("ours")]
)
def test_what_fails_keeps_nothing_else_from_being_done(error: Exception) -> None:
    stopping = Event()
    broken: Any = Broken(error, stopping)
    Rounds(space=broken, stopping=stopping, every_s=0.001).go()
    assert broken.calls == 3
