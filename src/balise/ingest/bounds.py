"""Rows without an end: a table stops being read where no account could have more of them."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING

from balise.errors import Said, TooLargeError, TooManyRowsError
from balise.ingest.limits import MOST_HELD, MOST_POSTS, MOST_ROWS, MOST_SALES
from balise.ingest.networks import SplitTable
from balise.ingest.outcomes import OutcomeTable
from balise.ingest.posts import PostTable
from balise.words import mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from balise.ingest.layout import Layout, Sheet
    from balise.ingest.tables import Line, Table


def ending(layout: Layout, sheet: Sheet) -> Sheet:
    """Give a sheet that ends: sooner where its reader holds all of it in memory."""
    if isinstance(layout, PostTable | SplitTable):
        return replace(sheet, table=bounded(sheet.table, MOST_POSTS))
    if isinstance(layout, OutcomeTable):
        return replace(sheet, table=bounded(sheet.table, MOST_SALES))
    return replace(sheet, table=held(sheet.table, MOST_ROWS))


def bounded(table: Table, most: int) -> Table:
    """Give a table that ends with an error behind so many rows.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> from balise.ingest.tables import Table
    >>> rows = [(1, ["a"]), (2, ["b"]), (3, ["c"])]
    >>> table = Table(file="a.csv", modified=datetime.now(UTC), lines=lambda: iter(rows))
    >>> len(list(bounded(table, 3).lines()))
    3
    >>> list(bounded(table, 2).lines())
    Traceback (most recent call last):
    balise.errors.input.TooManyRowsError: a.csv has more than 2 rows, ...
    """

    def lines() -> Iterator[Line]:
        rows = table.lines()
        return chain(islice(rows, most), _refused(rows, table.file, most))

    return replace(table, lines=lines)


def held(table: Table, most: int) -> Table:
    """Give a table all of which is in memory at once: its letters are counted as well."""

    def lines() -> Iterator[Line]:
        letters = 0
        for line, cells in bounded(table, most).lines():
            letters += sum(map(len, cells)) + len(cells)
            if letters > MOST_HELD:
                what = Said(mark("a table of other things than posts"))
                raise TooLargeError(file=table.file, what=what, megabytes=MOST_HELD >> 20)
            yield line, cells

    return replace(table, lines=lines)


def _refused(rows: Iterator[Line], file: str, most: int) -> Iterator[Line]:
    """Give no row, and refuse to go on where there is one more."""
    for _ in rows:
        raise TooManyRowsError(file=file, most=most)
    yield from ()
