"""What a layout is: how a table of an export is recognised, and what its columns mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, Literal, Protocol

from balise.domain.reading import Batch, Finding
from balise.ingest.tables import Line, Table, normal
from balise.ingest.times import zone
from balise.words import finding

if TYPE_CHECKING:
    from datetime import datetime

    from balise.domain.account import Account
    from balise.domain.post import Post

Subject = Literal["posts", "days", "audience", "outcomes"]
Columns = Mapping[str, tuple[str, ...]]
"""Canonical field to the normalised headers it goes by, in every language seen."""


@dataclass(slots=True, kw_only=True)
class Context:
    """What is known around a table, and what is found while it is read.

    `accounts` are the handles known by network; they name the account of a file that does not.
    `told` are the files and networks of which the user has heard that they name none.
    """

    timezone: str = "UTC"
    accounts: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    told: set[tuple[str, str]] = field(default_factory=set)

    @classmethod
    def of(cls, accounts: Iterable[Account], *, timezone: str = "UTC") -> Context:
        """Start from accounts: the handle of each network on which there is but one.

        Raises
        ------
        TimeZoneUnknownError
            Where there is no such zone.
        """
        zone(timezone)
        found: dict[str, list[str]] = {}
        for account in accounts:
            if account.handle != account.network:
                found.setdefault(account.network, []).append(account.handle)
        lone = {network: handles[0] for network, handles in found.items() if len(handles) == 1}
        return cls(timezone=timezone, accounts=lone)

    def remember(self, posts: Iterable[Post]) -> None:
        """Keep the account of each network, which files of days do not name."""
        for post in posts:
            if post.account != post.network:
                self.accounts.setdefault(post.network, post.account)

    def account_of(self, network: str, file: str) -> str:
        """Give the account of a file that names none, and say so once where it is a guess."""
        whole = file.partition("/")[0].partition(" [")[0]  # once for all members and sheets
        if network not in self.accounts and (whole, network) not in self.told:
            self.told.add((whole, network))
            self.findings.append(finding("account-unknown", file=whole, account=network))
        return self.accounts.get(network, network)

    def become(self, other: Context) -> None:
        """Know what another knows, which read on where this one was."""
        self.accounts, self.findings, self.told = other.accounts, other.findings, other.told

    def drain(self) -> tuple[Finding, ...]:
        """Give the findings collected so far, once."""
        found = tuple(self.findings)
        self.findings.clear()
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table whose layout is known. `fields` leads from a canonical field to its columns.

    `title` is what stands above the header; `as_of` is when the export was made.
    """

    table: Table
    header: tuple[str, ...]
    header_line: int
    title: str
    fields: Mapping[str, tuple[int, ...]]
    as_of: datetime

    def rows(self) -> Iterator[Row]:
        """Stream the rows below the header that are not blank."""
        above, fields = self.header_line, self.fields
        lone = {name: indexes[0] for name, indexes in fields.items() if len(indexes) == 1}
        several = {name: indexes for name, indexes in fields.items() if len(indexes) > 1}
        width = max(lone.values(), default=-1) + 1
        pick = itemgetter(*lone.values(), 0, 0)  # always a tuple
        for line, cells in self.table.lines():
            if line > above and any(cells):
                whole = cells if len(cells) >= width else cells + [""] * (width - len(cells))
                row = Row.of(line, cells, zip(lone, pick(whole), strict=False))
                if several:
                    row.update((name, _first(cells, among)) for name, among in several.items())
                yield row

    def cells(self, field_: str, most: int = 1000) -> list[str]:
        """Give the first cells of a field, to decide how a file writes it."""
        return [row[field_] for row, _ in zip(self.rows(), range(most), strict=False)]

    def named(self, field_: str) -> list[str]:
        """Give the headers of a field, and the number of a column that has none."""
        known = len(self.header)
        return [self.header[i] if i < known else f"#{i + 1}" for i in self.fields[field_]]


class Row(dict[str, str]):
    """One row, its cells by field: the first column of the field that is not empty.

    A field that the file does not have is empty. `cells` are all of them, as they stand.
    """

    __slots__ = ("cells", "line")
    line: int
    cells: list[str]

    @classmethod
    def of(cls, line: int, cells: list[str], named: Iterable[tuple[str, str]] = ()) -> Row:
        """Make a row of its cells, and of those that have a name."""
        row = cls(named)
        row.line, row.cells = line, cells
        return row

    def __missing__(self, name: str) -> str:
        return ""


def _first(cells: list[str], among: Iterable[int]) -> str:
    return next((cells[i] for i in among if i < len(cells) and cells[i]), "")


class Layout(Protocol):
    """One kind of table in one kind of export."""

    @property
    def name(self) -> str:
        """The format's name, `<network>.<table>`."""
        ...

    @property
    def subject(self) -> Subject:
        """What a row tells of."""
        ...

    @property
    def columns(self) -> Columns:
        """Fields and their headers."""
        ...

    def header_in(self, lead: list[Line]) -> int | None:
        """Give the position in the first rows of the header, `None` for another layout's table."""
        ...

    def batches(self, sheet: Sheet, context: Context) -> Iterator[Batch]:
        """Read the table."""
        ...


def find_header(lead: Iterable[Line], columns: Columns, needs: Iterable[str]) -> int | None:
    """Find the first row that has a header for each field that is needed."""
    wanted = [frozenset(columns[name]) for name in needs]
    for position, (_, cells) in enumerate(lead):
        headers = {normal(cell) for cell in cells}
        if all(headers & names for names in wanted):
            return position
    return None


def fields_of(header: Iterable[str], columns: Columns) -> dict[str, tuple[int, ...]]:
    """Lead from each field to its columns; a header may stand twice, or in two languages."""
    by_header = {name: field_ for field_, names in columns.items() for name in names}
    found: dict[str, list[int]] = {}
    for index, name in enumerate(header):
        if name in by_header:
            found.setdefault(by_header[name], []).append(index)
    return {name: tuple(indexes) for name, indexes in found.items()}


def aliases(**names: str) -> dict[str, tuple[str, ...]]:
    """Write columns compactly: headers of one field apart by `|`.

    Examples
    --------
    >>> aliases(views="Views|Vues")
    {'views': ('views', 'vues')}
    """
    return {name: tuple(normal(part) for part in said.split("|")) for name, said in names.items()}
