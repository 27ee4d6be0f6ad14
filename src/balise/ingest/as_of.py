"""When an export was made: the file's name tells the last day, else the time it was written."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from balise.ingest.times import day_end, month_of

_NEAR = timedelta(days=2)
_EPOCH = re.compile(r"(?<!\d)(1[4-9]\d{8})(?:\d{3})?(?!\d)")
_ISO = re.compile(r"(?<!\d)(20\d{2})[-_]?(\d{2})[-_]?(\d{2})(?!\d)")
_WORDED = re.compile(r"([A-Za-z]{3})-(\d{1,2})-(20\d{2})")


def as_of(name: str, modified: datetime) -> datetime:
    """Tell when an export was made, in UTC, never later than the file was written.

    Examples
    --------
    >>> written = datetime(2026, 7, 1, tzinfo=UTC)
    >>> as_of("May-25-2026_Jun-21-2026_1493633672508178.csv", written).isoformat()
    '2026-06-22T00:00:00+00:00'
    """
    day, second = _last_day(name), _epoch(name)
    # Ten digits may also be a number of the network's own: they count where they fit the day.
    told = second if second and (day is None or abs(day - second) <= _NEAR) else day
    return told if told is not None and told - timedelta(days=1) <= modified else modified


def _epoch(name: str) -> datetime | None:
    match = _EPOCH.search(name)
    return datetime.fromtimestamp(int(match[1]), UTC) if match else None


def _last_day(name: str) -> datetime | None:
    days = [_day(*match) for match in _ISO.findall(name)]
    days += [_day(year, str(month_of(m) or 0), day) for m, day, year in _WORDED.findall(name)]
    known = [day for day in days if day is not None]
    return day_end(max(known)) if known else None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
