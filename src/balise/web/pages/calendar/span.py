"""Which days the calendar shows, and what leads to those before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from urllib.parse import urlencode

from django.urls import reverse

from balise.domain.plan import Slot
from balise.words import Speech, capital, mark
from balise.words.glossary import MONTHS

WEEK = timedelta(days=7)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DECEMBER = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of local days; `end` is the first day that is no longer in it."""

    view: str
    day: date
    start: date
    end: date

    def address(self, brand: str, **changed: str) -> str:
        """Write where the calendar shows this, or the same otherwise."""
        pairs = {"view": self.view, "day": self.day.isoformat()} | changed
        return f"{reverse('calendar', kwargs={'brand': brand})}?{urlencode(pairs)}"

    def has(self, day: date) -> bool:
        """Tell whether a day is in it."""
        return self.start <= day < self.end

    @property
    def before(self) -> str:
        """Name a day of the stretch before."""
        return (self.start - timedelta(days=1 if self.view != "week" else 7)).isoformat()

    @property
    def after(self) -> str:
        """Name the first day of the stretch after."""
        return self.end.isoformat()

    def title(self, s: Speech) -> str:
        """Name it."""
        if self.view == "week":
            last = self.end - timedelta(days=1)
            said = mark("{start} to {end}")
            return s.text(said, start=s.day(self.start), end=s.day(last))
        return capital(f"{s.text(MONTHS[self.start.month - 1])} {self.start.year}")


def span(view: str, day: date) -> Span:
    """Give the week or the month that a day is in.

    Examples
    --------
    >>> one = span("week", date(2026, 12, 9))
    >>> one.start.isoformat(), one.after
    ('2026-12-07', '2026-12-14')
    """
    if view == "week":
        start = day - timedelta(days=day.weekday())
        return Span(view=view, day=day, start=start, end=start + WEEK)
    start = day.replace(day=1)
    year, month = divmod(start.month, _DECEMBER)
    end = date(start.year + year, month + 1, 1)
    return Span(view=view, day=day, start=start, end=end)


def nearest(slots: Sequence[Slot], clock: tzinfo, today: date) -> date:
    """Choose the day to open at: today, or where the plan is."""
    if not slots:
        return today
    moments = [one.publish_at for one in slots]
    first, last = (at.astimezone(clock).date() for at in (min(moments), max(moments)))
    return min(max(today, first), last)


def weekday(s: Speech, day: date) -> str:
    """Name a day with that of the week."""
    return capital(f"{s.term('weekday', _DAYS[day.weekday()])} {s.day(day)}")
