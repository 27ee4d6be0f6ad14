"""When a report is made by itself. Nothing is mailed: it is kept, to be fetched and shared."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

Every = Literal["week", "month"]
_ONE_DAY = timedelta(days=1)
_WEEK = 7
_LAST_DAY_OF_MONTH = 31


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSchedule:
    """A report every week or every month, at an hour of the brand's own time zone.

    Parameters
    ----------
    id
        Its number; 0 where it is not kept yet.
    day
        Of a week 0 (Monday) to 6 (Sunday); of a month 1 to 31, in a shorter month its last day.
    hour
        0 to 23, on the clock of the brand.
    made_at
        It is due from here on, never for what lies before.
    last
        The local day it was made for last.
    error, facts
        The class of the error in `balise.errors` and its facts, where the last one could not be
        made.
    """

    id: int = 0
    brand: str
    every: Every = "month"
    day: int = 1
    hour: int = 8
    form: str = "html"
    language: str = "en"
    kpi: str = "engagement"
    is_on: bool = True
    by: str = ""
    made_at: datetime
    last: date | None = None
    error: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_possible(self) -> bool:
        """Whether there is such a day and such an hour."""
        first, last = (0, _WEEK - 1) if self.every == "week" else (1, _LAST_DAY_OF_MONTH)
        return self.every in {"week", "month"} and first <= self.day <= last and self._has_hour

    @property
    def _has_hour(self) -> bool:
        return 0 <= self.hour <= 23  # noqa: PLR2004 - the hours of a day

    def falls(self, day: date) -> bool:
        """Tell whether a local day is one of its days.

        Examples
        --------
        >>> monthly = ReportSchedule(brand="park", day=31, made_at=datetime(2027, 1, 1, tzinfo=UTC))
        >>> monthly.falls(date(2027, 2, 28)), monthly.falls(date(2027, 3, 30))
        (True, False)
        """
        if self.every == "week":
            return day.weekday() == self.day
        return day.day == min(self.day, calendar.monthrange(day.year, day.month)[1])

    def moment(self, day: date, zone: ZoneInfo) -> datetime:
        """Give the moment (UTC) at which it is due on a local day.

        An hour that the clock leaves out in spring is the one after it; of an hour that comes
        twice in autumn it is the first.
        """
        local = datetime.combine(day, time(self.hour), tzinfo=zone)
        return local.astimezone(UTC)

    def due(self, now: datetime, zone: ZoneInfo) -> date | None:
        """Give the local day for which it is to be made now; None where nothing is due.

        Of several days that went by unmade only the last is due: each report tells of its own days,
        and a pile of old ones helps nobody.

        Examples
        --------
        >>> weekly = ReportSchedule(
        ...     brand="park",
        ...     every="week",
        ...     day=0,
        ...     hour=8,
        ...     made_at=datetime(2027, 3, 1, 12, tzinfo=UTC),
        ... )
        >>> brussels = ZoneInfo("Europe/Brussels")
        >>> weekly.due(datetime(2027, 3, 8, 6, 59, tzinfo=UTC), brussels)
        >>> weekly.due(datetime(2027, 3, 8, 7, 0, tzinfo=UTC), brussels)
        datetime.date(2027, 3, 8)
        """
        if not self.is_on:
            return None
        day = self._latest(now, zone)
        if self.moment(day, zone) < self.made_at or (self.last is not None and day <= self.last):
            return None
        return day

    def next(self, now: datetime, zone: ZoneInfo) -> datetime:
        """Give the next moment (UTC) at which it will be due."""
        day = now.astimezone(zone).date()
        while not (self.falls(day) and self.moment(day, zone) > now):
            day += _ONE_DAY
        return self.moment(day, zone)

    def span(self, day: date) -> tuple[date, date]:
        """Give the days that a report of this local day tells of, all of them over.

        Examples
        --------
        >>> weekly = ReportSchedule(brand="park", every="week", made_at=datetime(2027, 1, 1))
        >>> [each.isoformat() for each in weekly.span(date(2027, 3, 8))]
        ['2027-03-01', '2027-03-07']
        """
        if self.every == "week":
            return day - _WEEK * _ONE_DAY, day - _ONE_DAY
        end = day.replace(day=1) - _ONE_DAY
        return end.replace(day=1), end

    def _latest(self, now: datetime, zone: ZoneInfo) -> date:
        """Find the last of its days whose moment is not after `now`."""
        day = now.astimezone(zone).date()
        while not (self.falls(day) and self.moment(day, zone) <= now):
            day -= _ONE_DAY
        return day


@dataclass(frozen=True, slots=True, kw_only=True)
class DueReport:
    """A schedule and the local day for which its report is to be made."""

    schedule: ReportSchedule
    day: date
