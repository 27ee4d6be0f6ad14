"""docs/strategy.md names every key of strategy.toml, with the default that it has."""

from __future__ import annotations

import re
import tomllib
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

import pytest

import balise
import balise.errors
from balise.strategy.tables import MANY, PHASE, SINGLE, Shares, Table

PAGE = (Path(__file__).parents[2] / "docs/strategy.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"(?ms)^###? ([^\n]+)\n(.*?)(?=^##|\Z)", PAGE))
TABLES: dict[str, Table | Shares] = {
    **{f"[{name}]": table for name, table in SINGLE.items()},
    **{f"[[{name}]]": table for name, table in MANY.items()},
    "phases": PHASE,
}


def documented(title: str) -> dict[str, str]:
    return dict(re.findall(r"(?m)^\| `(\w+)` \| ([^|]*?) \|", SECTIONS[title]))


def default(field: Any) -> str:
    value = field.default if field.default_factory is MISSING else field.default_factory()
    if value is MISSING:
        return "needed"
    if value is None:
        return "none"
    text = (
        f'"{value}"'
        if isinstance(value, str)
        else str(list(value) if isinstance(value, tuple) else value)
    )
    return f"`{text}`"


@pytest.mark.parametrize("title", TABLES)
def test_every_key_is_documented_with_its_default(title: str) -> None:
    table = TABLES[title]
    if isinstance(table, Shares):
        assert set(re.findall(r"`(\w+)`", SECTIONS[title])) == set(table.names)
        return
    known = {field.name: default(field) for field in fields(table.noun)}
    known |= dict.fromkeys(table.told, "by the KPI")
    assert documented(title) == known
    assert set(table.keys) == set(known)


def test_the_page_has_no_table_that_does_not_exist() -> None:
    assert {title for title in SECTIONS if title.startswith("[")} == set(TABLES) - {"phases"}


def test_the_smallest_strategy_of_the_page_is_one() -> None:
    (text,) = re.findall(r"(?s)```toml\n(.*?)```", PAGE)
    assert balise.Strategy.parse(text).findings == ()
    for table in tomllib.loads(text):
        shorter = re.sub(rf"(?ms)^\[+{table}\]+\n.*?(?=^\[|\Z)", "", text)
        with pytest.raises(balise.errors.StrategyError):
            balise.Strategy.parse(shorter)


@pytest.mark.parametrize("word", ["stage", "network", "weekday", "every", "emoji", "aggregate"])
def test_every_word_that_a_key_may_be_is_on_the_page(word: str) -> None:
    tables = [table for table in TABLES.values() if isinstance(table, Table)]
    kinds = [table.keys[word] for table in tables if word in table.keys]
    for allowed in (getattr(kind, "allowed", ()) for kind in kinds):
        assert allowed
        assert word == "weekday" or all(f"`{name}`" in PAGE for name in allowed)
