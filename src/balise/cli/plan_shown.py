"""A plan in a terminal: where the objectives will stand, then the posts week by week."""

from __future__ import annotations

from itertools import groupby
from textwrap import wrap

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.table import Table
from rich.text import Text

from balise.domain.plan import Plan
from balise.report.planned import outlook_rows, post_rows
from balise.report.planned.rows import AimRow, PostRow
from balise.strategy import Strategy
from balise.words import Speech, mark, outlooks

_WEEKS, _INDENT, _WIDEST = 1, 4, 110
"""Weeks that are printed, and widths; the road map has all weeks."""
_STYLE = {"reached": "green", "on course": "green", "behind": "yellow", "missed": "red"}


def show(plan: Plan, strategy: Strategy, tongue: Speech, console: Console) -> None:
    """Print a plan; all of it stands in the files."""
    _head(plan, tongue, console)
    _aims(plan, strategy, tongue, console)
    rows = list(post_rows(tongue, plan, strategy))
    for week, those in groupby(rows, key=lambda row: row.week):
        if week <= _WEEKS:
            _week(week, list(those), tongue, console)
    left = sum(row.week > _WEEKS for row in rows)
    if left:
        said = tongue.plural(
            "{n} more post stands in the road map.", "{n} more posts stand in the road map.", left
        )
        console.print(Text(said, style="dim"))
    _notes(plan, tongue, console)


def _head(plan: Plan, tongue: Speech, console: Console) -> None:
    weeks = tongue.plural("{n} week", "{n} weeks", plan.weeks)
    posts = tongue.plural("{n} post", "{n} posts", len(plan.slots))
    day = tongue.day(plan.starts) if plan.starts else ""
    said = tongue.text(mark("Plan from {day}: {weeks}, {posts}"), day=day, weeks=weeks, posts=posts)
    console.print(Text(said, style="bold"))


def _aims(plan: Plan, strategy: Strategy, tongue: Speech, console: Console) -> None:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for head in (mark("Objective"), mark("Target"), mark("Expected (90 %)"), mark("Chance"), ""):
        table.add_column(tongue.text(head) if head else "")
    courses = {one.objective: one.course for one in plan.objectives}
    names = [one.objective for one in plan.objectives]
    for name, row in zip(names, outlook_rows(tongue, plan, strategy), strict=False):
        table.add_row(*_aim(row, _STYLE.get(courses[name], "")))
    console.print(table)
    for one in plan.objectives:
        for said in (*outlooks.lack(tongue, one), *outlooks.needs(tongue, one)):
            console.print(Text("  " + said, style="dim"))
    console.print()


def _aim(row: AimRow, style: str) -> tuple[Text, ...]:
    until = f"{row.target} · {row.until}"
    return (
        Text(row.objective),
        Text(until),
        Text(row.expected),
        Text(row.chance),
        Text(row.course, style=style),
    )


def _week(week: int, rows: list[PostRow], tongue: Speech, console: Console) -> None:
    """Print the posts of a week: a line each, and below it why."""
    console.print(Text(tongue.text(mark("Week {n}"), n=week), style="bold cyan"))
    cells = [_cells(row) for row in rows]
    widths = [max(cell_len(one[n]) for one in cells) for n in range(len(cells[0]))]
    for row, cell in zip(rows, cells, strict=True):
        padded = [set_cell_size(text, width) for text, width in zip(cell, widths, strict=True)]
        line = Text("  ".join(padded).rstrip())
        line.stylize("cyan", 0, widths[0] + widths[1] + 2)
        console.print(line, no_wrap=True, overflow="ellipsis", crop=True)
        for said in wrap(row.reason, min(console.width, _WIDEST) - _INDENT):
            console.print(Text(" " * _INDENT + said, style="dim"))
    console.print()


def _cells(row: PostRow) -> tuple[str, ...]:
    ask = f"→ {row.cta}" if row.cta else ""
    return (row.day, row.time, row.network, row.kind, row.pillar, ask, row.expected)


def _notes(plan: Plan, tongue: Speech, console: Console) -> None:
    if plan.draws:
        n = sum(one.is_randomised for one in plan.slots)
        said = tongue.text(
            mark("Drawn by lot, to learn: {posts}. Expected cost: {cost} of the result."),
            posts=tongue.plural("{n} post", "{n} posts", n),
            cost=tongue.percent(max(plan.cost, 0.0), 1),
        )
        console.print(Text(said, style="dim"))
    gap = tongue.percent(max(plan.optimality_gap, 0.001), 1)
    said = tongue.text(mark("No plan within your rules is better by more than {gap}."), gap=gap)
    console.print(Text(said, style="dim"))
    for one in plan.violations:
        console.print(Text(one, style="red"))
