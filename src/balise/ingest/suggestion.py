"""From the columns of a table to what a mapping would say of them, each with how sure it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from balise.domain.metric import METRICS
from balise.ingest.bases import KINDS
from balise.ingest.days import DayTable
from balise.ingest.layouts.ga4 import TrafficTable
from balise.ingest.mapping_words import OUTCOMES, UNITS, core, is_foreign
from balise.ingest.networks import WORDS, SplitTable
from balise.ingest.numbers import decimal_sign
from balise.ingest.outcomes import OutcomeTable, name_of
from balise.ingest.posts import PostTable
from balise.ingest.tables import header_of, normal
from balise.ingest.times import day_order
from balise.ingest.vocabulary import exact, near, of_layout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from balise.ingest.guesses import Column
    from balise.ingest.layout import Layout
    from balise.ingest.mapping import Kind
    from balise.ingest.tables import Table

Sure = Literal["sure", "likely", "unknown"]
Why = Literal["layout", "header", "like", "cells", "name", "usual", ""]
"""What a guess rests on: a known export, the header, one like it, the cells, the file's name."""

_OF_A_POST = frozenset({"id", "url", "text", "title", "kind"})
_FIGURES = frozenset({"count", "amount", "score", "answers"})
_NUMERIC = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d")
_ZONE = re.compile(r"\b(?:gmt|utc)\b")
_OFFSET = re.compile(r"\d\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})$")
_NUMBERED = re.compile(r"#\d+")
_MOST_WORDS = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A value, how sure it is, and what it rests on."""

    value: str
    sure: Sure = "sure"
    why: Why = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnGuess:
    """A column of the table: `key` names it in the mapping, by its header or its number."""

    key: str
    header: str
    field: str
    sure: Sure
    why: Why
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What a mapping would say of a table.

    `format` is the layout that knows the table without any mapping. `settings` are guessed values
    by name; one that is not known is absent. `header` is that of the table, without what does not
    matter in it (`balise.ingest.remembered`).
    """

    file: str
    format: str
    kind: Kind
    settings: Mapping[str, Guess]
    columns: tuple[ColumnGuess, ...]
    kinds: Mapping[str, Guess] = field(default_factory=dict)
    networks: Mapping[str, Guess] = field(default_factory=dict)
    scales: Mapping[str, float] = field(default_factory=dict)
    header: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggesting:
    """One table on its way to a suggestion."""

    file: str
    sheet: str
    layout: Layout | None
    line: int

    def suggestion(self, columns: Sequence[Column], table: Table) -> Suggestion:
        """Guess all that a mapping can say."""
        kind = self._kind(columns)
        found = self._fields(kind, columns)
        by_field: dict[str, list[Column]] = {}
        for column, guess in zip(columns, found, strict=True):
            by_field.setdefault(guess.value, []).append(column)
        return Suggestion(
            file=self.file,
            format=self.layout.name if self.layout else "",
            kind=kind,
            settings=dict(self._settings(kind, by_field, columns, table)),
            columns=tuple(_guesses(columns, found)),
            kinds=dict(self._words(by_field.get("kind", ()), self._kinds())),
            networks=dict(self._words(by_field.get("network", ()), WORDS)),
            scales=self._scales(by_field),
            header=header_of([column.header for column in columns]),
        )

    def _kind(self, columns: Sequence[Column]) -> Kind:
        """Tell posts by their links and texts, outcomes by money and counts, else days."""
        match self.layout:
            case PostTable() | SplitTable():
                return "posts"
            case DayTable():
                return "days"
            case OutcomeTable() | TrafficTable():
                return "outcome"
        names = {self._by_header("posts", column).value for column in columns}
        if names & _OF_A_POST or any(c.is_links or c.is_texts for c in columns):
            return "posts"
        days = sum(self._by_header("days", column).value in METRICS for column in columns)
        sold = [self._by_header("outcome", column) for column in columns]
        told = sum(g.value.partition(".")[0] in _FIGURES for g in sold)
        if told > days or (told and any(column.is_money for column in columns)):
            return "outcome"
        return "days" if days else "posts"

    def _fields(self, kind: Kind, columns: Sequence[Column]) -> list[Guess]:
        """Name each column by its header; what no header names, by its cells, at most once."""
        guesses = [self._fitting(kind, c, self._by_header(kind, c)) for c in columns]
        taken = {guess.value for guess in guesses}
        for place, (column, guess) in enumerate(zip(columns, guesses, strict=True)):
            if guess.sure == "unknown":
                name = _by_cells(kind, column, taken)
                if name:
                    taken.add(name)
                    guesses[place] = Guess(value=name, sure="likely", why="cells")
        return guesses

    def _by_header(self, kind: Kind, column: Column) -> Guess:
        known = of_layout(self.layout, kind) if self.layout else {}
        if column.name in known:
            return Guess(value=known[column.name], sure="sure", why="layout")
        if column.name in exact(kind):
            return Guess(value=exact(kind)[column.name], sure="sure", why="header")
        like = near(kind).get(core(column.name))
        if like and core(column.name):
            return Guess(value=like, sure="likely", why="like")
        return Guess(value="ignored", sure="unknown")

    def _fitting(self, kind: Kind, column: Column, guess: Guess) -> Guess:
        """Take a guess back that the cells do not bear out, and tell sums from numbers of sales."""
        name = guess.value.partition(".")[0]
        if kind == "outcome" and column.name in OUTCOMES[name if name in OUTCOMES else "score"]:
            is_sum = column.is_money if name in {"amount", "count"} else None
            value = {True: "amount", False: "count", None: guess.value}[is_sum]
            return Guess(value=value, sure="likely", why="cells")
        is_figure = guess.value in METRICS or name in _FIGURES
        if guess.why == "layout" or not any(column.cells) or not is_figure or column.is_figures:
            return guess
        return Guess(value="ignored", sure="unknown")

    def _settings(
        self,
        kind: Kind,
        by_field: Mapping[str, list[Column]],
        columns: Sequence[Column],
        table: Table,
    ) -> Iterator[tuple[str, Guess]]:
        if kind == "outcome":
            yield "name", Guess(value=name_of(self.file), sure="likely", why="name")
        elif "network" not in by_field:
            yield "network", self._network(columns)
        foreign = is_foreign(tuple(column.name for column in columns)) or table.delimiter == ";"
        yield from self._sign(columns, table)
        yield from self._order(by_field, foreign=foreign)
        yield from self._zone(by_field)
        if self.sheet:
            yield "sheet", Guess(value=self.sheet)
        yield "header_row", Guess(value=str(self.line))
        if isinstance(self.layout, PostTable):
            yield "basis", Guess(value=self.layout.basis, why="layout")

    def _network(self, columns: Sequence[Column]) -> Guess:
        if isinstance(self.layout, PostTable | DayTable):
            return Guess(value=self.layout.network, why="layout")
        linked = [column.network for column in columns if column.is_links and column.network]
        if linked:
            return Guess(value=linked[0], why="cells")
        words = re.findall(r"[^\W_]+", normal(self.file))
        named = [WORDS[word] for word in words if len(word) > 1 and word in WORDS]
        if named:
            return Guess(value=named[0], sure="likely", why="name")
        return Guess(value="other", sure="unknown")

    def _sign(self, columns: Sequence[Column], table: Table) -> Iterator[tuple[str, Guess]]:
        cells = [cell for column in columns if column.is_figures for cell in column.cells]
        either = {decimal_sign(cells, "."), decimal_sign(cells, ",")}
        if len(either) == 1:
            yield "decimal", Guess(value=either.pop(), sure="sure", why="cells")
        elif any(re.search(r"\d[.,]\d", cell) for cell in cells):
            yield "decimal", Guess(value=table.usual_decimal, sure="unknown", why="usual")

    def _order(
        self, by_field: Mapping[str, list[Column]], *, foreign: bool
    ) -> Iterator[tuple[str, Guess]]:
        names = ("published", "day", "starts", "ends")
        cells = [cell for name in names for c in by_field.get(name, ()) for cell in c.cells]
        if not any(map(_NUMERIC.match, cells)):
            return
        order, sure = day_order(cells)
        if sure:
            yield "date_order", Guess(value=order, sure="sure", why="cells")
        elif self.layout is not None:
            return  # the layout finds it out by links and ids
        else:
            usual = "day" if foreign else "month"
            yield "date_order", Guess(value=usual, sure="unknown", why="usual")

    def _zone(self, by_field: Mapping[str, list[Column]]) -> Iterator[tuple[str, Guess]]:
        if isinstance(self.layout, PostTable) and self.layout.zone:
            yield "timezone", Guess(value=self.layout.zone, why="layout")
            return
        for column in (*by_field.get("published", ()), *by_field.get("time", ())):
            if _ZONE.search(column.name):
                yield "timezone", Guess(value="UTC", why="header")
            elif column.mostly(lambda cell: _OFFSET.search(cell) is not None):
                yield "timezone", Guess(value="UTC", why="cells")
            else:
                continue
            return

    def _kinds(self) -> Mapping[str, str]:
        own = self.layout.kinds if isinstance(self.layout, PostTable) else {}
        return {**KINDS, **own}

    def _words(
        self, columns: Sequence[Column], known: Mapping[str, str]
    ) -> Iterator[tuple[str, Guess]]:
        words = dict.fromkeys(cell for column in columns for cell in column.cells if cell)
        for word in list(words)[:_MOST_WORDS]:
            said = known.get(normal(word))
            yield word, Guess(value=said or "other", sure="sure" if said else "unknown")

    def _scales(self, by_field: Mapping[str, list[Column]]) -> dict[str, float]:
        own = self.layout.scales if isinstance(self.layout, PostTable | DayTable) else {}
        found = {name: scale for name, scale in own.items() if name in by_field}
        for name, columns in by_field.items():
            if name not in METRICS or name in found or self.layout is not None:
                continue
            header = columns[0].name
            if METRICS[name].unit == "seconds":
                found.update((name, scale) for pattern, scale in UNITS if pattern.search(header))
            elif METRICS[name].unit == "ratio" and "%" in header:
                found[name] = 0.01
        return found


def _by_cells(kind: Kind, column: Column, taken: set[str]) -> str:
    """Name a column by its cells where that is plain; a column of plain numbers never is."""
    when = {"posts": "published", "days": "day", "outcome": "day"}[kind]
    tests = {
        when: column.is_days,
        **({"amount": column.names_currency} if kind == "outcome" else {}),
        **({"url": column.is_links, "network": column.is_networks, "kind": column.is_kinds,
            "id": column.is_ids, "text": column.is_texts} if kind == "posts" else {}),
    }  # fmt: skip
    return next((name for name, holds in tests.items() if holds and name not in taken), "")


def _guesses(columns: Sequence[Column], found: Sequence[Guess]) -> Iterator[ColumnGuess]:
    names = [column.name for column in columns]
    for column, guess in zip(columns, found, strict=True):
        if not column.header and not any(column.cells):
            continue
        plain = bool(column.name) and names.count(column.name) == 1
        is_key = plain and not _NUMBERED.fullmatch(column.header)
        yield ColumnGuess(
            key=column.header if is_key else f"#{column.number}",
            header=column.header,
            field=guess.value,
            sure=guess.sure,
            why=guess.why,
            samples=column.samples,
        )
