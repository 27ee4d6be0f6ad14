"""One table of a `strategy.toml` written anew from a form, what did not change left as it stands.

A form sends all entries of a table. Keys that changed are changed in their lines, entries that came
or went are put in or cut out as whole sections, and an entry that was given another name is named
so wherever the file speaks of it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import tomlkit
from tomlkit.items import AoT, Array, InlineTable

from balise.strategy import sections
from balise.strategy.editing import put
from balise.strategy.places import Spot
from balise.strategy.tables import MANY, SINGLE, Shares

_NAMED: Mapping[str, tuple[tuple[str, str], ...]] = {
    "objectives": (("objectives", "supports"), ("events", "objective")),
    "audiences": (("objectives", "audiences"), ("accounts", "audiences")),
    "pillars": (("series", "pillar"),),
    "calls_to_action": (("events", "phases"),),
}
"""Where the names of a table's entries are written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What an entry is to say: plain values by key; `origin` is its place now, None: it is new."""

    values: Mapping[str, Any] = field(default_factory=dict)
    origin: int | None = None


def rewritten(text: str, table: str, entries: Sequence[Entry]) -> str:
    r"""Write a table that may stand many times; entries that are not given are cut out.

    Examples
    --------
    >>> text = '[[pillars]]\nname = "a"  # ours\nshare = 0.5\n\n[[pillars]]\nname = "b"\n'
    >>> new = rewritten(text, "pillars", [Entry(values={"name": "a", "share": 0.25}, origin=0)])
    >>> print(new, end="")
    [[pillars]]
    name = "a"  # ours
    share = 0.25
    """
    given = _rows(text, table)
    renamed = {}
    for entry in entries:
        if entry.origin is not None:
            text = _keys(text, table, given[entry.origin], entry)
            old, new = given[entry.origin].get("name"), entry.values.get("name")
            if old and new and old != new:
                renamed[old] = new
    kept = {entry.origin for entry in entries}
    for n in reversed([n for n in range(len(given)) if n not in kept]):
        text = _without(text, table, n)
    for entry in entries:
        if entry.origin is None:
            text = _with(text, table, entry.values)
    return _followed(text, table, renamed)


def reset(text: str, table: str, values: Mapping[str, Any]) -> str:
    r"""Write a table that stands once.

    Examples
    --------
    >>> print(reset("[plan]\nreserve = 0.1  # a tenth\n", "plan", {"reserve": 0.2}), end="")
    [plan]
    reserve = 0.2  # a tenth
    """
    given = tomllib.loads(text).get(table, {})
    is_bare = isinstance(SINGLE[table], Shares) and not values
    if is_bare and given and not isinstance(tomlkit.parse(text).get(table), InlineTable):
        return sections.without(text, table, 0)
    return _keys(text, table, given, Entry(values=values))


def _rows(text: str, table: str) -> list[dict[str, Any]]:
    rows = tomllib.loads(text).get(table, [])
    return rows if isinstance(rows, list) else []


def _keys(text: str, table: str, given: Mapping[str, Any], entry: Entry) -> str:
    """Change the keys that differ; what no form shows is left alone."""
    known = MANY[table].keys if table in MANY else None
    names = dict.fromkeys((*given, *entry.values))
    for name in names if known is None else [name for name in names if name in known]:
        new = entry.values.get(name, "")
        if given.get(name, "") != new:
            text = _set(text, Spot(what="key", table=table, name=name), new, entry.origin)
    return text


def _set(text: str, at: Spot, value: Any, n: int | None) -> str:
    spot = at if n is None else Spot(what="key", table=at.table, entry="-", name=at.name, n=n)
    return put(text, spot, _inline(value))


def _inline(value: Any) -> Any:
    """Write small tables in braces: as sections of their own they would stand elsewhere."""
    if not isinstance(value, list) or not any(isinstance(each, dict) for each in value):
        return value
    rows = tomlkit.array()
    for each in value:
        row = tomlkit.inline_table()
        row.update(each)
        rows.append(row)
    return rows.multiline(len(value) > 1)


def _without(text: str, table: str, n: int) -> str:
    document = tomlkit.parse(text)
    if isinstance(document[table], AoT):
        return sections.without(text, table, n)
    rows: Any = document[table]
    del rows[n]
    return tomlkit.dumps(document)


def _with(text: str, table: str, values: Mapping[str, Any]) -> str:
    """Put an entry behind the others of its table."""
    document = tomlkit.parse(text)
    rows: Any = document.get(table)
    if isinstance(rows, Array):
        row = tomlkit.inline_table()
        row.update(values)
        rows.append(row)
        return tomlkit.dumps(document)
    lines = (f"{key} = {_written(value)}" for key, value in values.items())
    whole = "\n".join(["", f"[[{table}]]", *lines]).split("\n")
    return sections.after(text, table, len(rows) - 1 if rows else None, whole)


def _written(value: Any) -> str:
    return str(tomlkit.item(_inline(value)).as_string())


def _followed(text: str, table: str, renamed: Mapping[str, str]) -> str:
    """Say the new names wherever the old ones are said."""
    for where, key in _NAMED.get(table, ()) if renamed else ():
        for n, row in enumerate(_rows(text, where)):
            if key in row and (said := _said(row[key], renamed)) != row[key]:
                text = _set(text, Spot(what="key", table=where, name=key), said, n)
    return text


def _said(value: Any, renamed: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return renamed.get(value, value)
    return list(_each(value, renamed)) if isinstance(value, list) else value


def _each(rows: Iterable[Any], renamed: Mapping[str, str]) -> Iterator[Any]:
    for one in rows:
        if isinstance(one, dict):
            yield {**one, **({"cta": _said(one["cta"], renamed)} if "cta" in one else {})}
        else:
            yield _said(one, renamed)
