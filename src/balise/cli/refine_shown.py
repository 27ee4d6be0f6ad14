"""A look back at a plan in a terminal: 100 columns, and a pipe gets the same without colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from textwrap import wrap

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from balise.cli.answers import BAR, STYLES, bar
from balise.cli.laid import MARGIN, hanging, padded, said
from balise.report.blocks import Row
from balise.report.refined import Held, Page
from balise.report.review.page import Picture
from balise.words import Speech, mark

WIDEST = 100
_TONES = {"good": "green", "bad": "red"}
_FATES = {
    "posted": ("█", "green"),
    "moved": ("▓", "cyan"),
    "changed": ("▒", "yellow"),
    "missed": ("░", "red"),
    "to-come": ("·", "dim"),
}
_GROUPS = {"change": "bold cyan", "stop": "bold cyan", "test": "bold magenta", "keep": "bold"}
_FATE_WIDTH, _SMALL = 72, 15
_TALL, _THICK, _STEP = 5, 4, 6
_EIGHTHS = " ▁▂▃▄▅▆▇█"
_BOUND = 2.0


def show(page: Page, tongue: Speech, console: Console) -> None:
    """Print a look back."""
    width = min(console.width, WIDEST) - len(MARGIN)
    for part in (_head, _plan, _brought, _forecasts, _held, _followed, _lots):
        for line in part(page, tongue, width):
            console.print(line, soft_wrap=True)
        console.print()


def _head(page: Page, _s: Speech, width: int) -> Iterator[Text]:
    if page.label:
        yield Text(page.label, style="red")
    yield Text(page.name, style="bold")
    yield Text(page.kicker, style="dim")
    yield from said(page.plan_said, width, style="yellow")


def _plan(page: Page, s: Speech, width: int) -> Iterator[Text]:
    kept = page.kept
    if page.plan_said or not kept.fates:
        return
    yield _title(s.text(mark("Was the plan kept?")))
    yield Text.assemble(MARGIN, (kept.figure, "bold green"), f" {kept.unit}")
    yield _fates(page, min(width, _FATE_WIDTH))
    yield from _legend(page, width)
    days = max((cell_len(one.day) for one in page.others), default=0)
    names = max((cell_len(one.what) for one in page.others), default=0)
    for other in page.others:
        head = Text(f"{padded(other.day, days)}  {padded(other.what, names)}  ")
        yield from hanging(head, other.became, width, style="dim")
    yield from said(page.others_more, width, style="dim")


def _legend(page: Page, width: int) -> Iterator[Text]:
    line = Text(MARGIN)
    for one in page.kept.fates:
        sign, style = _FATES[one.code]
        told = Text().append(f"{sign * 2} ", style).append(f"{one.n} {one.name}   ")
        if cell_len(line.plain) + cell_len(told.plain.rstrip()) > width and len(line) > len(MARGIN):
            yield line
            line = Text(MARGIN)
        line.append_text(told)
    yield line


def _fates(page: Page, width: int) -> Text:
    """Draw what became of the slots as one bar; none that is there is too small to be seen."""
    line, left = Text(MARGIN), width
    every = page.kept.fates
    for place, one in enumerate(every):
        after = len(every) - place - 1
        cells = max(min(round(one.share * width), left - after), 1) if after else left
        sign, style = _FATES[one.code]
        line.append(sign * cells, style)
        left -= cells
    return line


def _brought(page: Page, s: Speech, width: int) -> Iterator[Text]:
    if page.plan_said or not (page.brought or page.brought_said or page.surprises_said):
        return
    yield _title(s.text(mark("What it brought, against what was expected of these posts")))
    label = max((cell_len(row.label) for row in page.brought), default=0)
    for row in page.brought:
        line = Text(f"{MARGIN}{padded(row.label, label)}  ")
        line.append(padded(bar(row, _bound(page.brought)), BAR), STYLES.get(row.verdict, ""))
        yield line.append("  " + "  ".join(row.cells))
    for each in (*page.brought_said, page.surprises_said):
        yield from said(each, width)
    days = max((cell_len(one.day) for one in page.surprises), default=0)
    names = max((cell_len(one.what) for one in page.surprises), default=0)
    for one in page.surprises:
        head = Text().append("▲ " if one.tone == "good" else "▼ ", _TONES[one.tone])
        head.append(f"{padded(one.day, days)}  {padded(one.what, names)}  ")
        told = s.text(mark("{actual}; {forecast}"), actual=one.actual, forecast=one.forecast)
        yield from hanging(head, told, width)


def _forecasts(page: Page, s: Speech, width: int) -> Iterator[Text]:
    if page.plan_said:
        return
    found = page.forecasts
    yield _title(s.text(mark("Could the forecasts be trusted?")))
    yield Text(MARGIN + found.verdict, style=_TONES.get(found.tone, "yellow"))
    for each in found.said:
        yield from said(each, width)
    if found.picture is not None:
        yield from _histogram(found.picture)
        yield from said(found.picture.caption, width, style="dim")


def _histogram(found: Picture) -> Iterator[Text]:
    """Draw counts as bars, with the band behind them in which honest forecasts end."""
    counts = Text(MARGIN)
    for n in found.counts:
        counts.append(n.center(_STEP))
    yield counts
    for level in reversed(range(_TALL)):
        in_band = found.low <= (level + 0.5) / _TALL <= found.high
        line, back = Text(MARGIN), "░" if in_band else " "
        for height in found.bars:
            eighths = min(max(round((height * _TALL - level) * 8), 0), 8)
            sign = _EIGHTHS[eighths] if eighths else back
            line.append(back, "dim").append(sign * _THICK, "cyan" if eighths else "dim")
            line.append(back, "dim")
        yield line
    room = _STEP * len(found.bars) - cell_len(found.left)
    yield Text(f"{MARGIN}{found.left}{found.right.rjust(room)}", style="dim")


def _held(page: Page, s: Speech, width: int) -> Iterator[Text]:
    yield _title(s.text(mark("What the strategy takes to be so, and what posts say")))
    for each in page.held_said:
        yield from said(each, width)
    rows = [one.row for one in page.held]
    if rows:
        widths = [
            max(cell_len(cell) for cell in column)
            for column in zip(page.columns[:4], *(row.cells[:4] for row in rows), strict=True)
        ]
        label = max(width - sum(widths) - 2 * len(widths) - _SMALL - 6, 20)
        yield _line(Text(" " * (4 + label + 2 + _SMALL)), page.columns, widths, "dim")
        for _, same in groupby(page.held, key=lambda one: one.group):
            yield from _group([*same], label, widths, page.columns[4])
    for each in page.rest_said:
        yield from said(each, width, style="dim")
    yield from said(page.method, width, style="dim")


def _group(held: Sequence[Held], label: int, widths: Sequence[int], gain: str) -> Iterator[Text]:
    yield Text(MARGIN + held[0].group, style=_GROUPS[held[0].action])
    bound = _bound([one.row for one in held])
    for one in held:
        lines = wrap(one.row.label, label, break_on_hyphens=False)
        number = f"{one.number:>2}  " if one.number else "    "
        head = Text().append(number, "bold cyan").append(padded(lines[0], label) + "  ")
        drawn = padded(bar(one.row, bound, _SMALL), _SMALL)
        head.append(drawn, STYLES.get(one.row.verdict, ""))
        yield _line(head, one.row.cells, widths, "")
        for line in lines[1:]:
            yield Text(f"{MARGIN}    {line}")
        if one.number:
            yield Text(f"{MARGIN}    ").append(f"{gain} {one.row.cells[4]}", style="green")
        for note in one.notes:
            yield from said(note, label + _SMALL + sum(widths) + 14, style="dim", indent=4)


def _line(head: Text, cells: Sequence[str], widths: Sequence[int], style: str) -> Text:
    line = Text(MARGIN).append_text(head)
    for cell, width in zip(cells, widths, strict=False):
        line.append("  " + " " * (width - cell_len(cell)) + cell, style)
    return line


def _followed(page: Page, s: Speech, width: int) -> Iterator[Text]:
    yield _title(s.text(mark("Did the accepted changes pay?")))
    yield from said(page.followed_said, width)
    for one in page.followed:
        yield from said(one.what, width)
        yield Text(MARGIN * 2 + one.answer, style=_TONES.get(one.tone, "bold"))
        yield from said(one.said, width, style="dim", indent=2)


def _lots(page: Page, s: Speech, width: int) -> Iterator[Text]:
    yield _title(s.text(mark("What would the weeks have brought without lots?")))
    for each in page.lots:
        yield from said(each, width)


def _title(text: str) -> Text:
    return Text(text, style="bold")


def _bound(rows: Sequence[Row]) -> float:
    ends = [max(end, 1 / end) for row in rows for end in (row.low, row.high) if end]
    return min(max([_BOUND, *ends]), 4.0)
