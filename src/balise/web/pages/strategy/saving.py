"""A part as it was sent, written into the strategy and kept where nothing is wrong."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from balise.errors import StrategyError, StrategyPathError
from balise.strategy import Strategy
from balise.strategy.rewriting import Entry, reset, rewritten
from balise.strategy.tables import MANY
from balise.web.pages.strategy import sent
from balise.web.pages.strategy.located import Told, by_field, told
from balise.words import Speech


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What became of a form: a strategy, or what stands in its way, by field and elsewhere."""

    strategy: Strategy | None = None
    fields: Mapping[str, Sequence[str]] = field(default_factory=dict)
    others: Sequence[Told] = ()


def entries_of(text: str, table: str) -> list[Entry]:
    """Take the entries of a table as they stand; a table that stands once is one entry."""
    given: Any = tomllib.loads(text).get(table, [])
    rows = given if isinstance(given, list) else [given]
    return [Entry(values=row, origin=n) for n, row in enumerate(rows)]


def entries_sent(table: str, given: QueryDict, rows: int) -> list[Entry]:
    """Take the entries of a form."""
    if table not in MANY:
        return [Entry(values=sent.single(table, given), origin=0)]
    return sent.fitting(sent.many(table, given), rows)


def tried(s: Speech, ours: Strategy, table: str, entries: Sequence[Entry]) -> Tried:
    """Write a part into the text, and read all of it."""
    text = ours.dump()
    try:
        if table in MANY:
            text = rewritten(text, table, entries)
        else:
            text = reset(text, table, _with_hidden(text, table, entries[0].values))
        return Tried(strategy=Strategy.parse(text))
    except StrategyError as error:
        wrong = [one for one in error.findings if one.severity == "error"]
        fields, others = by_field(s, text, table, wrong)
        return Tried(fields=fields, others=others)
    except StrategyPathError as error:
        return Tried(fields={"": [s.error(error)]})


def _with_hidden(text: str, table: str, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Keep what no form shows."""
    given = tomllib.loads(text).get(table, {})
    kept = {"version": given["version"]} if "version" in given else {}
    return {**kept, **values} if table == "strategy" else values


def text_tried(s: Speech, text: str) -> tuple[Strategy | None, list[Told]]:
    """Read a whole text; gives the strategy, or None, and what was found with its lines."""
    try:
        strategy = Strategy.parse(text)
    except StrategyError as error:
        return None, [told(s, one) for one in error.findings]
    return strategy, [told(s, one) for one in strategy.findings]
