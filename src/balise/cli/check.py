"""`balise check`: whether a strategy holds together, and what in it serves what."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from balise.cli import aligning
from balise.cli.printing import json_option, language_option, print_json, speech, stdout
from balise.domain.reading import Finding
from balise.errors import StrategyError
from balise.strategy import Strategy, align, weights
from balise.words import Speech, mark


@click.command(
    "check",
    help=speech().text(
        mark(
            "Check the file of a strategy: every mistake with its line and what to write instead, "
            "what in it serves which objective, and what serves none."
        )
    ),
)
@click.argument("file", type=click.Path(path_type=Path), default="strategy.toml")
@language_option
@json_option
def check(*, file: Path, language: str | None, as_json: bool) -> None:
    """Check a file by what it is."""
    tongue = speech(language)
    if file.suffix.lower() != ".toml" and not file.is_dir():
        told = tongue.text(mark("{file} is no strategy: its name ends in .toml."), file=file.name)
        raise click.BadParameter(told, param_hint="FILE")
    _strategy(file, tongue, as_json=as_json)


def _strategy(file: Path, tongue: Speech, *, as_json: bool) -> None:
    """Check a strategy.

    Raises
    ------
    StrategyError
        Where it has mistakes, once all of them are printed.
    """
    try:
        strategy = Strategy.load(file)
    except StrategyError as error:
        if as_json:
            print_json({"file": file.name, "findings": _told(error.findings, tongue)})
        else:
            aligning.findings(error.findings, tongue, stdout())
        raise
    found = align(strategy, text=strategy.text, file=file.name)
    every = sorted((*strategy.findings, *found.findings), key=lambda one: one.line)
    if as_json:
        rows = [asdict(row) for row in found.rows]
        weight = weights(strategy)
        aims = [asdict(aim) | {"weight": weight[aim.name]} for aim in strategy.objectives]
        told = {"objectives": aims, "alignment": rows, "findings": _told(every, tongue)}
        print_json({"file": file.name, "name": strategy.identity.name, **told})
        return
    aligning.show(strategy, found, tongue, stdout())
    aligning.findings(every, tongue, stdout())


def _told(findings: tuple[Finding, ...] | list[Finding], tongue: Speech) -> list[object]:
    return [asdict(one) | {"message": tongue.finding(one)} for one in findings]
