"""The parts of a strategy that could be read, before they are held against one another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from balise.strategy.sheet import Sheet, name_of


class Entry(NamedTuple):
    """An entry of a table that may stand many times; `n` counts from 0 as the file does."""

    n: int
    noun: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What could be read. An entry with a mistake is not in it, but its name is still known."""

    sheet: Sheet
    tables: Mapping[str, Any]
    entries: Mapping[str, list[Entry]]

    def all(self, table: str) -> list[Entry]:
        """Give the entries of a table."""
        return self.entries.get(table, [])

    def is_whole(self, table: str) -> bool:
        """Whether every entry of a table could be read."""
        given = self.sheet.given.get(table, ())
        return isinstance(given, list | tuple) and len(given) == len(self.all(table))

    def names(self, table: str) -> list[str]:
        """Name all entries of a table as they were written, also those with a mistake."""
        given = self.sheet.given.get(table)
        rows = given if isinstance(given, list) else []
        return [name for row in rows if (name := _name(row))]


def _name(row: object) -> str:
    said = row.get("name") if isinstance(row, dict) else None
    return said.strip() if isinstance(said, str) else name_of(row)
