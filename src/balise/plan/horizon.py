"""The days and hours that a plan may use, on the clock of its zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from balise.domain.strategy import Strategy

DAYS = 7


@dataclass(frozen=True, kw_only=True)
class Horizon:
    """Weeks of seven local days each, from `start`.

    Examples
    --------
    >>> ahead = Horizon(start=date(2027, 3, 22), weeks=1, timezone="Europe/Brussels")
    >>> ahead.at(ahead.days[6], 2) is None  # the clocks go from 2 to 3
    True
    >>> ahead.at(ahead.days[6], 3).isoformat()
    '2027-03-28T01:00:00+00:00'
    """

    start: date
    weeks: int
    timezone: str

    @cached_property
    def days(self) -> tuple[date, ...]:
        """All of its days."""
        return tuple(self.start + timedelta(days=n) for n in range(DAYS * self.weeks))

    @property
    def end(self) -> date:
        """The first day that is no longer in it."""
        return self.start + timedelta(days=DAYS * self.weeks)

    def week(self, day: date) -> int:
        """Count the weeks before a day."""
        return (day - self.start).days // DAYS

    def local_day(self, at: datetime) -> date:
        """Tell the local day of a moment."""
        return at.astimezone(self.zone).date()

    @cached_property
    def zone(self) -> ZoneInfo:
        """Its time zone."""
        return ZoneInfo(self.timezone)

    def at(self, day: date, hour: int) -> datetime | None:
        """Give the moment of a local hour, in UTC; the first of two, `None` where it is skipped."""
        local = datetime.combine(day, time(hour), tzinfo=self.zone)
        moment = local.astimezone(UTC)
        back = moment.astimezone(self.zone)
        return moment if (back.date(), back.hour, back.minute) == (day, hour, 0) else None


def closed(strategy: Strategy, day: date) -> bool:
    """Tell whether nothing is published on a day."""
    return any(one.starts <= day <= one.ends for one in strategy.blackouts)
