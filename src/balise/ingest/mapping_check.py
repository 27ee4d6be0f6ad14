"""A mapping read from TOML and checked: a fault is told with its line, and what may stand there."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NoReturn, get_args

from balise.domain.account import NETWORKS
from balise.domain.metric import METRICS
from balise.domain.outcome import LEVELS, TOTALS
from balise.domain.post import KINDS
from balise.domain.toml_place import Places, place, places
from balise.errors import (
    FileBrokenError,
    MappingKeyError,
    MappingLackError,
    MappingSyntaxError,
    MappingValueError,
    Said,
    TimeZoneUnknownError,
)
from balise.ingest.mapping import FIELDS, Kind, TableMapping
from balise.ingest.opening import opened
from balise.ingest.outcome_words import SIGNS
from balise.ingest.tables import normal
from balise.ingest.times import zone
from balise.ingest.vocabulary import exact
from balise.words import mark
from balise.words.unreadable import why_unreadable

if TYPE_CHECKING:
    from pathlib import Path

_CHOICES: Mapping[str, tuple[str, ...]] = {
    "kind": get_args(Kind),
    "network": NETWORKS,
    "date_order": ("day", "month"),
    "decimal": (".", ","),
    "basis": ("lifetime", "period"),
    "period": ("day", "week", "month"),
}
_TEXTS = ("account", "name", "timezone", "sheet", "currency")
_TABLES = ("columns", "kinds", "networks", "scales")
SETTINGS = (*_CHOICES, *_TEXTS, "header_row", *_TABLES)
_MONEY = re.compile(r"(?:amount|revenue)\.(?:[A-Z]{3}|" + "|".join(map(re.escape, SIGNS)) + ")")
_POSITION = re.compile(r"line (\d+), column (\d+)")
_MOST_BYTES = 1 << 20
_NAMED = 15


def load(path: Path) -> TableMapping:
    """Read and check a mapping.

    Raises
    ------
    FileMissingError, FileDeniedError
        Where it cannot be read.
    MappingError
        Where what it says is wrong: the message gives the line, and what may stand there.
    """
    with opened(path) as file:
        data = file.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise FileBrokenError(file=path.name, reason="> 1 MB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise MappingSyntaxError(file=path.name, line=line, column=1, reason="UTF-8") from error
    return parse(text, file=path.name)


def parse(text: str, *, file: str = "mapping.toml") -> TableMapping:
    r"""Check the text of a mapping.

    Examples
    --------
    >>> said = parse('kind = "days"\n[columns]\nDate = "day"\nVues = "views"')
    >>> said.kind, said.columns["Vues"]
    ('days', 'views')
    """
    try:
        given = tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        raise _syntax(file, text, error) from error
    except RecursionError as error:
        raise MappingSyntaxError(file=file, line=1, column=1, reason="[[[[…") from error
    return _Check(file=file, places=places(text), given=given).mapping()


def checked(given: Mapping[str, Any], *, file: str) -> TableMapping:
    """Check a mapping that is kept as values, not as a text that has lines.

    Raises
    ------
    MappingError
        Where what it says is wrong by the rules of today.
    """
    return _Check(file=file, places=places(""), given=given).mapping()


def _syntax(file: str, text: str, error: tomllib.TOMLDecodeError) -> MappingSyntaxError:
    said = str(error)
    found = _POSITION.search(said)
    line, column = (int(found[1]), int(found[2])) if found else (text.count("\n") + 1, 1)
    reason = why_unreadable(said)
    return MappingSyntaxError(file=file, line=line, column=column, reason=reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Check:
    """A mapping as it was written, checked one setting after the other."""

    file: str
    places: Places
    given: Mapping[str, Any]

    def mapping(self) -> TableMapping:
        for key in self.given:
            if key not in SETTINGS:
                self._no_setting(key)
        for key in (*_CHOICES, *_TEXTS):
            self._value(key)
        columns = self._table("columns")
        kind: Kind = self.given.get("kind", "posts" if columns else "outcome")
        for header, said in columns.items():
            self._column(kind, header, said)
        self._needs(kind, columns)
        return TableMapping(
            file=self.file,
            digest=hashlib.sha256(repr(sorted(self.given.items())).encode()).hexdigest(),
            kind=kind,
            columns=columns,
            places=self.places,
            kinds=self._words("kinds", KINDS),
            networks=self._words("networks", NETWORKS),
            scales=self._scales(kind),
            header_row=self._header_row(),
            **{key: self.given[key] for key in (*_CHOICES, *_TEXTS)
               if key in self.given and key != "kind"},
        )  # fmt: skip

    def _value(self, key: str) -> None:
        value = self.given.get(key, "")
        allowed = _CHOICES.get(key)
        if key not in self.given:
            return
        if allowed is not None and value not in allowed:
            self._wrong(key, value, allowed)
        if not isinstance(value, str):
            self._wrong(key, value, Said(mark("a text in quotes")))
        if key == "timezone" and value:
            try:
                zone(value)
            except TimeZoneUnknownError:
                self._wrong(key, value, Said(mark("a time zone such as Europe/Brussels")))
        if key == "name" and (value in METRICS or value == "engagement"):
            self._wrong(key, value, Said(mark("a name that is not one of a metric")))

    def _column(self, kind: Kind, header: str, said: object) -> None:
        allowed = FIELDS[kind]
        is_money = kind == "outcome" and isinstance(said, str) and _MONEY.fullmatch(said)
        if said not in allowed and not is_money:
            meant = exact(kind).get(normal(str(said)), "ignored")
            first = () if meant == "ignored" else (meant,)
            self._wrong(header, said, dict.fromkeys((*first, *allowed)), table="columns")

    def _needs(self, kind: Kind, columns: Mapping[str, str]) -> None:
        fields = set(columns.values()) - {"ignored", "time"}
        figures = {name for name in fields if name.partition(".")[0] in {*TOTALS, *LEVELS}}
        if not columns:
            if not self.given.get("name"):
                self._lacks(kind, "published" if kind == "posts" else "day")
        elif kind == "posts" and "published" not in fields:
            self._lacks(kind, "published")
        elif kind == "days" and "day" not in fields:
            self._lacks(kind, "day")
        elif kind == "days" and not fields & METRICS.keys():
            self._lacks(kind, "views, reach, …")
        elif kind == "outcome" and not fields & {"day", "starts", "week", "month"}:
            self._lacks(kind, "day, week, month")
        elif kind == "outcome" and not figures:
            self._lacks(kind, "count, amount, score")

    def _table(self, key: str) -> dict[str, Any]:
        table = self.given.get(key, {})
        if not isinstance(table, dict):
            self._wrong(
                key, table, Said(mark("a table, its name in brackets on a line of its own"))
            )
        return dict(table)

    def _words(self, key: str, allowed: tuple[str, ...]) -> dict[str, str]:
        table = self._table(key)
        for word, said in table.items():
            if said not in allowed:
                self._wrong(word, said, allowed, table=key)
        return table

    def _scales(self, kind: Kind) -> dict[str, float]:
        table = self._table("scales")
        for name, value in table.items():
            if name not in FIELDS[kind]:
                self._no_setting(name, table="scales", allowed=FIELDS[kind])
            is_number = isinstance(value, int | float) and not isinstance(value, bool)
            if not is_number or not 0 < value < float("inf"):
                self._wrong(name, value, Said(mark("a number above 0")), table="scales")
        return {name: float(value) for name, value in table.items()}

    def _header_row(self) -> int | None:
        value = self.given.get("header_row")
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            self._wrong("header_row", value, Said(mark("the number of a line, 0 for no header")))
        return int(value)

    def _wrong(
        self, key: str, value: object, allowed: Collection[str], *, table: str = ""
    ) -> NoReturn:
        line, _, column = place(self.places, *filter(None, (table, key)))
        raise MappingValueError(
            file=self.file,
            line=line,
            column=column,
            key=key,
            value=_shown(value),
            allowed=allowed if isinstance(allowed, Said) else _nearest(value, allowed),
        )

    def _no_setting(
        self, key: str, *, table: str = "", allowed: Collection[str] = SETTINGS
    ) -> NoReturn:
        line, column, _ = place(self.places, *filter(None, (table, key)))
        raise MappingKeyError(
            file=self.file, line=line, column=column, key=key, allowed=_nearest(key, allowed)
        )

    def _lacks(self, kind: Kind, lacking: str) -> NoReturn:
        line, *_ = place(self.places, "columns")
        raise MappingLackError(file=self.file, line=line, lacking=lacking, kind=kind)


def _shown(value: object) -> str:
    return str(value)[:60] or '""'


def _nearest(value: object, allowed: Collection[str]) -> str:
    """List what is allowed, what is written most alike first; a long list is cut."""
    near = get_close_matches(str(value).casefold(), allowed, n=2, cutoff=0.7)
    ordered = [*near, *(name for name in allowed if name not in near)]
    rest = len(ordered) - _NAMED
    return ", ".join(ordered[:_NAMED]) + (f", … (+{rest})" if rest > 0 else "")
