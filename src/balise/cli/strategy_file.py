"""What the verbs take from `strategy.toml`: the one place where they read it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import click

from balise.cli.printing import speech
from balise.domain.strategy import Pillar
from balise.domain.tag import Field, Subject
from balise.errors import FileBrokenError, FileMissingError
from balise.words import mark

NAME = "strategy.toml"
_LONGEST = 1_000_000

strategy_option = click.option(
    "--strategy",
    "strategy",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=speech().text(
        mark("The strategy whose pillars are meant (default: strategy.toml in this folder).")
    ),
)


def tables_of(file: Path | None) -> dict[str, Any]:
    """Read the tables of a strategy; empty where none is named and none lies in the folder.

    Raises
    ------
    FileMissingError, FileBrokenError
        Where the one that is named is not there, or is no TOML.
    """
    path = file or Path(NAME)
    if not path.is_file():
        if file is None:
            return {}
        raise FileMissingError(file=path)
    try:
        return tomllib.loads(path.read_bytes()[:_LONGEST].decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise FileBrokenError(file=path.name, reason=str(error)[:200]) from error


def pillars_of(tables: dict[str, Any]) -> tuple[Pillar, ...]:
    """Give the pillars of a strategy, those without a name left out."""
    return tuple(
        Pillar(name=str(one["name"]).strip(), keywords=_texts(one.get("keywords")))
        for one in _rows(tables, "pillars")
        if str(one.get("name", "")).strip()
    )


def positioning_of(tables: dict[str, Any]) -> str:
    """Give what the brand stands for, in its own words."""
    identity = tables.get("strategy")
    return str(identity.get("positioning", "")) if isinstance(identity, dict) else ""


def followers_of(tables: dict[str, Any]) -> dict[str, float]:
    """Give the followers that a strategy states, by account (`<network>:<handle>`)."""
    return {
        f"{one.get('network', '')}:{one.get('handle', '')}": float(one["followers"])
        for one in _rows(tables, "accounts")
        if isinstance(one.get("followers"), int | float)
    }


def subjects_of(tables: dict[str, Any], field: Field) -> tuple[Subject, ...]:
    """Give the values of a field that a strategy names: its pillars, or its events."""
    if field == "pillar":
        return tuple(Subject(name=p.name, keywords=p.keywords) for p in pillars_of(tables))
    if field == "campaign":
        names = [str(one.get("name", "")).strip() for one in _rows(tables, "events")]
        return tuple(Subject(name=name) for name in names if name)
    return ()


def _rows(tables: dict[str, Any], name: str) -> list[dict[str, Any]]:
    rows = tables.get(name)
    return [one for one in rows if isinstance(one, dict)] if isinstance(rows, list) else []


def _texts(value: object) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()
