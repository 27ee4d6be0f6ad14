"""`balise plan`: what to post, where, when and with which ask, and how likely the target is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from getpass import getuser
from pathlib import Path

import click

from balise.cli.plan_drafts import write_drafts
from balise.cli.plan_files import FORMS, Wanted, write
from balise.cli.plan_shown import show
from balise.cli.printing import (
    brand_option,
    folder_option,
    json_option,
    language_option,
    print_json,
    progress,
    speech,
    stdout,
)
from balise.cli.strategy_file import strategy_of
from balise.domain.plan import Plan
from balise.domain.plan_json import plan_to_dict
from balise.words import mark
from balise.workspace import Workspace

_day = click.DateTime(formats=["%Y-%m-%d"])
_share = click.FloatRange(0, 1)


@click.command(
    "plan",
    help=speech().text(
        mark(
            "Plan what to post, where, when and with which ask, the best that the rules of the "
            "strategy allow, with the probability of reaching the target."
        )
    ),
)
@folder_option
@brand_option
@click.option(
    "--strategy",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=speech().text(mark("The strategy (default: strategy.toml here, else the one kept last).")),
)
@click.option(
    "--weeks",
    type=int,
    default=8,
    show_default=True,
    help=speech().text(mark("How many weeks, of seven days from the first day.")),
)
@click.option(
    "--start",
    type=_day,
    metavar="DAY",
    help=speech().text(mark("First day (default: next Monday).")),
)
@click.option(
    "--explore",
    type=_share,
    metavar="SHARE",
    help=speech().text(
        mark("Most that learning may cost, such as 0.02; 0: nothing is drawn by lot.")
    ),
)
@click.option("--seed", default=0, help=speech().text(mark("Another seed, another draw.")))
@click.option(
    "--drafts",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=speech().text(
        mark("Posts that are ready, each with earliest and latest day: TOML, JSON or CSV.")
    ),
)
@click.option(
    "--form",
    "forms",
    type=click.Choice(list(FORMS)),
    multiple=True,
    metavar="FORM",
    help=speech().text(mark("Write also for: {names}."), names=", ".join(FORMS)),
)
@click.option(
    "--template",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help=speech().text(mark("The program's own template, where a form fills one (Metricool).")),
)
@click.option(
    "--writer",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help=speech().text(
        mark(
            "Let a language model draft the first week: a TOML file with [write], model and "
            "base_url. Nothing is published."
        )
    ),
)
@click.option(
    "--approve",
    multiple=True,
    metavar="POST",
    help=speech().text(
        mark("Approve posts of the last plan by name, or all: they stay as they are from now on.")
    ),
)
@click.option(
    "--skip",
    multiple=True,
    metavar="POST",
    help=speech().text(mark("Skip posts of the last plan by name.")),
)
@language_option
@json_option
def plan(  # noqa: PLR0913 - one parameter an option
    *,
    folder: str | None,
    brand: str | None,
    strategy: Path | None,
    weeks: int,
    start: datetime | None,
    explore: float | None,
    seed: int,
    drafts: Path | None,
    forms: tuple[str, ...],
    template: Path | None,
    writer: Path | None,
    approve: tuple[str, ...],
    skip: tuple[str, ...],
    language: str | None,
    as_json: bool,
) -> None:
    """Make a plan, or say what is done to the last one, and write it for people and programs."""
    tongue = speech(language)
    space = Workspace.open(folder)
    if approve or skip:
        found = space.touch_plan(brand, approve=approve, skip=skip, by=getuser())
    else:
        given = strategy_of(strategy)
        with progress() as told:
            told(tongue.text(mark("Planning")), 0)
            found = space.plan(
                brand,
                strategy=given,
                start=start and start.date(),
                weeks=weeks,
                explore=explore,
                seed=seed,
                drafts=space.own_drafts(drafts, given) if drafts else (),
                by=getuser(),
            )
    wanted = Wanted(language=tongue.language, brand=brand, forms=forms, template=template)
    _tell(space, found, wanted, writer, as_json=as_json)


def _tell(
    space: Workspace, found: Plan, wanted: Wanted, writer: Path | None, *, as_json: bool
) -> None:
    """Write the files of a plan, and print it."""
    tongue, ours = speech(wanted.language), space.strategy(wanted.brand)
    wanted = replace(wanted, is_made_up=space.is_made_up(wanted.brand))
    written = write(space, found, ours, wanted)
    if writer:
        written += write_drafts(space.folder, found, ours, writer, tongue)
    if as_json:
        print_json(plan_to_dict(found))
        return
    console = stdout()
    show(found, ours, tongue, console)
    for said, path in written:
        console.print(tongue.text(said, path=path.resolve()), markup=False, soft_wrap=True)
