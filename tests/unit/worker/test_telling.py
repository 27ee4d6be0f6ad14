"""How often a job tells of itself, and when it hears that it is to stop."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event
from typing import Any

import pytest

from balise.domain.job import Job, JobStoppedError
from balise.worker.telling import Teller

JOB = Job(id="a", brand="Park", kind="learn", asked_at=datetime(2027, 1, 1, tzinfo=UTC))


@dataclass
class Heard:
    """A store that hears."""

    wanted: bool = True
    said: list[tuple[str, int, int]] = field(default_factory=list)

    def tell_job(self, _job_id: str, *, step: str, done: int, total: int) -> bool:
        self.said.append((step, done, total))
        return self.wanted


def teller(store: Any, stopping: Event | None = None) -> tuple[Teller, list[float]]:
    now = [0.0]
    return Teller(store=store, job=JOB, stopping=stopping or Event(), clock=lambda: now[0]), now


def test_ten_thousand_steps_in_a_second_are_told_a_few_times() -> None:
    store = Heard()
    tell, now = teller(store)
    for n in range(10_000):
        now[0] = n / 10_000
        tell("Reading", n, 10_000)
    assert 2 <= len(store.said) <= 5
    assert store.said[0] == ("Reading", 0, 10_000)


def test_a_new_step_is_told_at_once() -> None:
    store = Heard()
    tell, _now = teller(store)
    for step in ("Reading", "Learning", "Reading"):
        tell(step)
    assert [step for step, _done, _total in store.said] == ["Reading", "Learning", "Reading"]


def test_a_job_that_nobody_wants_stops_where_it_tells() -> None:
    tell, _now = teller(Heard(wanted=False))
    with pytest.raises(JobStoppedError):
        tell("Reading")


def test_a_worker_that_ends_stops_its_jobs_and_tells_nothing_of_them() -> None:
    store, stopping = Heard(), Event()
    tell, _now = teller(store, stopping)
    stopping.set()
    with pytest.raises(JobStoppedError):
        tell("Reading")
    assert store.said == []
