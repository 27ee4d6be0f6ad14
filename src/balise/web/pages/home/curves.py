"""How an objective grows day by day, as the few points of a small drawing."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from balise.domain.plan import Outlook

WIDE, HIGH = 320, 88
_EDGE = 4
_ROOM = 1.08


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """A drawing of `WIDE` by `HIGH`: the band and its middle as lists of points.

    `target` is the height of the line to be reached, `today` the place of today's, empty where that
    lies outside.
    """

    band: str
    middle: str
    target: str
    today: str
    first: date
    last: date


def curve(told: Outlook, target: float, today: date) -> Curve | None:
    """Draw a curve; None where there are fewer than two points, or nothing above nought.

    Examples
    --------
    >>> from balise.domain.plan import Point
    >>> days = [Point(day=date(2027, 1, n), q05=n, q50=2 * n, q95=3 * n) for n in (1, 2)]
    >>> told = Outlook(
    ...     objective="o", target=6, q05=2, q50=4, q95=6, p_reached=0.1, curve=tuple(days)
    ... )
    >>> curve(told, 6, date(2027, 1, 1)).middle
    '0,59.3 320,34.6'
    """
    points = [one for one in told.curve if all(map(math.isfinite, (one.q05, one.q50, one.q95)))]
    top = max([target, *(one.q95 for one in points)], default=0.0) * _ROOM
    if len(points) < 2 or not 0 < top < math.inf:  # noqa: PLR2004 - a line has two ends
        return None
    first, last = points[0].day, points[-1].day
    whole = max((last - first).days, 1)

    def at(day: date, value: float) -> str:
        return f"{WIDE * (day - first).days / whole:.4g},{_height(value, top)}"

    upper = [at(one.day, one.q95) for one in points]
    lower = [at(one.day, one.q05) for one in reversed(points)]
    return Curve(
        band=" ".join([*upper, *lower]),
        middle=" ".join(at(one.day, one.q50) for one in points),
        target=_height(target, top),
        today=f"{WIDE * (today - first).days / whole:.4g}" if first <= today <= last else "",
        first=first,
        last=last,
    )


def _height(value: float, top: float) -> str:
    share = min(max(value / top, 0.0), 1.0)
    return f"{HIGH - _EDGE - (HIGH - 2 * _EDGE) * share:.3g}"
