"""The places of a strategy that a proposal may name, and what stands there.

===============================  ==================================================================
`plan.reserve`                   a key of a table that stands once
`accounts.x:shop.hours`          a key of an entry
`hashtags.pool.#diy`             a tag of a list
`calls_to_action.visit`          a whole entry
`pillars.share`                  the shares of some pillars, by name
===============================  ==================================================================

Values are written as TOML does; a tag or an entry is its name, and the empty text: not there.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import tomlkit

from balise.domain import strategy as domain
from balise.domain.hashtag import fold
from balise.errors import StrategyPathError
from balise.strategy.changes import entries
from balise.strategy.tables import MANY, SINGLE
from balise.strategy.tables_written import written

SHARES = "pillars.share"
_WHOLE = "calls_to_action"
_TAGS = frozenset({"brand", "pool", "banned"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place: of a `tag`, `name` is that of the list's key; `n` counts entries from 0."""

    what: Literal["key", "tag", "entry", "shares"]
    table: str
    entry: str = ""
    name: str = ""
    tag: str = ""
    n: int = 0


def spot(path: str) -> Spot:
    """Read the name of a place.

    Raises
    ------
    StrategyPathError
        Where no strategy has such a place.

    Examples
    --------
    >>> spot("accounts.x:a.shop.hours").entry, spot("hashtags.pool.#diy").tag
    ('x:a.shop', '#diy')
    """
    table, _, rest = path.partition(".")
    if path == SHARES:
        return Spot(what="shares", table=table, name="share")
    if table == _WHOLE and rest:
        return Spot(what="entry", table=table, entry=rest)
    key, _, tag = rest.partition(".")
    if table == "hashtags" and key in _TAGS and tag:
        return Spot(what="tag", table=table, name=key, tag=tag)
    entry, _, name = rest.rpartition(".") if table in MANY else ("", "", rest)
    if name and (table in SINGLE or (table in MANY and entry)):
        return Spot(what="key", table=table, entry=entry, name=name)
    raise StrategyPathError(path=path, known=", ".join((*SINGLE, *MANY)))


def standing(strategy: domain.Strategy, path: str, *, of: str = "") -> str:
    """Tell what stands at a place, defaults included; empty: nothing.

    Parameters
    ----------
    of
        What was said to stand there: of shares, only those that it names are told.

    Examples
    --------
    >>> from balise.domain.strategy import Identity, Presence, Strategy
    >>> shop = Presence(network="x", handle="shop")
    >>> ours = Strategy(identity=Identity(name="Shop"), objectives=(), accounts=(shop,))
    >>> standing(ours, "accounts.x:shop.hours"), standing(ours, "hashtags.pool.#diy")
    ('[7, 22]', '')
    """
    at = spot(path)
    if at.what == "shares":
        names = value_of(of) if of else [one.name for one in strategy.pillars]
        known = {one.name: one.share for one in strategy.pillars}
        return shares({name: share for name in names if (share := known.get(name)) is not None})
    if at.what == "tag":
        return _tag(getattr(strategy.hashtags, at.name), at.tag)
    if at.what == "entry":
        return at.entry if at.entry in entries(getattr(strategy, at.table)) else ""
    value = _value(strategy, at, path)
    return "" if value is None else written(value)


def shares(known: Mapping[str, float]) -> str:
    """Write shares by name.

    Examples
    --------
    >>> shares({"how-to": 0.4, "new": 1.0})
    '{ "how-to" = 0.4, "new" = 1 }'
    """
    inner = (f"{tomlkit.item(name).as_string()} = {written(v)}" for name, v in known.items())
    return f"{{ {', '.join(inner)} }}"


def value_of(said: str) -> Any:
    """Read a value as it is written in a proposal.

    Examples
    --------
    >>> value_of("[7, 22]"), value_of('{ "new" = 0.4 }')
    ([7, 22], {'new': 0.4})
    """
    return tomllib.loads(f"it = {said}")["it"]


def _tag(tags: tuple[str, ...], wanted: str) -> str:
    return next((tag for tag in tags if same_tag(tag, wanted)), "")


def same_tag(one: str, other: str) -> bool:
    """Whether two hashtags are the same, whatever their case.

    Examples
    --------
    >>> same_tag("#DIY", "diy")
    True
    """
    return fold(one) == fold(other)


def _value(strategy: domain.Strategy, at: Spot, path: str) -> Any:
    if at.entry:
        named = entries(getattr(strategy, at.table))
        if at.entry not in named:
            raise StrategyPathError(path=path, known=", ".join(named) or "-")
        noun = named[at.entry]
    else:
        noun = getattr(strategy, "identity" if at.table == "strategy" else at.table)
    return noun.get(at.name) if isinstance(noun, Mapping) else getattr(noun, at.name, None)
