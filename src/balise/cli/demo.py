"""`balise demo`: a made-up brand from its export files to its report, to see what Balise does."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import click

from balise import report as reporting, simulate
from balise.cli import import_ as importing
from balise.cli.answers import show
from balise.cli.printing import keep, language_option, progress, speech, stdout
from balise.cli.report import PAGE, REPORT
from balise.words import mark
from balise.workspace import Workspace

FOLDER = "balise-demo"


@click.command(
    "demo",
    help=speech().text(
        mark("Write a made-up brand's exports in a folder, learn from them and answer.")
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
    seconds = tongue.number(time.perf_counter() - began, 1)
    console.print(tongue.text(mark("Everything above is made up. Done in {s} s."), s=seconds))
    for said, path in ((mark("The exports: {path}"), exports[0].parent), (REPORT, page)):
        console.print(tongue.text(said, path=path.resolve()), markup=False, soft_wrap=True)


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


def write(world: simulate.World, folder: Path) -> list[Path]:
    """Write the exports of a made-up brand as a user would have downloaded them, and name them."""
    folder.mkdir(parents=True)
    for name, content in simulate.exports(world).items():
        (folder / name).write_bytes(content)
    return [path for path in sorted(folder.iterdir()) if path.name != simulate.NOTE]
