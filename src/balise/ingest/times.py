"""When a post was published: from its id where the network codes it, else from what is written.

Sources of the id formulas: research notes of the project, checked on real exports (X 45 of 45
rows, TikTok 51 of 51, Instagram 161 of 161 within minutes); LinkedIn's is widely documented but
was not checked on a file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from balise.errors import TimeZoneUnknownError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from balise.domain.post import Precision

Order = Literal["month", "day"]

PACIFIC = "America/Los_Angeles"
"""Meta writes times in this zone whatever the account's own, and daylight saving applies."""

_X_EPOCH_MS = 1288834974657
_INSTAGRAM_EPOCH_MS = 1314220021721
_SHORTCODE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_SHORTCODE_LENGTH = 11
_ID_DIGITS = 20
_NEAR = timedelta(minutes=30)
_UNIX = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_NETWORK = datetime(2004, 1, 1, tzinfo=UTC)
_LAST = datetime(2100, 1, 1, tzinfo=UTC)

_CLOCK = r"(?:[T ,]+(\d{1,2})[:h](\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([ap]\.?m\.?)?)?"
_ZONE = r"\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?"
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + _CLOCK + _ZONE, re.IGNORECASE)
_NUMERIC = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})" + _CLOCK + _ZONE, re.IGNORECASE)
_WORDED = re.compile(
    r"(?:[^\W\d_]+\.?,?\s+)?(?:(\d{1,2})\.?(?:er)?\s+(?:de\s+)?([^\W\d_]{3,})\.?"
    r"|([^\W\d_]{3,})\.?\s+(\d{1,2}))(?:,|\s+de)?\s+(\d{4})" + _CLOCK + _ZONE,
    re.IGNORECASE,
)
_ARCHIVE = "%a %b %d %H:%M:%S %z %Y"

_MONTHS = {
    prefix: number
    for number, prefixes in enumerate(
        (
            "jan ene gen янв oca sty", "feb fév fev фев şub lut", "mar mär mrt мар",
            "apr avr abr апр nis kwi", "may mai maj mag mei мая май", "jun juin giu июн haz cze",
            "jul juil lug июл tem lip", "aug aoû aou ago авг ağu sie", "sep set сен eyl wrz",
            "oct okt ott out окт eki paź", "nov ноя kas lis", "dec déc dez dic дек ara gru",
        ),
        1,
    )
    for prefix in prefixes.split()
}  # fmt: skip
_VIETNAMESE = {
    "một": 1, "giêng": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip


Clock = Literal["", "twice", "skipped"]
Near = Callable[[], "datetime | None"]


@dataclass(frozen=True, slots=True)
class Moment:
    """A time in UTC and how exactly it is known.

    `clock` tells of a local time that came twice, or never, when the clocks were changed.
    """

    at: datetime
    precision: Precision
    clock: Clock = ""


def zone(name: str) -> ZoneInfo:
    """Give a time zone by its IANA name.

    Raises
    ------
    TimeZoneUnknownError
        Where the database has no such zone.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise TimeZoneUnknownError(timezone=name) from error


def _from_ms(milliseconds: int) -> Moment | None:
    try:
        at = _UNIX + timedelta(milliseconds=milliseconds)
    except OverflowError:
        return None
    return Moment(at, "second") if _FIRST_NETWORK < at < _LAST else None


def _id(written: str) -> int:
    return int(written) if written.isdecimal() and len(written) <= _ID_DIGITS else 0


def x_time(post_id: str) -> Moment | None:
    """Decode the time in a post id of X (a snowflake, since November 2010).

    Examples
    --------
    >>> x_time("1902622306553184746").at.isoformat(timespec="seconds")
    '2025-03-20T07:24:41+00:00'
    """
    number = _id(post_id)
    return _from_ms((number >> 22) + _X_EPOCH_MS) if number >= 1 << 35 else None


def tiktok_time(video_id: str) -> Moment | None:
    """Decode the time in a video id of TikTok: its upper 32 bits are Unix seconds."""
    return _from_ms((_id(video_id) >> 32) * 1000)


def instagram_time(shortcode: str) -> Moment | None:
    """Decode the upload time in the shortcode of an Instagram link: minutes from publishing."""
    letters = [_SHORTCODE.find(letter) for letter in shortcode[:_SHORTCODE_LENGTH]]
    if len(letters) < _SHORTCODE_LENGTH or -1 in letters:
        return None
    value = 0
    for position in letters:
        value = value * 64 + position
    return _from_ms((value >> 23) + _INSTAGRAM_EPOCH_MS)


def linkedin_time(activity_id: str) -> Moment | None:
    """Decode the time in the number of a LinkedIn URN: its bits above 22 are Unix milliseconds."""
    return _from_ms(_id(activity_id) >> 22)


def day_order(cells: Iterable[str]) -> tuple[Order, bool]:
    """Tell whether numeric dates of a file put the month or the day first, and whether it is sure.

    Examples
    --------
    >>> day_order(["01/02/2025", "01/31/2025"]), day_order(["13-06-2025"])
    (('month', True), ('day', True))
    """
    pairs = [(int(m[1]), int(m[2])) for cell in cells if (m := _NUMERIC.match(cell))]
    first = sum(one > 12 for one, _ in pairs)  # noqa: PLR2004 - months of a year
    second = sum(two > 12 for _, two in pairs)  # noqa: PLR2004 - months of a year
    # A damaged cell must not turn all the others round: the majority tells.
    return ("day" if first > second else "month"), first != second


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """How the times of one file are written. `zone_name` holds for those without a zone."""

    zone_name: str = "UTC"
    order: Order = "month"

    def read(self, cell: str, near: Near = lambda: None) -> Moment | None:
        """Read a time; `None` where the cell is none.

        `near` gives a time that is known to lie within minutes of it, which settles a local time
        that came twice in the night when the clocks went back.

        Examples
        --------
        >>> Times(zone_name=PACIFIC).read("05/26/2026 10:23").at.isoformat()
        '2026-05-26T17:23:00+00:00'
        >>> Times().read("Aug 28, 2025").precision
        'day'
        """
        plain = cell if cell.isascii() else unicodedata.normalize("NFKC", cell)
        parts = _parts(plain.strip(), self.order)
        if parts is None:
            return _archive(cell)
        own = zone(self.zone_name)
        try:
            moment = _moment(parts, own, near)
        except (ValueError, OverflowError):
            return None
        return moment if _FIRST_NETWORK <= moment.at < _LAST else None


def _moment(parts: _Parts, own: tzinfo, near: Near) -> Moment:
    year, month, day, (hour, minute, second, half), offset = parts
    if hour is None:
        return Moment(datetime(year, month, day, tzinfo=UTC), "day")
    clock = (_hour(int(hour), half), int(minute or 0), int(second or 0))
    precision: Precision = "second" if second else "minute"
    local = datetime(year, month, day, *clock, tzinfo=_offset(offset) or own)
    shift = _steady(local.tzinfo, datetime(year, month, day, clock[0]))  # noqa: DTZ001 - the zone stands beside it
    if shift is not None:
        return Moment(local.replace(tzinfo=UTC) - shift, precision)
    first, later = (local.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == later:
        return Moment(first, precision)
    if later < first:  # the clocks went forward: before the change, this time was never reached
        return Moment(first, precision, "skipped")
    known = near()
    for at in (first, later):
        if known and abs(at - known) <= _NEAR:
            return Moment(at, precision)
    return Moment(first, precision, "twice")


@lru_cache(maxsize=10_000)  # posts are many, hours few
def _steady(own: tzinfo | None, hour: datetime) -> timedelta | None:
    """Tell how far a zone is from UTC through a whole hour; `None` where the clocks are changed."""
    shifts = {
        at.replace(tzinfo=own, fold=fold).utcoffset()
        for at in (hour, hour.replace(minute=59, second=59))
        for fold in (0, 1)
    }
    return shifts.pop() if len(shifts) == 1 else None


def _hour(hour: int, half: str | None) -> int:
    if not half:
        return hour
    return hour % 12 + (12 if half[0] in "pP" else 0)


def _offset(written: str | None) -> tzinfo | None:
    if not written:
        return None
    if written.upper() in {"Z", "UTC", "GMT"}:
        return UTC
    return datetime.strptime(written.replace(":", ""), "%z").tzinfo


_Parts = tuple[int, int, int, tuple[str | None, ...], str | None]


def _parts(cell: str, order: Order) -> _Parts | None:
    if match := _ISO.fullmatch(cell):
        return int(match[1]), int(match[2]), int(match[3]), match.groups()[3:7], match[8]
    if match := _NUMERIC.fullmatch(cell):
        first, second = int(match[1]), int(match[2])
        month, day = (first, second) if order == "month" else (second, first)
        year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)  # noqa: PLR2004 - two digits
        return year, month, day, match.groups()[3:7], match[8]
    if match := _WORDED.fullmatch(cell):
        number = month_of(match[2] or match[3])
        if number:
            return int(match[5]), number, int(match[1] or match[4]), match.groups()[5:9], match[10]
    return None


def _archive(cell: str) -> Moment | None:
    """Read the form of the X archive: Sat Nov 09 12:14:18 +0000 2024."""
    try:
        return Moment(datetime.strptime(cell.strip(), _ARCHIVE).astimezone(UTC), "second")
    except ValueError:
        return None


def month_of(name: str) -> int | None:
    """Give the number of a month by its name or its first letters, in a dozen languages.

    Examples
    --------
    >>> month_of("sept"), month_of("Juillet"), month_of("Foo")
    (9, 7, None)
    """
    plain = name.casefold()
    return _MONTHS.get(plain[:4]) or _MONTHS.get(plain[:3])


_YEARLESS = re.compile(
    r"(?:([^\W\d_]{3,})\.?\s+(\d{1,2})|(\d{1,2})(?:er|\.)?\s+(?:de\s+)?([^\W\d_]{3,})\.?)"
)
_EASTERN = re.compile(r"(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]?")
_TWO_WORDS = re.compile(r"(\d{1,2})\s+(?:tháng|thg)\s+(\w+(?:\s\w+)?)", re.IGNORECASE)


def with_years(cells: Iterable[str], *, until: date) -> list[date | None]:
    """Give years to days without one (`July 16`), rows in order of time, the last by `until`.

    The rows may also go from the newest to the oldest: the order that spans less time is taken.

    Examples
    --------
    >>> with_years(["December 31", "January 1"], until=date(2026, 3, 1))
    [datetime.date(2025, 12, 31), datetime.date(2026, 1, 1)]
    """
    found = [_month_day(cell) for cell in cells]
    rising = _dated(found, until)
    falling = _dated(found[::-1], until)[::-1]
    return min(rising, falling, key=_span)


def _dated(found: list[tuple[int, int] | None], until: date) -> list[date | None]:
    days: list[date | None] = [None] * len(found)
    ceiling = until
    for i in range(len(found) - 1, -1, -1):
        pair = found[i]
        if pair is not None:
            days[i] = _latest(pair, ceiling)
            ceiling = days[i] or ceiling
    return days


def _span(days: list[date | None]) -> timedelta:
    known = [day for day in days if day]
    return max(known) - min(known) if known else timedelta()


def _month_day(cell: str) -> tuple[int, int] | None:
    plain = unicodedata.normalize("NFKC", cell).strip()
    if match := _EASTERN.fullmatch(plain):
        month, day = int(match[1]), int(match[2])
        return (month, day) if month <= 12 else None  # noqa: PLR2004 - months of a year
    if match := _TWO_WORDS.fullmatch(plain):
        named = match[2].casefold()
        number = int(named) if named.isdecimal() else _VIETNAMESE.get(named)
        return (number, int(match[1])) if number else None
    match = _YEARLESS.fullmatch(plain)
    known = month_of(match[1] or match[4]) if match else None
    return (known, int(match[2] or match[3])) if match and known else None


def _latest(pair: tuple[int, int], ceiling: date) -> date | None:
    for year in range(ceiling.year, ceiling.year - 9, -1):
        try:
            day = date(year, *pair)
        except ValueError:
            continue  # 29 February of a common year
        if day <= ceiling:
            return day
    return None


def day_end(day: date) -> datetime:
    """Give the moment at which a day is over, in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1)
