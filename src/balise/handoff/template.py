"""The template that a program offers: its header is kept as it is, in its order."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from balise.errors import TemplateForeignError
from balise.handoff.sheet import Sheet

_SEARCHED = 5
"""Rows in which the header is looked for: some templates have a row of groups above it."""
_SHOWN = 300
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\ufeff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A header, the rows above it, and how the file is written.

    `keys` are the names of the header as columns are found by.
    """

    header: tuple[str, ...]
    keys: tuple[str, ...]
    above: tuple[tuple[str, ...], ...] = ()
    delimiter: str = ","
    has_mark: bool = False

    def filled(self, cells: Mapping[str, str]) -> list[str]:
        """Put cells under the columns that are named alike, and nothing under the others."""
        known = {_alike(name): cell for name, cell in cells.items()}
        return [known.pop(key, "") for key in self.keys]

    def lost(self, cells: Mapping[str, str]) -> list[str]:
        """Name the columns that would say something, and that the header does not have."""
        said = (name for name, cell in cells.items() if cell not in {"", "FALSE"})
        return [name for name in said if _alike(name) not in self.keys]


def plain(sheet: Sheet, header: tuple[str, ...]) -> Template:
    """Make a template of a header that is known."""
    other = {_alike(theirs): _alike(ours) for theirs, ours in (sheet.aliases or {}).items()}
    keys = (_alike(name) for name in header)
    return Template(header=header, keys=tuple(other.get(key, key) for key in keys))


def read(data: bytes, sheet: Sheet) -> Template:
    """Read a template; what stands below its header is only an example.

    Raises
    ------
    TemplateForeignError
        Where a column that the program needs is in none of its first rows.
    """
    text = _decoded(data)
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    rows = _rows(text, delimiter)
    wanted = {_alike(name): name for name in sheet.needed}
    for number, row in enumerate(rows):
        if wanted.keys() <= {_alike(cell) for cell in row}:
            return replace(
                plain(sheet, tuple(row)),
                above=tuple(tuple(one) for one in rows[:number]),
                delimiter=delimiter,
                has_mark=data.startswith(b"\xef\xbb\xbf"),
            )
    there = {_alike(cell) for row in rows[:1] for cell in row}
    raise TemplateForeignError(
        program=sheet.program,
        lacking=", ".join(name for key, name in wanted.items() if key not in there),
        columns=", ".join(rows[0])[:_SHOWN] if rows else "–",
    )


def _rows(text: str, delimiter: str) -> list[Sequence[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    found: list[Sequence[str]] = []
    try:
        for row in reader:
            if any(cell.strip() for cell in row) and len(found) < _SEARCHED:
                found.append(row)
    except csv.Error:  # a cell beyond every measure: what came before it may hold the header
        pass
    return found


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _alike(name: str) -> str:
    shown = _UNSEEN.sub("", unicodedata.normalize("NFKC", name))
    return " ".join(shown.split()).casefold()
