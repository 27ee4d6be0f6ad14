"""Tables with one row a day of an account."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from balise.domain.metric import METRICS
from balise.domain.reading import BATCH, Batch, Finding, Reading
from balise.ingest.layout import Columns, Context, Row, Sheet, Subject, find_header
from balise.ingest.numbers import Numbers, decimal_sign
from balise.ingest.tables import Line, normal
from balise.ingest.times import Times, day_end, day_order, with_years
from balise.words import finding

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping
    from datetime import date

TOTALS = frozenset({"total", "totals", "totaux", "gesamt", "totale", "totalt", "grand total"})
"""How a totals row is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTable:
    """A layout with one row a day.

    `yearless`: days are written without a year (TikTok). `exact`: the table is so plain that a
    column which is not known tells that it comes from elsewhere.
    """

    name: str
    network: str
    columns: Columns
    needs: tuple[str, ...]
    yearless: bool = False
    exact: bool = False
    handle_in_name: re.Pattern[str] | None = None
    scales: Mapping[str, float] = field(default_factory=dict)
    subject: Subject = "days"

    def header_in(self, lead: list[Line]) -> int | None:
        """Find the header row."""
        position = find_header(lead, self.columns, self.needs)
        if position is None or not self.exact:
            return position
        known = {header for headers in self.columns.values() for header in headers}
        return position if {normal(cell) for cell in lead[position][1] if cell} <= known else None

    def batches(self, sheet: Sheet, context: Context) -> Iterator[Batch]:
        """Read the rows, a batch at a time."""
        uid = account_uid(self.network, self.handle_in_name, sheet, context)
        how = Days(source=self.name, yearless=self.yearless, scales=self.scales)
        return read_days(sheet, context, uid=uid, how=how)


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """How the days of a table are read: see `DayTable`."""

    source: str
    yearless: bool = False
    scales: Mapping[str, float] = field(default_factory=dict)


def account_uid(
    network: str, handle_in_name: re.Pattern[str] | None, sheet: Sheet, context: Context
) -> str:
    """Name the account that a file without one tells of, and say so where it is a guess."""
    match = handle_in_name.search(sheet.table.file) if handle_in_name else None
    if match:
        return f"account:{network}:{match[1]}"
    return f"account:{network}:{context.account_of(network, sheet.table.file)}"


def read_days(sheet: Sheet, context: Context, *, uid: str, how: Days) -> Iterator[Batch]:
    """Give the readings of an account, one a day. A row without a readable day is a finding."""
    names = [name for name in sheet.fields if name in METRICS]
    samples = (cell for name in names for cell in sheet.cells(name, 200))
    numbers = Numbers(decimal_sign(samples, sheet.table.usual_decimal))
    rows = zip(sheet.rows(), days_of(sheet, context, yearless=how.yearless), strict=False)
    while chunk := list(islice(rows, BATCH)):
        readings = []
        for row, day in chunk:
            if day is None:
                context.findings.append(without_day(sheet, row))
                continue
            read = {
                name: measured(row, name, numbers, sheet, context, scale=how.scales.get(name, 1.0))
                for name in names
            }
            values = {name: value for name, value in read.items() if value is not None}
            if values:
                readings.append(
                    Reading(
                        post_uid=uid,
                        as_of=max(sheet.as_of, day_end(day)),
                        values=values,
                        basis="day",
                        source=how.source,
                        day=day,
                    )
                )
        yield Batch(readings=tuple(readings), findings=context.drain(), rows=len(chunk))


def without_day(sheet: Sheet, row: Row) -> Finding:
    """Tell of a row that is left out, as it has no day: a totals row, or one that is damaged."""
    return finding(
        "totals-row" if normal(row["day"]) in TOTALS else "time-unreadable",
        file=sheet.table.file,
        line=row.line,
        column="day",
        drops_row=True,
        value=row["day"][:80],
    )


def days_of(sheet: Sheet, context: Context, *, yearless: bool = False) -> Iterator[date | None]:
    """Give the day of each row, `None` where it cannot be read."""
    if yearless:
        days = with_years([row["day"] for row in sheet.rows()], until=sheet.as_of.date())
        year = max((day.year for day in days if day), default="")
        context.findings.append(finding("year-inferred", file=sheet.table.file, year=year))
        yield from days
        return
    order, _ = day_order(sheet.cells("day"))
    times = Times(order=order)
    for row in sheet.rows():
        # Meta writes the account's local midnight as a time of no zone: the day is what is written.
        moment = times.read(row["day"])
        yield moment.at.date() if moment else None


def measured(  # noqa: PLR0913 - a cell, its place, and what it is multiplied by
    row: Row,
    name: str,
    numbers: Numbers,
    sheet: Sheet,
    context: Context,
    *,
    scale: float = 1.0,
) -> float | None:
    """Read a figure of a row; one that cannot be read is a finding and not known.

    A rate with its own sign (1.68 %) is a share already, and is not scaled.
    """
    cell = row[name]
    try:
        value = numbers.read(cell)
    except ValueError:
        found = finding(
            "number-unreadable",
            file=sheet.table.file,
            line=row.line,
            column=name,
            value=cell[:80],
        )
        context.findings.append(found)
        return None
    is_share = cell.endswith("%") and METRICS[name].unit == "ratio"
    return value if value is None or is_share else value * scale
