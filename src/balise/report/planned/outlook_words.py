"""Where an objective will stand, in sentences: its course, its chance, and what it would take."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from balise.domain.kpi import Kpi
from balise.domain.plan import Need, Outlook
from balise.domain.strategy import Objective
from balise.report.roadmap_words import figure_of, unit
from balise.words import Speech, mark

COURSES: Mapping[str, str] = {
    "reached": mark("reached"),
    "on course": mark("on course"),
    "behind": mark("behind"),
    "missed": mark("missed"),
    "cannot tell": mark("cannot tell"),
}
LACKS: Mapping[str, str] = {
    "no-fit": mark("nothing was learnt for this figure yet"),
    "no-posts": mark("no post of yours with this figure was imported yet"),
    "no-readings": mark("no past values of this figure were imported"),
    "too-few": mark("too few posts with this figure were imported"),
    "prior": mark("nothing published compares with this figure"),
    "outcome": mark("nothing ties this figure to single posts yet"),
    "level": mark("a level is followed; no single post is credited with it"),
    "no-slots": mark("no post of the plan falls within its dates"),
}
"""Codes of `Outlook.lack`; any other is told as the last resort."""
_SURE = 0.995
_DIGITS, _TEN = 3, 10


def course(s: Speech, told: Outlook) -> str:
    """Say the course in a word."""
    return s.text(COURSES[told.course])


def lack(s: Speech, told: Outlook) -> str:
    """Say why nothing can be told.

    Examples
    --------
    >>> nan = float("nan")
    >>> told = Outlook(objective="o", target=1, q05=nan, q50=nan, q95=nan, p_reached=nan)
    >>> lack(Speech("en"), told)
    'not enough is known yet'
    """
    return s.text(LACKS.get(told.lack, mark("not enough is known yet")))


def chance(s: Speech, p: float) -> str:
    """Write a chance: never as a certainty.

    Examples
    --------
    >>> [chance(Speech("en"), p) for p in (0.684, 1.0, 0.001)]
    ['68%', 'over 99%', 'under 1%']
    """
    if p >= _SURE:
        return s.text(mark("over {share}"), share=s.percent(0.99))
    if p < 1 - _SURE:
        return s.text(mark("under {share}"), share=s.percent(0.01))
    return s.percent(p)


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


def need(s: Speech, aim: Objective, one: Need, *, currency: str = "") -> str:
    """Say one thing that would help, and the chance then.

    Examples
    --------
    >>> from datetime import date
    >>> aim = Objective(
    ...     name="clicks",
    ...     stage="conversion",
    ...     kpi="link_clicks",
    ...     aggregate="total",
    ...     target=900.0,
    ...     starts=date(2027, 1, 1),
    ...     ends=date(2027, 3, 31),
    ... )
    >>> need(Speech("en"), aim, Need(way="format", what="story", amount=0.5, p_reached=0.4))
    '50% of the posts as stories: a chance of 40%.'
    """
    then = chance(s, one.p_reached)
    n = s.number(one.amount, 0 if float(one.amount).is_integer() else 1)
    if one.way == "posts":
        return s.text(mark("{n} posts a week in all: a chance of {chance}."), n=n, chance=then)
    if one.way == "format":
        return s.text(
            mark("{share} of the posts as {kinds}: a chance of {chance}."),
            share=s.percent(one.amount),
            kinds=s.term("kinds", one.what),
            chance=then,
        )
    if one.way == "network":
        return s.text(
            mark("{n} posts a week on {network}: a chance of {chance}."),
            n=n,
            network=s.term("network", one.what),
            chance=then,
        )
    if one.way == "budget":
        return s.text(
            mark("{n} {currency} put behind posts: a chance of {chance}."),
            n=n,
            currency=currency,
            chance=then,
        )
    return s.text(
        mark("A target of {figure} {unit} in its place: a chance of {chance}."),
        figure=figure_of(s, aim, one.amount),
        unit=unit(s, replace(aim, target=one.amount)),
        chance=then,
    )
