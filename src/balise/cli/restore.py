"""`balise restore FILE --folder FOLDER`: a backup comes back into an empty folder."""

from __future__ import annotations

from pathlib import Path

import click

from balise import backup
from balise.cli.printing import json_option, print_json, speech, stdout
from balise.words import mark


@click.command(
    "restore",
    help=speech().text(mark("Bring a backup back into an empty folder; nothing goes out from it.")),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--folder",
    required=True,
    type=click.Path(path_type=Path),
    help=speech().text(mark("A folder that is empty, or not there yet.")),
)
@json_option
def restore(*, file: Path, folder: Path, as_json: bool) -> None:
    """Bring it back, and say what is left to do."""
    made = backup.restore(file, folder)
    if as_json:
        print_json({"folder": str(folder), "files": len(made.files), "made_at": made.made_at})
        return
    said = mark(
        "{folder} is as it was on {when}. Everybody has to log in again; put the file key of the "
        "old folder into it, or second factors have to be set up anew."
    )
    tongue = speech()
    told = tongue.text(said, folder=folder, when=tongue.day(made.made_at.date()))
    stdout().print(told, markup=False, soft_wrap=True)
