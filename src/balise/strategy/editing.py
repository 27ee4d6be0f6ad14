"""One place of a `strategy.toml` changed in its text, all else left as its writer put it.

Values that are there are changed by tomlkit, which keeps their comments. What comes or goes as a
whole is put in or cut out by lines: a comment above the next table belongs to that table, and
tomlkit counts it to the one before.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from contextlib import suppress
from copy import deepcopy
from dataclasses import replace
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Table

from balise.domain.strategy import Strategy
from balise.errors import ProposalStaleError, StrategyPathError
from balise.strategy import sections
from balise.strategy.changes import entries
from balise.strategy.places import Spot, same_tag, spot, standing, value_of
from balise.strategy.reading import read

_Data = dict[str, Any]


def replaced(text: str, path: str, before: str, after: str) -> str:
    r"""Put one value in place of another; where it stands there already, nothing is changed.

    Parameters
    ----------
    text
        A strategy without mistakes.
    path, before, after
        As `balise.strategy.places` writes them.

    Raises
    ------
    ProposalStaleError
        Where neither of the two stands there.
    StrategyPathError
        Where the strategy has no such place.

    Examples
    --------
    >>> text = '''[strategy]
    ... name = "Shop"
    ... [[objectives]]
    ... name = "clicks"
    ... stage = "conversion"
    ... kpi = "link_clicks"
    ... target = 1200
    ... starts = 2026-12-01
    ... ends = 2027-02-28
    ... [[accounts]]
    ... network = "x"
    ... handle = "shop"
    ... hours = [7, 22]  # as the shop
    ... '''
    >>> print(replaced(text, "accounts.x:shop.hours", "[7, 22]", "[9, 22]")[-31:-1])
    hours = [9, 22]  # as the shop
    """
    ours = read(text).strategy
    at = spot(path)
    found = standing(ours, path, of=before)
    if found == after:
        return text
    if found != before:
        raise ProposalStaleError(path=path, found=found or "-", before=before or "-")
    if at.what == "shares":
        for name, share in value_of(after).items():
            each = Spot(what="key", table=at.table, entry=name, name=at.name)
            text = put(text, _counted(ours, each), share)
        return text
    return put(text, _counted(ours, at), value_of(after) if at.what == "key" and after else after)


def _counted(ours: Strategy, at: Spot) -> Spot:
    """Tell which entry it is: a handle may be written in the file with an @."""
    named = list(entries(getattr(ours, at.table))) if at.entry else []
    return replace(at, n=named.index(at.entry)) if at.entry in named else at


def put(text: str, at: Spot, value: Any) -> str:
    """Write a value; of several ways to do it the first that says just this is taken.

    Raises
    ------
    StrategyPathError
        Where the text cannot say it.
    """
    wanted = tomllib.loads(text)
    _DATA[at.what](wanted, at, value)
    for way in (_by_lines, _by_item, _anew):
        with suppress(TOMLKitError, LookupError, TypeError, ValueError):
            new = way(text, at, value)
            if new is not None and tomllib.loads(new) == wanted:
                return new
    raise StrategyPathError(path=".".join((at.table, at.entry or at.name)), known="-")


def _full(data: _Data) -> _Data:
    """Give what is said: of a table without entries nothing is."""
    return {key: value for key, value in data.items() if value != []}


def _set_key(data: _Data, at: Spot, value: Any) -> None:
    where = _where(data, at) if at.entry else data.setdefault(at.table, {})
    if value == "":
        where.pop(at.name, None)
    else:
        where[at.name] = value


def _set_entry(data: _Data, at: Spot, value: Any) -> None:
    rows = data.setdefault(at.table, [])
    if value:
        rows.append({"name": value})
    else:
        del rows[at.n]


def _set_tag(data: _Data, at: Spot, value: Any) -> None:
    tags = data.setdefault(at.table, {}).setdefault(at.name, [])
    if value:
        tags.append(value)
    else:
        tags[:] = [tag for tag in tags if not same_tag(tag, at.tag)]


_DATA: Mapping[str, Callable[[_Data, Spot, Any], None]] = {
    "key": _set_key,
    "entry": _set_entry,
    "tag": _set_tag,
}


def _where(data: Mapping[str, Any], at: Spot) -> Any:
    return data[at.table][at.n] if at.entry else data[at.table]


def _by_lines(text: str, at: Spot, value: Any) -> str | None:
    """Put in or cut out whole lines; None where no line comes or goes."""
    rows = tomlkit.parse(text).get(at.table)
    if at.what == "entry":
        return _entry_by_lines(text, at, rows, value)
    if value == "":
        return None
    line = f"{at.name} = {_written([value] if at.what == 'tag' else value)}"
    if rows is None:
        return sections.after(text, at.table, None, ["", f"[{at.table}]", line])
    where = rows[at.n] if at.entry else rows
    is_new_line = isinstance(where, Table) and at.name not in where
    return sections.inside(text, at.table, at.n, line) if is_new_line else None


def _entry_by_lines(text: str, at: Spot, rows: Any, value: Any) -> str | None:
    if rows is not None and not isinstance(rows, AoT):
        return None
    if not value:
        return sections.without(text, at.table, at.n)
    lines = ["", f"[[{at.table}]]", f"name = {_written(value)}"]
    return sections.after(text, at.table, None if rows is None else len(rows) - 1, lines)


def _by_item(text: str, at: Spot, value: Any) -> str | None:
    """Change what is there by tomlkit."""
    data = tomlkit.parse(text)
    if at.what == "entry":
        rows: Any = data[at.table]
        if value:
            rows.append(tomlkit.inline_table() | {"name": value})
        else:
            del rows[at.n]
        return tomlkit.dumps(data)
    where = _where(data, at)
    if at.what == "key":
        if value == "":
            where.remove(at.name)
        else:
            where[at.name] = value
        return tomlkit.dumps(data)
    tags = where[at.name]
    if value:
        tags.append(value)
    else:
        del tags[[same_tag(tag, at.tag) for tag in tags].index(True)]
    return tomlkit.dumps(data)


def _anew(text: str, at: Spot, value: Any) -> str:
    """Write the key, or the table, from its values: comments inside it may go."""
    wanted = deepcopy(tomllib.loads(text))
    _DATA[at.what](wanted, at, value)
    data = tomlkit.parse(text)
    if at.what == "entry":
        data[at.table] = wanted[at.table]
    elif at.entry:
        _where(data, at)[at.name] = _where(wanted, at)[at.name]
    else:
        data[at.table][at.name] = wanted[at.table][at.name]
    return tomlkit.dumps(data)


def _written(value: Any) -> str:
    return str(tomlkit.item(value).as_string())
