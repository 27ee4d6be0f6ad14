"""A suggestion for a table that no layout knows: what was recognised, and how sure that is.

Headers decide, then what the cells hold. A figure is never taken for a metric by its place or its
size: a column of numbers without a known name is left out, for the user to name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from balise.errors import TableMissingError
from balise.ingest.documents import documents, is_private
from balise.ingest.guesses import Column, columns_of
from balise.ingest.layouts import LAYOUTS, REFUSED
from balise.ingest.mapping_words import core
from balise.ingest.strangers import is_prose, refuse, refuse_private
from balise.ingest.suggestion import Suggesting, Suggestion
from balise.ingest.tables import normal, tables
from balise.ingest.vocabulary import exact, near

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from balise.ingest.documents import Document
    from balise.ingest.layout import Layout
    from balise.ingest.mapping import Kind
    from balise.ingest.tables import Line, Table

_KINDS: tuple[Kind, ...] = ("posts", "days", "outcome")
_FEWEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table with the place of its header, and the layout that knows it, if one does."""

    table: Table
    line: int
    header: list[str]
    layout: Layout | None
    known: int

    @property
    def worth(self) -> tuple[bool, int, int]:
        """Rank it among other sheets, and other ways to tell its cells apart."""
        return self.layout is not None, self.known, len(self.header)

    def columns(self) -> tuple[Column, ...]:
        """Give its columns with their first cells."""
        return columns_of(self.table, self.line, self.header)


def suggest(path: Path) -> Suggestion:
    """Suggest a mapping for a table.

    Raises
    ------
    FileMissingError, FileDeniedError, FileBrokenError
        Where it cannot be opened.
    TableMissingError, OtherFileError
        Where there is no table in it.
    FormatRefusedError
        Where it holds private messages.
    """
    refuse(path)  # a picture, a page, a chat: nothing of these is ever repeated
    if is_prose(path):
        raise TableMissingError(file=path.name)
    grids: list[Grid] = []
    for document in documents(path):
        if is_private(document.member) or document.form not in {"text", "workbook"}:
            continue
        grids += _grids(document)
    wide = [grid for grid in grids if len(grid.header) >= _FEWEST]
    if not wide:
        raise TableMissingError(file=path.name)
    best = max(wide, key=lambda grid: grid.worth)
    made = Suggesting(file=path.name, sheet=best.table.sheet, layout=best.layout, line=best.line)
    return made.suggestion(best.columns(), best.table)


def _grids(document: Document) -> Iterator[Grid]:
    for table in tables(document):
        lead = table.lead()
        if any(REFUSED & {normal(cell) for cell in cells} for _, cells in lead):
            refuse_private(document.name)
        if lead:
            yield _grid(table, lead)


def _grid(table: Table, lead: list[Line]) -> Grid:
    """Find the header: a known layout's, else the row with most known words, else the widest."""
    for layout in LAYOUTS:
        position = layout.header_in(lead)
        if position is not None:
            line, cells = lead[position]
            return Grid(table=table, line=line, header=cells, layout=layout, known=len(cells))
    worth = [(_known(cells), sum(map(bool, cells))) for _, cells in lead]
    best = worth.index(max(worth))
    line, cells = lead[best]
    return Grid(table=table, line=line, header=cells, layout=None, known=worth[best][0])


def _known(cells: list[str]) -> int:
    """Count the words that some table has for a column; a sentence or a number is none."""
    names = {normal(cell) for cell in cells if cell}
    return sum(
        any(name in exact(kind) or core(name) in near(kind) for kind in _KINDS) for name in names
    )
