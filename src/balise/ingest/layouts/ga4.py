"""Google Analytics 4, traffic acquisition: visits by channel, source and medium, or campaign.

Layout and French names come from programs that read such files; German and Spanish ones are not
known, but any first columns are taken as what the figures are told by. Users are people: they are
kept where a row stands alone, and never summed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from balise.domain.outcome import DIMENSIONS
from balise.domain.reading import BATCH, Batch
from balise.ingest.amounts import figure, sign_of
from balise.ingest.days import TOTALS
from balise.ingest.layout import Columns, Context, Row, Sheet, Subject, aliases, fields_of
from balise.ingest.numbers import Numbers
from balise.ingest.periods import Calendar
from balise.ingest.tables import Line, normal
from balise.ingest.tally import Tally
from balise.ingest.times import Times
from balise.words import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from balise.ingest.periods import Span
    from balise.ingest.tally import Parts

NAME = "web"

_PARTS = aliases(
    channel="Session primary channel group|Session default channel group|"
    "Session primary channel group (Default Channel Group)|Default channel group|"
    "Groupe de canaux par défaut de la session|Groupe de canaux principal de la session|"
    "Groupe de canaux principal de la session (groupe de canaux par défaut)",
    both="Session source / medium|Session source/medium|Source/support de la session|"
    "Source / support de la session",
    origin="Session source|Source de la session",
    medium="Session medium|Support de la session",
    campaign="Session campaign|Campagne de la session",
    day="Date",
)
_FIGURES = aliases(
    sessions="Sessions|Sesiones|Sitzungen",
    engaged_sessions="Engaged sessions|Sessions avec engagement|Sessions engagées",
    key_events="Key events|Conversions|Événements clés",
    events="Event count|Nombre d'événements",
    revenue="Total revenue|Revenu total|Revenus totaux",
    users="Total users|Active users|Users|Utilisateurs actifs|Utilisateurs|Nombre d'utilisateurs",
    new_users="New users|Nouveaux utilisateurs",
    engagement_rate="Engagement rate|Taux d'engagement",
    key_event_rate="Session key event rate|Taux d'événements clés par session",
    avg_engagement_s="Average engagement time per session|"
    "Durée d'engagement moyenne par session|Temps d'engagement moyen par session",
    events_per_session="Events per session|Événements par session",
)
_COLUMNS: Columns = {**_PARTS, **_FIGURES}
_EVIDENCE = tuple(name for name in _FIGURES if name not in {"sessions", "revenue"})
_GRAND = TOTALS | {"total général", "gesamtsumme", "total general"}
_STAMP = re.compile(r"(?<!\d)(20\d{6})(?!\d)")
_OTHER = "(other)"


@dataclass(slots=True, kw_only=True)
class _Block:
    """One table of the file: the days that its comments tell, its header and its rows."""

    line: int = 0
    stamps: list[str] = field(default_factory=list)
    header: tuple[str, ...] = ()
    rows: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrafficTable:
    """A table by any first columns, below comments that tell its days."""

    name: str = "ga4.traffic"
    outcome: str = NAME
    subject: Subject = "outcomes"
    columns: Columns = field(default_factory=dict)  # any first column: none is called unused

    def header_in(self, lead: list[Line]) -> int | None:
        """Find a header with sessions and a second figure that only Google Analytics has."""
        for position, (_, cells) in enumerate(lead):
            if _is_header([normal(cell) for cell in cells]):
                return position
        return None

    def batches(self, sheet: Sheet, context: Context) -> Iterator[Batch]:
        """Read every table of the file."""
        for block in _blocks(sheet.table.lines()):
            reader = _Reader(sheet, context, block)
            rows = sum(reader.take(line, cells) for line, cells in block.rows)
            reader.tell()
            found = reader.tally.outcomes(self.outcome, as_of=sheet.as_of, source=self.name)
            while chunk := tuple(islice(found, BATCH)):
                yield Batch(outcomes=chunk, findings=context.drain(), rows=rows)
                rows = 0
            if rows or context.findings:
                yield Batch(findings=context.drain(), rows=rows)


def _is_header(names: list[str]) -> bool:
    figures = fields_of(names, _FIGURES)
    return "sessions" in figures and any(name in figures for name in _EVIDENCE)


def _blocks(lines: Iterator[Line]) -> Iterator[_Block]:
    """Cut a file where comments begin again, or another header stands."""
    block = _Block()
    for line, cells in lines:
        if cells and cells[0].startswith("#"):
            if block.header:
                yield block
                block = _Block()
            block.stamps += _STAMP.findall(" ".join(cells))
        elif any(cells):
            names = tuple(normal(cell) for cell in cells)
            if _is_header(list(names)):
                if block.header:
                    yield block
                block = _Block(line=line, stamps=block.stamps, header=names)
            elif block.header:
                block.rows.append((line, cells))
    if block.header:
        yield block


class _Reader:
    """Reads the rows of one table."""

    def __init__(self, sheet: Sheet, context: Context, block: _Block) -> None:
        self._sheet, self._context = sheet, context
        self.tally = Tally(file=sheet.table.file)
        self._others = 0.0
        self._calendar = Calendar(times=Times(zone_name=context.timezone))
        self._span = self._period(block.stamps)
        self._fields = self._columns(block)
        self._figures = tuple(name for name in _FIGURES if name in self._fields)
        samples = (cells[i] for _, cells in block.rows[:500] for i in self._cells(cells))
        self._numbers = Numbers(sign_of(samples, sheet.table.usual_decimal))

    def take(self, line: int, cells: list[str]) -> int:
        """Take in one row, or say why it is left out."""
        row = Row.of(line, cells, self._named(cells))
        if not cells[0] or any(normal(cell) in _GRAND for cell in cells):
            self._find("totals-row", row, drops_row=True)
            return 1
        span = self._calendar.span(row["day"]) if "day" in self._fields else self._span
        values = self._values(row)
        if span is None:
            self._find("period-missing", row, drops_row=True)
        elif not values:
            self._find("figure-missing", row, drops_row=True)
        else:
            if _OTHER in cells:
                self._others += values.get("sessions", 0.0)
            self.tally.add(span, self._parts(row), values)
        return 1

    def tell(self) -> None:
        """Say what became of the whole table."""
        if self._others:
            self._find("other-gathered", n=int(self._others))
        for name in self.tally.lost:
            self._find("level-on-several-rows", column=name, value=name)

    def _period(self, stamps: list[str]) -> Span | None:
        days = [day for stamp in stamps if (day := self._calendar.day(stamp))]
        return (min(days), max(days)) if days else None

    def _columns(self, block: _Block) -> dict[str, int]:
        """Name the columns; a first one of any name is the group of channels of that property."""
        fields = {name: indexes[0] for name, indexes in fields_of(block.header, _COLUMNS).items()}
        first = min(fields[name] for name in _FIGURES if name in fields)
        unknown = [i for i in range(first) if i not in fields.values() and block.header[i]]
        if unknown and not any(name in fields for name in _PARTS if name != "day"):
            taken = unknown.pop(0)
            fields["channel"] = taken
            self._find("dimension-unknown", line=block.line, header=block.header[taken])
        later = (i for i in range(first, len(block.header)) if block.header[i])
        unknown += [i for i in later if i not in fields.values()]
        if unknown:
            named = ", ".join(block.header[i] for i in unknown)
            self._find("column-unknown", line=block.line, columns=named)
        return fields

    def _cells(self, cells: list[str]) -> list[int]:
        return [i for n in self._figures if (i := self._fields[n]) < len(cells)]

    def _named(self, cells: list[str]) -> list[tuple[str, str]]:
        return [(name, cells[i]) for name, i in self._fields.items() if i < len(cells)]

    def _parts(self, row: Row) -> Parts:
        told = {name: row[name] for name in DIMENSIONS if name in self._fields}
        if "both" in self._fields:
            origin, _, medium = row["both"].partition(" / ")
            told |= {"origin": origin.strip(), "medium": medium.strip()}
        return tuple(told.get(name) for name in DIMENSIONS)

    def _values(self, row: Row) -> dict[str, float]:
        values: dict[str, float] = {}
        for name in self._figures:
            try:
                found = figure(row[name], self._numbers)
            except ValueError:
                self._find("number-unreadable", row, name, value=row[name][:80])
                continue
            if found is not None:
                of = f".{found.currency}" if name == "revenue" and found.currency else ""
                values[name + of] = found.value
        return values

    def _find(
        self,
        code: str,
        row: Row | None = None,
        column: str = "",
        *,
        line: int = 0,
        drops_row: bool = False,
        **params: object,
    ) -> None:
        found = finding(
            code,
            file=self._sheet.table.file,
            line=row.line if row else line,
            column=column,
            drops_row=drops_row,
            **params,
        )
        self._context.findings.append(found)


TRAFFIC = TrafficTable()
LAYOUTS = (TRAFFIC,)
