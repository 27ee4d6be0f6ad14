"""A strategy in a terminal: its objectives, the matrix of what serves what, and the findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rich import box
from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.table import Table
from rich.text import Text

from balise.domain.kpi import Kpi
from balise.domain.reading import Finding
from balise.domain.strategy import Objective, Strategy
from balise.strategy import Alignment, weights
from balise.strategy.alignment import ELEMENTS, Row
from balise.words import Speech, mark

MARKS = {"direct": "●", "indirect": "◐", "open": "○", "none": "·"}
STYLES = {"direct": "bold green", "indirect": "cyan", "open": "yellow", "none": "dim"}
_LEGEND = {
    "direct": mark("serves it directly"),
    "indirect": mark("through an earlier stage or another objective"),
    "open": mark("nothing says otherwise"),
}
_TITLES = {
    "audiences": mark("Audiences"),
    "accounts": mark("Accounts"),
    "pillars": mark("Content pillars"),
    "calls_to_action": mark("Calls to action"),
    "series": mark("Series"),
    "events": mark("Events"),
}
_SEVERITY = {
    "error": (mark("mistake"), "bold red"),
    "warning": (mark("warning"), "yellow"),
    "info": (mark("note"), "cyan"),
}
_WIDTH = 100
_LABEL = 30
_INDENT = 10
_NAMED = 5
"""So many objectives still have their names above the columns; more have their numbers."""


def show(strategy: Strategy, found: Alignment, tongue: Speech, console: Console) -> None:
    """Print the objectives and the matrix."""
    aims = list(tree(strategy.objectives))
    console.print(Text(strategy.identity.name, style="bold"))
    console.print()
    console.print(_objectives(strategy, aims, tongue), width=_width(console))
    console.print()
    console.print(_matrix(found, [aim for _, aim in aims], tongue), width=_width(console))
    console.print()
    for tie, said in _LEGEND.items():
        console.print(
            Text.assemble("  ", (MARKS[tie], STYLES[tie]), (f" {tongue.text(said)}", "dim"))
        )
    console.print()


def tree(objectives: Iterable[Objective]) -> Iterator[tuple[int, Objective]]:
    """Give each objective below the one that it leads to, with how deep it stands."""
    every = tuple(objectives)
    names = {aim.name for aim in every}

    def below(parent: str, depth: int) -> Iterator[tuple[int, Objective]]:
        for aim in every:
            if (aim.supports if aim.supports in names else "") == parent:
                yield depth, aim
                yield from below(aim.name, depth + 1)

    yield from below("", 0)


def findings(found: Iterable[Finding], tongue: Speech, console: Console) -> None:
    """Print what was found, each below its line of the file."""
    every = tuple(found)
    if not every:
        console.print(Text("✓ ", style="bold green") + Text(tongue.text(mark("Nothing is amiss."))))
        return
    width = _width(console)
    for one in every:
        name, style = _SEVERITY[one.severity]
        told = tongue.text(mark("line {n}"), n=one.line)
        console.print(
            Text.assemble((told.ljust(_INDENT), "dim"), (tongue.text(name), style)), soft_wrap=True
        )
        for line in _wrapped(tongue.finding(one), width - _INDENT):
            console.print(Text(" " * _INDENT + line), soft_wrap=True)


def _wrapped(said: str, width: int) -> Iterator[str]:
    """Break at plain blanks alone, by the width that letters have on the screen."""
    line = ""
    for word in said.split(" "):
        if line and cell_len(f"{line} {word}") > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


def _width(console: Console) -> int:
    return min(console.width, _WIDTH)


def _grid() -> Table:
    return Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="dim")


def _objectives(strategy: Strategy, aims: list[tuple[int, Objective]], tongue: Speech) -> Table:
    table = _grid()
    numbered = len(aims) > _NAMED
    table.add_column(tongue.text(mark("Objective")), no_wrap=True)
    table.add_column(tongue.text(mark("Stage")))
    table.add_column(tongue.text(mark("Target")), justify="right", no_wrap=True)
    table.add_column(tongue.text(mark("KPI")), overflow="fold")
    table.add_column(tongue.text(mark("Until")), no_wrap=True)
    table.add_column(tongue.text(mark("Weight")), justify="right", no_wrap=True)
    weight = weights(strategy)
    for n, (depth, aim) in enumerate(aims, 1):
        name = f"{n} {aim.name}" if numbered else aim.name
        share = tongue.percent(weight[aim.name] * aim.target)
        is_followed = not Kpi(name=aim.kpi, aggregate=aim.aggregate).is_attributed
        table.add_row(
            Text(_cut("  " * (depth - 1) + "└ " * bool(depth) + name)),
            tongue.term("stage", aim.stage),
            _figure(aim, tongue),
            tongue.term("metric", aim.kpi),
            tongue.day(aim.ends),
            tongue.text(mark("followed")) if is_followed else share,
        )
    return table


def _figure(aim: Objective, tongue: Speech) -> str:
    if aim.aggregate == "rate" and aim.target <= 1:
        return tongue.percent(aim.target, 1)
    return tongue.number(aim.target, 0 if float(aim.target).is_integer() else 2)


def _matrix(found: Alignment, aims: list[Objective], tongue: Speech) -> Table:
    table = _grid()
    numbered = len(aims) > _NAMED
    table.add_column("", no_wrap=True)
    label = max((cell_len(_cut(row.name)) for row in found.rows), default=0) + _INDENT
    room = max(6, (_WIDTH - label) // max(len(aims), 1) - 3)
    for n, aim in enumerate(aims, 1):
        head = str(n) if numbered else aim.name
        table.add_column(Text(head), justify="center", max_width=room, overflow="fold")
    for element in ELEMENTS:
        rows = [row for row in found.rows if row.table == element]
        if not rows:
            continue
        table.add_row(Text(tongue.text(_TITLES[element]), style="bold"))
        for row in rows:
            table.add_row(*_cells(row, aims))
    return table


def _cells(row: Row, aims: list[Objective]) -> Iterator[Text]:
    yield Text("  " + _cut(row.name), style="red" if row.is_idle else "")
    serves: Mapping[str, str] = row.serves
    yield from (Text(MARKS[serves[aim.name]], style=STYLES[serves[aim.name]]) for aim in aims)


def _cut(name: str) -> str:
    if cell_len(name) <= _LABEL:
        return name
    return set_cell_size(name, _LABEL - 1) + "…"
