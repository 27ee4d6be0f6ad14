"""Tables with one row a segment of an account's audience."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import repeat
from typing import TYPE_CHECKING

from balise.domain.metric import METRICS
from balise.domain.reading import Basis, Batch, Finding
from balise.ingest.audience import (
    in_batches,
    is_limit,
    keep,
    limits_found,
    readings_of,
    segment,
    share_scale,
)
from balise.ingest.days import TOTALS, account_uid, days_of, measured, without_day
from balise.ingest.layout import Columns, Context, Row, Sheet, Subject
from balise.ingest.numbers import Numbers, decimal_sign
from balise.ingest.tables import Line, normal
from balise.words import finding

if TYPE_CHECKING:
    import re
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentTable:
    """A layout with one row a segment, under a header that names the dimension first.

    `dimensions` leads from that header to the dimension; `needs` are figures of which one must be
    there. A column of days before the segments makes one reading a day, one of `labels` names the
    segments where the first column holds their codes. `shares` are those that some files write as
    percentages and others as parts of 1.
    """

    name: str
    network: str
    dimensions: Mapping[str, str]
    figures: Columns
    needs: tuple[str, ...]
    days: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    basis: Basis = "lifetime"
    scales: Mapping[str, float] = field(default_factory=dict)
    shares: frozenset[str] = frozenset()
    handle_in_name: re.Pattern[str] | None = None
    subject: Subject = "audience"

    @property
    def columns(self) -> Columns:
        """Fields and their headers: the day, the segment and its name, and the figures."""
        own = {"day": self.days, "label": self.labels, "segment": tuple(self.dimensions)}
        return {**self.figures, **own}

    def header_in(self, lead: list[Line]) -> int | None:
        """Find a header that begins with a dimension, or with days and a dimension."""
        wanted = {header for name in self.needs for header in self.figures[name]}
        for position, (_, cells) in enumerate(lead):
            names = [normal(cell) for cell in cells]
            places = [i for i, name in enumerate(names) if name in self.dimensions]
            is_first = places == [0] or (places == [1] and names[0] in self.days)
            if is_first and wanted.intersection(names):
                return position
        return None

    def batches(self, sheet: Sheet, context: Context) -> Iterator[Batch]:
        """Read the figures of each segment."""
        dimension = next(self.dimensions[n] for n in sheet.header if n in self.dimensions)
        names = [name for name in sheet.fields if name in METRICS]
        cells = [row[name] for row in sheet.rows() for name in names]
        context.findings.extend(limits_found(cells, sheet))
        numbers = Numbers(decimal_sign(cells, sheet.table.usual_decimal))
        scales = {name: self._scale(name, sheet, numbers) for name in names}
        by_day: dict[date | None, dict[str, float]] = {}
        rows = 0
        for row, day in zip(sheet.rows(), _days(sheet, context), strict=False):
            rows += 1
            left_out = _left_out(row, day, sheet)
            if left_out:
                context.findings.append(left_out)
                continue
            written = row["label"] or row["segment"]
            told = {
                segment(name, dimension, written): value
                for name in names
                if not is_limit(row[name])
                and (value := measured(row, name, numbers, sheet, context, scale=scales[name]))
                is not None
            }
            keep(by_day.setdefault(day, {}), told, place=(sheet, row.line, context))
        uid = account_uid(self.network, self.handle_in_name, sheet, context)
        readings = readings_of(by_day, sheet, uid=uid, basis=self.basis, source=self.name)
        yield from in_batches(readings, context, rows)

    def _scale(self, name: str, sheet: Sheet, numbers: Numbers) -> float:
        if name in self.shares:
            return share_scale((row[name] for row in sheet.rows()), numbers)
        return self.scales.get(name, 1.0)


def _days(sheet: Sheet, context: Context) -> Iterator[date | None]:
    return days_of(sheet, context) if "day" in sheet.fields else repeat(None)


def _left_out(row: Row, day: date | None, sheet: Sheet) -> Finding | None:
    """Tell of a row that is no segment: the totals say nothing new."""
    if normal(row["segment"]) in TOTALS:
        return finding("totals-row", file=sheet.table.file, line=row.line, drops_row=True)
    if "day" in sheet.fields and day is None:
        return without_day(sheet, row)
    if not row["segment"]:
        return finding("row-foreign", file=sheet.table.file, line=row.line, drops_row=True)
    return None
