"""The monitoring grid of `balise competitors grid`: public posts of others, noted by hand."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from balise.ingest.bases import KINDS, posts_of
from balise.ingest.layout import Row, Sheet, aliases
from balise.ingest.networks import WORDS, SplitTable
from balise.ingest.posts import PostTable
from balise.ingest.tables import normal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from balise.domain.reading import Batch
    from balise.ingest.layout import Context
    from balise.ingest.tables import Line

NAME = "competitor.grid"
HEADERS = {
    "en": (
        "Date", "Time", "Network", "Account", "Followers", "Format", "Text", "Hashtags",
        "Reactions", "Comments", "Shares", "Views",
    ),
    "fr": (
        "Date", "Heure", "Réseau", "Compte", "Abonnés", "Format", "Texte", "Hashtags",
        "Réactions", "Commentaires", "Partages", "Vues",
    ),
}  # fmt: skip
EXAMPLES = {"en": "EXAMPLE, delete this line", "fr": "EXEMPLE, effacez cette ligne"}
"""What the text of the example line begins with: such a line is never read as a post."""
_FIELDS = (
    "day", "time", "network", "account", "followers_then", "kind", "text", "tags", "reactions",
    "comments", "shares", "views",
)  # fmt: skip
_MARKS = tuple(normal(said.partition(",")[0]) for said in EXAMPLES.values())
COLUMNS = aliases(**{
    name: "|".join(dict.fromkeys(titles))
    for name, titles in zip(_FIELDS, zip(*HEADERS.values(), strict=True), strict=True)
})  # fmt: skip
_NEEDS = ("day", "time", "account", "followers_then", "kind", "text", "tags", "reactions")


_EXAMPLE = (
    "2026-01-31", "18:30", "Instagram", "example.account", "1200", "Reel", "", "#example #tag",
    "48", "6", "3", "900",
)  # fmt: skip
_TEXT = 6


def empty(language: str) -> str:
    """Write the header and the example line, apart as spreadsheets of the language expect.

    Examples
    --------
    >>> empty("fr").partition(";")[0]
    'Date'
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";" if language == "fr" else ",", lineterminator="\r\n")
    writer.writerow(HEADERS[language])
    writer.writerow([*_EXAMPLE[:_TEXT], EXAMPLES[language], *_EXAMPLE[_TEXT + 1 :]])
    return text.getvalue()


def _when(row: Row) -> str:
    return f"{row['day']} {row['time']}".strip()


def _text(row: Row) -> str:
    """Give the text with the hashtags that were noted beside it."""
    text = row["text"]
    noted = [word.lstrip("#") for word in row["tags"].replace(",", " ").split()]
    held = text.casefold()
    missing = [f"#{word}" for word in noted if word and f"#{word}".casefold() not in held]
    return " ".join([text, *missing]).strip()


def _of(network: str) -> PostTable:
    table = posts_of(network, COLUMNS, name=NAME, kinds=KINDS)
    return replace(
        table, when=_when, text_of=_text, native_id=lambda _row: "", needs=_NEEDS, zone=None,
        account_of=lambda row: row["account"], kind_of=lambda _row, named: named,
        moment_of=lambda _id, _row: None, near=lambda _row: None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class GridTable(SplitTable):
    """The grid; its example line is no row."""

    def batches(self, sheet: Sheet, context: Context) -> Iterator[Batch]:
        """Read the rows that somebody filled in."""
        whole = replace(sheet, table=replace(sheet.table, lines=partial(_filled, sheet)))
        yield from SplitTable.batches(self, whole, context)


def _filled(sheet: Sheet) -> Iterator[Line]:
    for row in sheet.rows():
        if not normal(row["text"]).startswith(_MARKS):
            yield row.line, row.cells


POSTS = GridTable(name=NAME, columns=COLUMNS, needs=_NEEDS, of=_of, words=WORDS)
LAYOUTS = (POSTS,)
