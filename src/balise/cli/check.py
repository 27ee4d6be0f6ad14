"""`balise check`: whether a strategy holds together, and what stands in the way of drafts."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click

from balise.cli.checking_drafts import FORMS, Asked, check_drafts
from balise.cli.checking_strategy import check_strategy
from balise.cli.printing import json_option, language_option, speech, timezone_option
from balise.errors import StrategyError
from balise.strategy import Strategy
from balise.words import Speech, mark
from balise.workspace import local_zone

_DRAFTS = re.compile(rb"^\s*(\[\[\s*drafts?\s*\]\]|drafts\s*=)", re.MULTILINE)
_ONE = mark("For programs, give one strategy or only drafts: each is a document of its own.")
_LOOKED_AT = 1_000_000


@dataclass(frozen=True, slots=True)
class _Files:
    """What is checked: strategies, and files of drafts."""

    strategies: tuple[Path, ...]
    drafts: tuple[Path, ...]

    @classmethod
    def of(cls, paths: tuple[Path, ...]) -> _Files:
        """Tell them apart: a strategy is a TOML file without drafts."""
        strategies = tuple(path for path in paths if _is_strategy(path))
        return cls(strategies, tuple(path for path in paths if path not in strategies))


@click.command(
    "check",
    help=speech().text(
        mark(
            "Check a strategy (every mistake with its line, what serves what) or drafts (limits of "
            "each network, manners, access for all, brand and ask)."
        )
    ),
)
@click.argument("paths", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path))
@click.option(
    "--strategy",
    "brand",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=speech().text(mark("The strategy that drafts are to fit: its voice, tags and asks.")),
)
@click.option(
    "--past",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="EXPORTS",
    help=speech().text(mark("Exports of your own posts, to tell whether drafts sound like you.")),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default="text",
    show_default=True,
    help=speech().text(mark("How to tell it: for people, for programs, or for a code host.")),
)
@timezone_option
@language_option
@json_option
def check(  # noqa: PLR0913 - what a check is told, each by its name
    *,
    paths: tuple[Path, ...],
    brand: Path | None,
    past: tuple[Path, ...],
    form: str,
    timezone: str | None,
    language: str | None,
    as_json: bool,
) -> None:
    """Check files by what they are; status 1 where an error stands in the way."""
    files = _Files.of(paths or (Path("strategy.toml"),))
    form = "json" if as_json else form
    if form != "text" and len(files.strategies) + bool(files.drafts) > 1:
        raise click.UsageError(speech(language).text(_ONE))
    refused = [_refused(path, speech(language), form) for path in files.strategies]
    is_sound = True
    if files.drafts:
        strategy = Strategy.load(brand) if brand else None
        zone = strategy.identity.timezone if strategy else local_zone()
        asked = Asked(
            paths=files.drafts,
            strategy=strategy,
            past=past,
            form=form,
            timezone=timezone or zone,
            language=language,
        )
        is_sound = check_drafts(asked, today=datetime.now().astimezone().date())
    for error in refused:
        if error is not None:
            raise error
    if not is_sound:
        sys.exit(1)


def _refused(path: Path, tongue: Speech, form: str) -> StrategyError | None:
    """Check a strategy; its mistakes are told at once and refused once all files are checked."""
    try:
        check_strategy(path, tongue, form=form)
    except StrategyError as error:
        return error
    return None


def _is_strategy(path: Path) -> bool:
    if path.suffix.lower() != ".toml" or not path.is_file():
        return path.suffix.lower() == ".toml"
    with path.open("rb") as file:
        return _DRAFTS.search(file.read(_LOOKED_AT)) is None
