"""`balise demo`: a made-up brand from an interview and export files to its report."""

from __future__ import annotations

import os
import shlex
import shutil
import time
from datetime import timedelta
from getpass import getuser
from pathlib import Path

import click

from balise import report as reporting, simulate
from balise.beginning import interview, lived, write
from balise.cli import asking, import_ as importing, plan_files, plan_shown, refine_shown
from balise.cli.answers import show
from balise.cli.init import FILE as STRATEGY, MAP, STEM, WRITTEN
from balise.cli.printing import keep, language_option, progress, speech, stdout
from balise.cli.refine_files import write_review
from balise.cli.report import PAGE, REPORT
from balise.cli.roadmap import brief
from balise.report import roadmap_forms as forms
from balise.report.refined import Told, page as page_of
from balise.report.roadmap_drawn import made
from balise.strategy import Strategy
from balise.strategy.answers import Answers, Background
from balise.words import Speech, mark
from balise.workspace import Workspace

FOLDER = "balise-demo"
WEEKS = 4
"""Planned, and gone by."""
ROADMAP = f"{STEM}.html"


@click.command(
    "demo",
    help=speech().text(
        mark(
            "Go the whole way with a made-up shop: a strategy, exports, answers, a plan, four "
            "weeks that go by, and the look back at them."
        )
    ),
)
@click.option(
    "--folder",
    default=FOLDER,
    show_default=True,
    metavar="PATH",
    type=click.Path(path_type=Path, file_okay=False),
    help=speech().text(mark("Where to write it; what an earlier demo wrote there is replaced.")),
)
@click.option(
    "--seed", default=1, show_default=True, help=speech().text(mark("Another seed, another brand."))
)
@language_option
def demo(*, folder: Path, seed: int, language: str | None) -> None:
    """Run the main path over made-up data."""
    began = time.perf_counter()
    tongue, console, page = speech(language), stdout(), folder / PAGE
    clear(folder)
    world = simulate.World(seed)
    plan(world, folder, tongue)
    with progress() as told:
        told(tongue.text(mark("Writing exports")), 0)
        exports = write(world, folder / "exports")
        space = Workspace.open(folder)
        imported = space.import_(
            exports, brand=world.brand.name, timezone=world.brand.timezone, progress=told
        )
        told(tongue.text(mark("Learning")), 0)
        answers = space.answers(world.brand.name)
        keep(page, reporting.render(answers, language=tongue.language, form="html"))
    importing.show(imported, tongue)
    console.print()
    show(answers, tongue, console)
    console.print()
    files = go_on(world, space, folder, tongue)
    seconds = tongue.number(time.perf_counter() - began, 1)
    console.print(tongue.text(mark("Everything above is made up. Done in {s} s."), s=seconds))
    said_paths = (
        (WRITTEN, folder / STRATEGY),
        (MAP, folder / ROADMAP),
        (mark("The exports: {path}"), exports[0].parent),
        (REPORT, page),
        *files,
    )
    for said, path in said_paths:
        console.print(tongue.text(said, path=path.resolve()), markup=False, soft_wrap=True)


def plan(world: simulate.World, folder: Path, tongue: Speech) -> None:
    """Begin as a user does who has nothing yet: an interview, answered by options."""
    options = interview(world, tongue)
    said = " ".join(f"--{name} {shlex.quote(text)}" for name, text in options.items())
    begun = Answers.begun(language=tongue.language, today=world.ends_at.date())
    known = Background(timezone=world.brand.timezone)
    answers = asking.ask(begun, options, known, asks=False)
    strategy, road = made(answers, known, is_made_up=True)
    folder.mkdir(parents=True, exist_ok=True)
    strategy.save(folder / STRATEGY)
    keep(folder / ROADMAP, forms.render(road, language=tongue.language, form="html"))
    brief(forms.page(road, tongue.language), f"balise init {said}", tongue, stdout())


def go_on(
    world: simulate.World, space: Workspace, folder: Path, tongue: Speech
) -> list[tuple[str, Path]]:
    """Plan four weeks, let them go by, and look back at them."""
    ours, brand, console = Strategy.load(folder / STRATEGY), world.brand.name, stdout()
    with progress() as told:
        told(tongue.text(mark("Planning")), 0)
        start = (world.ends_at + timedelta(days=1)).date()
        made = space.plan(brand, strategy=ours, start=start, weeks=WEEKS, by=getuser())
        wanted = plan_files.Wanted(language=tongue.language, is_made_up=True)
        files = plan_files.write(space, made, ours, wanted)
    plan_shown.show(made, ours, tongue, console)
    console.print()
    with progress() as told:
        told(tongue.text(mark("Four weeks go by")), 0)
        later = lived(world, made, ours, weeks=WEEKS)
        exports = write(later, folder / "exports-after")
        for file in exports:  # what a file holds is no newer than the file
            os.utime(file, times=(later.ends_at.timestamp(),) * 2)
        space.import_(exports, brand=brand, timezone=world.brand.timezone, progress=told)
        told(tongue.text(mark("Looking back")), 0)
        back = space.looking(brand, now=later.ends_at + timedelta(days=7))
        found = back.refinement()
        space.foretell(brand)
    refine_shown.show(
        page_of(
            Told(
                brand=brand,
                strategy=ours,
                found=found,
                kpis=tuple(back.fits),
                has_plan=True,
                is_made_up=True,
            ),
            tongue.language,
        ),
        tongue,
        console,
    )
    return [*files, *write_review(space, back, tongue)]


def clear(folder: Path) -> None:
    """Remove what an earlier demo wrote, and nothing else.

    Raises
    ------
    click.UsageError
        Where the folder holds something that no demo wrote.
    """
    if not folder.exists():
        return
    if any(folder.iterdir()) and not (folder / "exports" / simulate.NOTE).exists():
        said = speech().text(
            mark("{folder} holds something else than a demo; choose another --folder."),
            folder=folder,
        )
        raise click.UsageError(said)
    shutil.rmtree(folder)
