"""How far a job is, told to the store a few times a second at most."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event

from balise.domain.job import Job, JobStoppedError
from balise.domain.ports import Store

EVERY_S = 0.3


@dataclass(slots=True, kw_only=True)
class Teller:
    """Tells how far one job is, and hears whether it is still wanted.

    Parameters
    ----------
    stopping
        Set when the worker is to end.
    clock
        Gives seconds.
    """

    store: Store
    job: Job
    stopping: Event
    clock: Callable[[], float] = time.monotonic
    _step: str = field(default="", init=False)
    _told_at: float = field(default=float("-inf"), init=False)

    def __call__(self, step: str, done: int = 0, total: int = 0) -> None:
        """Say what is being done, and how much of it is.

        Raises
        ------
        JobStoppedError
            The job is to stop here and leave nothing half done.
        """
        if self.stopping.is_set():
            raise JobStoppedError
        now = self.clock()
        if step == self._step and now - self._told_at < EVERY_S:
            return
        self._step, self._told_at = step, now
        if not self.store.tell_job(self.job.id, step=step, done=done, total=total):
            raise JobStoppedError


Tell = Callable[[str, int, int], None]
"""`Teller`, as a kind of work calls it: the step, how much of it is done, of how much."""
