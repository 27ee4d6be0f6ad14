"""The first weeks of a road map in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from balise.domain.strategy import WEEKDAYS
from balise.report.names import capital, clock
from balise.report.roadmap import Roadmap
from balise.strategy.first_weeks import Suggestion
from balise.words import Speech, mark

_SHORT = 3
MOST = 6
"""Pieces of a week that a page has room for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A suggested piece; `kind` holds the hour of a series too."""

    day: str
    kind: str
    codes: tuple[str, ...]
    networks: str
    pillar: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A week with its pieces."""

    title: str
    slots: tuple[Slot, ...]
    more: str = ""


def weeks(s: Speech, road: Roadmap) -> Iterator[Week]:
    """Say the first weeks, one after the other."""
    begins = min(one.starts for one in road.aims)
    for n in dict.fromkeys(one.week for one in road.first):
        monday = begins + timedelta(weeks=n)
        its = [_slot(s, one) for one in road.first if one.week == n]
        rest = len(its) - MOST
        yield Week(
            title=s.text(mark("Week {n} · {day}"), n=n + 1, day=short(s.day(monday))),
            slots=tuple(its[:MOST]),
            more=s.plural(mark("and {n} more"), mark("and {n} more"), rest) if rest > 0 else "",
        )


def _slot(s: Speech, one: Suggestion) -> Slot:
    weekday = s.term("weekday", WEEKDAYS[one.day.weekday()])[:_SHORT]
    hour = "" if one.hour is None else f" · {clock(s, one.hour)}"
    said = one.idea.title if one.idea else one.series
    return Slot(
        day=f"{capital(weekday)} {one.day.day}",
        kind=s.term("kind", one.kind) + hour,
        codes=one.networks,
        networks=", ".join(s.term("network", name) for name in one.networks),
        pillar=one.pillar,
        title=said,
    )


def short(day: str) -> str:
    """Leave the year out of a day in words.

    Examples
    --------
    >>> short("30 November 2026")
    '30 November'
    """
    return day.rpartition(" ")[0]


def plainly(s: Speech, value: float) -> str:
    """Write a figure with the digits that it has, two at most."""
    digits = next(n for n in (0, 1, 2) if n == 2 or round(value, n) == value)  # noqa: PLR2004
    return s.number(value, digits)
