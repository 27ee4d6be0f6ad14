"""The columns of an unknown table: what their cells look like."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from balise.ingest.amounts import figure, is_figure
from balise.ingest.bases import KINDS
from balise.ingest.networks import WORDS
from balise.ingest.numbers import Numbers
from balise.ingest.periods import stated
from balise.ingest.tables import normal
from balise.ingest.times import Times

if TYPE_CHECKING:
    from collections.abc import Callable

    from balise.ingest.tables import Table

_ROWS = 500
_COLUMNS = 1_000
_MOST = 0.8
_LONGEST = 40
_SEEN = 400
_WORDY = 25
_DOMAINS = (
    ("facebook", r"facebook\.com|fb\.watch"), ("instagram", r"instagram\.com"),
    ("threads", r"threads\.(?:net|com)"), ("x", r"(?:^|[/.])(?:x|twitter)\.com"),
    ("linkedin", r"linkedin\.com|lnkd\.in"), ("tiktok", r"tiktok\.com"),
    ("youtube", r"youtube\.com|youtu\.be"), ("pinterest", r"pinterest\.|pin\.it"),
    ("bluesky", r"bsky\.app"),
)  # fmt: skip
_LINKS = tuple((network, re.compile(pattern)) for network, pattern in _DOMAINS)
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.\w+")
_PHONE = re.compile(r"\+?\d(?:[\s().-]?\d){8,14}")
_ID = re.compile(r"'?\d{8,22}")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_PLAIN, _COMMA = Numbers("."), Numbers(",")
_EITHER = (Times(order="day"), Times(order="month"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its number from 1, its header as it is written, and its first cells."""

    number: int
    header: str
    cells: tuple[str, ...]

    @property
    def name(self) -> str:
        """The header as aliases are written."""
        return normal(self.header)

    @property
    def samples(self) -> tuple[str, ...]:
        """Three different cells, shortened; whom they belong to is not repeated."""
        seen = dict.fromkeys(cell for cell in self.cells if cell)
        return tuple(shown(cell) for cell in islice(seen, 3))

    def mostly(self, test: Callable[[str], bool]) -> bool:
        """Tell whether most of the cells that are filled are so."""
        filled = [cell for cell in self.cells if cell]
        return bool(filled) and sum(map(test, filled)) >= _MOST * len(filled)

    @property
    def is_days(self) -> bool:
        """Whether the cells are days, times, weeks or months."""
        return self.mostly(is_day) and not self.mostly(str.isdecimal)

    @property
    def is_clocks(self) -> bool:
        """Whether the cells are times of the day."""
        return self.mostly(lambda c: re.fullmatch(r"\d{1,2}\s*[:h]\s*(\d{2})?.*", c) is not None)

    @property
    def is_links(self) -> bool:
        """Whether the cells are addresses."""
        return self.mostly(lambda cell: cell.lower().startswith(("http://", "https://", "www.")))

    @property
    def is_figures(self) -> bool:
        """Whether the cells are numbers."""
        return self.mostly(lambda c: is_figure(c, _PLAIN) or is_figure(c, _COMMA))

    @property
    def names_currency(self) -> bool:
        """Whether the cells are money and say so."""
        return self.mostly(_names_currency)

    @property
    def is_money(self) -> bool:
        """Whether the cells name a currency, or have two decimals throughout."""
        return self.names_currency or (
            self.mostly(lambda cell: re.fullmatch(r".*\d[.,]\d{2}\D*", cell) is not None)
        )

    @property
    def is_ids(self) -> bool:
        """Whether the cells are long numbers, each another."""
        filled = [cell for cell in self.cells if cell]
        return self.mostly(lambda c: _ID.fullmatch(c) is not None) and _distinct(filled)

    @property
    def is_texts(self) -> bool:
        """Whether the cells are sentences."""
        filled = [cell for cell in self.cells if cell]
        long = sum(len(cell) >= _WORDY and " " in cell for cell in filled)
        return 2 * long >= len(filled) > 0

    def words(self, known: dict[str, str]) -> bool:
        """Tell whether the cells are few words, most of which are known."""
        distinct = {normal(cell) for cell in self.cells if cell}
        found = sum(word in known for word in distinct)
        return 0 < len(distinct) <= _WORDY and 2 * found >= len(distinct) and found > 0

    @property
    def is_kinds(self) -> bool:
        """Whether the cells are kinds of posts."""
        return self.words(dict(KINDS))

    @property
    def is_networks(self) -> bool:
        """Whether the cells are networks."""
        return self.words(dict(WORDS))

    @property
    def network(self) -> str:
        """The network that most of the links lead to; empty where they lead to several."""
        for network, pattern in _LINKS:
            if self.mostly(lambda cell, p=pattern: p.search(cell) is not None):  # type: ignore[misc]
                return network
        return ""


def columns_of(table: Table, header_line: int, header: list[str]) -> tuple[Column, ...]:
    """Take the columns of a table with the first rows below its header."""
    below = (cells for line, cells in table.lines() if line > header_line and any(cells))
    rows = [cells[:_COLUMNS] for cells in islice(below, _ROWS)]
    width = max([min(len(header), _COLUMNS), *map(len, rows)], default=0)
    return tuple(
        Column(
            number=i + 1,
            header=header[i] if i < len(header) else "",
            cells=tuple(row[i] if i < len(row) else "" for row in rows),
        )
        for i in range(width)
    )


def shown(cell: str) -> str:
    r"""Write a cell on one line of a comment, shortened; an address of a person is not repeated.

    Examples
    --------
    >>> shown("anne@example.org"), shown("a\nb"), len(shown("x" * 99))
    ('…@…', 'a b', 40)
    """
    cell = cell[:_SEEN]  # what is looked for takes time that grows with the square
    if _ADDRESS.search(cell):
        return "…@…"
    if _PHONE.fullmatch(cell) and not _ID.fullmatch(cell) and not is_day(cell):
        return "…"
    plain = _UNSEEN.sub(" ", cell).strip()
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"


def is_day(cell: str) -> bool:
    """Tell whether a cell can be read as a day, whichever of day and month comes first."""
    return any(times.read(cell) for times in _EITHER) or stated(cell) is not None


def _names_currency(cell: str) -> bool:
    for numbers in (_PLAIN, _COMMA):
        try:
            found = figure(cell, numbers)
        except ValueError:
            continue
        if found is not None and found.currency:
            return True
    return False


def _distinct(cells: list[str]) -> bool:
    return len(set(cells)) >= _MOST * len(cells)
