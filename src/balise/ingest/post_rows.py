"""One pass over a table of posts: from rows to posts, readings and findings."""

from __future__ import annotations

from itertools import islice
from statistics import median
from typing import TYPE_CHECKING

from balise.domain.metric import METRICS
from balise.domain.post import Post
from balise.domain.reading import BATCH, Batch, Reading
from balise.ingest.derive import derived
from balise.ingest.identity import Identity
from balise.ingest.numbers import Numbers, decimal_sign
from balise.ingest.post_times import PostTimes
from balise.ingest.tables import normal
from balise.ingest.times import Moment, day_end
from balise.words import finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from balise.ingest.layout import Context, Row, Sheet
    from balise.ingest.posts import PostTable

_LIFETIME = frozenset({"", "lifetime", "total", "totalt", "durée de vie", "gesamt", "à vie"})
_NOT_PAID = frozenset({"", "0", "0.0", "false", "no", "none", "organic", "organique", "non"})
_SAMPLE = 200
_MOST_FIGURES = 100_000
Pair = tuple["Post | None", "Reading | None"]
_NOTHING: Pair = (None, None)


class PostRows:
    """The rows of one table, each of which becomes a post, a reading or a finding."""

    def __init__(self, layout: PostTable, sheet: Sheet, context: Context) -> None:
        self.layout, self.sheet, self.context = layout, sheet, context
        self.metrics = [name for name in sheet.fields if name in METRICS]
        samples = (cell for name in self.metrics for cell in sheet.cells(name, _SAMPLE))
        self.numbers = Numbers(decimal_sign(samples, sheet.table.usual_decimal))
        self.figures = _Figures(self.numbers)
        self.scales = {**layout.scales, **self._percentages()}
        self.times = PostTimes(layout, sheet, context, self.find)
        self.identity = Identity(layout, sheet.table.file, context, self.find)
        self.last_field = max(sheet.fields.get("published", (0,)))
        checked = self.scales.keys() | layout.fractions
        self.checked = [name for name in self.metrics if name in checked]
        self.plain = [name for name in self.metrics if name not in checked]
        self.seen: set[str | tuple[str, date]] = set()
        self.views_zero = 0

    def _percentages(self) -> dict[str, float]:
        """Find the rates that this file writes as percentages where others write fractions."""
        scales = {}
        for name in self.layout.fractions & self.sheet.fields.keys():
            values = [self._plain(cell) for cell in self.sheet.cells(name, _SAMPLE) if cell]
            known = [value for value in values if value]
            if known and median(known) > 1:
                scales[name] = 0.01
        return scales

    def _plain(self, cell: str) -> float | None:
        try:
            return self.numbers.read(cell)
        except ValueError:
            return None

    def find(
        self,
        code: str,
        row: Row | None = None,
        column: str = "",
        *,
        drops_row: bool = False,
        **params: object,
    ) -> None:
        """Note something that the user should know."""
        found = finding(
            code,
            file=self.sheet.table.file,
            line=row.line if row else 0,
            column=column,
            drops_row=drops_row,
            **params,
        )
        self.context.findings.append(found)

    def drop(self, code: str, row: Row, column: str = "", **params: object) -> None:
        """Leave a row out, and say so."""
        self.find(code, row, column, drops_row=True, **params)

    def batches(self) -> Iterator[Batch]:
        """Read the rows, a batch at a time."""
        rows = self.sheet.rows()
        while chunk := [self._pair(row) for row in islice(rows, BATCH)]:  # no row is kept
            yield Batch(
                posts=tuple(p for p, _ in chunk if p is not None),
                readings=tuple(r for _, r in chunk if r is not None),
                findings=self.context.drain(),
                rows=len(chunk),
            )
        if self.views_zero:
            self.find("views-zero", column="views", n=self.views_zero)
        if self.context.findings:
            yield Batch(findings=self.context.drain())

    def _pair(self, row: Row) -> Pair:
        if self.layout.totals and normal(row.cells[0]) in self.layout.totals:
            self.drop("totals-row", row)
            return _NOTHING
        native = self.identity.native_id(row)
        moment = self.layout.moment_of(native, row) or self._written(row, native)
        if moment is None:
            return _NOTHING
        cell = self._day_cell(row)
        told = self.times.day(cell) if cell else None
        if cell and told is None:
            self.drop("time-unreadable", row, "basis", value=cell[:80])
            return _NOTHING
        return self._new(
            row, self.identity.uid(row, native, moment.at), moment, told and told.date()
        )

    def _new(self, row: Row, uid: str, moment: Moment, day: date | None) -> Pair:
        key = uid if day is None else (uid, day)
        if key in self.seen:
            self.drop("duplicate-row", row)
            return _NOTHING
        is_known = uid in self.seen  # a daily breakdown tells of a post on many rows
        self.seen.add(key)
        if day is not None:
            self.seen.add(uid)
        reading = self._reading(row, uid, moment, day)
        if is_known and reading is None:
            self.drop("figure-missing", row)
        return None if is_known else self._post(row, uid, moment), reading

    def _written(self, row: Row, native: str) -> Moment | None:
        """Read the time that is written; a row without one is left out."""
        cell = self.layout.when(row)
        if cell:
            moment = self.times.written(row)
            if moment is None:
                self.drop("time-unreadable", row, "published", value=cell[:80])
            return moment
        if not native and not row["url"]:
            self.drop("row-foreign", row)
        elif len(row.cells) <= self.last_field:
            counts = {"found": len(row.cells), "expected": len(self.sheet.header)}
            self.drop("row-too-short", row, "published", **counts)
        else:
            self.drop("time-missing", row, "published")
        return None

    def _day_cell(self, row: Row) -> str:
        """Give the day of a row of a daily breakdown as written; empty for lifetime figures."""
        if self.layout.basis != "lifetime" or "basis" not in self.sheet.fields:
            return ""
        cell = row["basis"]
        # A word in a language that is not known is one for the lifetime: days have figures.
        return "" if normal(cell) in _LIFETIME or not any(map(str.isdigit, cell)) else cell

    def _post(self, row: Row, uid: str, moment: Moment) -> Post:
        kind = self.layout.kind_of(row, self.layout.kinds.get(normal(row["kind"]), "other"))
        text, title = self.layout.text_of(row), row["title"]
        return Post(
            uid=uid,
            network=self.layout.network,
            account=self.identity.account(row),
            published_at=moment.at,
            precision=moment.precision,
            kind=kind,
            text=text,
            title=title,
            url=row["url"],
            pillar=row["pillar"] or None,
            campaign=row["campaign"] or None,
            duration_s=self._number("duration_s", row),
            is_paid=self._is_paid(row),
            is_reply=kind == "reply",
            is_repost=kind == "repost",
            followers=self._number("followers_then", row),
            **derived(text, title),
        )

    def _is_paid(self, row: Row) -> bool | None:
        return normal(row["paid"]) not in _NOT_PAID if row["paid"] else None

    def _reading(self, row: Row, uid: str, moment: Moment, day: date | None) -> Reading | None:
        values = self._values(row)
        if values.get("views") == 0 and values.get("reach", 0) > 0:
            del values["views"]  # the same posts in two exports: 38 views in one, 0 in the other
            self.views_zero += 1
        if not values:
            return None
        return Reading(
            post_uid=uid,
            as_of=max(day_end(day) if day else self.times.as_of, moment.at),
            values=values,
            basis="day" if day else self.layout.basis,
            source=self.layout.name,
            day=day,
        )

    def _values(self, row: Row) -> dict[str, float]:
        read = self.figures
        values = {n: v for n in self.plain if (v := read[row[n]]) is not None}
        for name in self.checked:
            value = self._number(name, row)
            if value is not None:
                values[name] = value
        if read.unreadable and not read.unreadable.isdisjoint(row.values()):
            for name in self.plain:
                self._number(name, row)  # tells what cannot be read
        return values

    def _number(self, name: str, row: Row) -> float | None:
        cell = row[name]
        if not cell:
            return None
        try:
            value = self.numbers.read(cell)
        except ValueError:
            self.find("number-unreadable", row, name, value=cell[:80])
            return None
        if value is None:
            return None
        if name in self.scales and not (cell.endswith("%") and METRICS[name].unit == "ratio"):
            value *= self.scales[name]
        if value > 1 and name in self.layout.fractions:
            self.find("rate-over-one", row, name, value=cell[:80])
            return None
        return value


class _Figures(dict[str, float | None]):
    """What each way to write a figure means: the same small numbers stand in most rows."""

    def __init__(self, numbers: Numbers) -> None:
        super().__init__({"": None})
        self.unreadable: set[str] = set()
        self._numbers = numbers

    def __missing__(self, cell: str) -> float | None:
        try:
            value = self._numbers.read(cell)
        except ValueError:
            self.unreadable.add(cell)
            return None
        if len(self) < _MOST_FIGURES:
            self[cell] = value
        return value
