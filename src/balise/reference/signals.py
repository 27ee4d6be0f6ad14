"""What networks say of how they rank posts, and of what machines may do; each dated and sourced."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Kind = Literal["signal", "automation"]
Effect = Literal["positive", "negative", "neutral", "info", "must", "must_not", "allowed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement of a network, in our words.

    `on` is the kind of post that it is of, or `any`; `kpi` the canonical metric that it implies,
    divided by `per`; both empty where none is. `since` and `verified` are years, months or days.
    """

    id: str
    network: str
    kind: Kind
    effect: Effect
    on: str
    kpi: str
    per: str
    statement_en: str
    statement_fr: str
    since: str
    verified: str
    source_title: str
    source_url: str
    confidence: str

    def said(self, language: str) -> str:
        """Give the statement in a language, English where it is not French."""
        return self.statement_fr if language == "fr" else self.statement_en


@cache
def statements() -> tuple[Statement, ...]:
    """All statements, in the order of the file.

    Examples
    --------
    >>> statements()[0].kpi
    'avg_watch_s'
    """
    text = files("balise.reference").joinpath("data", "ranking_signals.toml").read_text("utf-8")
    return tuple(Statement(**row) for row in tomllib.loads(text)["statement"])


def of(network: str, kind: Kind) -> tuple[Statement, ...]:
    """Statements of one network.

    Examples
    --------
    >>> [one.id for one in of("bluesky", "automation")]
    ['bs-bulk']
    """
    return tuple(one for one in statements() if (one.network, one.kind) == (network, kind))


@cache
def networks() -> tuple[str, ...]:
    """Networks that something is known of, in the order of the file."""
    return tuple(dict.fromkeys(one.network for one in statements()))


def kpis(network: str) -> Mapping[str, tuple[str, ...]]:
    """Metrics that the signals of a network imply -> the statements that do.

    Examples
    --------
    >>> kpis("instagram")["saves per reach"]
    ('ig-saves',)
    """
    found: dict[str, tuple[str, ...]] = {}
    for one in of(network, "signal"):
        if one.kpi:
            name = f"{one.kpi} per {one.per}" if one.per else one.kpi
            found[name] = (*found.get(name, ()), one.id)
    return found
