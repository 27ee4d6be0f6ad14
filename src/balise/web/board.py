"""How brands stand and what a look back found: worked out once, and kept until something changes.

Beside `balise.web.desk`, which answers what posts tell: here are brands, plans and proposals.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from threading import Lock, RLock
from typing import TypeVar, cast

from balise.domain.estimate import Estimate
from balise.domain.job import Job
from balise.domain.seen import Sight
from balise.domain.standing import Standing
from balise.refine.refusals import left
from balise.refining import Look
from balise.strategy import Strategy
from balise.strategy.succession import succeed
from balise.workspace import Workspace

__all__ = ["Board", "Look", "Shelf"]
_STANDINGS, _LOOKS, _FITS = 500, 12, 200
_MAIN = "engagement"
_Made = TypeVar("_Made")


class Shelf:
    """Keeps what was made, the least asked for dropped first; of two who ask one makes it."""

    def __init__(self, most: int, turn: AbstractContextManager[object]) -> None:
        self._most, self._turn, self._lock = most, turn, Lock()
        self._kept: OrderedDict[Hashable, object] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], _Made]) -> _Made:
        """Take what is kept, else make it when it is our turn."""
        found = self.find(key)
        if found is None:
            with self._turn:
                found = self.find(key)
                if found is None:
                    found = make()
                    self._keep(key, found)
        return cast("_Made", found)

    def find(self, key: Hashable) -> object | None:
        """Take what is kept, or nothing."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _keep(self, key: Hashable, made: object) -> None:
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)


@dataclass(frozen=True)
class Board:
    """Asks a workspace how its brands stand, and looks back at their plans.

    Parameters
    ----------
    space
        The workspace.
    clock
        Tells the moment; a test sets its own.
    """

    space: Workspace
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    _standings: Shelf = field(default_factory=lambda: Shelf(_STANDINGS, RLock()))
    _fits: Shelf = field(default_factory=lambda: Shelf(_FITS, RLock()))
    _looks: Shelf = field(default_factory=lambda: Shelf(_LOOKS, RLock()))
    _texts: Shelf = field(default_factory=lambda: Shelf(_LOOKS, RLock()))
    _last: dict[str, Look] = field(default_factory=dict)
    _asking: AbstractContextManager[object] = field(default_factory=Lock)

    def standings(self, brands: Sequence[str]) -> list[Standing]:
        """Tell how brands stand; each is worked out again when something of it changed."""
        now, marks = self.clock(), self.space.marks(brands)
        return [self._standing(brand, marks[brand], now) for brand in brands]

    def _standing(self, brand: str, mark: str, now: datetime) -> Standing:
        key = (brand, mark, now.date())
        return self._standings.get(key, lambda: self.space.standing(brand, now=now))

    def standing(self, brand: str) -> Standing:
        """Tell how a brand stands."""
        return self.standings([brand])[0]

    def foretell(self, standing: Standing, *, by: str) -> None:
        """Have a worker tell anew where objectives stand, once for each state of a brand."""
        asked = {"told_from": standing.told_from}
        with self._asking:
            jobs = self.space.jobs(standing.brand)
            if not any(one.kind == "foretell" and one.asked == asked for one in jobs):
                self.space.start_job("foretell", brand=standing.brand, asked=asked, by=by)

    def sight(self, standing: Standing) -> Sight:
        """Tell what is known of a brand: what is clear, and how likely its objectives are."""
        fits = {kpi: standing.fits[kpi] for kpi in _told(standing)}
        return Sight(
            at=self.clock(),
            fits=fits,
            clear={
                kpi: self._clear(standing.brand, kpi, made.snapshot) for kpi, made in fits.items()
            },
            chances={
                one.objective: one.p_reached for one in standing.outlooks if one.course in _OPEN
            },
        )

    def _clear(self, brand: str, kpi: str, snapshot: str) -> tuple[Estimate, ...]:
        return self._fits.get((brand, kpi, snapshot), lambda: self.space.clear(brand, kpi))

    def look(self, brand: str) -> Look:
        """Look back at a plan; the first time of a day and after a change this takes its time."""
        now = self.clock()
        mark = self.space.look_mark(brand, now=now)

        def take() -> Look:
            return self.space.looked(brand, mark) or self.space.look_back(brand, now=now)

        look = self._looks.get((brand, mark), take)
        self._last[brand] = look
        return look

    def begin(self, brand: str, *, by: str, anew: bool) -> Job:
        """Have a worker look back, once for all who ask; gives its job.

        One that failed is given as it is: `anew` begins it again.
        """
        asked = {"mark": self.space.look_mark(brand, now=self.clock())}
        with self._asking:
            each = (one for one in self.space.jobs(brand) if one.kind == "refine")
            found = next((one for one in each if one.asked == asked), None)
            if found is None or found.state == "done" or (anew and found.is_over):
                found = self.space.start_job("refine", brand=brand, asked=asked, by=by)
            return found

    def following(self, look: Look, strategy: Strategy, starts: date | None) -> str:
        """Write the strategy of the next period, but for what was refused."""
        decisions = self.space.decisions(look.brand)
        text = strategy.dump()
        key = (look.brand, look.mark, look.now, text, len(decisions), starts)
        return self._texts.get(
            key,
            lambda: succeed(
                text, left(look.found.beliefs, decisions), starts=starts, reached=look.reached
            ),
        )

    def glimpse(self, brand: str) -> tuple[Look | None, bool]:
        """Give the last look that was taken, and whether nothing changed since."""
        mark = self.space.look_mark(brand, now=self.clock())
        fresh = self._looks.find((brand, mark))
        if fresh is None and (kept := self.space.looked(brand, mark)) is not None:
            fresh = self._last[brand] = self._looks.get((brand, mark), lambda: kept)
        if fresh is not None:
            return cast("Look", fresh), True
        if brand not in self._last and (old := self.space.looked(brand)) is not None:
            self._last[brand] = old
        return self._last.get(brand), False


_OPEN = frozenset({"on course", "behind"})


def _told(standing: Standing) -> Iterable[str]:
    """Choose the KPIs of which news are told: those of the objectives, else what stands in."""
    aims = standing.strategy.objectives if standing.strategy else ()
    asked = dict.fromkeys(one.kpi for one in aims if one.kpi in standing.fits)
    if asked:
        return asked
    return [_MAIN] if _MAIN in standing.fits else list(standing.fits)[:1]
