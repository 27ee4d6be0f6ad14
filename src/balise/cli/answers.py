"""The answers in a terminal: 80 columns are enough, and a pipe gets the same without colour."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from textwrap import wrap

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from balise import report as reporting
from balise.report import Answers, Block, Row
from balise.words import Speech

MARKS = {"better": "▲", "worse": "▼", "no clear difference": "●", "not enough data": "○"}
STYLES = {"better": "green", "worse": "red", "not enough data": "dim"}
BAR = 21
_LABEL = 27
_LEAST_BOUND, _MOST_BOUND = 1.4, 5.0
_MARGIN = "  "


def show(answers: Answers, speech: Speech, console: Console) -> None:
    """Print the answers in the reader's language."""
    width = min(console.width, 100) - len(_MARGIN)
    for block in reporting.blocks(answers, speech.language):
        for line in _lines(block, width):
            console.print(line, soft_wrap=True)
        console.print()


def bar(row: Row, bound: float, width: int = BAR) -> str:
    """Draw an interval on the scale 1/bound .. bound: `──●──`, with `│` at the typical post.

    Examples
    --------
    >>> bar(Row(label="a", cells=(), low=1.1, middle=1.4, high=1.9, verdict="better"), 2.0, 21)
    '          │────▲────'
    """
    if row.low is None or row.middle is None or row.high is None:
        return ""
    low, middle, high = (_place(value, bound, width) for value in (row.low, row.middle, row.high))
    cells = [" "] * width
    cells[low : high + 1] = "─" * (high - low + 1)
    cells[width // 2] = "┼" if low <= width // 2 <= high else "│"
    cells[middle] = MARKS.get(row.verdict, "●")
    return "".join(cells).rstrip()


def _lines(block: Block, width: int) -> Iterator[Text]:
    yield Text(block.title, style="bold")
    for sentence in block.sentences:
        yield from _wrapped(sentence, width)
    if any(row.middle is not None for row in block.rows):
        yield from _intervals(block)
    else:
        yield from _posts(block, width)


def _wrapped(text: str, width: int, *, style: str = "", indent: str = "") -> Iterator[Text]:
    """Break lines at plain spaces only: rich would break at the narrow ones of French too."""
    for place, line in enumerate(wrap(text, width - len(indent), break_on_hyphens=False)):
        yield Text(f"{_MARGIN}{indent if place else indent[:0]}{line}", style=style)


def _intervals(block: Block) -> Iterator[Text]:
    """One line a level: its name, its bar, its change, its interval and its posts."""
    bound = _bound(block.rows)
    label = min(max(cell_len(row.label) for row in block.rows), _LABEL)
    widths = [max(cell_len(row.cells[i]) for row in block.rows) for i in range(3)]
    yield Text(_MARGIN + " · ".join(block.columns[:3]), style="dim")
    for row in block.rows:
        drawn = bar(row, bound).ljust(BAR)
        figures = " ".join(cell.rjust(w) for cell, w in zip(row.cells, widths, strict=False))
        line = Text(_MARGIN + _cut(row.label, label) + " ")
        line.append(drawn, style=STYLES.get(row.verdict, ""))
        yield line.append(f" {figures}")


def _posts(block: Block, width: int) -> Iterator[Text]:
    """A few lines a post: what it said, where and when, then its figures."""
    for place, row in enumerate(block.rows, 1):
        about, day, *figures = row.cells
        named = zip(block.columns[2:], figures, strict=False)
        told = " · ".join(f"{name} {figure}" for name, figure in named)
        yield from _wrapped(f"{place}. {row.label}", width, indent="   ")
        yield Text(f"{_MARGIN}   {about}, {day}", style="dim")
        yield Text(f"{_MARGIN}   {told}", style=STYLES.get(row.verdict, ""))
        for line in wrap(row.note, width - 3, break_on_hyphens=False):
            yield Text(f"{_MARGIN}   {line}", style="dim")


def _cut(label: str, width: int) -> str:
    if cell_len(label) <= width:
        return set_cell_size(label, width)
    return set_cell_size(label, width - 1) + "…"


def _bound(rows: Sequence[Row]) -> float:
    ends = [value for row in rows for value in (row.low, row.high) if value]
    widest = max((max(value, 1 / value) for value in ends), default=_LEAST_BOUND)
    return min(max(widest, _LEAST_BOUND), _MOST_BOUND)


def _place(value: float, bound: float, width: int) -> int:
    share = math.log(max(value, 1e-9)) / math.log(bound)
    return round((min(max(share, -1.0), 1.0) + 1) / 2 * (width - 1))
