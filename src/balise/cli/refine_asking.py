"""What is said to proposals: by numbers, or one after the other on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

import click
from rich.console import Console
from rich.text import Text

from balise.cli.printing import speech, stdout
from balise.domain.proposal import Proposal
from balise.domain.refinement import Belief
from balise.errors import BaliseError
from balise.refine.changes import changed, shown
from balise.words import Speech, mark
from balise.words.beliefs import told

_WIDTH = 98
_KEYS = mark("y: accept · n: refuse · s: skip · q: stop")
_ANSWERS: Mapping[str, str] = {
    **dict.fromkeys(("y", "yes", "o", "oui"), "yes"),
    **dict.fromkeys(("n", "no", "non"), "no"),
    **dict.fromkeys(("", "s", "skip", "p", "passer"), "skip"),
    **dict.fromkeys(("q", "quit", "quitter"), "quit"),
}
_STYLES = {"+": "green", "-": "red", "@": "cyan"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The numbers of what was accepted and refused, from 1."""

    accepted: tuple[int, ...] = ()
    refused: tuple[int, ...] = ()


def chosen(text: str, n: int, every: Sequence[int]) -> tuple[int, ...] | None:
    """Read numbers of `n` proposals, such as `1,3`; `all` are those of `every`.

    `None` where it is neither, or there is no such proposal.

    Examples
    --------
    >>> chosen("3, 1", 3, (1, 2)), chosen("all", 3, (1, 2)), chosen("4", 3, (1, 2))
    ((1, 3), (1, 2), None)
    """
    words = text.replace(",", " ").split()
    if [word.casefold() for word in words] in (["all"], ["tout"]):
        return tuple(every)
    if not words or not all(word.isascii() and word.isdecimal() for word in words):
        return None
    numbers = sorted({int(word[:9]) for word in words})
    return tuple(numbers) if 1 <= numbers[0] <= numbers[-1] <= n else None


def ask(proposals: Sequence[tuple[int, Belief]], text: str, *, file: str) -> Said:
    """Show each proposal with what it changes in the file, and ask."""
    console, tongue = stdout(), speech()
    console.print(Text(tongue.text(_KEYS), style="dim"))
    accepted: list[int] = []
    refused: list[int] = []
    for number, belief in proposals:
        _show(number, belief, tongue, console)
        lines = _diff(text, [belief.proposal], file)
        console.print(coloured(lines), soft_wrap=True)
        answer = _answer(tongue)
        if answer == "quit":
            break
        accepted += [number] if answer == "yes" else []
        refused += [number] if answer == "no" else []
    return Said(accepted=tuple(accepted), refused=tuple(refused))


def _show(number: int, belief: Belief, tongue: Speech, console: Console) -> None:
    console.print()
    for n, line in enumerate(wrap(told(tongue, belief), _WIDTH - 4, break_on_hyphens=False)):
        console.print(Text(f"{number if n == 0 else '':>2}  {line}"), soft_wrap=True)


def _diff(text: str, proposals: Sequence[Proposal], file: str) -> str:
    """Show what the file would have; what cannot be written any more is said instead."""
    try:
        return shown(text, changed(text, proposals), file=file)
    except BaliseError as error:
        return speech().error(error)


def _answer(tongue: Speech) -> str:
    while True:
        said = click.prompt(tongue.text(mark("Accept?")), default="", show_default=False)
        answer = _ANSWERS.get(str(said).strip().casefold())
        if answer is not None:
            return answer
        stdout().print(Text(tongue.text(_KEYS), style="yellow"))


def coloured(diff: str) -> Text:
    """Colour a diff as version control does."""
    lines = (Text(f"    {line}", style=_style(line)) for line in diff.splitlines())
    return Text("\n").join(lines)


def _style(line: str) -> str:
    return "bold" if line.startswith(("---", "+++")) else _STYLES.get(line[:1], "dim")


def each(beliefs: Sequence[Belief], proposals: Sequence[Proposal]) -> Iterator[Belief]:
    """Give the first belief behind each proposal, in their order."""
    for proposal in proposals:
        yield next(one for one in beliefs if one.proposal is proposal)
