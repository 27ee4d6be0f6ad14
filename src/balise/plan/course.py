"""The days on which an objective is looked at, and the word for where it stands."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from balise.domain.plan import Course, Outlook, Point

Array = NDArray[np.float64]
MOST = 120
"""Points that a curve has at most."""
_MONTHS = 60
_WEEK = 7
EVEN = 0.5
"""A chance from which an objective is on course."""
_BAND = (0.05, 0.5, 0.95)


def days_of(starts: date, ends: date) -> tuple[date, ...]:
    """Choose the days of a curve: every day or, of a longer period, every week and each month end.

    Examples
    --------
    >>> len(days_of(date(2026, 1, 1), date(2026, 2, 28)))
    59
    >>> days_of(date(2025, 1, 1), date(2026, 12, 31))[-1]
    datetime.date(2026, 12, 31)
    """
    length = (ends - starts).days + 1
    if length <= MOST:
        return tuple(starts + timedelta(n) for n in range(max(length, 1)))
    months = month_ends(starts, ends)
    step = _WEEK
    while length // step + 1 + len(months) > MOST:
        step += _WEEK
    week = {ends - timedelta(n) for n in range(0, length, step)}
    return tuple(sorted(week | set(months)))


def month_ends(starts: date, ends: date) -> tuple[date, ...]:
    """List the last days of months from `starts` to `ends`, and `ends`; of decades, fewer.

    Examples
    --------
    >>> [str(day) for day in month_ends(date(2026, 1, 15), date(2026, 3, 10))]
    ['2026-01-31', '2026-02-28', '2026-03-10']
    """
    first = starts.year * 12 + starts.month
    found = []
    for month in range(first, ends.year * 12 + ends.month):
        day = date(month // 12, month % 12 + 1, 1) - timedelta(1)
        found.append(day)
    step = len(found) // _MONTHS + 1
    return tuple(dict.fromkeys([*found[step - 1 :: step], ends]))


def points(days: Sequence[date], drawn: Array) -> tuple[Point, ...]:
    """Tell the band on each day of draws (n, days)."""
    bands = np.quantile(drawn, _BAND, axis=0).T.tolist()
    return tuple(
        Point(day=day, q05=low, q50=middle, q95=high)
        for day, (low, middle, high) in zip(days, bands, strict=True)
    )


def milestones(curve: Sequence[Point], starts: date, ends: date) -> tuple[Point, ...]:
    """Take the days of a curve that end a month, and the last."""
    wanted = set(month_ends(starts, ends))
    return tuple(point for point in curve if point.day in wanted)


def chance_of(drawn: Array, target: float) -> float:
    """Tell the chance that a target is reached; only what is certain has chance 0 or 1.

    Of n draws k say what (k + 1/2) / (n + 1) says (Jeffreys).

    Examples
    --------
    >>> chance_of(np.array([3.0, 3.0]), 3.0), chance_of(np.array([1.0, 3.0]), 2.0)
    (1.0, 0.5)
    """
    over = drawn >= target
    if float(drawn.min()) == float(drawn.max()):
        return float(over[0])
    return (float(over.sum()) + 0.5) / (len(over) + 1)


def settled(found: Outlook, drawn: Array, days: Sequence[date]) -> Outlook:
    """Put the draws (n, days) of an objective's figure into its outlook."""
    curve = points(days, drawn)
    last = curve[-1]
    return replace(
        found,
        q05=last.q05,
        q50=last.q50,
        q95=last.q95,
        p_reached=chance_of(drawn[:, -1], found.target),
        curve=curve,
        milestones=milestones(curve, days[0], days[-1]),
    )


def course_of(p: float, *, has: bool, over: bool) -> Course:
    """Say where an objective stands: `has` it its figure already, is its time `over`.

    Examples
    --------
    >>> course_of(0.7, has=False, over=False), course_of(0.2, has=False, over=True)
    ('on course', 'missed')
    """
    if math.isnan(p):
        return "cannot tell"
    if has:
        return "reached"
    if p >= EVEN:
        return "on course"
    return "missed" if over else "behind"
