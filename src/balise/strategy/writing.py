"""A strategy written as TOML: the text it came from, or, where it has none, what is not a default.

A change of one value edits the text in place, so that comments and order stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import Any

import tomlkit
from tomlkit.items import AoT, Table

from balise.domain.strategy import Strategy
from balise.errors import StrategyPathError
from balise.strategy.tables import MANY, SINGLE


def written(strategy: Strategy) -> str:
    """Write a strategy from its values alone: no comments, and nothing that is a default.

    Examples
    --------
    >>> from datetime import date
    >>> from balise.domain.strategy import Identity, Objective, Presence
    >>> aim = Objective(
    ...     name="sales",
    ...     stage="conversion",
    ...     kpi="till",
    ...     aggregate="total",
    ...     target=120.0,
    ...     starts=date(2027, 1, 1),
    ...     ends=date(2027, 3, 31),
    ... )
    >>> one = Strategy(
    ...     identity=Identity(name="Shop"),
    ...     objectives=(aim,),
    ...     accounts=(Presence(network="x", handle="shop"),),
    ... )
    >>> print(written(one))
    [strategy]
    name = "Shop"
    <BLANKLINE>
    [[objectives]]
    name = "sales"
    stage = "conversion"
    kpi = "till"
    aggregate = "total"
    target = 120
    starts = 2027-01-01
    ends = 2027-03-31
    <BLANKLINE>
    [[accounts]]
    network = "x"
    handle = "shop"
    <BLANKLINE>
    """
    document = tomlkit.document()
    for table in _order():
        if table in SINGLE:
            noun = getattr(strategy, "identity" if table == "strategy" else table)
            if said := _said(noun):
                document.add(table, _table(said))
        elif nouns := getattr(strategy, table):
            rows = tomlkit.aot()
            for noun in nouns:
                rows.append(_table(_said(noun)))
            document.append(table, rows)
    return tomlkit.dumps(document)


def changed(text: str, path: str, value: Any) -> str:
    r"""Write one value into the text of a strategy; `None` takes the key out.

    Parameters
    ----------
    path
        `plan.reserve`, or `objectives.spring-sales.target`: the name of the entry in the middle.

    Raises
    ------
    StrategyPathError
        Where the strategy has no such table or entry.

    Examples
    --------
    >>> print(changed("[plan] # ours\nreserve = 0.1 # a tenth", "plan.reserve", 0.2))
    [plan] # ours
    reserve = 0.2 # a tenth
    """
    document = tomlkit.parse(text)
    table, _, rest = path.partition(".")
    entry, key = rest.rpartition(".")[::2]
    if table in MANY:
        where = _entry(document, table, entry)
    elif table in SINGLE and not entry:
        where = document.setdefault(table, tomlkit.table())
    else:
        raise StrategyPathError(path=path, known=", ".join((*SINGLE, *MANY)))
    if value is None:
        where.pop(key, None)
    else:
        where[key] = _plain(value)
    return tomlkit.dumps(document)


def _entry(document: tomlkit.TOMLDocument, table: str, name: str) -> Any:
    rows = document.get(table, AoT([]))
    named = {_name(row): row for row in rows}
    if name not in named:
        raise StrategyPathError(path=f"{table}.{name}", known=", ".join(named) or "-")
    return named[name]


def _name(row: Mapping[str, Any]) -> str:
    if "network" in row and "name" not in row:
        return f"{row['network']}:{row['handle']}"
    return str(row.get("name") or row.get("kind") or row.get("starts")).strip()


def _order() -> list[str]:
    """Order the tables as the documentation does."""
    first = ["strategy", "objectives", "audiences", "accounts", "pillars", "calls_to_action"]
    return [*first, *(name for name in (*SINGLE, *MANY) if name not in first)]


def _said(noun: Any) -> dict[str, Any]:
    if not is_dataclass(noun):
        return {key: _plain(value) for key, value in noun.items()}
    said = {}
    for one in fields(noun):
        value = getattr(noun, one.name)
        default = one.default if one.default_factory is MISSING else one.default_factory()
        if value != default:
            said[one.name] = _plain(value)
    return said


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        inline = tomlkit.inline_table()
        inline.update(_said(value))
        return inline
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _table(said: Mapping[str, Any]) -> Table:
    table = tomlkit.table()
    for key, value in said.items():
        table.add(key, value)
    return table
