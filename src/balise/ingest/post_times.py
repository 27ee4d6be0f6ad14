"""When the posts of one table were published, and when the table was made."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING

from balise.ingest.times import Moment, Order, Times, day_end, day_order, with_years

if TYPE_CHECKING:
    from collections.abc import Iterator

    from balise.ingest.identity import Find
    from balise.ingest.layout import Context, Row, Sheet
    from balise.ingest.posts import PostTable

_SAMPLE = 1000
_NUMERIC = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d")
_ORDERS: tuple[Order, ...] = ("month", "day")


class PostTimes:
    """Reads the times of one table, in the order of day and month that it keeps."""

    def __init__(self, layout: PostTable, sheet: Sheet, context: Context, find: Find) -> None:
        self._layout, self._sheet, self._find = layout, sheet, find
        self._zone = layout.zone or context.timezone
        self.as_of = _exported(sheet)
        self._times = Times(zone_name=self._zone, order=self._order())
        if layout.month_only:
            find("time-from-month", column="published", year=self.as_of.year)

    def _order(self) -> Order:
        written = [self._layout.when(row) for row in self._sample()]
        order, sure = day_order(written)
        if sure or not any(_NUMERIC.match(cell) for cell in written):
            return order
        distances = [self._distance(order) for order in _ORDERS]
        if distances[0] != distances[1]:
            return _ORDERS[distances[1] < distances[0]]
        if not any(
            self._layout.moment_of(self._layout.native_id(row), row) for row in self._sample()
        ):
            self._find("month-first-assumed", column="published")
        return order

    def _sample(self) -> Iterator[Row]:
        """Give the first rows; they are read again each time, as one may have endless cells."""
        return islice(self._sheet.rows(), _SAMPLE)

    def _distance(self, order: Order) -> float:
        """Tell how far the times are from those that the links hold, in seconds."""
        times = Times(zone_name=self._zone, order=order)
        total = 0.0
        for row in self._sample():
            near, moment = self._layout.near(row), times.read(self._layout.when(row))
            if near and moment:
                total += abs((moment.at - near.at).total_seconds())
        return total

    def written(self, row: Row) -> Moment | None:
        """Read the time that a row gives, and tell of one that the clocks made doubtful."""
        cell = self._layout.when(row)
        if self._layout.month_only:
            return self._of_month(cell)
        moment = self._times.read(cell, lambda: self._near(row))
        if moment and moment.clock == "twice":
            self._find("time-twice", row, "published", value=cell)
        elif moment and moment.clock == "skipped":
            self._find("time-skipped", row, "published", value=cell)
        return moment

    def _near(self, row: Row) -> datetime | None:
        near = self._layout.near(row)
        return near.at if near else None

    def day(self, cell: str) -> datetime | None:
        """Read the day of a row of a daily breakdown."""
        moment = self._times.read(cell)
        return moment.at if moment else None

    def _of_month(self, written: str) -> Moment | None:
        """Give the first of a month, in the last year in which it had begun at the export."""
        month = int(written) if written.isdecimal() and len(written) < 3 else 0  # noqa: PLR2004 - two digits
        if not 1 <= month <= 12:  # noqa: PLR2004 - months of a year
            return None
        year = self.as_of.year - (month > self.as_of.month)
        return Moment(datetime(year, month, 1, tzinfo=UTC), "month")


def _exported(sheet: Sheet) -> datetime:
    """Tell when the file was made: a column may hold the day, without a year (TikTok)."""
    cells = [cell for cell in sheet.cells("exported", 1) if cell]
    day = with_years(cells, until=sheet.as_of.date())[0] if cells else None
    return min(sheet.as_of, day_end(day)) if day else sheet.as_of
