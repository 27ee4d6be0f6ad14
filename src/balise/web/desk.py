"""Answers that were worked out and still hold: as long as no import came in, they are the same."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from contextlib import AbstractContextManager
from datetime import date
from threading import Lock, RLock
from typing import TypeVar, cast

from balise import report
from balise.domain.estimate import Estimate
from balise.domain.ports import Ledger
from balise.errors import LearnError
from balise.report import Answers, Material
from balise.report.rows import Archive
from balise.workspace import Workspace

_KEPT = 32
_Made = TypeVar("_Made")


class Desk:
    """Asks a workspace, one question at a time, and keeps what was answered.

    Parameters
    ----------
    space
        The workspace.
    """

    def __init__(self, space: Workspace) -> None:
        self.space = space
        self._kept: OrderedDict[tuple[Hashable, ...], object] = OrderedDict()
        self._shelf = Lock()
        self._gathering = Lock()
        # A fit uses all cores: two at once would both take twice as long. Rows do not wait for it.
        self._learning = RLock()

    def ledger(self, brand: str) -> Ledger:
        """Sum up the files of a brand."""
        return self.space.store.ledger(brand)

    def archive(self, brand: str) -> Archive:
        """Take all posts of a brand."""
        return self._keep(
            brand, ("archive",), lambda: Archive(self.space.gather(brand)), self._gathering
        )

    def learnt(self, brand: str, kpi: str) -> Material:
        """Learn what drives a KPI."""
        return self._keep(
            brand,
            ("learnt", kpi),
            lambda: self.space.learnt(self.archive(brand).material, kpi=kpi),
            self._learning,
        )

    def estimates(self, brand: str, kpi: str) -> Sequence[Estimate]:
        """List what is known of each level; nothing where nothing could be learnt."""
        try:
            fit = self.learnt(brand, kpi).fit
        except LearnError:
            return ()
        return self._keep(
            brand,
            ("estimates", kpi),
            lambda: tuple(fit.estimates()) if fit else (),
            self._learning,
        )

    def answers(
        self, brand: str, kpi: str, start: date | None = None, end: date | None = None
    ) -> Answers:
        """Answer what worked, from `start` to `end` against the period before."""
        return self._keep(
            brand,
            ("answers", kpi, start, end),
            lambda: report.answer(self.learnt(brand, kpi), start=start, end=end),
            self._learning,
        )

    def _keep(
        self,
        brand: str,
        question: tuple[Hashable, ...],
        make: Callable[[], _Made],
        turn: AbstractContextManager[object],
    ) -> _Made:
        """Take an answer from the shelf; where it is not there, make it when it is our turn."""
        view = self.ledger(brand).view
        key = (brand, view, *question)
        if key not in self._kept:
            with turn:
                if key not in self._kept:
                    made = make()
                    self._shelve(key, made)
                    return made
        return self._take(key, make)

    def _take(self, key: tuple[Hashable, ...], make: Callable[[], _Made]) -> _Made:
        with self._shelf:
            if key in self._kept:
                self._kept.move_to_end(key)
                return cast("_Made", self._kept[key])
        return make()  # it was dropped in this very moment

    def _shelve(self, key: tuple[Hashable, ...], made: object) -> None:
        with self._shelf:
            self._kept[key] = made
            self._forget(str(key[0]), str(key[1]))

    def _forget(self, brand: str, view: str) -> None:
        """Drop what an import has made old, then what was not asked for longest."""
        for key in [k for k in self._kept if k[0] == brand and k[1] != view]:
            del self._kept[key]
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
