"""Names of files that any system can store, with the account and the time zone in them."""

from __future__ import annotations

import re
import unicodedata

_FOREIGN = re.compile(r"[^\w.-]+")
_LONG = 60


def file_name(*parts: str, zone: str, ending: str) -> str:
    """Name a file by its parts and the zone of its times.

    Examples
    --------
    >>> file_name("buffer", "x", "le héron/2", zone="Europe/Brussels", ending="csv")
    'buffer-x-le-héron-2.Europe-Brussels.csv'
    """
    named = "-".join(filter(None, (_part(one) for one in parts)))
    return f"{named}.{_part(zone)}.{ending}"


def _part(text: str) -> str:
    return _FOREIGN.sub("-", unicodedata.normalize("NFC", text))[:_LONG].strip("-.")


def told_apart(name: str, taken: set[str]) -> str:
    """Give a name that is not taken yet, and take it; case does not tell files apart.

    Examples
    --------
    >>> told_apart("a.UTC.csv", {"a.utc.csv"})
    'a~2.UTC.csv'
    """
    stem, zone, ending = name.rsplit(".", 2)
    number, found = 1, name
    while found.casefold() in taken:
        number += 1
        found = f"{stem}~{number}.{zone}.{ending}"
    taken.add(found.casefold())
    return found
