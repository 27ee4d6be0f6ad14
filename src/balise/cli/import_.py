"""`balise import`: bring export files in."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click
from rich.markup import escape
from rich.table import Table

from balise.cli import clients as of_clients
from balise.cli.how import how
from balise.cli.mapping import mapping_of, mapping_option, outcome_option, suggest, suggest_option
from balise.cli.printing import (
    brand_option,
    folder_option,
    json_option,
    print_json,
    progress,
    speech,
    stdout,
    timezone_option,
)
from balise.domain.reading import Finding, ImportReport
from balise.errors import BaliseError, FormatUnknownError
from balise.report.plain.imported import imported
from balise.words import Speech, mark
from balise.workspace import Workspace

MOST_FINDINGS = 12
MOST_REFUSED = 12
_NOTHING = mark("Name the files to import; where to get them: balise import --how")
_ALONE = mark("--clients takes one folder and no other files.")
_COMPETITOR = mark("--competitor takes a name, and goes without --clients.")
_COUNTS = (mark("Rows"), mark("Posts"), mark("Readings"), mark("Duplicates"), mark("Findings"))
_OUTCOMES = mark("Outcomes")


@click.command(
    "import",
    help=speech().text(
        mark("Bring in exports of your networks: files, ZIP archives or folders of them.")
    ),
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--how",
    "name",
    is_flag=False,
    flag_value="",
    metavar="[NETWORK]",
    help=speech().text(mark("Tell where to click for an export; without a name, list all.")),
)
@click.option(
    "--clients",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="FOLDER",
    help=speech().text(mark("Import a folder of folders, each a client: one brand each.")),
)
@click.option(
    "--competitor",
    metavar="NAME",
    help=speech().text(
        mark("These are public posts of a competitor: kept apart, they never count as yours.")
    ),
)
@suggest_option
@mapping_option
@outcome_option
@folder_option
@brand_option
@timezone_option
@json_option
def import_(  # noqa: PLR0913 - one parameter an option
    *,
    paths: tuple[Path, ...],
    name: str | None,
    clients: Path | None,
    competitor: str | None,
    to_suggest: bool,
    mapping: Path | None,
    outcome: str | None,
    folder: str | None,
    brand: str | None,
    timezone: str | None,
    as_json: bool,
) -> None:
    """Import files and tell what became of each."""
    if name is not None:
        how(name, as_json=as_json)
        return
    _check(competitor, clients)
    if clients is not None:
        _clients(clients, paths, folder=folder, timezone=timezone, as_json=as_json)
        return
    if not paths:
        raise click.UsageError(speech().text(_NOTHING))
    if to_suggest:
        suggest(paths, as_json=as_json)
        return
    said = mapping_of(mapping, outcome)
    space = Workspace.open(folder)
    with progress() as told:
        reports = space.import_(
            paths, brand=brand, timezone=timezone, mapping=said, competitor=competitor,
            progress=told,
        )  # fmt: skip
    if as_json:
        print_json([imported(report, speech()) for report in reports])
    else:
        show(reports, speech())
    if failed(reports, paths):
        sys.exit(1)


def _check(competitor: str | None, clients: Path | None) -> None:
    if competitor is not None and (clients is not None or not competitor.strip()):
        raise click.UsageError(speech().text(_COMPETITOR))


def _clients(
    clients: Path,
    paths: tuple[Path, ...],
    *,
    folder: str | None,
    timezone: str | None,
    as_json: bool,
) -> None:
    """Import every client and tell what became of each; status 1 where one failed."""
    if paths:
        raise click.UsageError(speech().text(_ALONE))
    with progress() as told:
        done = Workspace.open(folder).import_clients(clients, timezone=timezone, progress=told)
    if as_json:
        print_json(of_clients.plain(done, lambda report: imported(report, speech())))
    else:
        of_clients.show(done, speech())
    if of_clients.failed(done):
        sys.exit(1)


def failed(reports: Iterable[ImportReport], paths: Iterable[Path]) -> bool:
    """Whether a file that should have been read was not.

    A folder may hold other things beside exports: what was found there and is none is told, and is
    no failure as long as something was read.
    """
    told = list(reports)
    refused = [report for report in told if report.error is not None]
    named = {path.name for path in paths}
    broken = [
        r for r in refused if r.source in named or not isinstance(r.error, FormatUnknownError)
    ]
    return bool(broken) or (bool(refused) and len(refused) == len(told))


def show(reports: list[ImportReport], tongue: Speech) -> None:
    """Print a table of files, then what was found in them."""
    console = stdout()
    table = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
    table.add_column(tongue.text(mark("File")), overflow="ellipsis", min_width=8, max_width=40)
    table.add_column(tongue.text(mark("Format")), style="dim", overflow="ellipsis", min_width=4)
    longest = max((len(tongue.number(report.rows)) for report in reports), default=1)
    with_outcomes = any(report.outcomes for report in reports)
    titles = (*_COUNTS[:3], _OUTCOMES, *_COUNTS[3:]) if with_outcomes else _COUNTS
    for title in titles:  # where the terminal is narrow, titles are cut and figures are not
        table.add_column(tongue.text(title), justify="right", no_wrap=True, min_width=longest)
    for report in reports:
        if report.error is None:
            seen = (report.outcomes,) if with_outcomes else ()
            counts = (report.rows, report.posts, report.readings, *seen, report.duplicates)
            cells = [tongue.number(n) for n in (*counts, len(report.findings))]
            known = tongue.text(mark("already imported"))
            table.add_row(
                escape(report.source), known if report.already_imported else report.format, *cells
            )
    if table.row_count:
        console.print(table)
    _show_refused([report.error for report in reports if report.error is not None], tongue)
    _show_findings([f for report in reports for f in report.findings], tongue)


def _show_refused(errors: list[BaliseError], tongue: Speech) -> None:
    console = stdout()
    errors = sorted(errors, key=_is_other_thing)
    for error in errors[:MOST_REFUSED]:
        console.print(tongue.error(error), style="red", markup=False, soft_wrap=True)
    rest = len(errors) - MOST_REFUSED
    if rest > 0:
        said = tongue.plural(
            mark("… and {n} more file that could not be read; --json lists all."),
            mark("… and {n} more files that could not be read; --json lists all."),
            rest,
        )
        console.print(said, style="red")


def _is_other_thing(error: BaliseError) -> bool:
    """Tell pictures and the like, which lie in every folder, from tables that are not known."""
    return isinstance(error, FormatUnknownError) and type(error) is not FormatUnknownError


def _show_findings(findings: list[Finding], tongue: Speech) -> None:
    console = stdout()
    for finding in findings[:MOST_FINDINGS]:
        place = finding.file + (f":{finding.line}" if finding.line else "")
        said = f"{place}  {tongue.finding(finding)}"
        console.print(said, style="yellow", markup=False, soft_wrap=True)
    rest = len(findings) - MOST_FINDINGS
    if rest > 0:
        said = tongue.plural(
            mark("… and {n} more finding; --json lists all."),
            mark("… and {n} more findings; --json lists all."),
            rest,
        )
        console.print(said, style="dim")
