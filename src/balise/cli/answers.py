"""The answers in a terminal: 80 columns are enough, and a pipe gets the same without colour."""

from __future__ import annotations

import math
from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from balise import report as reporting
from balise.report import Answers, Block, Row
from balise.words import Speech

MARKS = {"better": "▲", "worse": "▼", "no clear difference": "●", "not enough data": "○"}
STYLES = {"better": "green", "worse": "red", "no clear difference": "", "not enough data": "dim"}
BAR = 25
_LEAST_BOUND = 1.4


def show(answers: Answers, speech: Speech, console: Console) -> None:
    """Print the answers in the reader's language."""
    for place, block in enumerate(reporting.blocks(answers, speech.language)):
        console.print(Text(block.title, style="bold"), soft_wrap=False)
        for sentence in block.sentences:
            console.print(Padding(Text(sentence), (0, 0, 0, 2)), width=_width(console))
        if block.rows:
            console.print(Padding(_rows(block), (0, 0, 0, 2)), width=_width(console))
        console.print()
        if place == 0 and answers.head.is_made_up:
            console.print()


def bar(row: Row, bound: float, width: int = BAR) -> str:
    """Draw an interval on the scale 1/bound .. bound: `──●──`, with `│` at the typical post.

    Examples
    --------
    >>> bar(Row(label="a", cells=(), low=1.1, middle=1.4, high=1.9, verdict="better"), 2.0, 21)
    '          │ ────▲────'
    """
    if row.low is None or row.middle is None or row.high is None:
        return ""
    low, middle, high = (_place(value, bound, width) for value in (row.low, row.middle, row.high))
    cells = [" "] * width
    cells[width // 2] = "│"
    cells[low : high + 1] = "─" * (high - low + 1)
    if low <= width // 2 <= high:
        cells[width // 2] = "┼"
    cells[middle] = MARKS.get(row.verdict, "●")
    return "".join(cells).rstrip()


def _width(console: Console) -> int:
    return min(console.width, 100)


def _rows(block: Block) -> RenderableType:
    if any(row.middle is not None for row in block.rows):
        return _intervals(block.rows)
    return _posts(block)


def _intervals(rows: Sequence[Row]) -> Table:
    """One line a level: its name, its bar, its change, its interval and its posts."""
    bounds = [value for row in rows for value in (row.low, row.high) if value]
    widest = max((max(value, 1 / value) for value in bounds), default=_LEAST_BOUND)
    bound = min(max(widest, _LEAST_BOUND), 5.0)
    grid = Table.grid(padding=(0, 1))
    grid.add_column(overflow="fold", max_width=22)
    grid.add_column(no_wrap=True, width=BAR)
    for _ in range(3):
        grid.add_column(no_wrap=True, justify="right")
    for row in rows:
        style = STYLES.get(row.verdict, "")
        change, between, posts = row.cells[:3]
        grid.add_row(row.label, Text(bar(row, bound), style=style), change, between, posts)
    return grid


def _posts(block: Block) -> Group:
    """Two lines a post: what it said, then its figures."""
    lines: list[RenderableType] = []
    for place, row in enumerate(block.rows, 1):
        about, day, *figures = row.cells
        named = zip(block.columns[2:], figures, strict=False)
        lines.append(Text(f"{place}. {row.label}"))
        told = "; ".join(f"{name} {figure}" for name, figure in named)
        lines.append(Padding(Text(f"{about}, {day}", style="dim"), (0, 0, 0, 3)))
        lines.append(Padding(Text(told, style=STYLES.get(row.verdict, "")), (0, 0, 0, 3)))
    return Group(*lines)


def _place(value: float, bound: float, width: int) -> int:
    share = math.log(max(value, 1e-9)) / math.log(bound)
    return round((min(max(share, -1.0), 1.0) + 1) / 2 * (width - 1))
