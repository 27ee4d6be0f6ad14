"""What a worker does by the clock, unasked: reports that are due, calls that wait, old files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Event

from balise.errors import BaliseError
from balise.errors.defects import defect_of
from balise.workspace import Workspace

EVERY_S = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounds:
    """Rounds that are made until we are to stop, beside the jobs and never in their way."""

    space: Workspace
    stopping: Event
    every_s: float = EVERY_S

    def go(self) -> None:
        """Make a round now and then."""
        while not self.stopping.is_set():
            self.once(datetime.now(UTC))
            self.stopping.wait(self.every_s)

    def once(self, now: datetime) -> None:
        """Make one round; what fails of it is noted, and the rest is done all the same."""
        _tried(lambda: self.space.make_due_reports(now))
        _tried(lambda: self.space.deliver(now=now))
        _tried(lambda: self.space.clear_old(now))


def _tried(task: Callable[[], object]) -> None:
    try:
        task()
    except BaliseError:
        return  # the store did not answer, say: it may the next time
    except Exception as error:  # noqa: BLE001 - the next round may fare better
        defect_of(error)
