"""Tables in documents: rows with their line numbers, whatever the file is."""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from balise.errors import LineTooLongError
from balise.ingest.decode import text_of
from balise.ingest.limits import MOST_CELL
from balise.ingest.workbook import sheets_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from balise.ingest.decode import Text
    from balise.ingest.documents import Document
    from balise.ingest.numbers import Decimal

Line = tuple[int, list[str]]
"""The number of a row's first line, counted from 1, and its cells."""

LEAD = 15
"""Rows looked at to find the header: what stands above it is a title or an explanation."""

TITLE = 300
"""Letters of the longest title that is looked at: each is compared with those of every layout."""

_INVISIBLE = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0xFEFF])
_SPACES = re.compile(r"\s+")
_SEPARATOR = re.compile(r'^\ufeff?"?sep=(.)"?\s*$')
_DELIMITERS = (",", ";", "\t")

_REMEMBERED = 100
"""Letters of the longest words that are kept in mind."""

csv.field_size_limit(MOST_CELL)


def normal(header: str) -> str:
    r"""Write a header the way aliases are written: no soft hyphens, one case, single spaces.

    Examples
    --------
    >>> normal("Vi\u00adde\u00ado  Title ")
    'video title'
    """
    return _known(header) if len(header) <= _REMEMBERED else _written(header)


def header_of(cells: Sequence[str]) -> tuple[str, ...]:
    """Write a header so that two that differ in nothing that matters are the same.

    Examples
    --------
    >>> header_of(["Jour ", "COEURS", ""])
    ('jour', 'coeurs')
    """
    names = [normal(cell) for cell in cells]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def _written(header: str) -> str:
    plain = unicodedata.normalize("NFKC", header).translate(_INVISIBLE)
    return _SPACES.sub(" ", plain).strip().casefold()


_known = lru_cache(maxsize=4096)(_written)  # the same few words stand in every row


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A grid of cells that can be read again and again.

    `file` names it to the user, with the sheet where there is one; `encoding` is None for
    workbooks; `repaired` tells that each line had been wrapped in quotes, `lost` how many
    characters cannot be read. `sheet` is the name of the sheet where there are several.
    """

    file: str
    modified: datetime
    lines: Callable[[], Iterator[Line]]
    delimiter: str = ","
    encoding: str | None = None
    repaired: bool = False
    lost: int = 0
    sheet: str = ""

    @property
    def usual_decimal(self) -> Decimal:
        """The decimal sign to expect where no number tells: cells apart by `;` spare the comma."""
        return "," if self.delimiter == ";" else "."

    def lead(self) -> list[Line]:
        """Give the first rows that are not blank, for their titles: long cells are cut."""
        filled = ((line, cells) for line, cells in self.lines() if any(cells))
        return [(line, [cell[:TITLE] for cell in cells]) for line, cells in islice(filled, LEAD)]


def tables(document: Document) -> Iterator[Table]:
    """Give the tables of a document, one for each way in which its cells may be told apart.

    Raises
    ------
    FileBrokenError
        Where a workbook cannot be opened.
    """
    if document.form == "workbook":
        yield from _sheets(document)
    else:
        yield from _grids(document)


def _grids(document: Document) -> Iterator[Table]:
    text = text_of(document)
    first = next(text.lines(), "")
    declared = _SEPARATOR.match(first)
    choice = (declared[1],) if declared else _by_likelihood(first)
    for delimiter in choice:
        yield Table(
            file=document.name,
            modified=document.modified,
            lines=_parser(text, delimiter, skip=int(bool(declared))),
            delimiter=delimiter,
            encoding=text.encoding,
            repaired=text.wrapped,
            lost=text.lost,
        )


def _by_likelihood(first: str) -> tuple[str, ...]:
    return tuple(sorted(_DELIMITERS, key=first.count, reverse=True))


def _parser(text: Text, delimiter: str, *, skip: int) -> Callable[[], Iterator[Line]]:
    def parsed() -> Iterator[Line]:
        source = islice(text.lines(), skip, None)
        reader = csv.reader(source, delimiter=delimiter)
        start = skip + 1
        try:
            for cells in reader:
                if start == 1 and cells:
                    cells[0] = cells[0].removeprefix("\ufeff")
                yield start, [cell.strip() for cell in cells]
                start = reader.line_num + skip + 1
        except csv.Error as error:  # a cell that goes on: nothing else is one to a lenient reader
            file = text.document.name
            raise LineTooLongError(file=file, line=start, most=MOST_CELL) from error

    return parsed


def _sheets(document: Document) -> Iterator[Table]:
    sheets = sheets_of(document)
    for name, rows in sheets.items():
        yield Table(
            file=document.name if len(sheets) == 1 else f"{document.name} [{name}]",
            modified=document.modified,
            lines=_numbered(rows),
            sheet=name if len(sheets) > 1 else "",
        )


def _numbered(rows: Iterable[list[str]]) -> Callable[[], Iterator[Line]]:
    return lambda: enumerate(rows, 1)
