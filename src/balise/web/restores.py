"""A backup is put in place by the one who started the pages: they end for it, and come back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from threading import Lock, Timer
from typing import Any

from balise import errors
from balise.domain.restore import Asked
from balise.errors import BackupClosedError, BaliseError

_PAUSE_S = 1.0
"""So long the page that says what happens has to reach its reader, before the pages end."""
Ask = Callable[[Mapping[str, str]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Last:
    """How it went the last time.

    Parameters
    ----------
    made_at
        When the backup was made.
    at, by
        When it was put in place, or could not be, and who asked.
    kept
        Where what was there before is kept; empty where nothing was put in place.
    error
        Why it was not; then everything is as it was.
    """

    made_at: datetime
    at: datetime
    by: str
    kept: str = ""
    error: BaliseError | None = None


@dataclass(slots=True, kw_only=True)
class Restores:
    """Who puts a backup in place, whether it is under way, and how it went the last time.

    Parameters
    ----------
    ask
        Tells the one who started the pages; None: nobody is there who could start them again.
    """

    ask: Ask | None = None
    last: Last | None = None
    is_under_way: bool = False
    pause_s: float = _PAUSE_S
    _turn: Lock = field(default_factory=Lock, init=False, repr=False)

    def claim(self) -> bool:
        """Have the only turn, until it is done or `release`; False: somebody else has it."""
        with self._turn:
            is_free, self.is_under_way = not self.is_under_way, True
        return is_free

    def release(self) -> None:
        """Give the turn back: nothing is put in place."""
        self.is_under_way = False

    def begin(self, asked: Asked, *, by: str, session: str) -> None:
        """Have it done in a moment; the browser that shows `session` may read on afterwards.

        Raises
        ------
        BackupClosedError
            Nobody is there who could.
        """
        if self.ask is None:
            raise BackupClosedError
        told = {**asdict(asked), "by": by, "session": session}
        timer = Timer(self.pause_s, self.ask, [told])
        timer.daemon = True
        timer.start()


def last_of(told: Mapping[str, Any] | None) -> Last | None:
    """Read what the one who started us tells of the last time."""
    if not told:
        return None
    kind = getattr(errors, told["error"]) if told.get("error") else None
    return Last(
        made_at=datetime.fromisoformat(told["made_at"]),
        at=datetime.fromisoformat(told["at"]),
        by=told["by"],
        kept=told["kept"],
        error=kind(**told["facts"]) if kind is not None else None,
    )
