"""What went wrong with a file, as a page says it: the way on is on a page, not in a terminal."""

from __future__ import annotations

from balise.errors import BaliseError, FormatUnknownError, GridForeignError
from balise.reference.export_paths import COMMAND, ExportPath, path
from balise.words import Speech, mark

_COLUMNS = mark(
    "This is not an export that Balise knows. Its columns are: {headers}. Say what they are, or "
    "download the export of your posts from the network itself."
)
_COLUMNS_INSIDE = mark(
    "This is not an export that Balise knows. Its columns are: {headers}. Send the table by itself "
    "to say what they are, or download the export of your posts from the network itself."
)
_GRID = mark(
    "{file}: this is a grid of a competitor's posts. Send it once more under “These are posts of a "
    "competitor”, so that it never counts as yours."
)
_WHERE = mark("“How to get the export” on the Import page")
_WHERE_OF = mark("“How to get the export” on the Import page, under “{title}”")


def way_of(error: BaliseError) -> ExportPath | None:
    """Give the export that an error sends its reader to; None where it names no network."""
    return path(str(error.facts.get("command", "")).removeprefix(COMMAND))


def on_page(s: Speech, error: BaliseError, *, is_inside: bool = False) -> str:
    """Say an error with what the pages offer, and no command; `is_inside`: it lies in an archive.

    Examples
    --------
    >>> from balise.errors import FileEmptyError
    >>> lost = FileEmptyError(file="a.csv", export="the export", command=f"{COMMAND} ga4")
    >>> on_page(Speech("en"), lost).partition("click: ")[2][:49]
    '“How to get the export” on the Import page, under'
    """
    if isinstance(error, GridForeignError):
        return s.text(_GRID, **error.facts)
    if isinstance(error, FormatUnknownError) and "headers" in error.facts:
        return s.text(_COLUMNS_INSIDE if is_inside else _COLUMNS, **error.facts)
    if "command" not in error.facts:
        return s.error(error)
    way = way_of(error)
    where = s.text(_WHERE_OF, title=s.text(way.title)) if way else s.text(_WHERE)
    return s.error(type(error)(**{**error.facts, "command": where}))
