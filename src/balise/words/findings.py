"""What a reader of exports may find, said in one sentence each."""

from __future__ import annotations

from balise.domain.reading import Finding
from balise.words.catalogue import mark

SENTENCES: dict[str, str] = {
    "row-too-short": mark(
        "The row has {found} cells where the header has {expected}; it was left out."
    ),
    "id-missing": mark("The row has no post id and no link to the post; it was left out."),
    "id-damaged": mark(
        "A spreadsheet turned the post id into {value}; the id was rebuilt from the link."
    ),
    "id-lost": mark(
        "A spreadsheet turned the post id into {value} and there is no link to rebuild it from; "
        "the post is known by its date and text."
    ),
    "time-missing": mark("The row has no publication time; it was left out."),
    "time-unreadable": mark(
        "{value} cannot be read as the time of publication; the row was left out."
    ),
    "time-from-month": mark(
        "The file gives a month but no date: hours and days of the week are not compared, "
        "and the year was taken as {year}."
    ),
    "year-inferred": mark("The dates have no year; {year} was taken."),
    "day-order-inferred": mark("Dates were read with the {first} first."),
    "day-order-unsure": mark(
        "Nothing in the file tells whether the day or the month comes first; "
        "dates were read with the {first} first."
    ),
    "number-unreadable": mark("{value} cannot be read as a number; the metric is not known."),
    "views-zero": mark(
        "{n} posts have 0 views although people were reached; their views are taken as not known."
    ),
    "column-unknown": mark("These columns are not used: {columns}."),
    "duplicate-row": mark("The post stands twice in the file; the first row was kept."),
    "repaired": mark(
        "A spreadsheet had put each line in quotes; the file was repaired, {n} rows were rebuilt."
    ),
    "rows-lost": mark(
        "A spreadsheet broke lines of this file; {n} rows could not be rebuilt. "
        "Download the export again and do not open it before the import."
    ),
    "encoding": mark("The file is not in UTF-8; it was read as {encoding}."),
    "account-unknown": mark(
        "The file does not say which account it belongs to; {account} was taken."
    ),
    "member-refused": mark("{member} was not read: {reason}"),
    "member-unknown": mark("{member} holds nothing that Balise knows."),
    "totals-row": mark("The totals row was left out."),
    "total-row-shape": mark("The row is not part of the table; it was left out."),
}
"""Code of a finding to its English sentence, the key of the catalogue."""


def finding(
    code: str,
    *,
    file: str,
    line: int = 0,
    column: str = "",
    drops_row: bool = False,
    **params: object,
) -> Finding:
    """Make a finding whose English message is filled in.

    Examples
    --------
    >>> finding("id-missing", file="posts.csv", line=3).message
    'The row has no post id and no link to the post; it was left out.'
    """
    said = {name: str(value) for name, value in params.items()}
    return Finding(
        file=file,
        line=line,
        column=column,
        code=code,
        message=SENTENCES[code].format(**said),
        params=said,
        drops_row=drops_row,
    )
