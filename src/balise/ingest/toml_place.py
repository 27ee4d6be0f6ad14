"""Where in a TOML file a setting stands, to tell a reader which line to change."""

from __future__ import annotations

import re
import tomllib
from typing import NamedTuple

_TABLE = re.compile(r"\s*\[\[?([^\[\]]+)\]\]?\s*(?:#.*)?$")
_SETTING = re.compile(r"""(\s*)("(?:[^"\\]|\\.)*"|'[^']*'|[\w-]+)(\s*=\s*)""")


class Place(NamedTuple):
    """The line of a setting, and the columns of its name and of its value, counted from 1."""

    line: int
    name: int
    value: int


Places = dict[tuple[str, str], Place]
"""Table (empty: the top) and name to the place; a table itself has an empty name."""


def places(text: str) -> Places:
    r"""Find every setting that stands on a line of its own; the first of equals counts.

    Examples
    --------
    >>> said = places('kind = "posts"\n[columns]\n"Post Date" = "published"  # sure\n')
    >>> said["columns", "Post Date"], said["", "kind"].value
    (Place(line=3, name=1, value=15), 8)
    """
    found: Places = {("", ""): Place(1, 1, 1)}
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        if header := _TABLE.match(line):
            table = _plain(header[1].strip())
            found.setdefault((table, ""), Place(number, 1, 1))
        elif setting := _SETTING.match(line):
            place = Place(number, 1 + setting.end(1), 1 + setting.end())
            found.setdefault((table, _plain(setting[2])), place)
    return found


def place(found: Places, key: str, table: str = "") -> Place:
    """Give the place of a setting; where it was not found, that of its table, else the top."""
    known = (found.get(name) for name in ((table, key), (key, ""), (table, ""), ("", table)))
    return next((one for one in known if one), found["", ""])


def _plain(written: str) -> str:
    """Give the name that a key is written for; quotes and escapes are those of TOML."""
    if written[:1] not in {'"', "'"}:
        return written
    try:
        return str(tomllib.loads(f"it = {written}")["it"])
    except tomllib.TOMLDecodeError:
        return written
