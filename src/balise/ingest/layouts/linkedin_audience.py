"""LinkedIn, who follows and visits a page, and who sees a member's posts.

No real file was at hand: sheets and headers are those that several independent programs read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from balise.domain.reading import Batch, Reading
from balise.ingest.audience import (
    is_limit,
    keep,
    limits_found,
    parts_unknown,
    segment,
    share_scale,
)
from balise.ingest.days import account_uid, measured
from balise.ingest.layout import Columns, Context, Sheet, Subject, aliases, find_header
from balise.ingest.numbers import Numbers, decimal_sign
from balise.ingest.segments import SegmentTable
from balise.ingest.tables import Line, normal
from balise.ingest.times import Times, day_end, day_order

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

_SHEETS = {
    "location": "location", "job function": "job_function", "seniority": "seniority",
    "industry": "industry", "company size": "company_size",
}  # fmt: skip
"""A sheet for each dimension, and what its first column is called."""

FOLLOWERS = SegmentTable(
    name="linkedin.page.audience",
    network="linkedin",
    dimensions=_SHEETS,
    figures=aliases(audience_count="Total followers"),
    needs=("audience_count",),
)

VISITORS = SegmentTable(
    name="linkedin.page.visits",
    network="linkedin",
    dimensions=_SHEETS,
    figures=aliases(
        profile_visits="Total views|Total page views",
        visitors="Total visitors|Total unique visitors",
    ),
    needs=("profile_visits", "visitors"),
    basis="period",
)

_CATEGORIES = {
    "job title": "job_title", "job titles": "job_title", "location": "location",
    "locations": "location", "industry": "industry", "industries": "industry",
    "seniority": "seniority", "company size": "company_size", "company": "company",
    "companies": "company", "job function": "job_function", "job functions": "job_function",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class DemographicsTable:
    """The member's public: rows of a category, a value and its share, all of the chosen period."""

    name: str = "linkedin.member.audience"
    subject: Subject = "audience"
    columns: Columns = field(
        default_factory=lambda: aliases(
            category="Top Demographics", segment="Value", audience="Percentage"
        )
    )

    def header_in(self, lead: list[Line]) -> int | None:
        """Find the header."""
        return find_header(lead, self.columns, tuple(self.columns))

    def batches(self, sheet: Sheet, context: Context) -> Iterator[Batch]:
        """Read the shares of all categories as one reading of the account."""
        cells = [row["audience"] for row in sheet.rows()]
        context.findings.extend(limits_found(cells, sheet))
        numbers = Numbers(decimal_sign(cells, sheet.table.usual_decimal))
        scale = share_scale(cells, numbers)
        values: dict[str, float] = {}
        unknown: dict[str, None] = {}
        for row in sheet.rows():
            dimension = _CATEGORIES.get(normal(row["category"]))
            if dimension is None:
                unknown[row["category"]] = None
            elif not is_limit(row["audience"]):
                value = measured(row, "audience", numbers, sheet, context, scale=scale)
                if value is not None:
                    told = segment("audience", dimension, row["segment"])
                    keep(values, {told: value}, place=(sheet, row.line, context))
        context.findings.extend(parts_unknown(unknown, sheet))
        yield _batch(values, sheet, context, (self.name, len(cells), sheet.as_of))


_DISCOVERY = {"impressions": "impressions", "members reached": "reach"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscoveryTable:
    """What a member reached over the chosen period, in all: its last day stands in the first row.

    People that are reached are counted once in it; they are never added to those of other periods.
    """

    name: str = "linkedin.member.discovery"
    subject: Subject = "audience"
    columns: Columns = field(default_factory=dict)

    def header_in(self, lead: list[Line]) -> int | None:
        """Find the row with the period."""
        for position, (_, cells) in enumerate(lead):
            if normal(cells[0]) == "overall performance":
                return position
        return None

    def batches(self, sheet: Sheet, context: Context) -> Iterator[Batch]:
        """Read each line with a figure that is known."""
        values: dict[str, float] = {}
        unknown: dict[str, None] = {}
        rows = 0
        for row in sheet.rows():
            rows += 1
            name = _DISCOVERY.get(normal(row.cells[0]))
            if name is None:
                unknown[row.cells[0]] = None
                continue
            row[name] = row.cells[1] if len(row.cells) > 1 else ""
            value = measured(row, name, Numbers(), sheet, context)
            if value is not None:
                values[name] = value
        context.findings.extend(parts_unknown(unknown, sheet))
        yield _batch(values, sheet, context, (self.name, rows, _until(sheet)))


def _until(sheet: Sheet) -> datetime:
    """Tell when the period was over: no reading of it is older than that."""
    written = sheet.header[1].split(" - ") if len(sheet.header) > 1 else []
    times = Times(order=day_order(written)[0])
    known = [moment.at.date() for cell in written if (moment := times.read(cell))]
    return max(sheet.as_of, day_end(max(known))) if known else sheet.as_of


def _batch(
    values: dict[str, float], sheet: Sheet, context: Context, told: tuple[str, int, datetime]
) -> Batch:
    source, rows, as_of = told
    uid = account_uid("linkedin", None, sheet, context)
    reading = Reading(post_uid=uid, as_of=as_of, values=values, basis="period", source=source)
    return Batch(readings=(reading,) if values else (), findings=context.drain(), rows=rows)


LAYOUTS = (DemographicsTable(), DiscoveryTable(), FOLLOWERS, VISITORS)
