"""What the verbs take from `strategy.toml`: the one place where they read it."""

from __future__ import annotations

from pathlib import Path

import click

from balise.cli.printing import speech
from balise.strategy import Strategy
from balise.words import mark

NAME = "strategy.toml"

strategy_option = click.option(
    "--strategy",
    "strategy",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=speech().text(
        mark("The strategy whose pillars are meant (default: strategy.toml in this folder).")
    ),
)


def strategy_of(file: Path | None) -> Strategy | None:
    """Read the strategy that is named; None where none is and none lies in the folder.

    Raises
    ------
    FileMissingError, StrategyError
        Where the one that is named is not there, or either has mistakes.
    """
    if file is None and not Path(NAME).is_file():
        return None
    return Strategy.load(file or Path(NAME))


def followers_of(strategy: Strategy | None) -> dict[str, float]:
    """Give the followers that a strategy states, by account (`<network>:<handle>`)."""
    accounts = strategy.accounts if strategy else ()
    return {one.id: one.followers for one in accounts if one.followers is not None}
