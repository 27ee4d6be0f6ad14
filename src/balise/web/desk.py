"""Answers that were worked out and still hold: as long as no import came in, they are the same."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date
from threading import RLock
from typing import TypeVar, cast

from balise import report
from balise.domain.ports import Ledger
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
        self._lock = RLock()  # a fit uses all cores: two at once would both take twice as long

    def ledger(self, brand: str) -> Ledger:
        """Sum up the files of a brand."""
        return self.space.store.ledger(brand)

    def archive(self, brand: str) -> Archive:
        """Take all posts of a brand."""
        return self._keep(brand, ("archive",), lambda: Archive(self.space.gather(brand)))

    def learnt(self, brand: str, kpi: str) -> Material:
        """Learn what drives a KPI."""
        return self._keep(
            brand,
            ("learnt", kpi),
            lambda: self.space.learnt(self.archive(brand).material, kpi=kpi),
        )

    def answers(
        self, brand: str, kpi: str, start: date | None = None, end: date | None = None
    ) -> Answers:
        """Answer what worked, from `start` to `end` against the period before."""
        return self._keep(
            brand,
            ("answers", kpi, start, end),
            lambda: report.answer(self.learnt(brand, kpi), start=start, end=end),
        )

    def _keep(self, brand: str, question: tuple[Hashable, ...], make: Callable[[], _Made]) -> _Made:
        with self._lock:
            view = self.ledger(brand).view
            key = (brand, view, *question)
            if key not in self._kept:
                self._kept[key] = make()
                self._forget(brand, view)
            self._kept.move_to_end(key)
            return cast("_Made", self._kept[key])

    def _forget(self, brand: str, view: str) -> None:
        """Drop what an import has made old, then what was not asked for longest."""
        for key in [k for k in self._kept if k[0] == brand and k[1] != view]:
            del self._kept[key]
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
