"""Rows gathered by day and part: what adds up is added, what does not is never summed."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from balise.domain.outcome import DIMENSIONS, Outcome, adds_up
from balise.errors import TooManyRowsError
from balise.ingest.limits import MOST_PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from balise.ingest.periods import Span

Parts = tuple[str | None, ...]


@dataclass(slots=True)
class Marks:
    """The marks of a survey: how many, their mean, and the sum of squares around it."""

    n: float = 0.0
    mean: float = 0.0
    spread: float = 0.0

    def add(self, mark: float, answers: float = 1.0) -> None:
        """Take in the mean of some answers (Welford's update); of none there is no mean."""
        if not answers:
            return
        self.n += answers
        gap = mark - self.mean
        self.mean += gap * answers / self.n
        self.spread += gap * (mark - self.mean) * answers


@dataclass(slots=True)
class _Gathered:
    rows: int = 0
    sales: int = 0
    totals: dict[str, float] = field(default_factory=dict)
    levels: dict[str, float] = field(default_factory=dict)
    marks: Marks = field(default_factory=Marks)
    receipts: set[str] = field(default_factory=set)


@dataclass(slots=True, kw_only=True)
class Tally:
    """Figures of one table, by what they tell of.

    `single`: each row is one sale or one answer, and is counted. `by_receipt`: a sale may stand on
    several rows, which share the number of their receipt.
    """

    file: str = ""
    single: bool = False
    by_receipt: bool = False
    found: dict[tuple[Span, Parts], _Gathered] = field(default_factory=dict)

    def add(self, span: Span, parts: Parts, values: Mapping[str, float], receipt: str = "") -> None:
        """Take in a row.

        Raises
        ------
        TooManyRowsError
            Where the rows tell of more days and parts than can be held.
        """
        here = self.found.get((span, parts))
        if here is None:
            here = self.found[span, parts] = _Gathered()
            if len(self.found) > MOST_PARTS:
                raise TooManyRowsError(file=self.file, most=MOST_PARTS)
        here.rows += 1
        is_sale = all(value >= 0 for value in values.values())  # a refund is none
        here.sales += is_sale
        if self.by_receipt and is_sale:
            here.receipts.add(receipt)
        for name, value in values.items():
            if name == "score":
                here.marks.add(value, 1.0 if self.single else max(values.get("answers", 1.0), 0.0))
            elif adds_up(name):
                here.totals[name] = here.totals.get(name, 0.0) + value
            else:
                here.levels[name] = value

    @property
    def repeated(self) -> int:
        """Count the days and parts that stand on several rows."""
        return sum(here.rows > 1 for here in self.found.values())

    @property
    def lost(self) -> tuple[str, ...]:
        """Name the levels that stand on several rows of a day, and are not known for it."""
        several = [here for here in self.found.values() if here.rows > 1]
        names = {name for here in several for name in here.levels}
        if any(here.marks.n and "score" not in self._scored(here) for here in several):
            names.add("score")
        return tuple(sorted(names))

    def outcomes(self, name: str, *, as_of: datetime, source: str) -> Iterator[Outcome]:
        """Give what was gathered, in order of day."""
        for (span, parts), here in sorted(self.found.items(), key=_place):
            values = self._values(here)
            if values:
                yield Outcome(
                    name=name,
                    starts=span[0],
                    ends=span[1],
                    values=values,
                    as_of=as_of,
                    source=source,
                    **dict(zip(DIMENSIONS, parts, strict=True)),
                )

    def _values(self, here: _Gathered) -> dict[str, float]:
        values = dict(here.totals)
        if here.rows == 1:
            values |= here.levels
        if self.single and "count" not in values and any(_is_money(name) for name in values):
            values["count"] = float(len(here.receipts) if self.by_receipt else here.sales)
        if here.marks.n:
            values |= self._scored(here)
        return {name: value for name, value in values.items() if math.isfinite(value)}

    def _scored(self, here: _Gathered) -> dict[str, float]:
        marks = here.marks
        if not self.single:
            is_mean = here.rows == 1 or "answers" in here.totals
            return {"score": marks.mean} if is_mean else {}
        found = {"score": marks.mean, "answers": marks.n}
        if marks.n > 1:
            found["score_sd"] = math.sqrt(max(marks.spread, 0.0) / (marks.n - 1))
        return found


def _place(item: tuple[tuple[Span, Parts], _Gathered]) -> tuple[Span, list[str]]:
    (span, parts), _ = item
    return span, [part or "" for part in parts]


def _is_money(name: str) -> bool:
    return name.partition(".")[0] in {"amount", "revenue"}
