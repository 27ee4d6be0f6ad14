"""Dated rules of networks and of good practice: what is allowed, since when, and who says so."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast

Severity = Literal["error", "warning", "info"]
STALE_DAYS = 180
"""A rule looked at longer ago than this may have changed, and every finding of it says so."""
EVERYWHERE = ("all", "house")
"""Files whose rules hold on every network: good practice and law, and those of Balise itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. `check` names what enforces it; `info` is told and not checked.

    `value` is the limit in base units (bytes, seconds, letters, posts), `measure` what is held
    against it. `hours` and `scope` are those of a quota; `kinds` are the kinds of post that it is
    for and `unless` those that it is not for (empty: all, none). `words` and `months` are what a
    check looks for. `country` is empty where the rule holds everywhere. `since` is as the source
    gives it: a day, a month, a year, or empty. `told` is a value that no check reads.
    """

    id: str
    network: str
    check: str
    kind: str
    severity: Severity
    checked: date
    confidence: str
    title: str
    url: str
    en: str
    fr: str
    since: str = ""
    country: str = ""
    measure: str = ""
    value: float | None = None
    most: int | None = None
    hours: float | None = None
    scope: str = ""
    kinds: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    months: tuple[int, ...] = ()
    told: str = ""
    note: str = ""

    def statement(self, language: str) -> str:
        """Say the rule in French or in English."""
        return self.fr if language == "fr" else self.en

    def is_stale(self, today: date) -> bool:
        """Whether it was looked at so long ago that it may have changed.

        Examples
        --------
        >>> rule = by_id()["X_W_LIKE"]
        >>> rule.is_stale(date(2023, 5, 1)), rule.is_stale(date(2026, 5, 1))
        (False, True)
        """
        return (today - self.checked).days > STALE_DAYS

    def is_for(self, kind: str) -> bool:
        """Whether it is for posts of this kind; where the kind is not known it is."""
        return (not self.kinds or kind in self.kinds) and kind not in self.unless


_LISTS = {field.name for field in fields(Rule) if str(field.type).startswith("tuple")}


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, by file and in its order.

    Examples
    --------
    >>> [rule.value for rule in rules() if rule.id == "IG_HASHTAGS"]
    [5]
    """
    folder = files("balise.reference").joinpath("data", "rules")
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".toml"))
    return tuple(
        _rule(name.removesuffix(".toml"), entry)
        for name in names
        for entry in tomllib.loads(folder.joinpath(name).read_text("utf-8"))["rules"]
    )


def _rule(network: str, entry: Mapping[str, Any]) -> Rule:
    plain = {name: value for name, value in entry.items() if name != "source"}
    lists = {name: tuple(plain[name]) for name in _LISTS & plain.keys()}
    source = cast("Mapping[str, str]", entry["source"])
    told = {"title": source["title"], "url": source["url"], "network": network}
    return Rule(**{**plain, **lists, **told})


@cache
def by_id() -> Mapping[str, Rule]:
    """Give the rules by their names.

    Examples
    --------
    >>> by_id()["BSKY_TEXT"].measure
    'text.graphemes'
    """
    return {rule.id: rule for rule in rules()}


@cache
def of(network: str) -> tuple[Rule, ...]:
    """Give what is enforced on a network: its own rules, then those that hold everywhere.

    Examples
    --------
    >>> of("discord")[0].id
    'DISCORD_TEXT'
    """
    own = tuple(rule for rule in rules() if rule.network == network)
    common = tuple(rule for rule in rules() if rule.network in EVERYWHERE)
    return tuple(rule for rule in (*own, *common) if rule.check != "info")


@cache
def networks() -> tuple[str, ...]:
    """Name the networks that have rules.

    Examples
    --------
    >>> "bluesky" in networks(), "house" in networks()
    (True, False)
    """
    return tuple(dict.fromkeys(r.network for r in rules() if r.network not in EVERYWHERE))
