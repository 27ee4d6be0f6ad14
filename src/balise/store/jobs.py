"""Long work: who asked for it, who does it, what came of it.

A job is claimed, told of and ended by conditional updates that must change one row: of two workers
that believe it is theirs, one is told that it is not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, cast

from django.utils import timezone as clock

from balise.domain.job import Job, JobState
from balise.domain.reading import Finding
from balise.errors import RecordNotFoundError, Said, Several, WorkerDiedError
from balise.store import begun, clean, models, workers
from balise.store.alive import process
from balise.store.bridge import asks
from balise.store.placed import Placed
from balise.words import mark

MOST_DEATHS = 3
"""Workers that may die of a job."""


class Jobs(Placed):
    """The part of `balise.store.repository.DjangoStore` that keeps long work."""

    __slots__ = ()

    @asks
    def keep_job(self, job: Job) -> None:
        """Keep a job that was asked for; its brand is made where it is new."""
        owner, _ = models.Brand.objects.using(self.place.alias).get_or_create(
            name=clean.text(job.brand)
        )
        models.Job.objects.using(self.place.alias).create(
            name=job.id,
            brand=owner,
            kind=job.kind,
            asked=_plain(job.asked),
            by=clean.text(job.by),
            asked_at=job.asked_at,
        )

    @asks
    def job(self, brand: str, job_id: str) -> Job:
        """Give a job of a brand.

        Raises
        ------
        RecordNotFoundError
            The brand has none of that name.
        """
        found = self._jobs(brand=brand, name=job_id).first()
        if found is None:
            raise RecordNotFoundError(what=Said(mark("job")), name=job_id, known="-")
        return _job(found)

    @asks
    def jobs(self, brand: str, *, limit: int = 20) -> tuple[Job, ...]:
        """Give the last jobs of a brand, newest first."""
        return tuple(map(_job, self._jobs(brand=brand).order_by("-asked_at", "-id")[:limit]))

    @asks
    def batch_jobs(self, batch: str) -> tuple[Job, ...]:
        """Give the jobs of all brands whose `asked` names a batch, by brand."""
        return tuple(map(_job, self._jobs(asked__batch=batch).order_by("brand__name", "id")))

    @asks
    def forget_begun(self, before: datetime) -> None:
        """Remove brands of which nothing is kept but jobs that ended before a moment."""
        begun.forget(self.place.alias, before)

    @asks
    def cancel_job(self, brand: str, job_id: str) -> Job:
        """Cancel a job that waits; one that is being done is to stop when it next tells of itself.

        Raises
        ------
        RecordNotFoundError
            The brand has none of that name.
        """
        waiting = self._jobs(brand=brand, name=job_id, state="waiting")
        if not waiting.update(state="cancelled", ended_at=clock.now()):
            self._jobs(brand=brand, name=job_id, state="running").update(is_unwanted=True)
        return self.job(brand, job_id)

    @asks
    def open_jobs(self) -> tuple[tuple[str, int], ...]:
        """Name the jobs of all brands that nobody does, oldest first, and how often each was begun.

        Some wait, and of some the worker is gone.
        """
        alive = workers.alive(self.place.alias)
        rows = self._jobs(state__in=("waiting", "running")).order_by("asked_at", "id")
        return tuple(
            (name, tries)
            for name, tries, state, by in rows.values_list("name", "tries", "state", "process")
            if state == "waiting" or by not in alive
        )

    @asks
    def held_jobs(self) -> tuple[str, ...]:
        """Name the jobs that this process has taken."""
        return tuple(self._jobs(state="running", process=process()).values_list("name", flat=True))

    @asks
    def asked_job(self, job_id: str) -> Job | None:
        """Give a job to the worker that is to do it, whosever it is."""
        found = self._jobs(name=job_id).first()
        return _job(found) if found else None

    @asks
    def claim_job(self, job_id: str) -> bool:
        """Take a job that waits, or whose worker is gone; False: it is not ours.

        One of which worker after worker dies is given up.
        """
        found = self._jobs(name=job_id).first()
        if found is None or found.state not in {"waiting", "running"}:
            return False
        was_lost = found.state == "running"
        if was_lost and found.process in workers.alive(self.place.alias):
            return False
        # The row is ours only if it is as it was seen.
        same = self._jobs(name=job_id, state=found.state, process=found.process, tries=found.tries)
        if was_lost and found.deaths + 1 >= MOST_DEATHS:
            died = WorkerDiedError(times=MOST_DEATHS)
            same.update(
                state="failed",
                ended_at=clock.now(),
                error=type(died).__name__,
                facts={"times": str(MOST_DEATHS)},
            )
            return False
        facts = {
            "state": "running",
            "process": process(),
            "started_at": clock.now(),
            "tries": found.tries + 1,
            "deaths": found.deaths + was_lost,
            "step": "",
            "done": 0,
            "total": 0,
        }
        return bool(same.update(**facts))

    @asks
    def give_back_job(self, job_id: str) -> bool:
        """Let another worker begin a job anew; False: it is ours no more."""
        return bool(self._mine(job_id).update(state="waiting", process=""))

    @asks
    def renew_job(self, job_id: str, tries: int) -> bool:
        """Count a beginning that came to nothing, so that the next has a name of its own."""
        same = self._jobs(name=job_id, tries=tries, state__in=("waiting", "running"))
        return bool(same.update(tries=tries + 1))

    @asks
    def tell_job(self, job_id: str, *, step: str, done: int, total: int) -> bool:
        """Say how far a job is; False: it is to stop, or it is ours no more."""
        wanted = self._mine(job_id).filter(is_unwanted=False)
        return bool(wanted.update(step=step, done=done, total=total))

    @asks
    def finish_job(self, job_id: str, result: Mapping[str, Any]) -> bool:
        """Keep what came of a job; False: it is ours no more."""
        return self._end(job_id, state="done", result=_plain(result))

    @asks
    def fail_job(self, job_id: str, error: str, facts: Mapping[str, object]) -> bool:
        """Keep why nothing came of a job; False: it is ours no more."""
        told = {name: _fact(value) for name, value in facts.items()}
        return self._end(job_id, state="failed", error=error, facts=told)

    @asks
    def leave_job(self, job_id: str) -> bool:
        """Say that a job was stopped as it was asked to; False: nobody asked, or it is not ours."""
        unwanted = self._mine(job_id).filter(is_unwanted=True)
        return bool(unwanted.update(state="cancelled", ended_at=clock.now()))

    def _end(self, job_id: str, **facts: Any) -> bool:
        return bool(self._mine(job_id).update(ended_at=clock.now(), **facts))

    def _mine(self, job_id: str) -> Any:
        return self._jobs(name=job_id, state="running", process=process())

    def _jobs(self, *, brand: str | None = None, **where: Any) -> Any:
        rows = models.Job.objects.using(self.place.alias).select_related("brand").filter(**where)
        return rows if brand is None else rows.filter(brand__name=clean.text(brand))


def _job(row: models.Job) -> Job:
    said = {name: _as_told(value) for name, value in row.facts.items()}
    return Job(
        id=row.name,
        brand=row.brand.name,
        kind=row.kind,
        asked=row.asked,
        by=row.by,
        state=cast("JobState", row.state),
        step=row.step,
        done=row.done,
        total=row.total,
        result=row.result,
        error=row.error,
        facts=said,
        asked_at=row.asked_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
    )


def _fact(value: object) -> Any:
    """Give a fact as JSON has it; a phrase of the catalogue and what was found stay such."""
    if isinstance(value, Several):
        return {"several": [_fact(one) for one in value]}
    if isinstance(value, Finding):
        params = {name: _fact(said) for name, said in value.params.items()}
        return {"finding": {**_plain(asdict(value)), "params": params}}
    said = clean.text(str(value))
    return {"said": said} if isinstance(value, Said) else said


def _as_told(value: Any) -> object:
    match value:
        case {"several": parts}:
            return Several(_as_told(one) for one in parts)
        case {"finding": told}:
            params = {name: _as_told(one) for name, one in told["params"].items()}
            return Finding(**{**told, "params": params})
        case {"said": said}:
            return Said(said)
        case _:
            return str(value)


def _plain(value: Any) -> Any:
    """Give plain values: no database keeps a NUL."""
    match value:
        case Mapping():
            return {clean.text(str(key)): _plain(each) for key, each in value.items()}
        case str():
            return clean.text(value)
        case Sequence():
            return [_plain(each) for each in value]
        case _:
            return value
