"""Where an objective will stand, as a page tells it: in a word, with figures, and what is lacking.

Whole sentences are those of `balise.words.outlooks`, which the terminal says too.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from balise.domain.kpi import Kpi
from balise.domain.plan import Outlook
from balise.domain.strategy import Objective
from balise.words import Speech, mark, outlooks

COURSES: Mapping[str, str] = {
    "reached": mark("reached"),
    "on course": mark("on course"),
    "behind": mark("behind"),
    "missed": mark("missed"),
    "cannot tell": mark("cannot tell"),
}
_NEARLY = 1e-9
_DIGITS, _TEN = 3, 10


def course(s: Speech, told: Outlook) -> str:
    """Say the course in a word."""
    return s.text(COURSES[told.course])


def lacks(s: Speech, told: Outlook) -> tuple[str, ...]:
    """Say why nothing can be told, or what a forecast leaves out.

    Examples
    --------
    >>> nan = float("nan")
    >>> told = Outlook(objective="o", target=1, q05=nan, q50=nan, q95=nan, p_reached=nan)
    >>> lacks(Speech("en"), told)
    ('Not enough is known yet.',)
    """
    said = outlooks.lack(s, told)
    if said or math.isfinite(told.p_reached):
        return said
    return (s.text(mark("Not enough is known yet.")),)


def chance(s: Speech, p: float) -> str:
    """Write a chance of what is to come: never as a certainty.

    Examples
    --------
    >>> [chance(Speech("en"), p) for p in (0.684, 1.0, 0.0)]
    ['68%', 'over 99%', 'under 1%']
    """
    return outlooks.chance(s, min(max(p, _NEARLY), 1 - _NEARLY))


def rounded(value: float) -> float:
    """Keep the digits that a forecast can tell.

    Examples
    --------
    >>> rounded(1234.5), rounded(0.04567), rounded(7.21)
    (1230.0, 0.0457, 7.21)
    """
    return float(f"{value:.{_DIGITS}g}") if math.isfinite(value) else value


def expected(s: Speech, aim: Objective, value: float) -> str:
    """Write a forecast figure in the unit of an objective."""
    value = rounded(value)
    if Kpi(name=aim.kpi, aggregate=aim.aggregate).natural == "rate" and abs(value) <= 1:
        return s.percent(value, 1)
    if aim.kpi == "watch_time_s":
        return s.number(value / 3600, 1)
    value = round(value, 1)
    return s.number(value, 0 if abs(value) >= _TEN or value.is_integer() else 1)


def between(s: Speech, aim: Objective, told: Outlook) -> str:
    """Say the middle and the interval."""
    return s.text(
        mark("Expected: {middle}; nine times in ten between {low} and {high}."),
        middle=expected(s, aim, told.q50),
        low=expected(s, aim, told.q05),
        high=expected(s, aim, told.q95),
    )
