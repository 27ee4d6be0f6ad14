"""Moments as a clock on the wall shows them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from balise.errors import HourSkippedError


def at_local(day: date, hour: time, zone: str) -> datetime:
    """Give the moment, in UTC, at which the clocks of a zone show an hour; the first of two.

    Raises
    ------
    HourSkippedError
        The clocks go forward over it.

    Examples
    --------
    >>> at_local(date(2027, 3, 27), time(2, 30), "Europe/Brussels").isoformat()
    '2027-03-27T01:30:00+00:00'
    >>> at_local(date(2027, 3, 28), time(2, 30), "Europe/Brussels")
    Traceback (most recent call last):
        ...
    balise.errors.content.HourSkippedError: On 2027-03-28 the clocks of Europe/Brussels go forward \
over 02:30: there is no such time. Choose another.
    """
    clock = ZoneInfo(zone)
    wanted = datetime.combine(day, hour.replace(second=0, microsecond=0, fold=0, tzinfo=None))
    moment = wanted.replace(tzinfo=clock).astimezone(UTC)
    if moment.astimezone(clock).replace(tzinfo=None) != wanted:
        raise HourSkippedError(day=day, time=f"{wanted:%H:%M}", zone=zone)
    return moment
