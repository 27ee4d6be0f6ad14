"""A total that no network sees, carried on from its own days; no post is credited with it.

Sums of whole weeks back from the last day that is known are followed on the log scale as a level
that wanders (`balise.plan.trend`): what they scatter more than chance does is in the band.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from balise.domain.kpi import Kpi
from balise.domain.outcome import TOTALS, Outcome, adds_up
from balise.domain.plan import Outlook
from balise.plan.course import course_of, days_of, settled
from balise.plan.trend import LEAST, follow

Array = NDArray[np.float64]
NO_DAYS, NOT_CREDITED = "no-days", "not-credited"
WEEK = 7
MOST_WEEKS = 26
_HIGHEST = 600.0
"""Logarithm beyond which a figure would not be a finite number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """An outcome day by day, from the first to the last that its table tells of."""

    first: date
    last: date
    by_day: dict[date, float]

    def sum(self, starts: date, ends: date) -> float:
        """Sum it from one day to another, both included."""
        return math.fsum(value for day, value in self.by_day.items() if starts <= day <= ends)

    def weeks(self) -> list[tuple[float, float]]:
        """Give the logs of 1 + the sums of whole weeks, in order of time, at week numbers."""
        n = min(((self.last - self.first).days + 1) // WEEK, MOST_WEEKS)
        sums = []
        for back in range(n):
            end = self.last - timedelta(WEEK * back)
            sums.append((-float(back), math.log1p(max(self.sum(_week(end), end), 0.0))))
        return sums[::-1]


def total(blank: Outlook, kpi: Kpi, outcomes: Sequence[Outcome], *, n: int, seed: int) -> Outlook:
    """Tell what an outcome will add up to, if it goes on as in the weeks that are known."""
    known = days_known(kpi, outcomes)
    starts, ends = blank.starts, blank.ends
    if known is None or starts is None or ends is None:
        return replace(blank, lack=f"{NO_DAYS}:{LEAST * WEEK}")
    published = known.sum(starts, ends)
    told = replace(blank, published=published)
    weeks = known.weeks()
    has, over = published >= blank.target, ends <= known.last
    if len(weeks) < LEAST and not has and not over:
        return replace(told, lack=f"{NO_DAYS}:{LEAST * WEEK - WEEK * len(weeks)}")
    days = days_of(starts, ends)
    drawn = np.tile([known.sum(starts, day) for day in days], (n, 1))
    if not over and len(weeks) >= LEAST:
        drawn = drawn + _ahead(weeks, known.last, max(starts, known.last + timedelta(1)), days,
                               n=n, seed=seed)  # fmt: skip
    found = settled(told, drawn, days)
    p = 1.0 if has else found.p_reached
    if len(weeks) < LEAST and not over:  # it has its figure, but not where it will end
        found = replace(told, q05=published, q50=math.nan, q95=math.nan)
    course = course_of(p, has=has, over=over)
    return replace(found, p_reached=p, course=course, lack=NOT_CREDITED)


def days_known(kpi: Kpi, outcomes: Iterable[Outcome]) -> Days | None:
    """Lay an outcome out by day; a row of several days is spread over them.

    A week or month of which days are told beside it is not counted twice. A table that tells codes
    apart holds the same figures as one that does not: the breakdown that tells of most days counts,
    of several the plainest.
    """
    mine = [one for one in outcomes if one.name == kpi.name.partition(".")[0]]
    name = _figure(kpi, mine)
    by_kind: dict[tuple[str, ...], dict[date, float]] = {}
    told: dict[tuple[tuple[str, ...], date], int] = {}
    for one in sorted(mine, key=lambda one: (one.ends - one.starts, one.starts)):
        value, length = one.values.get(name, math.nan), (one.ends - one.starts).days + 1
        days = [one.starts + timedelta(n) for n in range(length)]
        new = all(told.get((one.breakdown, day), length) == length for day in days)
        if math.isfinite(value) and new:
            told |= {(one.breakdown, day): length for day in days}
            by_day = by_kind.setdefault(one.breakdown, {})
            for day in days:
                by_day[day] = by_day.get(day, 0.0) + value / length
    if not by_kind:
        return None
    kind = max(by_kind, key=lambda kind: (len(by_kind[kind]), -len(kind), kind))
    by_day = by_kind[kind]
    return Days(first=min(by_day), last=max(by_day), by_day=by_day)


def _figure(kpi: Kpi, mine: Iterable[Outcome]) -> str:
    """Name the figure of an outcome: the one asked for, else the first that adds up."""
    names = {name for one in mine for name in one.values if adds_up(name)}
    if kpi.figure:
        return kpi.figure
    return min(names, key=lambda name: (TOTALS.index(name.partition(".")[0]), name), default="")


def _ahead(  # noqa: PLR0913 - where it goes on from and to, each by its name
    weeks: Sequence[tuple[float, float]],
    last: date,
    since: date,
    days: Sequence[date],
    *,
    n: int,
    seed: int,
) -> Array:
    """Draw what is added from `since` to each day; weeks count from the last day that is known."""
    whole = math.ceil((days[-1] - last).days / WEEK)
    logs = follow(weeks, [float(i + 1) for i in range(whole)], n=n, seed=seed, sloped=False)
    sums = np.maximum(np.expm1(np.minimum(logs, _HIGHEST)), 0.0)
    running = np.concatenate([np.zeros((n, 1)), np.cumsum(sums, axis=1)], axis=1)

    def until(day: date) -> Array:
        at = min(max((day - last).days, 0) / WEEK, float(whole))
        week = min(int(at), whole - 1)
        return np.asarray(running[:, week] + (at - week) * sums[:, week])

    before = until(since - timedelta(1))
    return np.stack([np.maximum(until(day) - before, 0.0) for day in days], axis=1)


def _week(end: date) -> date:
    return end - timedelta(WEEK - 1)
