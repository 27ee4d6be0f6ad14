"""`balise import --clients FOLDER`: one brand for each folder in it."""

from __future__ import annotations

from collections.abc import Callable

from rich.markup import escape
from rich.table import Table

from balise.cli.printing import speech, stdout
from balise.domain.client import ClientImport, ClientImports
from balise.domain.reading import ImportReport
from balise.errors import FolderEmptyError, FormatUnknownError
from balise.words import Speech, mark

MOST_REFUSED = 12
_COUNTS = (
    mark("Files"), mark("Posts"), mark("Readings"), mark("Duplicates"), mark("Findings"),
    mark("Not read"),
)  # fmt: skip


def failed(done: ClientImports) -> bool:
    """Whether a client's exports should have been read and were not.

    A folder that is still empty is told, and is no failure as long as another client was read.
    """
    if not any(client.read for client in done.clients):
        return True
    return any(_failed(client) for client in done.clients)


def _failed(client: ClientImport) -> bool:
    if client.error is not None:
        return not isinstance(client.error, FolderEmptyError)
    broken = [r for r in client.refused if not isinstance(r.error, FormatUnknownError)]
    return bool(broken) or (bool(client.refused) and not client.read)


def plain(done: ClientImports, of_report: Callable[[ImportReport], object]) -> dict[str, object]:
    """Write it as plain values, the reports of the files as `of_report` writes them."""
    return {
        "clients": [
            {
                "brand": client.brand,
                "files": [of_report(report) for report in client.reports],
                "error": speech().error(client.error) if client.error else None,
            }
            for client in done.clients
        ],
        "beside": list(done.beside),
    }


def show(done: ClientImports, tongue: Speech) -> None:
    """Print a row a client, then what was not read."""
    table = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
    table.add_column(tongue.text(mark("Client")), overflow="ellipsis", min_width=8, max_width=40)
    for title in _COUNTS:
        table.add_column(tongue.text(title), justify="right", no_wrap=True)
    for client in done.clients:
        table.add_row(escape(client.brand), *map(tongue.number, _counts(client)))
    console = stdout()
    console.print(table)
    lines = [line for client in done.clients for line in _refused(client, tongue)]
    for line in lines[:MOST_REFUSED]:
        console.print(line, style="red", markup=False, soft_wrap=True)
    if len(lines) > MOST_REFUSED:
        console.print(_more(len(lines) - MOST_REFUSED, tongue), style="red")
    if done.beside:
        said = mark("Not imported, as they lie in no client's folder: {files}.")
        told = tongue.text(said, files=", ".join(done.beside[:MOST_REFUSED]))
        console.print(told, style="yellow", markup=False, soft_wrap=True)


def _counts(client: ClientImport) -> tuple[int, ...]:
    def total(name: str) -> int:
        return sum(getattr(report, name) for report in client.read)

    findings = sum(len(report.findings) for report in client.read)
    figures = (total("posts"), total("readings"), total("duplicates"))
    return len(client.reports), *figures, findings, len(client.refused)


def _refused(client: ClientImport, tongue: Speech) -> list[str]:
    errors = [client.error] if client.error else [r.error for r in client.refused if r.error]
    return [f"{client.brand}  {tongue.error(error)}" for error in errors]


def _more(n: int, tongue: Speech) -> str:
    return tongue.plural(
        mark("… and {n} more file that could not be read; --json lists all."),
        mark("… and {n} more files that could not be read; --json lists all."),
        n,
    )
