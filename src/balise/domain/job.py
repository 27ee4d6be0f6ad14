"""Long work that a worker does while its user looks on, or goes away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

from balise import errors

JobState = Literal["waiting", "running", "done", "failed", "cancelled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One piece of long work.

    Parameters
    ----------
    id
        Its name, also that of its workflow in the engine: the same work is never begun twice.
    brand
        Whose it is.
    kind
        What is done: `import`, `learn`, `plan`, ...
    asked
        What it was asked for, as JSON has it; never a secret.
    by
        Who asked for it, as in the audit log.
    step, done, total
        What is being done (a message of `balise.words`), and how far it is; `total` 0: not known.
    result
        What came of it, as JSON has it.
    error, facts
        The name of the class in `balise.errors`, and its facts, where it failed.
    """

    id: str
    brand: str
    kind: str
    asked: Mapping[str, Any] = field(default_factory=dict)
    by: str = ""
    state: JobState = "waiting"
    step: str = ""
    done: int = 0
    total: int = 0
    result: Mapping[str, Any] = field(default_factory=dict)
    error: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    asked_at: datetime
    started_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in {"done", "failed", "cancelled"}

    @property
    def failure(self) -> errors.BaliseError | None:
        """The error that it failed with, to be said in any language; None where it did not fail.

        Examples
        --------
        >>> from datetime import UTC, datetime
        >>> told = {"error": "FileMissingError", "facts": {"file": "posts.csv"}}
        >>> at = datetime(2027, 1, 1, tzinfo=UTC)
        >>> str(Job(id="a", brand="Park", kind="import", asked_at=at, **told).failure)
        'posts.csv: there is no such file.'
        """
        if not self.error:
            return None
        kind = getattr(errors, self.error, None)
        if not (isinstance(kind, type) and issubclass(kind, errors.BaliseError)):
            return errors.BaliseError()
        try:
            return kind(**self.facts)
        except LookupError:  # a later version told other facts
            return errors.BaliseError()


class JobStoppedError(Exception):
    """A job is to stop: nobody wants it any more, or another worker does it.

    No error of Balise: nothing went wrong, and nothing that reports errors may take it for one.
    """


class Jobs(Protocol):
    """What is asked of a store about long work."""

    def keep_job(self, job: Job) -> None:
        """Keep a job that was asked for; its brand is made where it is new."""
        ...

    def job(self, brand: str, job_id: str) -> Job:
        """Give a job of a brand."""
        ...

    def jobs(self, brand: str, *, limit: int = 20) -> tuple[Job, ...]:
        """Give the last jobs of a brand, newest first."""
        ...

    def batch_jobs(self, batch: str) -> tuple[Job, ...]:
        """Give the jobs of all brands whose `asked` names a batch, by brand."""
        ...

    def forget_begun(self, before: datetime) -> None:
        """Remove brands of which nothing is kept but jobs that ended before a moment."""
        ...

    def cancel_job(self, brand: str, job_id: str) -> Job:
        """Cancel a job that waits; one that runs is to stop when it next tells of itself."""
        ...

    def open_jobs(self) -> tuple[tuple[str, int], ...]:
        """Name the jobs of all brands that nobody does, and how often each was begun."""
        ...

    def held_jobs(self) -> tuple[str, ...]:
        """Name the jobs that this process has taken."""
        ...

    def asked_job(self, job_id: str) -> Job | None:
        """Give a job to the worker that is to do it, whosever it is."""
        ...

    def claim_job(self, job_id: str) -> bool:
        """Take a job that waits, or whose worker is gone; False: it is not ours."""
        ...

    def give_back_job(self, job_id: str) -> bool:
        """Let another worker begin a job anew; False: it is ours no more."""
        ...

    def renew_job(self, job_id: str, tries: int) -> bool:
        """Count a beginning that came to nothing, so that the next has a name of its own."""
        ...

    def tell_job(self, job_id: str, *, step: str, done: int, total: int) -> bool:
        """Say how far a job is; False: it is to stop, or it is ours no more."""
        ...

    def finish_job(self, job_id: str, result: Mapping[str, Any]) -> bool:
        """Keep what came of a job; False: it is ours no more."""
        ...

    def fail_job(self, job_id: str, error: str, facts: Mapping[str, object]) -> bool:
        """Keep why nothing came of a job; False: it is ours no more."""
        ...

    def leave_job(self, job_id: str) -> bool:
        """Say that a job was stopped as it was asked to; False: nobody asked, or it is not ours."""
        ...


class Workers(Protocol):
    """What is asked of a store about those who do long work."""

    def take_post(self, name: str) -> bool:
        """Take the place of a worker; False: a living one has it."""
        ...

    def beat(self, name: str) -> bool:
        """Give a sign of life; False: the place was given to another."""
        ...

    def leave_post(self, name: str) -> None:
        """Leave the place: whatever was being done there is to be done by others."""
        ...

    def posts_held(self) -> frozenset[str]:
        """Name the places that a living worker has."""
        ...


class Installed(Protocol):
    """What is asked of a store about the place where it is at work."""

    def is_elsewhere(self) -> bool:
        """Tell whether the data was at work in another place; where it never was, it is now."""
        ...

    def settle_here(self, by: str) -> None:
        """Say that this is the place where the data is at work from now on."""
        ...

    def settle_nowhere(self) -> None:
        """Say that the data is at work in no place yet, not even where it was before."""
        ...
