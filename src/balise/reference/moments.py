"""Moments of trade: sales, Black Friday, Mother's Day; each by the rule that its day follows."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Literal

from balise.domain.strategy import WEEKDAYS

Rule = Literal[
    "fixed", "window", "nth_weekday", "last_weekday", "easter_offset", "announced"
]  # fmt: skip
EVERYWHERE = "ALL"
_WEEK, _SUNDAY = 7, 6
_FIRST_EASTER = 1583
"""The first whole year of the calendar by which Easter is reckoned here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row of the table; the head of `moments.toml` says what each key does to the day.

    A moment without an address of a source is our own compilation.
    """

    id: str
    country: str
    label_fr: str
    label_en: str
    rule: Rule
    days: int
    verified: date
    source_title: str
    source_url: str
    confidence: str
    month: int = 1
    day: int = 1
    weekday: str = "monday"
    n: int = 1
    plus: int = 0
    not_after: int | None = None
    unless_easter: int | None = None
    sunday: int = 0
    note: str = ""

    def label(self, language: str) -> str:
        """Name it in French or in English."""
        return self.label_fr if language == "fr" else self.label_en

    def days_in(self, year: int) -> tuple[date, date] | None:
        """Give its first and last day in a year; None where no rule tells them.

        Examples
        --------
        >>> winter = next(row for row in rows() if row.id == "soldes_be_hiver")
        >>> for year in (2026, 2027):
        ...     print(*winter.days_in(year))
        2026-01-03 2026-01-31
        2027-01-02 2027-01-31
        """
        if self.rule == "announced":
            return None
        day = self._ruled(year) + timedelta(days=self.plus)
        if self.not_after is not None and day.day > self.not_after:
            day -= timedelta(days=_WEEK)
        if self.unless_easter is not None and day - easter(year) == timedelta(self.unless_easter):
            day += timedelta(days=_WEEK)
        moved = self.sunday if day.weekday() == _SUNDAY else 0
        return day + timedelta(days=moved), day + timedelta(days=self.days - 1)

    def _ruled(self, year: int) -> date:
        """Give the day before anything moves it."""
        if self.rule == "easter_offset":
            return easter(year)
        if self.rule == "nth_weekday":
            start = date(year, self.month, 1)
            until = (WEEKDAYS.index(self.weekday) - start.weekday()) % _WEEK
            return start + timedelta(days=until + _WEEK * (self.n - 1))
        if self.rule == "last_weekday":
            next_month = date(year + self.month // 12, self.month % 12 + 1, 1)
            end = next_month - timedelta(days=1)
            return end - timedelta(days=(end.weekday() - WEEKDAYS.index(self.weekday)) % _WEEK)
        return date(year, self.month, self.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A moment in one year, with its first and its last day, both included."""

    entry: Entry
    first: date
    last: date


@cache
def rows() -> tuple[Entry, ...]:
    """All moments of the table, in its order.

    Examples
    --------
    >>> rows()[0].label("fr")
    'Soldes d’hiver'
    """
    text = files("balise.reference").joinpath("data", "moments.toml").read_text("utf-8")
    return tuple(Entry(**row) for row in tomllib.loads(text)["moment"])


def moments(country: str, first: date, last: date) -> tuple[Moment, ...]:
    """List the moments of a country that hold a day between two (both included).

    Parameters
    ----------
    country
        ISO 3166 code of two letters, or of a region (`BE-WAL`). Those of everywhere are always
        among them, with a country those of its regions, with a region those of its country.

    Returns
    -------
    tuple of Moment
        In order of their first days, which may lie before `first`.

    Examples
    --------
    >>> for one in moments("FR", date(2027, 5, 25), date(2027, 6, 20)):
    ...     print(one.first, one.entry.label("en"))
    2027-05-28 Neighbours’ Day
    2027-05-30 Mother’s Day
    2027-06-01 Pride Month
    2027-06-20 Father’s Day
    """
    found = [
        Moment(entry=row, first=days[0], last=days[1])
        for year in range(max(first.year - 1, _FIRST_EASTER), min(last.year + 1, date.max.year))
        for row in _of(country.upper())
        if (days := row.days_in(year)) is not None
    ]
    held = [one for one in found if one.first <= last and one.last >= first]
    return tuple(sorted(held, key=lambda one: (one.first, one.entry.id, one.entry.country)))


def _of(country: str) -> Iterator[Entry]:
    for row in rows():
        whole, _, _ = country.partition("-")
        its = row.country.partition("-")[0] if country == whole else row.country
        if row.country in {EVERYWHERE, whole} or its == country:
            yield row


def easter(year: int) -> date:
    """Give Easter Sunday of the Gregorian calendar.

    Notes
    -----
    The algorithm is that published anonymously in Nature 13 (1876), 487, as J. Meeus gives it
    (Astronomical Algorithms, 1991, chapter 8); it holds from 1583 on.

    Examples
    --------
    >>> easter(2027), easter(2026)
    (datetime.date(2027, 3, 28), datetime.date(2026, 4, 5))
    """
    golden, (century, rest) = year % 19, divmod(year, 100)
    leaps, odd = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - moon + 15) % 30
    quarter, within = divmod(rest, 4)
    to_sunday = (32 + 2 * odd + 2 * quarter - epact - within) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)
