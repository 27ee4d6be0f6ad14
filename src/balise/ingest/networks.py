"""Networks by the words that tables have for them, and tables that hold posts of several."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from balise.domain.account import NETWORKS
from balise.ingest.layout import Columns, Context, Row, Sheet, Subject, find_header
from balise.ingest.tables import normal
from balise.ingest.times import day_order
from balise.ingest.told import ToldSheet
from balise.words import finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from balise.domain.reading import Batch
    from balise.ingest.layout import Layout
    from balise.ingest.tables import Line
    from balise.ingest.times import Order

_WORDS = {
    "facebook": "fb|meta|facebook page|facebook pages|page facebook",
    "instagram": "ig|insta|instagram business|instagram profile|compte instagram|instagram reels",
    "threads": "meta threads",
    "x": "twitter|x (twitter)|x (formerly twitter)|x/twitter|twitter/x|twitter (x)|x twitter|tw",
    "linkedin": "li|linked in|linkedin page|linkedin company page|linkedin personal profile|"
    "linkedin profile",
    "tiktok": "tik tok|tt|tiktok business",
    "youtube": "yt|you tube|youtube channel|youtube shorts",
    "pinterest": "pin|pinterest business",
    "mastodon": "fediverse",
    "bluesky": "bsky|blue sky",
}
WORDS: Mapping[str, str] = {
    **{network: network for network in NETWORKS},
    **{normal(word): network for network, said in _WORDS.items() for word in said.split("|")},
}
"""Normalised word to network."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitTable:
    """A table that says in a column of each row which network it is of.

    `of` gives the layout by which the rows of a network are read, `words` what the table itself
    calls networks, `network` that of rows that name none, `order` that of days and months: it is
    the same in all rows, whichever network they are of.
    """

    name: str
    columns: Columns
    needs: tuple[str, ...]
    of: Callable[[str], Layout]
    words: Mapping[str, str]
    network: str = "other"
    order: Order | None = None
    subject: Subject = "posts"

    def header_in(self, lead: list[Line]) -> int | None:
        """Find the header row."""
        return find_header(lead, self.columns, (*self.needs, "network"))

    def batches(self, sheet: Sheet, context: Context) -> Iterator[Batch]:
        """Read the rows of each network in turn; each keeps the number of its line."""
        order, sure = day_order(sheet.cells("published") or sheet.cells("day"))
        if self.order or sure:
            decimal = sheet.decimal if isinstance(sheet, ToldSheet) else None
            sheet = ToldSheet.of(sheet, self.order or order, decimal)
        for network in self._networks(sheet, context):
            yield from self.of(network).batches(self._only(sheet, network), context)

    def _networks(self, sheet: Sheet, context: Context) -> list[str]:
        found: dict[str, None] = {}
        foreign: dict[str, None] = {}
        for row in sheet.rows():
            found.setdefault(self._of_row(row))
            if row["network"] and normal(row["network"]) not in self.words:
                foreign.setdefault(row["network"][:80])
        context.findings += [
            finding("network-unknown", file=sheet.table.file, column="network", value=value)
            for value in foreign
        ]
        return list(found)

    def _of_row(self, row: Row) -> str:
        said = normal(row["network"])
        return self.words.get(said, "other") if said else self.network

    def _only(self, sheet: Sheet, network: str) -> Sheet:
        def lines() -> Iterator[Line]:
            for row in sheet.rows():
                if self._of_row(row) == network:
                    yield row.line, row.cells

        return replace(sheet, table=replace(sheet.table, lines=lines))
