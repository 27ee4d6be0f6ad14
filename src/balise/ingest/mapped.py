"""Tables read as a mapping says: the layouts are the usual ones, under the headers of the table."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape
from typing import TYPE_CHECKING

from balise.domain.toml_place import place
from balise.errors import MappingColumnError, MappingError, MappingValueError
from balise.ingest.as_of import as_of
from balise.ingest.bases import longest, posts_of
from balise.ingest.days import Days, account_uid, read_days
from balise.ingest.layout import Columns, Context, Sheet, Subject
from balise.ingest.layouts.ga4 import TrafficTable
from balise.ingest.networks import WORDS, SplitTable
from balise.ingest.outcomes import OutcomeTable
from balise.ingest.tables import normal
from balise.ingest.told import ToldSheet
from balise.words import finding

if TYPE_CHECKING:
    from collections.abc import Mapping

    from balise.domain.reading import Batch, Finding
    from balise.ingest.layout import Layout
    from balise.ingest.mapping import TableMapping
    from balise.ingest.posts import PostTable
    from balise.ingest.tables import Line, Table

_NEEDED = {
    "posts": ("published",), "days": ("day",), "outcome": ("day", "starts", "week", "month"),
}  # fmt: skip
_RATES = frozenset({"ctr_impressions", "engagement_rate_native"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedDays:
    """Days of an account that the mapping names."""

    name: str
    network: str
    columns: Columns
    account: str
    scales: Mapping[str, float]
    subject: Subject = "days"

    def header_in(self, lead: list[Line]) -> int | None:  # noqa: ARG002 - as the others are asked
        """Find nothing: a mapping is asked for, never recognised."""
        return None

    def batches(self, sheet: Sheet, context: Context) -> Iterator[Batch]:
        """Read the rows, a batch at a time."""
        own = f"account:{self.network}:{self.account}"
        uid = own if self.account else account_uid(self.network, None, sheet, context)
        how = Days(source=self.name, scales=self.scales)
        return read_days(sheet, context, uid=uid, how=how)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """A table in which the columns of a mapping were found, and those that were not."""

    layout: Layout
    sheet: Sheet
    missing: tuple[str, ...]

    def findings(self) -> Iterator[Finding]:
        """Tell of columns that the mapping names and the table does not have."""
        if self.missing:
            columns = ", ".join(self.missing)
            yield finding("mapped-column-missing", file=self.sheet.table.file, columns=columns)


def mapped(table: Table, mapping: TableMapping) -> Mapped | None:
    """Read a table as a mapping says; `None` where it lacks what the mapping needs."""
    if mapping.sheet and table.sheet and normal(mapping.sheet) != normal(table.sheet):
        return None
    header = _header(table, mapping)
    if header is None:
        return None
    line, cells = header
    names = tuple(normal(cell) for cell in cells)
    fields, missing = _fields(names, mapping)
    width = max((len(row) for _, row in table.lead()), default=0)
    fields = {name: found for name, found in fields.items() if max(found) < width}
    if not set(_NEEDED[mapping.kind]) & fields.keys() or len(fields) == 1:
        return None
    sheet = Sheet(
        table=table,
        header=names,
        header_line=line,
        title="",
        fields=fields,
        as_of=as_of(table.file, table.modified),
    )
    columns = {
        name: tuple(names[i] for i in indexes if i < len(names)) or (name,)
        for name, indexes in fields.items()
    }
    told = ToldSheet.of(sheet, mapping.date_order, mapping.decimal)
    return Mapped(layout=_layout(told, columns, mapping), sheet=told, missing=missing)


def named(
    found: tuple[Layout, Sheet] | None, mapping: TableMapping | None
) -> tuple[Layout, Sheet] | None:
    """Name the outcome of a table that was recognised by what it holds."""
    if found is None or mapping is None or not mapping.name:
        return found
    layout, sheet = found
    if isinstance(layout, OutcomeTable | TrafficTable):
        layout = replace(layout, outcome=mapping.name)
    return layout, sheet


def digest_with(digest: str, mapping: TableMapping | None) -> str:
    """Name a file and the mapping that it is read by: another mapping makes another import."""
    if mapping is None:
        return digest
    return hashlib.sha256(f"{digest} {mapping.digest}".encode()).hexdigest()


def refuse(tables: list[Table], mapping: TableMapping, file: str) -> MappingError:
    """Say which sheet or column of the mapping a file lacks, and which ones it has."""
    sheets = [table.sheet for table in tables if table.sheet]
    if mapping.sheet and sheets and normal(mapping.sheet) not in map(normal, sheets):
        line, _, column = place(mapping.places, "sheet")
        return MappingValueError(
            file=mapping.file,
            line=line,
            column=column,
            key="sheet",
            value=mapping.sheet[:60],
            allowed=", ".join(sheets),
        )
    seen = [_widest(table) for table in tables]
    names = max(seen, key=len, default=[])
    known = {normal(name) for name in names}
    absent = [header for header in mapping.columns if not _stands_in(header, known, len(names))]
    absent.sort(key=lambda header: mapping.columns[header] not in _NEEDED[mapping.kind])
    header = absent[0] if absent else next(iter(mapping.columns))
    return MappingColumnError(
        file=mapping.file,
        line=place(mapping.places, "columns", header).line,
        table=file,
        column=header,
        columns=", ".join(name[:60] for name in names[:30] if name) or "-",
    )


def _stands_in(header: str, known: set[str], width: int) -> bool:
    number = _number(header)
    return normal(header) in known if number is None else number < width


def _widest(table: Table) -> list[str]:
    return max((cells for _, cells in table.lead()), key=len, default=[])


def _is_numbered(mapping: TableMapping) -> bool:
    return all(_number(header) is not None for header in mapping.columns)


def _number(header: str) -> int | None:
    """Read a column that is named by its place, `#3`, counted from 1."""
    written = header.removeprefix("#")
    if written == header or not written.isdecimal() or len(written) > 4:  # noqa: PLR2004 - columns
        return None
    return int(written) - 1 if int(written) else None


def _header(table: Table, mapping: TableMapping) -> Line | None:
    """Find the header: where the mapping says, else the row with most of its columns."""
    if mapping.header_row == 0 or (mapping.header_row is None and _is_numbered(mapping)):
        return 0, []
    if mapping.header_row is not None:
        for line, cells in table.lines():
            if line == mapping.header_row:
                return line, cells
            if line > mapping.header_row:
                break
        return None
    rows = table.lead()
    found = [len(_fields(tuple(map(normal, cells)), mapping, by_name=True)[0]) for _, cells in rows]
    best = max(found, default=0)
    return rows[found.index(best)] if best else None


def _fields(
    names: tuple[str, ...], mapping: TableMapping, *, by_name: bool = False
) -> tuple[dict[str, tuple[int, ...]], tuple[str, ...]]:
    """Lead from fields to columns; a column that is named by its place is not found by its name."""
    numbered = {_number(header): name for header, name in mapping.columns.items()}
    placed = {i: name for i, name in numbered.items() if i is not None and not by_name}
    found: dict[str, list[int]] = {}
    missing = []
    for header, name in mapping.columns.items():
        if _number(header) is not None:
            continue
        wanted = normal(header)
        indexes = [i for i, own in enumerate(names) if own == wanted and i not in placed]
        if indexes:
            found.setdefault(name, []).extend(indexes)
        else:
            missing.append(header)
    for index, name in placed.items():
        found.setdefault(name, []).append(index)
    return {name: tuple(sorted(indexes)) for name, indexes in found.items()}, tuple(missing)


def _layout(sheet: Sheet, columns: Columns, mapping: TableMapping) -> Layout:
    if mapping.kind == "outcome":
        return OutcomeTable(
            name="outcome.mapping",
            columns=columns,
            outcome=mapping.name,
            currency=mapping.currency,
            length=mapping.period,
            order=mapping.date_order,
            decimal=mapping.decimal,
            zone=mapping.timezone or None,
        )
    if "network" not in columns:
        return _of_network(mapping.network or "other", sheet, columns, mapping)
    return SplitTable(
        name="mapping",
        columns=columns,
        needs=(),
        of=lambda network: _of_network(network, sheet, columns, mapping),
        words={**WORDS, **_normal(mapping.networks)},
        network=mapping.network or "other",
        order=mapping.date_order,
        subject="posts" if mapping.kind == "posts" else "days",
    )


def _of_network(
    network: str, sheet: Sheet, columns: Columns, mapping: TableMapping
) -> PostTable | MappedDays:
    name = f"{network}.mapping"
    if mapping.kind == "days":
        return MappedDays(
            name=name,
            network=network,
            columns=columns,
            account=mapping.account,
            scales=mapping.scales,
        )
    table = replace(
        posts_of(network, columns, name=name, kinds=_normal(mapping.kinds)),
        zone=mapping.timezone or None,
        basis=mapping.basis,
        scales=mapping.scales,
        fractions=_RATES - mapping.scales.keys(),
    )
    if len(sheet.fields.get("text", ())) > 1:
        text = longest(sheet, "text")
        table = replace(
            table, text_of=(lambda row: unescape(text(row))) if network == "x" else text
        )
    if mapping.account and "account" not in columns:
        table = replace(table, handle_in_url=None, account_of=lambda _row: mapping.account)
    return table


def _normal(words: Mapping[str, str]) -> dict[str, str]:
    return {normal(word): said for word, said in words.items()}
