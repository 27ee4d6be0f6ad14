"""`balise report`: the answers, in the terminal and as a page."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from balise import report as reporting
from balise.cli import import_ as importing
from balise.cli.answers import show
from balise.cli.printing import (
    brand_option,
    folder_option,
    json_option,
    keep,
    kpi_option,
    language_option,
    progress,
    say_json,
    speech,
    stdout,
    timezone_option,
)
from balise.words import mark
from balise.workspace import Workspace

PAGE = "report.html"
FILES = {"html": PAGE, "pdf": "report.pdf", "csv": "report.zip", "json": "report.json"}
"""The form of a report and the file that it is written to."""
REPORT = mark("The report: {path}")
_day = click.DateTime(formats=["%Y-%m-%d"])


@click.command(
    "report",
    help=speech().text(
        mark(
            "Answer which formats, networks, calls to action, hashtags and hours worked best. "
            "Exports given as PATHS are brought in first."
        )
    ),
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@folder_option
@brand_option
@timezone_option
@kpi_option
@click.option(
    "--from",
    "start",
    type=_day,
    metavar="DAY",
    help=speech().text(mark("First day of the period (2026-11-01).")),
)
@click.option(
    "--to", "end", type=_day, metavar="DAY", help=speech().text(mark("Last day of the period."))
)
@click.option(
    "--form",
    type=click.Choice(list(FILES)),
    default="html",
    help=speech().text(
        mark("What to write: a page, a PDF, the tables of the charts (a ZIP of CSV), or JSON.")
    ),
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help=speech().text(
        mark("Where to write it (default: report.html, .pdf, .zip or .json in the folder).")
    ),
)
@language_option
@json_option
def report(  # noqa: PLR0913 - one parameter an option
    *,
    paths: tuple[Path, ...],
    folder: str | None,
    brand: str | None,
    timezone: str | None,
    kpi: str,
    start: datetime | None,
    end: datetime | None,
    form: str,
    output: Path | None,
    language: str | None,
    as_json: bool,
) -> None:
    """Import what is given, learn, answer, and write the report."""
    tongue = speech(language)
    space = Workspace.open(folder)
    with progress() as told:
        imported = (
            space.import_(paths, brand=brand, timezone=timezone, progress=told) if paths else []
        )
        told(tongue.text(mark("Learning")), 0)
        answers = space.answers(
            brand, kpi=kpi, start=start and start.date(), end=end and end.date()
        )
        page = reporting.render(answers, language=tongue.language, form=form)
    target = output or space.folder / FILES[form]
    keep(target, page)
    if as_json:
        written = reporting.render(answers, language=tongue.language, form="json")
        say_json(written.decode().rstrip())
    else:
        if importing.failed(imported, paths):
            importing.show(imported, tongue)
        show(answers, tongue, stdout())
        said = tongue.text(REPORT, path=target.resolve())
        stdout().print(said, markup=False, soft_wrap=True)
    if importing.failed(imported, paths):
        sys.exit(1)
