"""Content lines of iCalendar (RFC 5545): escaped, folded, ended as the standard asks.

The few lines that a calendar of posts needs; a library for all of the standard would add five
megabytes to every installation. Tests read what is written here with such a library.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from balise.handoff.texts import clean

_OCTETS = 75
_MEANT = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def escaped(text: str) -> str:
    r"""Write a text as a value (section 3.3.11).

    Examples
    --------
    >>> print(escaped("a, b; c\nd"))
    a\, b\; c\nd
    """
    return clean(text).translate(_MEANT)


def moment(at: datetime) -> str:
    """Write a time in UTC (section 3.3.5), which needs no table of time zones.

    Examples
    --------
    >>> moment(datetime(2027, 3, 2, 17, 30, tzinfo=UTC))
    '20270302T173000Z'
    """
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def before(span: timedelta) -> str:
    """Write a time before another (section 3.3.6).

    Examples
    --------
    >>> before(timedelta(hours=2))
    '-PT120M'
    """
    return f"-PT{span // timedelta(minutes=1)}M"


def folded(line: str) -> Iterator[str]:
    """Cut a line into pieces of at most 75 octets, never within a character (section 3.1)."""
    piece: list[str] = []
    size = 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > _OCTETS:
            yield "".join(piece)
            piece, size = [" "], 1
        piece.append(letter)
        size += octets
    yield "".join(piece)


def written(lines: Iterable[tuple[str, str]]) -> bytes:
    """Write names and values as content lines."""
    pieces = (piece for name, value in lines for piece in folded(f"{name}:{value}"))
    return "".join(f"{piece}\r\n" for piece in pieces).encode()
