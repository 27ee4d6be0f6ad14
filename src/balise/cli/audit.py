"""`balise audit`: what was done and what came of it, before a strategy is written."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from textwrap import wrap

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from balise import report as reporting
from balise.cli import import_ as importing
from balise.cli.printing import (
    brand_option,
    folder_option,
    json_option,
    kpi_option,
    language_option,
    print_json,
    progress,
    speech,
    stdout,
    timezone_option,
)
from balise.domain.audit import Audit
from balise.report import Block
from balise.strategy.yardsticks import industries
from balise.words import mark
from balise.words.speech import NARROW
from balise.workspace import Workspace

_MARGIN = "  "
_WIDEST = 100
_HELD = "\ue000"
"""Stands for a narrow space while a table is laid out; it is for private use, and one cell wide."""


@click.command(
    "audit",
    help=speech().text(
        mark(
            "Take stock of what was published: rhythm, formats, asks, hashtags, results beside "
            "published ones, what worked, and what each profile should have. Exports given as "
            "PATHS are brought in first."
        )
    ),
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@folder_option
@brand_option
@timezone_option
@kpi_option
@click.option(
    "--industry",
    type=click.Choice(industries()),
    metavar="INDUSTRY",
    help=speech().text(
        mark("Compare with published rates of this industry: {names}."),
        names=", ".join(industries()),
    ),
)
@click.option(
    "--followers",
    multiple=True,
    metavar="ACCOUNT=NUMBER",
    help=speech().text(
        mark("Followers where no file tells them: instagram=1200, or instagram:shop=1200.")
    ),
)
@language_option
@json_option
def audit(  # noqa: PLR0913 - one parameter an option
    *,
    paths: tuple[Path, ...],
    folder: str | None,
    brand: str | None,
    timezone: str | None,
    kpi: str,
    industry: str | None,
    followers: tuple[str, ...],
    language: str | None,
    as_json: bool,
) -> None:
    """Import what is given, learn, and print the audit."""
    tongue, told_of = speech(language), dict(_followers(followers))
    space = Workspace.open(folder)
    with progress() as told:
        imported = (
            space.import_(paths, brand=brand, timezone=timezone, progress=told) if paths else []
        )
        told(tongue.text(mark("Learning")), 0)
        found = space.audit(brand, kpi=kpi, industry=industry or "", followers=told_of)
    _known(told_of, found)
    if as_json:
        print_json(asdict(found) | {"prefill": asdict(reporting.prefill(found))})
    else:
        if importing.failed(imported, paths):
            importing.show(imported, tongue)
        show(found, tongue.language, stdout())
    if importing.failed(imported, paths):
        sys.exit(1)


def _followers(given: tuple[str, ...]) -> Iterator[tuple[str, float]]:
    for each in given:
        account, _, number = each.rpartition("=")
        digits = "".join(number.split()).replace("_", "")
        value = float(digits) if digits.isdecimal() and len(digits) < 16 else math.nan  # noqa: PLR2004
        if not account or not value >= 1:
            told = speech().text(mark("{given} is not ACCOUNT=NUMBER."), given=each)
            raise click.BadParameter(told, param_hint="--followers")
        yield account, value


def _known(followers: dict[str, float], found: Audit) -> None:
    """Refuse followers of an account that is not there: a mistyped name would change nothing."""
    known = {name for one in found.accounts for name in (one.id, one.network)}
    for account in followers.keys() - known:
        told = speech().text(
            mark("there is no account {account}; known are: {known}."),
            account=account,
            known=", ".join(sorted(one.id for one in found.accounts)) or "-",
        )
        raise click.BadParameter(told, param_hint="--followers")


def show(found: Audit, language: str, console: Console) -> None:
    """Print an audit in the reader's language."""
    for _, block in reporting.audit_blocks(found, language):
        _show(block, console)


def _show(block: Block, console: Console) -> None:
    width = min(console.width, _WIDEST) - len(_MARGIN)
    console.print(Text(block.title, style="bold"))
    first, rest = block.sentences[:1], block.sentences[1:]
    _say(first if block.rows else block.sentences, width, console)
    if block.rows:
        _draw(_table(block), console)
        _say(rest, width, console)
    console.print()


def _say(sentences: tuple[str, ...], width: int, console: Console) -> None:
    """Break lines at plain spaces only, as the narrow ones of French must hold."""
    for sentence in sentences:
        for line in wrap(sentence, width, break_on_hyphens=False, break_long_words=False):
            console.print(Text(f"{_MARGIN}{line}"), soft_wrap=True)


def _draw(table: Table, console: Console) -> None:
    """Print a table whose cells break at plain spaces only: rich takes narrow ones for plain."""
    with console.capture() as drawn:
        console.print(table)
    console.file.write(drawn.get().replace(_HELD, NARROW))


def _held(text: str) -> Text:
    return Text(text.replace(NARROW, _HELD))


def _table(block: Block) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", width=None)
    table.add_column("", overflow="fold")
    for column in block.columns:
        table.add_column(_held(column), overflow="fold")
    for row in block.rows:
        table.add_row(_held(f"{_MARGIN}{row.label}"), *map(_held, row.cells))
    return table
