"""One pass over a table of outcomes: from rows to days and parts."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from balise.domain.outcome import DIMENSIONS, LEVELS, TOTALS
from balise.domain.reading import BATCH, Batch
from balise.ingest.amounts import figure, is_figure, sign_of
from balise.ingest.days import TOTALS as TOTALS_ROWS
from balise.ingest.numbers import Numbers
from balise.ingest.outcome_words import NOT_ENGLISH
from balise.ingest.periods import Calendar
from balise.ingest.tables import normal
from balise.ingest.tally import Tally
from balise.ingest.times import Times, day_order, zone
from balise.words import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from balise.ingest.layout import Context, Row, Sheet
    from balise.ingest.outcomes import OutcomeTable
    from balise.ingest.periods import Span
    from balise.ingest.tally import Parts

WHEN = ("day", "starts", "week", "month")
"""Fields any of which tells when."""

_SAMPLE, _FEW = 1_000, 200
_MOST_LOOKED_AT = 20_000
_FIGURES = frozenset((*TOTALS, *LEVELS)) - {"score_sd"}
_MONEY = ("amount", "revenue")
_MANY = 0.2
"""So large a share of days on several rows tells sales from totals of days."""
_NONE = frozenset({"-", "--", "n/a", "none", "null", "aucun", "keine", "ninguno"})
_NUMERIC = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d")


class OutcomeRows:
    """One pass over a table of outcomes."""

    def __init__(self, layout: OutcomeTable, sheet: Sheet, context: Context) -> None:
        self.layout, self.sheet, self.context = layout, sheet, context
        self.when = tuple(name for name in WHEN if name in sheet.fields)
        named = [name for name in sheet.fields if name.partition(".")[0] in _FIGURES]
        samples = [cell for name in named for cell in sheet.cells(name, _FEW)]
        usual = layout.decimal or sheet.table.usual_decimal
        self.numbers = Numbers(layout.decimal or sign_of(samples, usual))
        self.calendar = self._calendar()
        self.figures = tuple(name for name in named if self._holds(name))
        self.spans: dict[str, Span | None] = {}
        self.tally = self._tally()
        self.once: set[int] | None = None if self.tally.single else set()

    def batches(self, name: str) -> Iterator[Batch]:
        """Gather the rows, then give what they tell of each day and part."""
        rows = sum(self._take(row) for row in self.sheet.rows())
        self._tell()
        found = self.tally.outcomes(name, as_of=self.sheet.as_of, source=self.layout.name)
        while chunk := tuple(islice(found, BATCH)):
            yield Batch(outcomes=chunk, findings=self.context.drain(), rows=rows)
            rows = 0
        if rows or self.context.findings:
            yield Batch(findings=self.context.drain(), rows=rows)

    def _take(self, row: Row) -> int:
        """Take one row in, or say why it is left out; every row counts as one."""
        span = self._span(row)
        values = self._values(row) if span else {}
        if span is None:
            pass  # told already
        elif not values:
            self._find("figure-missing", row, drops_row=True)
        elif self._is_twice(row):
            self._find("row-twice", row, drops_row=True)
        else:
            self.tally.add(span, self._parts(row), values, row["receipt"])
        return 1

    def _calendar(self) -> Calendar:
        cells = [cell for name in self.when for cell in self.sheet.cells(name, _SAMPLE)]
        own = self.layout.zone or self.context.timezone
        zone(own)
        order = self.layout.order
        if order is None:
            order, sure = day_order(cells)
            if not sure and not self._is_english():
                order = "day"
            if not sure and any(map(_NUMERIC.match, cells)):
                self._find(f"{order}-first-assumed", column=self.when[0])
        length = self.layout.length or ("month" if "month" in self.when else None)
        return Calendar(
            times=Times(zone_name=own, order=order),
            length=length or ("week" if "week" in self.when else "day"),
        )

    def _is_english(self) -> bool:
        """Tell by its words and signs whether a table is from where the month comes first."""
        euros = any(name.endswith((".EUR", ".GBP", ".CHF")) for name in self.sheet.fields)
        by_words = NOT_ENGLISH.isdisjoint(self.sheet.header)
        return by_words and not euros and self.numbers.decimal == "."

    def _holds(self, name: str) -> bool:
        """Tell whether a column of figures has any: `Note` may also head remarks."""
        cells = [cell for cell in self.sheet.cells(name, _FEW) if cell]
        readable = sum(is_figure(cell, self.numbers) for cell in cells)
        return 2 * readable >= len(cells) > 0

    def _tally(self) -> Tally:
        """Tell whether each row is a sale or an answer of its own, or the total of a day."""
        by_receipt = "receipt" in self.sheet.fields
        if "count" in self.figures or "answers" in self.figures:
            return Tally(file=self.sheet.table.file)
        days: set[tuple[Span, Parts]] = set()
        rows, clocks = 0, "time" in self.sheet.fields
        for row in islice(self.sheet.rows(), _MOST_LOOKED_AT):
            span = self.spans_of(row)
            if span is not None:
                rows += 1
                days.add((span, self._parts(row)))
                clocks = clocks or self._has_clock(row)
        often = rows - len(days) > _MANY * len(days)
        is_plain = "ignored" not in self.sheet.fields or "score" in self.figures
        single = by_receipt or clocks or (often and is_plain)
        return Tally(file=self.sheet.table.file, single=single, by_receipt=by_receipt)

    def _has_clock(self, row: Row) -> bool:
        """Tell whether a row has a time of the day; workbooks write midnight where it has none."""
        moment = self.calendar.times.read(row["day"])
        if moment is None or moment.precision in {"day", "month"}:
            return False
        local = moment.at.astimezone(zone(self.calendar.times.zone_name))
        return bool(local.hour or local.minute or local.second)

    def spans_of(self, row: Row) -> Span | None:
        """Read when a row is of; each way to write a day is read once."""
        first = next((row[name] for name in self.when if row[name]), "")
        if first not in self.spans:
            if len(self.spans) > _MOST_LOOKED_AT:
                self.spans.clear()
            self.spans[first] = self.calendar.span(first)
        span = self.spans[first]
        if span is None or not row["ends"]:
            return span
        last = self.calendar.span(row["ends"])
        return (span[0], last[1]) if last else None

    def _span(self, row: Row) -> Span | None:
        span = self.spans_of(row)
        cells = [row[name] for name in (*self.when, "ends") if row[name]]
        if span is not None and span[0] <= span[1]:
            return span
        if span is not None:
            self._find("period-turned", row, drops_row=True, value=" – ".join(cells)[:80])
        elif any(normal(cell) in TOTALS_ROWS for cell in row.cells[:2]):
            self._find("totals-row", row, drops_row=True)
        elif not cells:
            self._find("row-foreign", row, drops_row=True)
        else:
            self._find("time-unreadable", row, self.when[0], drops_row=True, value=cells[0][:80])
        return None

    def _parts(self, row: Row) -> Parts:
        fields = self.sheet.fields
        return tuple(
            (row[name] if normal(row[name]) not in _NONE else "") if name in fields else None
            for name in DIMENSIONS
        )

    def _values(self, row: Row) -> dict[str, float]:
        values: dict[str, float] = {}
        for field in self.figures:
            cell = row[field]
            if not cell:
                continue
            try:
                found = figure(cell, self.numbers)
            except ValueError:
                self._find("number-unreadable", row, field, value=cell[:80])
                continue
            if found is not None:
                name = self._named(field, found.currency, row)
                values.setdefault(name, found.value)
        return values

    def _named(self, field: str, written: str, row: Row) -> str:
        """Name money with its currency: the cell's, the column's, the row's or the table's."""
        base, _, of_column = field.partition(".")
        if base not in _MONEY:
            return field
        currency = written or of_column or row["currency"].upper()[:3] or self.layout.currency
        return f"{base}.{currency}" if currency else base

    def _is_twice(self, row: Row) -> bool:
        """Tell whether a row of daily totals says word for word what an earlier one said."""
        if self.once is None:
            return False
        cells = hash(tuple(row.cells))  # a million rows are not kept in mind as they stand
        if cells in self.once:
            return True
        self.once.add(cells)
        return False

    def _tell(self) -> None:
        for name in self.figures:
            alike = self.sheet.named(name)
            if len(alike) > 1:
                self._find("columns-alike", column=name, columns=", ".join(alike))
        if not self.tally.single and self.tally.repeated:
            self._find("day-on-several-rows", n=self.tally.repeated)
        for name in self.tally.lost:
            self._find("level-on-several-rows", column=name, value=name)

    def _find(
        self,
        code: str,
        row: Row | None = None,
        column: str = "",
        *,
        drops_row: bool = False,
        **params: object,
    ) -> None:
        self.context.findings.append(
            finding(
                code,
                file=self.sheet.table.file,
                line=row.line if row else 0,
                column=column,
                drops_row=drops_row,
                **params,
            )
        )
