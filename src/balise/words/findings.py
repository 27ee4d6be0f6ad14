"""What a reader of exports may find, said in one sentence each."""

from __future__ import annotations

from balise.domain.reading import Finding
from balise.errors import Said
from balise.errors.base import one_line
from balise.words.catalogue import mark
from balise.words.glossary import where
from balise.words.handoff_sentences import HANDOFF
from balise.words.plan_rules import PLAN_RULES
from balise.words.strategy_findings import STRATEGY

SENTENCES: dict[str, str] = {
    "row-too-short": mark(
        "Cells in the row: {found}, in the header: {expected}. The row was left out."
    ),
    "row-foreign": mark(
        "The row is no entry of the table but a title, a total or an explanation; it was left out."
    ),
    "totals-row": mark("The totals row was left out."),
    "duplicate-row": mark("The post stands twice in the file; the first row was kept."),
    "id-damaged": mark(
        "A spreadsheet turned the post id into {value}; the post is known by its link."
    ),
    "id-lost": mark(
        "A spreadsheet turned the post id into {value} and there is no link to rebuild it from; "
        "the post is known by its date and text."
    ),
    "time-missing": mark("The row has no publication time; it was left out."),
    "time-unreadable": mark("{value} cannot be read as a date or time; the row was left out."),
    "time-twice": mark(
        "{value} came twice that night, when the clocks went back; the first was taken."
    ),
    "time-skipped": mark(
        "{value} did not exist that night, when the clocks went forward; one hour later was taken."
    ),
    "time-from-month": mark(
        "The file gives a month but no date: hours and days of the week are not compared, "
        "and the year was taken as {year}."
    ),
    "year-inferred": mark("The dates have no year; {year} was taken for the last of them."),
    "month-first-assumed": mark(
        "Nothing in the file tells whether the day or the month comes first; "
        "dates were read with the month first."
    ),
    "day-first-assumed": mark(
        "Nothing in the file tells whether the day or the month comes first; "
        "dates were read with the day first."
    ),
    "number-unreadable": mark("{value} cannot be read as a number; the metric is not known."),
    "rate-over-one": mark("{value} is above 100 % and cannot be a rate; it is not known."),
    "views-zero": mark(
        "Posts with 0 views although people were reached: {n}. Their views are taken as not known."
    ),
    "figure-limit": mark(
        "Figures that the file gives only as a limit (such as < 1%): {n}. They are not known."
    ),
    "share-impossible": mark("{value} is no share between 0 and 100 %; it is not known."),
    "segment-twice": mark("{value} stands twice in the file; the first figure was kept."),
    "hours-ahead": mark(
        "Hours at the end of the last day that stand at 0: {n}. They had not come yet and are "
        "taken as not known."
    ),
    "parts-unknown": mark("These parts of the file are not used: {parts}."),
    "column-unknown": mark("These columns are not used: {columns}."),
    "repaired": mark(
        "A spreadsheet had put each line in quotes; the file was repaired. Rows rebuilt: {n}."
    ),
    "encoding": mark("The file is not in UTF-8; it was read as {encoding}."),
    "bytes-broken": mark(
        "Characters of the file that could not be read: {n}. The texts that hold them are damaged."
    ),
    "account-unknown": mark(
        "The file does not say which account it belongs to; {account} was taken."
    ),
    "members-unread": mark("Not read, as Balise finds nothing that it knows in them: {members}."),
    "member-private": mark("{member} was not read: it holds private messages."),
    "posts-private": mark("Private posts and direct messages: {n}. None of them was read."),
    "entry-foreign": mark("The entry is no post; it was left out."),
    "findings-more": mark(
        "The list ends here: what is called {kind} was found {n} more times in this file."
    ),
    "file-unknown": mark("This is no export that Balise knows; the file was left out."),
    "figure-missing": mark("The row has no figure that can be read; it was left out."),
    "row-twice": mark("The row stands twice in the file; it was counted once."),
    "period-turned": mark("{value}: this period ends before it starts; the row was left out."),
    "period-missing": mark(
        "The file does not say from when to when its figures are; the row was left out."
    ),
    "day-on-several-rows": mark(
        "Days or periods that stand on several rows: {n}. Their figures were added up."
    ),
    "level-on-several-rows": mark(
        "{value} stands on several rows of a day and cannot be added up; it is not known there."
    ),
    "columns-alike": mark(
        "Several columns hold the same figure ({columns}); the first that is filled was taken."
    ),
    "dimension-unknown": mark("The column {header} was taken as the channel."),
    "other-gathered": mark(
        "{n} visits stand under (other): Google Analytics does not say where they came from."
    ),
    "section-unread": mark("The part {title} was not read: Balise does not know it."),
    "pins-undated": mark(
        "Pinterest does not say here when pins were published: their figures are kept, but pins "
        "cannot be compared until a table with dates is imported."
    ),
    "network-unknown": mark(
        "{value} is no network that Balise knows; its posts stand under other networks."
    ),
    "mapped-column-missing": mark(
        "The mapping names columns that the file does not have: {columns}."
    ),
    "mapping-kept": mark(
        "Read with the mapping that was made on {made_on} for {source}: the columns are the same."
    ),
    **PLAN_RULES,
    **STRATEGY,
    **HANDOFF,
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

    A parameter that is `Said` is said in the reader's language; of a strategy, `table` and `name`
    tell `{where}`.

    Examples
    --------
    >>> finding("totals-row", file="posts.csv", line=2).message
    'The totals row was left out.'
    """
    said = {n: v if isinstance(v, Said) else str(v) for n, v in params.items()}
    place = {"where": where(said["table"], said["name"], str.format)} if "table" in said else {}
    return Finding(
        file=file,
        line=line,
        column=column,
        code=code,
        message=one_line(SENTENCES[code].format(**said, **place)),
        params=said,
        drops_row=drops_row,
    )
