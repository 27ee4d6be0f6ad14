"""`balise check`: what stands in the way of drafts, before they are published."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from balise.cli.checking_drafts import FORMS, Asked, check_drafts
from balise.cli.printing import language_option, speech, timezone_option
from balise.words import mark
from balise.workspace import local_zone


@click.command(
    "check",
    help=speech().text(
        mark("Check drafts: limits of each network, manners, access for all, brand and ask.")
    ),
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
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
def check(
    *,
    paths: tuple[Path, ...],
    past: tuple[Path, ...],
    form: str,
    timezone: str | None,
    language: str | None,
) -> None:
    """Check files of drafts; status 1 where an error stands in the way."""
    asked = Asked(
        paths=paths, past=past, form=form, timezone=timezone or local_zone(), language=language
    )
    if not check_drafts(asked, today=datetime.now().astimezone().date()):
        sys.exit(1)
