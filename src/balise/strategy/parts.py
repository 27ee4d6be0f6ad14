"""The parts of a strategy that could be read, before they are held against one another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from balise.strategy.sheet import Sheet, name_of


class Entry(NamedTuple):
    """An entry of a table that may stand many times; `n` counts from 0 as the file does.

    Where a key of it is wrong, `noun` has only the others.
    """

    n: int
    noun: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What could be read: of an entry or a table with a mistake, the keys that are right."""

    sheet: Sheet
    tables: Mapping[str, Any]
    entries: Mapping[str, list[Entry]]

    def all(self, table: str, *keys: str) -> list[Entry]:
        """Give the entries of a table of which these keys could be read."""
        return [one for one in self.entries.get(table, []) if _has(one.noun, keys)]

    def is_whole(self, table: str, *keys: str) -> bool:
        """Whether these keys could be read of every entry of a table."""
        given = self.sheet.given.get(table, ())
        return isinstance(given, list | tuple) and len(given) == len(self.all(table, *keys))

    def table(self, name: str, *keys: str) -> Any:
        """Give a table that stands once; `None` where it does not, or a key is wrong."""
        found = self.tables.get(name)
        return found if found is not None and _has(found, keys) else None

    def names(self, table: str) -> list[str]:
        """Name all entries of a table as they were written, also those with a mistake."""
        given = self.sheet.given.get(table)
        rows = given if isinstance(given, list) else []
        return [name for row in rows if (name := _name(row))]


def _has(noun: object, keys: Iterable[str]) -> bool:
    return all(hasattr(noun, key) for key in keys)


def _name(row: object) -> str:
    said = row.get("name") if isinstance(row, dict) else None
    return said.strip() if isinstance(said, str) else name_of(row)
