"""What somebody once said of the columns of a table, kept for the next file of the same columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptMapping:
    """A mapping that one brand keeps.

    Parameters
    ----------
    id
        Its number in the store; 0 before it is kept.
    file
        Name of the file that it was made for.
    columns
        The header of that table, as `balise.ingest.tables.normal` writes it: a table with the very
        same one is read with it.
    said
        What is said of the table, as the TOML of a mapping holds it.
    made_at, by
        When it was made or last changed, and by whom.
    competitor
        Whose posts such a table holds; empty: those of the brand itself.
    """

    id: int = 0
    file: str
    columns: tuple[str, ...]
    said: Mapping[str, Any] = field(default_factory=dict)
    made_at: datetime
    by: str = ""
    competitor: str = ""


class MappingStore(Protocol):
    """What the main path and the workspace ask of a store about kept mappings."""

    def mappings(self, brand: str) -> tuple[KeptMapping, ...]:
        """Give the mappings that a brand keeps, the newest first; none of a brand not known."""
        ...

    def keep_mapping(self, brand: str, given: KeptMapping) -> None:
        """Keep a mapping in place of the one of the same columns and the same competitor."""
        ...

    def forget_mapping(self, brand: str, number: int) -> bool:
        """Forget a mapping; False: the brand has none of this number, though another may."""
        ...
