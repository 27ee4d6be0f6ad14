"""The interview in a terminal, or piped: questions on standard error, one answer a line."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from textwrap import wrap

import click
from rich.console import Console
from rich.text import Text

from balise.cli.printing import stderr
from balise.errors import AnswerError
from balise.strategy.answers import Answers, Background
from balise.strategy.interview import STEPS, Step, answered
from balise.strategy.questions import Question, question
from balise.words import Speech, mark

_WIDTH = 96
_INDENT = "     "


def ask(answers: Answers, texts: Mapping[str, str], known: Background, *, asks: bool) -> Answers:
    """Go through the questions: those that an option answers are not asked.

    Raises
    ------
    click.UsageError
        Where an option cannot be used, or is missing where nobody can be asked.
    click.Abort
        Where the input ends, or the user stops.
    """
    tongue = Speech(answers.language)
    console = stderr()
    if asks:
        _greet(known, tongue, console)
    for number, step in enumerate(STEPS, 1):
        text = texts.get(step.name)
        if text is not None:
            answers = _given(step, answers, text, known)
        elif asks:
            answers = _asked((number, step), answers, known, console)
        elif step.is_needed and not (step.name == "name" and known.name):
            raise click.UsageError(_missing(texts, known, tongue))
        else:
            answers = step.propose(answers, known)
    return answers


def _missing(texts: Mapping[str, str], known: Background, tongue: Speech) -> str:
    """Name the options that have no proposal."""
    lacking = [
        f"--{step.name}"
        for step in STEPS
        if step.is_needed and step.name not in texts and not (step.name == "name" and known.name)
    ]
    said = mark("Missing: {options}. Give them as options; the rest has proposals.")
    return tongue.text(said, options=", ".join(lacking))


def _given(step: Step, answers: Answers, text: str, known: Background) -> Answers:
    try:
        return answered(step, answers, text, known)
    except AnswerError as error:
        said = Speech(answers.language).error(error)
        raise click.UsageError(f"--{step.name}: {said}") from error


def _asked(at: tuple[int, Step], answers: Answers, known: Background, console: Console) -> Answers:
    number, step = at
    tongue = Speech(answers.language)
    said = question(step.name, step.propose(answers, known), known)
    _show(number, said, tongue, console)
    while True:
        text = _answer(number, tongue)
        if not sys.stdin.isatty():
            console.print()  # a pipe shows no answer, and so no end of its line
        try:
            return answered(step, answers, text, known)
        except AnswerError as error:
            console.print(Text(f"  {tongue.error(error)}", style="red"))


def _answer(number: int, tongue: Speech) -> str:
    """Read a line; where the input ends, or the user stops, nothing was written."""
    try:
        return str(click.prompt("  >", default="", show_default=False, prompt_suffix=" ", err=True))
    except click.Abort:
        stderr().print()
        if sys.stdin.isatty():
            said = mark("Stopped: nothing was written.")
            stderr().print(tongue.text(said), style="yellow", markup=False)
            raise
    said = mark(
        "The input ended at question {n} of {all}: nothing was written. Answer with options, and "
        "give --yes to take the proposals for the rest."
    )
    raise click.UsageError(tongue.text(said, n=number, all=len(STEPS)))


def _greet(known: Background, tongue: Speech, console: Console) -> None:
    said = mark("Ten questions at most; Enter takes what is proposed, Ctrl-C leaves no trace.")
    console.print(Text(tongue.text(said), style="dim"))
    for line in known.told:
        _wrapped(line, console, style="")


def _show(number: int, said: Question, tongue: Speech, console: Console) -> None:
    console.print()
    head = Text.assemble((f"{number:>2}/{len(STEPS)} ", "dim"), (said.asked, "bold"))
    console.print(head)
    for n, each in enumerate(said.choices, 1):
        console.print(Text.assemble((f"{n:>7}  ", "cyan"), each))
    for each in said.told:
        _wrapped(each, console, style="dim")
    if said.proposal:
        label = tongue.text(mark("Proposed:"))
        console.print(Text.assemble(_INDENT + " ", (f"{label} ", "green"), said.proposal))


def _wrapped(text: str, console: Console, *, style: str) -> None:
    for line in wrap(text, _WIDTH, break_on_hyphens=False):
        console.print(Text(f"{_INDENT} {line}", style=style))
