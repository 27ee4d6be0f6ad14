"""The data behind one chart as CSV, whose cells no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from balise.report.figures import Figure
from balise.words import Speech, mark

_ACTIVE = "=+-@\t\r"
_PLAIN = re.compile(r"[+\-]?\d[\d\s.,\u202f\u00a0]*%?|[+-]?\d+(?:\.\d+)?e[+-]?\d+")
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


def harmless(cell: object) -> object:
    """Give a cell that no spreadsheet takes for a formula; numbers stay numbers.

    Source: OWASP, "CSV Injection": a cell must not begin with `=`, `+`, `-`, `@`, a tab or a
    carriage return.

    Examples
    --------
    >>> harmless("=1+1"), harmless("a"), harmless(-1.5), harmless("+12 %")
    ("'=1+1", 'a', -1.5, '+12 %')
    """
    if not isinstance(cell, str) or cell[:1] not in _ACTIVE or not cell:
        return cell
    return cell if _PLAIN.fullmatch(cell) else f"'{cell}"
