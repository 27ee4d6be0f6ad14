"""Tables of what no network sees: a day, and a count, an amount or a mark."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from balise.domain.metric import METRICS
from balise.ingest.layout import Columns, Context, Sheet, Subject, fields_of
from balise.ingest.outcome_rows import WHEN, OutcomeRows
from balise.ingest.outcome_words import COLUMNS, FIGURES
from balise.ingest.periods import Calendar, stated
from balise.ingest.tables import Line, normal
from balise.ingest.times import Times

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from balise.domain.reading import Batch
    from balise.ingest.numbers import Decimal
    from balise.ingest.periods import Length
    from balise.ingest.times import Order

_LONGEST = 80
_OF_NAME = re.compile(
    r"\((?:copy|copie|\d+)\)|(?<![^\W_])(?:export|copy|copie)(?![^\W_])|\d[\d._\-]*",
    re.IGNORECASE,
)
_EDGES = " _-.,"


def name_of(file: str) -> str:
    """Name an outcome after its file, without dates and numbers of copies.

    Examples
    --------
    >>> name_of("caisse-2026-05.csv"), name_of("till (1).xlsx"), name_of("2026.csv")
    ('caisse', 'till', 'outcome')
    """
    whole = PurePath(file.partition(" [")[0]).stem
    named = " ".join(part for part in _OF_NAME.sub(" ", whole).strip(_EDGES).split() if part)
    plain = named.strip(_EDGES)[:_LONGEST] or "outcome"
    return f"{plain} (table)" if plain in METRICS or plain == "engagement" else plain


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeTable:
    """A table with one row a day, a sale, an answer, a week or a month.

    `outcome` names what it tells of (else its file does), `currency` money without one, `length`
    what a day in a row stands for. `order`, `decimal` and `zone` hold where they are given;
    otherwise the cells tell, and the user's zone holds.
    """

    name: str = "outcome"
    columns: Columns
    outcome: str = ""
    currency: str = ""
    length: Length | None = None
    order: Order | None = None
    decimal: Decimal | None = None
    zone: str | None = None
    subject: Subject = "outcomes"

    def header_in(self, lead: list[Line]) -> int | None:
        """Find a header of which every word is known, above rows that hold days and figures."""
        known = {header for headers in self.columns.values() for header in headers}
        for position, (_, cells) in enumerate(lead):
            header = [normal(cell) for cell in cells]
            if {name for name in header if name} <= known:
                fields = fields_of(header, self.columns)
                if _tells(fields, [row for _, row in lead[position + 1 :]]):
                    return position
        return None

    def batches(self, sheet: Sheet, context: Context) -> Iterator[Batch]:
        """Read the table."""
        name = self.outcome or name_of(sheet.table.file)
        return OutcomeRows(self, sheet, context).batches(name)


def _tells(fields: Mapping[str, Sequence[int]], rows: list[list[str]]) -> bool:
    """Tell whether rows hold days and figures where the header says so."""
    figures = [index for name in FIGURES if name in fields for index in fields[name]]
    days = [index for name in WHEN if name in fields for index in fields[name]]
    if not figures or not days or not rows:
        return False
    filled = [row for row in rows if any(row[i] for i in figures if i < len(row))]
    plain = [
        row
        for row in filled
        if any(_is_day(row[i]) for i in days if i < len(row))
        and any(re.search(r"\d", row[i]) for i in figures if i < len(row))
    ]
    return 2 * len(plain) >= len(filled) > 0


def _is_day(cell: str) -> bool:
    return stated(cell) is not None or any(
        Calendar(times=Times(order=order)).day(cell) for order in ("day", "month")
    )


TABLE = OutcomeTable(columns=COLUMNS)
