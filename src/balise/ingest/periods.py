"""Days, weeks and months that a row of a table tells of, both ends included."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from balise.ingest.times import Times, month_of, zone

if TYPE_CHECKING:
    from balise.ingest.times import Moment

Length = Literal["day", "week", "month"]
Span = tuple[date, date]

_MONTH_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{4})")
_WORDED = re.compile(r"([^\W\d_]{3,})\.?[\s-]+(?:de\s+)?(\d{4})")
_WEEK = re.compile(r"(\d{4})[-/ ]?(?:W|S|KW)\s?(\d{1,2})", re.IGNORECASE)
_WEEK_FIRST = re.compile(
    r"(?:W|S|KW|week|semaine|semana|woche|settimana)\.?\s?(\d{1,2})[\s/-]+(\d{4})", re.IGNORECASE
)
_COMPACT = re.compile(r"(20\d{2})(\d{2})(\d{2})")
_SIX_DAYS = timedelta(days=6)
_FIRST, _LAST = date(2000, 1, 1), date(2100, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """How the days of one table are written.

    `length` is what a row stands for where a cell gives a day: the week or month that holds it.
    """

    times: Times
    length: Length = "day"

    def span(self, cell: str) -> Span | None:
        """Read a day, a week (2026-W21) or a month (2026-05, mai 2026); `None` where it is none.

        Examples
        --------
        >>> plain = Calendar(times=Times(order="day"))
        >>> [str(day) for day in plain.span("2026-W21")], plain.span("soon") is None
        (['2026-05-18', '2026-05-24'], True)
        >>> [str(day) for day in plain.span("février 2028")]
        ['2028-02-01', '2028-02-29']
        """
        day = self.day(cell)
        if day is None:
            return stated(cell)
        return around(day, self.length)

    def day(self, cell: str) -> date | None:
        """Read the local day of a cell; a time that tells its own zone is moved to the table's."""
        compact = _COMPACT.fullmatch(cell.strip())
        if compact:
            return _day(*map(int, compact.groups()))
        moment = self.times.read(cell)
        return self.local(moment) if moment else None

    def local(self, moment: Moment) -> date:
        """Tell the day of a moment on the table's calendar."""
        if moment.precision in {"day", "month"}:
            return moment.at.date()
        return moment.at.astimezone(zone(self.times.zone_name)).date()


def around(day: date, length: Length) -> Span:
    """Give the day, the week from Monday, or the month that holds a day.

    Examples
    --------
    >>> [str(end) for end in around(date(2026, 5, 6), "week")]
    ['2026-05-04', '2026-05-10']
    """
    if length == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + _SIX_DAYS
    if length == "month":
        return _month(day.year, day.month) or (day, day)
    return day, day


def stated(cell: str) -> Span | None:
    """Read a week or a month that says so itself."""
    plain = unicodedata.normalize("NFKC", cell).strip()
    if match := _WEEK.fullmatch(plain):
        return _week(int(match[1]), int(match[2]))
    if match := _WEEK_FIRST.fullmatch(plain):
        return _week(int(match[2]), int(match[1]))
    if match := _MONTH_FIRST.fullmatch(plain):
        return _month(int(match[1]), int(match[2]))
    if match := _YEAR_LAST.fullmatch(plain):
        return _month(int(match[2]), int(match[1]))
    match = _WORDED.fullmatch(plain)
    number = month_of(match[1]) if match else None
    return _month(int(match[2]), number) if match and number else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if _FIRST <= found <= _LAST else None


def _week(year: int, number: int) -> Span | None:
    try:
        monday = date.fromisocalendar(year, number, 1)
    except ValueError:
        return None
    return (monday, monday + _SIX_DAYS) if _FIRST <= monday <= _LAST else None


def _month(year: int, month: int) -> Span | None:
    first = _day(year, month, 1)
    following = _day(year + month // 12, month % 12 + 1, 1) if first else None
    return (first, following - timedelta(days=1)) if first and following else None
