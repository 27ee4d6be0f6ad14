"""Where in a TOML file a setting stands, to tell a reader which line to change."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

Path = tuple[str | int, ...]
"""The way to a setting: names of tables and keys, and numbers (from 0) in an array."""

_BLANK = re.compile(r"(?:[ \t\r\n,]|#[^\n]*)*")
_KEY = re.compile(r"""[ \t]*("(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[\w-]+)[ \t]*(\.?)""")
_IS = re.compile(r"[ \t]*=[ \t]*")
_TEXT = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}|' + r"'''.*?'{3,5}|" + r'"(?:[^"\\\n]|\\.)*"|' + r"'[^'\n]*'",
    re.DOTALL,
)
_PLAIN = re.compile(r"[^,\]}#\n]+")
_LINE = re.compile(r"[^\n]*")


class Place(NamedTuple):
    """The line of a setting, and the columns of its name and of its value, counted from 1."""

    line: int
    name: int
    value: int


Places = dict[Path, Place]
"""Path to the place; `()` is the top of the file, and a table stands where its header does."""


class Header(NamedTuple):
    """A `[table]` or `[[table]]`: what is between its brackets, and where it starts and ends."""

    name: str
    start: int
    end: int
    is_array: bool


def places(text: str) -> Places:
    r"""Find every setting and every item of an array in a text that is TOML.

    Examples
    --------
    >>> said = places('kind = "posts"\n[columns]\n"Post Date" = "published"  # sure\n')
    >>> said["columns", "Post Date"], said["kind",].value
    (Place(line=3, name=1, value=15), 8)
    >>> places("[[events]]\n[[events]]\nphases = [\n { to_day = 0 }]")["events", 1, "phases", 0]
    Place(line=4, name=2, value=2)
    """
    return _Scan(text).found


def headers(text: str) -> list[Header]:
    r"""List the headers of a text that is TOML, in their order.

    Examples
    --------
    >>> [(found.name, found.start, found.is_array) for found in headers('[a] # [b]\n[["c"]]')]
    [('a', 0, False), ('c', 10, True)]
    """
    return _Scan(text).headers


def place(found: Places, *path: str | int) -> Place:
    """Give the place of a setting; where it was not found, that of the nearest table above it."""
    return next(found[path[:n]] for n in range(len(path), -1, -1) if path[:n] in found)


class _Scan:
    """One walk over a text; whatever is no TOML is passed over to the end of its line."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: Places = {(): Place(1, 1, 1)}
        self.headers: list[Header] = []
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self._arrays: dict[Path, int] = {}
        self._at = 0
        table: Path = ()
        while self._more():
            table = self._statement(table)

    def _more(self) -> bool:
        self._skip(_BLANK)
        return self._at < len(self.text)

    def _skip(self, what: re.Pattern[str]) -> bool:
        found = what.match(self.text, self._at)
        self._at = found.end() if found else self._at
        return bool(found)

    def _statement(self, table: Path) -> Path:
        if self.text[self._at] == "[":
            return self._header()
        if not self._setting(table):
            self._skip(_LINE)
            self._at += 1
        return table

    def _header(self) -> Path:
        start = self._at
        is_array = self.text.startswith("[[", start)
        self._at += 1 + is_array
        keys = list(self._keys())
        self._at += 1 + is_array
        path: Path = ()
        for key in keys[:-1]:
            path = (*path, key)
            self._note(path, start, start)
            path = (*path, self._arrays[path]) if path in self._arrays else path
        path = (*path, *keys[-1:])
        self.headers.append(Header(".".join(keys), start, self._at, is_array))
        self._note(path, start, start)
        if is_array:
            self._arrays[path] = self._arrays.get(path, -1) + 1
            path = (*path, self._arrays[path])
            self._note(path, start, start)
        return path

    def _keys(self) -> Iterator[str]:
        while found := _KEY.match(self.text, self._at):
            self._at = found.end()
            yield _plain(found[1])
            if not found[2]:
                return

    def _setting(self, table: Path) -> bool:
        start = self._at
        keys = tuple(self._keys())
        if not keys or not self._skip(_IS):
            return False
        path = (*table, *keys)
        for n in range(len(table) + 1, len(path) + 1):
            self._note(path[:n], start, self._at)
        self._value(path)
        return True

    def _value(self, path: Path) -> None:
        opening = self.text[self._at : self._at + 1]
        if opening == "[":
            self._array(path)
        elif opening == "{":
            self._inline(path)
        elif not self._skip(_TEXT) and not self._skip(_PLAIN):
            self._at += 1

    def _array(self, path: Path) -> None:
        self._at += 1
        n = 0
        while self._more() and self.text[self._at] != "]":
            self._note((*path, n), self._at, self._at)
            self._value((*path, n))
            n += 1
        self._at += 1

    def _inline(self, path: Path) -> None:
        self._at += 1
        while self._more() and self.text[self._at] != "}":
            if not self._setting(path):
                self._at += 1
        self._at += 1

    def _note(self, path: Path, name: int, value: int) -> None:
        row = bisect_right(self._starts, name)
        start = self._starts[row - 1]
        self.found.setdefault(path, Place(row, name - start + 1, value - start + 1))


def _plain(written: str) -> str:
    """Give the name that a key is written for; quotes and escapes are those of TOML."""
    if written[:1] not in {'"', "'"}:
        return written
    try:
        return str(tomllib.loads(f"it = {written}")["it"])
    except tomllib.TOMLDecodeError:
        return written
