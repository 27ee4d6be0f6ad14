"""TikTok Studio, the followers of an account: genders, territories, and hours at which they watch.

Two programs that read such files agree on the headers; shares come as parts of 1 or with a sign.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from balise.domain.reading import Batch
from balise.ingest.audience import in_batches, readings_of, segment
from balise.ingest.days import account_uid, days_of, measured, without_day
from balise.ingest.layout import Columns, Context, Row, Sheet, Subject, aliases, find_header
from balise.ingest.layouts.tiktok import IN_NAME
from balise.ingest.numbers import Numbers
from balise.ingest.segments import SegmentTable
from balise.words import finding

if TYPE_CHECKING:
    from datetime import date

    from balise.ingest.tables import Line

FOLLOWERS = SegmentTable(
    name="tiktok.studio.audience",
    network="tiktok",
    dimensions={"gender": "gender", "top territories": "country"},
    figures=aliases(audience="Distribution"),
    needs=("audience",),
    shares=frozenset({"audience"}),
    handle_in_name=IN_NAME,
)

_HOURS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityTable:
    """One row an hour of a day: how many followers were there. A reading a day.

    The hours are those that the file writes; it does not name their time zone.
    """

    name: str = "tiktok.studio.activity"
    subject: Subject = "audience"
    columns: Columns = field(
        default_factory=lambda: aliases(
            day="Date", hour="Hour", active_followers="Active followers"
        )
    )

    def header_in(self, lead: list[Line]) -> int | None:
        """Find the header."""
        return find_header(lead, self.columns, tuple(self.columns))

    def batches(self, sheet: Sheet, context: Context) -> Iterator[Batch]:
        """Read the hours of each day."""
        by_day: dict[date | None, dict[str, float]] = {}
        rows = 0
        for row, day in zip(sheet.rows(), days_of(sheet, context, yearless=True), strict=False):
            rows += 1
            if day is None:
                context.findings.append(without_day(sheet, row))
                continue
            hour = _hour(row, sheet, context)
            value = measured(row, "active_followers", Numbers(), sheet, context)
            if hour and value is not None:
                by_day.setdefault(day, {})[hour] = value
        _drop_hours_ahead(by_day, sheet, context)
        uid = account_uid("tiktok", IN_NAME, sheet, context)
        readings = readings_of(by_day, sheet, uid=uid, basis="day", source=self.name)
        yield from in_batches(readings, context, rows)


def _hour(row: Row, sheet: Sheet, context: Context) -> str:
    """Name the figure of an hour; empty where there is no such hour."""
    written = row["hour"].partition(":")[0]
    if written.isdecimal() and len(written) <= 2 and int(written) < _HOURS:  # noqa: PLR2004 - digits
        return _named(int(written))
    context.findings.append(
        finding(
            "time-unreadable",
            file=sheet.table.file,
            line=row.line,
            column="hour",
            drops_row=True,
            value=row["hour"][:80],
        )
    )
    return ""


def _named(hour: int) -> str:
    return segment("active_followers", "hour", str(hour))


def _drop_hours_ahead(
    by_day: dict[date | None, dict[str, float]], sheet: Sheet, context: Context
) -> None:
    """Take the zeros at the end of the last day as hours that had not come yet."""
    last = max((day for day in by_day if day), default=None)
    values = by_day.get(last, {})
    known = [name for hour in reversed(range(_HOURS)) if (name := _named(hour)) in values]
    ahead = known[: next((i for i, name in enumerate(known) if values[name]), len(known))]
    for name in ahead:
        del values[name]
    if ahead:
        context.findings.append(finding("hours-ahead", file=sheet.table.file, n=len(ahead)))


LAYOUTS = (FOLLOWERS, ActivityTable())
