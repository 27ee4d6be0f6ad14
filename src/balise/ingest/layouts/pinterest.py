"""Pinterest Analytics, the overview: the best pins and boards, one table below the other.

Headers come from two programs that read such files. The file does not tell when pins were
published, so its figures are kept as readings of the pins; each export holds one figure of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from balise.domain.reading import BATCH, Batch, Finding, Reading
from balise.ingest.days import measured
from balise.ingest.layout import Columns, Context, Row, Sheet, Subject, aliases, fields_of
from balise.ingest.numbers import Numbers, decimal_sign
from balise.ingest.tables import Line, normal
from balise.words import finding

if TYPE_CHECKING:
    from collections.abc import Sequence

_NETWORK = "pinterest"
_COLUMNS = aliases(
    url="Pinterest Link",
    impressions="Impressions",
    engagements="Engagement|Engagements",
    clicks_all="Pin clicks",
    link_clicks="Outbound clicks",
    saves="Saves",
    ignored="Content Type|Source|Canonical",
)
_FIGURES = tuple(name for name in _COLUMNS if name not in {"url", "ignored"})
_PIN = re.compile(r"/pin/(\d+)")
_BOARD = re.compile(r"pinterest\.[a-z.]+/([\w-]+)/([^/?#]+)/?")


@dataclass(slots=True, kw_only=True)
class _Section:
    """A title, a header and the rows below, up to the next title."""

    title: str = ""
    line: int = 0
    header: tuple[str, ...] = ()
    rows: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewTable:
    """Sections of pins and of boards."""

    name: str = "pinterest.overview"
    subject: Subject = "days"
    columns: Columns = field(default_factory=dict)  # each section has its own

    def header_in(self, lead: list[Line]) -> int | None:
        """Find the header of the first section."""
        for position, (_, cells) in enumerate(lead):
            fields = fields_of([normal(cell) for cell in cells], _COLUMNS)
            if "url" in fields and any(name in fields for name in _FIGURES):
                return position
        return None

    def batches(self, sheet: Sheet, context: Context) -> Iterator[Batch]:
        """Read the sections; a board is a part of the account, a pin stands for itself."""
        pins = False
        for section in _sections(sheet.table.lines()):
            rows = [Row.of(line, cells) for line, cells in section.rows]
            if not section.header:
                context.findings.append(_unread(sheet, section))
                yield Batch(findings=context.drain(), rows=len(rows))
                continue
            pins = pins or any(_PIN.search(cell) for row in rows for cell in row.cells)
            readings = list(_readings(section, rows, sheet, context))
            for start in range(0, max(len(rows), 1), BATCH):
                yield Batch(
                    readings=tuple(readings[start : start + BATCH]),
                    findings=context.drain(),
                    rows=len(rows[start : start + BATCH]),
                )
        if pins:
            context.findings.append(finding("pins-undated", file=sheet.table.file))
            yield Batch(findings=context.drain())


def _sections(lines: Iterable[Line]) -> Iterator[_Section]:
    """Cut a file at titles, which stand alone in their row, and at headers."""
    section = _Section()
    for line, cells in lines:
        filled = [cell for cell in cells if cell]
        if not filled:
            continue
        names = tuple(normal(cell) for cell in cells)
        if "pinterest link" in names:
            section.header, section.line = names, section.line or line
        elif len(filled) == 1 and not filled[0].startswith("http"):
            if section.header or section.rows:
                yield section
            section = _Section(title=filled[0], line=line)
        else:
            section.rows.append((line, cells))
    if section.header or section.rows:
        yield section


def _readings(
    section: _Section, rows: Sequence[Row], sheet: Sheet, context: Context
) -> Iterator[Reading]:
    fields = {name: found[0] for name, found in fields_of(section.header, _COLUMNS).items()}
    figures = [name for name in _FIGURES if name in fields]
    for row in rows:
        row.update((name, row.cells[i]) for name, i in fields.items() if i < len(row.cells))
    sign = decimal_sign((row[n] for row in rows for n in figures), sheet.table.usual_decimal)
    boards: dict[str, dict[str, float]] = {}
    seen: set[str] = set()
    for row in rows:
        values = _values(row, figures, Numbers(sign), sheet, context)
        pin, board = _PIN.search(row["url"]), _BOARD.search(row["url"])
        if row["url"] in seen:
            context.findings.append(_row_left_out(sheet, "duplicate-row", row.line))
        elif pin:
            yield _reading(f"{_NETWORK}:{pin[1]}", values, sheet)
        elif board:
            told = {f"{name}.board.{board[2]}": value for name, value in values.items()}
            boards.setdefault(board[1], {}).update(told)
        else:
            context.findings.append(_row_left_out(sheet, "row-foreign", row.line))
        seen.add(row["url"])
    for handle, values in boards.items():
        yield _reading(f"account:{_NETWORK}:{handle}", values, sheet)


def _values(
    row: Row, figures: Sequence[str], numbers: Numbers, sheet: Sheet, context: Context
) -> dict[str, float]:
    read = {name: measured(row, name, numbers, sheet, context) for name in figures}
    return {name: value for name, value in read.items() if value is not None}


def _reading(uid: str, values: dict[str, float], sheet: Sheet) -> Reading:
    return Reading(
        post_uid=uid,
        as_of=sheet.as_of,
        values=values,
        basis="period",
        source="pinterest.overview",
    )


def _unread(sheet: Sheet, section: _Section) -> Finding:
    title = section.title[:80]
    return finding("section-unread", file=sheet.table.file, line=section.line, title=title)


def _row_left_out(sheet: Sheet, code: str, line: int) -> Finding:
    return finding(code, file=sheet.table.file, line=line, drops_row=True)


LAYOUTS = (OverviewTable(),)
