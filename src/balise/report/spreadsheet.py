"""The data behind one chart as CSV, whose cells no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from balise.report.figures import Figure
from balise.words import Speech, mark
from balise.words.cells import harmless

_MARK = "\ufeff"
"""Tells spreadsheets that the text is UTF-8."""
_MULTIPLIERS = (mark("multiplier, low"), mark("multiplier"), mark("multiplier, high"))


def file_name(figure: Figure) -> str:
    """Name the file of a chart."""
    return f"{figure.id.removeprefix('chart-')}.csv"


def table(s: Speech, figure: Figure) -> bytes:
    """Write the table of a chart: what the page says, and the numbers that are drawn.

    UTF-8 with its mark, commas, one row of headers; numbers with a point and as exact as they are.
    """
    exact = any(row.middle is not None for row in figure.rows)
    head = [*figure.columns, *(map(s.text, _MULTIPLIERS) if exact else ())]
    rows = (
        [row.label, *row.cells, *((row.low, row.middle, row.high) if exact else ())]
        for row in figure.rows
    )
    return _written([head, *rows])


def _written(rows: Iterable[Iterable[object]]) -> bytes:
    stream = io.StringIO(_MARK, newline="")
    stream.seek(len(_MARK))
    writer = csv.writer(stream)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return stream.getvalue().encode()
