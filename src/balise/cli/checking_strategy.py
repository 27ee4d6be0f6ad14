"""`balise check` on a strategy: its mistakes, and what in it serves which objective."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from balise.cli import aligning
from balise.cli.printing import print_json, stdout
from balise.cli.sarif import sarif
from balise.domain.reading import Finding
from balise.errors import StrategyError
from balise.strategy import Alignment, Strategy, align, weights
from balise.words import Speech


def check_strategy(file: Path, tongue: Speech, *, form: str) -> None:
    """Check a strategy and print what was found.

    Raises
    ------
    StrategyError
        Where it has mistakes, once all of them are printed.
    """
    try:
        strategy = Strategy.load(file)
    except StrategyError as error:
        _mistakes(error.findings, file, tongue, form)
        raise
    found = align(strategy, text=strategy.text, file=file.name)
    every = sorted((*strategy.findings, *found.findings), key=lambda one: one.line)
    if form == "sarif":
        print_json(sarif(_placed(every, file), tongue))
    elif form == "json":
        print_json(_plain(strategy, found, file) | {"findings": _told(every, tongue)})
    else:
        aligning.show(strategy, found, tongue, stdout())
        aligning.findings(every, tongue, stdout())


def _mistakes(found: Sequence[Finding], file: Path, tongue: Speech, form: str) -> None:
    if form == "sarif":
        print_json(sarif(_placed(found, file), tongue))
    elif form == "json":
        print_json({"file": file.name, "findings": _told(found, tongue)})
    else:
        aligning.findings(found, tongue, stdout())


def _placed(found: Sequence[Finding], file: Path) -> list[Finding]:
    """Give findings with the whole path of their file: a code host looks for it by that."""
    return [replace(one, file=str(file)) for one in found]


def _plain(strategy: Strategy, found: Alignment, file: Path) -> dict[str, object]:
    weight = weights(strategy)
    aims = [asdict(aim) | {"weight": weight[aim.name]} for aim in strategy.objectives]
    rows = [asdict(row) for row in found.rows]
    return {
        "file": file.name,
        "name": strategy.identity.name,
        "objectives": aims,
        "alignment": rows,
    }


def _told(findings: Sequence[Finding], tongue: Speech) -> list[object]:
    return [asdict(one) | {"message": tongue.finding(one)} for one in findings]
