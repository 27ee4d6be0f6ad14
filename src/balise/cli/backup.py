"""`balise backup FILE`: database and media in one file, made while Balise runs."""

from __future__ import annotations

from pathlib import Path

import click

from balise.cli.printing import folder_option, json_option, print_json, speech, stdout
from balise.words import mark
from balise.workspace import Workspace


@click.command(
    "backup",
    help=speech().text(
        mark("Copy database and media to one file, while Balise runs. The key is left out.")
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@folder_option
@json_option
def backup(*, file: Path, folder: str | None, as_json: bool) -> None:
    """Make a backup, and say what is in it."""
    made = Workspace.open(folder).back_up(file)
    size = sum(kept.size for kept in made.files.values())
    if as_json:
        print_json({"file": str(file), "files": len(made.files), "bytes": size})
        return
    tongue = speech()
    said = mark(
        "{file} holds the database and media ({files} files, {megabytes} MB). The key is not in "
        "it: keep that elsewhere. Bring it back with: balise restore {file} --folder EMPTY-FOLDER"
    )
    megabytes = tongue.number(size / 2**20, 1)
    told = tongue.text(said, file=file, files=tongue.number(len(made.files)), megabytes=megabytes)
    stdout().print(told, markup=False, soft_wrap=True)
