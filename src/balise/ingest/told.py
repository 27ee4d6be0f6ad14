"""A sheet of which somebody has said how it writes its days and its numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from balise.domain.metric import METRICS
from balise.ingest.layout import Row, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from balise.ingest.numbers import Decimal
    from balise.ingest.times import Order

WHEN = ("published", "day", "basis")
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)(.*)", re.DOTALL)
_MIDNIGHT = re.compile(r"[T ]00:00(?::00)?$")
_HOUR = re.compile(r"(\d{1,2})\s*[h.:]\s*(\d{2})?(?::(\d{2}))?\s*(.*)", re.IGNORECASE)
_SEPARATED = re.compile(r"\d[.,]\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldSheet(Sheet):
    """A sheet whose days read with the month or the day first, and whose numbers with one sign.

    What is not said (`None`) is found out from the cells, as in any other sheet. A time of the day
    may stand in a column of its own, the field `time`.
    """

    order: Order | None = None
    decimal: Decimal | None = None

    @classmethod
    def of(cls, sheet: Sheet, order: Order | None, decimal: Decimal | None) -> ToldSheet:
        """Add to a sheet what is said of it."""
        table = sheet.table
        if decimal is not None:
            table = replace(table, delimiter=";" if decimal == "," else ",")  # the usual sign
        return cls(
            table=table,
            header=sheet.header,
            header_line=sheet.header_line,
            title=sheet.title,
            fields=sheet.fields,
            as_of=sheet.as_of,
            order=order,
            decimal=decimal,
        )

    def rows(self) -> Iterator[Row]:
        """Stream the rows, their days written so that nothing is left to guess."""
        for row in Sheet.rows(self):
            if row["time"]:
                joined = f"{_MIDNIGHT.sub('', row['published'])} {_clock(row['time'])}"
                row["published"] = joined.strip()
            if self.order is not None:
                for name in WHEN:
                    if row[name]:
                        row[name] = iso(row[name], self.order)
            yield row

    def cells(self, field_: str, most: int = 1000) -> list[str]:
        """Give the first cells of a field; where the sign is said, none that would tell another."""
        found = Sheet.cells(self, field_, most)
        if self.decimal is None or field_ not in METRICS:
            return found
        return [cell for cell in found if not _SEPARATED.search(cell)]


def iso(cell: str, order: Order) -> str:
    """Write a numeric date with the year first; one that the order forbids is marked, and unread.

    Examples
    --------
    >>> iso("03/04/2026 10:30", "day"), iso("May 3, 2026", "day"), iso("31/12/2026", "month")
    ('2026-04-03 10:30', 'May 3, 2026', '31/12/2026 (MM/DD)')
    """
    match = _NUMERIC.fullmatch(cell.strip())
    if match is None:
        return cell
    first, second = int(match[1]), int(match[3])
    month, day = (first, second) if order == "month" else (second, first)
    year = int(match[4]) + (2000 if len(match[4]) == 2 else 0)  # noqa: PLR2004 - two digits
    try:
        return f"{date(year, month, day).isoformat()}{match[5]}"
    except ValueError:
        return f"{cell} ({'MM/DD' if order == 'month' else 'DD/MM'})"


def _clock(cell: str) -> str:
    """Write a time of the day as it stands behind a date: 18h, 18.30 and 6:30 pm too."""
    plain = re.sub(r"^\d{4}-\d{2}-\d{2}T", "", cell.strip())
    match = _HOUR.fullmatch(plain)
    if match is None:
        return f"{plain}:00" if plain.isdecimal() and len(plain) <= 2 else plain  # noqa: PLR2004 - an hour
    second = f":{match[3]}" if match[3] else ""
    return f"{match[1]}:{match[2] or '00'}{second} {match[4]}".strip()
