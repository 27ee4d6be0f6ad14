"""`balise report`: the answers, in the terminal and as a page."""

from __future__ import annotations

import sys
from datetime import datetime
from functools import partial
from getpass import getuser
from pathlib import Path

import click

from balise import report as reporting
from balise.cli import client_reports, import_ as importing
from balise.cli.answers import show
from balise.cli.printing import (
    brand_option,
    folder_option,
    json_option,
    keep,
    kpi_option,
    language_option,
    print_json,
    progress,
    say_json,
    speech,
    stdout,
    timezone_option,
)
from balise.domain.kept_report import ReportAsked
from balise.errors import NothingImportedError
from balise.report import Answers
from balise.words import Speech, mark
from balise.workspace import Workspace

PAGE = "report.html"
FILES = {
    "html": PAGE,
    "pdf": "report.pdf",
    "pptx": "report.pptx",
    "csv": "report.zip",
    "json": "report.json",
}
"""The form of a report and the file that it is written to."""
REPORT = mark("The report: {path}")
_ALONE = mark(
    "--clients is for every brand: it goes without files, --brand, --output and --beside."
)
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
        mark(
            "What to write: a page, a PDF, slides (PPTX) that can be edited, the tables of the "
            "charts (a ZIP of CSV), or JSON."
        )
    ),
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help=speech().text(
        mark("Where to write it (default: report.html, .pdf, .pptx, .zip or .json in the folder).")
    ),
)
@click.option(
    "--clients",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help=speech().text(mark("Write a report of every brand into this folder, a file each.")),
)
@click.option(
    "--beside",
    type=click.Choice(["on", "off"]),
    help=speech().text(
        mark(
            "Let the sums of this brand be compared with those of the other brands here that allow "
            "it too (on), or take that back (off); it stays so until it is changed."
        )
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
    clients: Path | None,
    beside: str | None,
    language: str | None,
    as_json: bool,
) -> None:
    """Import what is given, learn, answer, and write the report."""
    tongue, days = speech(language), [day and day.date() for day in (start, end)]
    asked = ReportAsked(form=form, language=tongue.language, kpi=kpi, start=days[0], end=days[1])
    if clients is not None:
        _alone(paths, brand, output, beside)
        _clients(Workspace.open(folder), clients, asked, tongue, as_json=as_json)
        return
    space = Workspace.open(folder)
    with progress() as told:
        bring = partial(space.import_, brand=brand, timezone=timezone, progress=told)
        imported = bring(paths) if paths else []
        if beside:
            _switch(space, space.brand(brand), beside)
        told(tongue.text(mark("Learning")), 0)
        answers, look = space.compose(brand, asked)
        page = reporting.render(answers, language=tongue.language, form=form, look=look)
    target, is_failed = output or space.folder / FILES[form], importing.failed(imported, paths)
    keep(target, page)
    if is_failed and not as_json:
        importing.show(imported, tongue)
    _tell(answers, target, tongue, as_json=as_json)
    if is_failed:
        sys.exit(1)


def _alone(*others: object) -> None:
    if any(others):
        raise click.UsageError(speech().text(_ALONE))


def _switch(space: Workspace, brand: str, beside: str) -> None:
    """Let the brand be compared with the others, or no more."""
    if beside == "on":
        space.allow_beside(brand, by=getuser())
    else:
        space.end_beside(brand, by=getuser())


def _tell(answers: Answers, target: Path, tongue: Speech, *, as_json: bool) -> None:
    if as_json:
        say_json(reporting.render(answers, language="en", form="json").decode().rstrip())
        return
    show(answers, tongue, stdout())
    said = tongue.text(REPORT, path=target.resolve())
    stdout().print(said, markup=False, soft_wrap=True)


def _clients(
    space: Workspace, folder: Path, asked: ReportAsked, tongue: Speech, *, as_json: bool
) -> None:
    """Write a report of every brand; status 1 where one could not be, or there is none."""
    done = client_reports.write(space, folder, asked)
    if not done:
        raise NothingImportedError
    if as_json:
        print_json(client_reports.plain(done, tongue))
    else:
        client_reports.show(done, tongue)
    if any(one.error for one in done):
        sys.exit(1)
