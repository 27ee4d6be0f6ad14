"""A road map in a terminal: its page in 80 columns, shorter than on paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from balise.report.roadmap_page import Page, Place
from balise.words import Speech, mark

_MOST, _BAR, _MARGIN = 98, 18, "  "
_WEEKS = 1


def show(page: Page, tongue: Speech, console: Console) -> None:
    """Print the page; all four weeks and all ideas stand in the file."""
    width = min(console.width, _MOST) - len(_MARGIN)
    for part in (_head, _where, _what, _rest):
        for line in part(page, tongue, width):
            console.print(line, soft_wrap=True)
        console.print()


def brief(page: Page, command: str, tongue: Speech, console: Console) -> None:
    """Print the command and the road map in a few lines, for the demo."""
    width = min(console.width, _MOST) - len(_MARGIN)
    console.print(Text(tongue.text(mark("A strategy from nothing")), style="bold"))
    for n, typed in enumerate(wrap(f"$ {command}", width, break_on_hyphens=False)):
        console.print(Text(_MARGIN + ("  " if n else "") + typed, style="dim"), soft_wrap=True)
    goal = page.goal
    head = f"{goal.figure} {goal.unit} {goal.until}. {goal.asks[0]}"
    way = " → ".join(f"{one.figure} {one.unit}" for one in goal.way)
    beats = ", ".join(f"{one.name} {one.total}" for one in page.beats)
    themes = ", ".join(f"{one.name} {one.said}" for one in page.themes)
    rows = (
        (tongue.text(mark("Objective")), head),
        (tongue.text(mark("The way to it")), way),
        (tongue.text(mark("Where, and why")), page.places_said[0]),
        (tongue.text(mark("Rhythm")), beats),
        (tongue.text(mark("What to say")), themes),
    )
    label = max(cell_len(name) for name, _ in rows)
    console.print()
    for nth, (name, said) in enumerate(rows):
        for line in _hanging(f"{name.ljust(label)}  ", said, width):
            line.stylize("cyan", 0, len(_MARGIN) + label)
            if nth == 0:
                line.stylize("bold", len(_MARGIN) + label)
            console.print(line, soft_wrap=True)
    console.print()


def _head(page: Page, tongue: Speech, width: int) -> Iterator[Text]:
    goal = page.goal
    if page.label:
        yield Text(page.label, style="red")
    yield Text(page.name, style="bold")
    yield Text(page.kicker, style="dim")
    yield Text()
    yield Text.assemble((f"{goal.figure} {goal.unit}", "bold cyan"), f" {goal.until}", style="")
    for each in goal.asks:
        yield from _said(each, width)
    way = " → ".join(f"{one.figure} {one.unit}" for one in goal.way)
    yield from _said(_named(tongue, mark("The way to it"), way), width)
    for one in page.people:
        whom = f"{one.name} ({one.about})" if one.about else one.name
        yield from _said(_named(tongue, mark("For whom"), whom), width)


def _named(tongue: Speech, name: str, said: str) -> str:
    return tongue.text(mark("{name}: {said}"), name=tongue.text(name), said=said)


def _where(page: Page, tongue: Speech, width: int) -> Iterator[Text]:
    yield Text(tongue.text(mark("Where, and why")), style="bold")
    for each in page.places_said:
        yield from _said(each, width)
    names = max((cell_len(one.name) for one in page.places), default=0)
    for one in page.places:
        rhythm = tongue.text(mark("{n} a week"), n=one.rhythm) if one.rhythm else ""
        yield Text.assemble(
            _MARGIN,
            (one.name.ljust(names), "bold" if one.is_kept else "dim"),
            f" {_bar(one)} {one.first.rjust(5)}  {one.standing}",
            (f"  {rhythm}" if rhythm else "", "green"),
        )
    yield from _said(page.beats_said, width)


def _bar(place: Place) -> str:
    """Draw an interval with its middle.

    Examples
    --------
    >>> _bar(
    ...     Place(
    ...         code="x",
    ...         name="X",
    ...         low=0.2,
    ...         middle=0.5,
    ...         high=1.0,
    ...         score="",
    ...         first="",
    ...         standing="",
    ...         there="",
    ...         rhythm="",
    ...         why="",
    ...         is_kept=True,
    ...     )
    ... )
    '   ──────●────────'
    """
    low, middle, high = (
        min(_BAR - 1, int(value * _BAR)) for value in (place.low, place.middle, place.high)
    )
    return "".join("●" if at == middle else "─" if low <= at <= high else " " for at in range(_BAR))


def _what(page: Page, tongue: Speech, width: int) -> Iterator[Text]:
    yield Text(tongue.text(mark("What to say")), style="bold")
    names = max((cell_len(one.name) for one in page.themes), default=0)
    for one in page.themes:
        idea = f"{one.ideas[0][1]} ({one.ideas[0][0]})" if one.ideas else ""
        head = f"{one.name.ljust(names)} {one.said.rjust(5)}  "
        yield from _hanging(head, idea, width)
    yield Text()
    yield Text(tongue.text(mark("What to ask")), style="bold")
    stages = max((cell_len(one.stage) for one in page.asks), default=0)
    for ask in page.asks:
        via = f" [{ask.via}]" if ask.via else ""
        yield from _hanging(f"{ask.stage.ljust(stages)}  ", ask.phrases + via, width)
    for week in page.weeks[:_WEEKS]:
        yield Text()
        yield Text(week.title, style="bold")
        days = max((cell_len(slot.day) for slot in week.slots), default=0)
        for slot in week.slots:
            told = f"{slot.title} ({slot.kind}, {slot.networks})"
            yield from _hanging(f"{slot.day.ljust(days)}  ", told, width)


def _rest(page: Page, tongue: Speech, width: int) -> Iterator[Text]:
    yield Text(tongue.text(mark("How we will know")), style="bold")
    misses = f"{tongue.text(mark('What that misses:'))} {page.misses}" if page.misses else ""
    for each in (*page.measure, page.command, misses):
        yield from _said(each, width)
    yield Text()
    yield Text(tongue.text(mark("What cannot be told yet")), style="bold")
    for one in page.doubts:
        yield from _hanging("– ", f"{one.what} – {one.range} – {one.when}", width)
    yield Text()
    yield Text(tongue.text(mark("Next steps")), style="bold")
    for n, each in enumerate(page.steps, 1):
        yield from _hanging(f"{n}. ", each, width)


def _said(text: str, width: int) -> Iterator[Text]:
    """Break lines at plain blanks only, so that French keeps its narrow ones."""
    for line in wrap(text, width, break_on_hyphens=False):
        yield Text(_MARGIN + line)


def _hanging(head: str, text: str, width: int) -> Iterator[Text]:
    lines: Sequence[str] = wrap(text, width - cell_len(head), break_on_hyphens=False) or [""]
    for n, line in enumerate(lines):
        yield Text(_MARGIN + (head if n == 0 else " " * cell_len(head)) + line)
