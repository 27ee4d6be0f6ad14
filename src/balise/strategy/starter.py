"""Starter strategies: whole strategies for a trade, with ideas that are ready to make.

They are package data in `starters`: two files a starter and language. Their figures are examples
and are told as such; dates are filled in where a strategy is made of one (`draft`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from balise.domain.strategy import Stage
from balise.errors import StarterUnknownError

LANGUAGES = ("fr", "en")
OTHER = "other"
"""What fits any organisation that no starter of a trade is made for."""
_TABLE = re.compile(r"^\[\[?(\w+)\]?\]\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """A post that could be made: what it says first, what to film or lay out, and what it asks.

    Words in square brackets are blanks, for facts of one's own (`balise.domain.brief.blanks`).
    """

    pillar: str
    stage: Stage
    kind: str
    title: str
    hook: str
    shots: tuple[str, ...]
    ask: str
    cta: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Starter:
    """A strategy for a trade, without dates, handles and followers.

    Parameters
    ----------
    slug, language, title, suits
        What it is, and whom it suits in a sentence.
    wants
        What it serves, the first thing first.
    measure, misses
        How success that no network sees is measured all the same, and what that does not see.
    given
        The tables as the file has them.
    comments
        What the file says above each entry, by table and place in it.
    ideas, note
        What could be posted, and what to mind in using it.
    """

    slug: str
    language: str
    title: str
    suits: str
    wants: tuple[str, ...]
    measure: str
    misses: str
    given: Mapping[str, Any]
    comments: Mapping[tuple[str, int], str]
    ideas: tuple[Idea, ...]
    note: str

    def choose(self, *, pillar: str = "", stage: str = "", kind: str = "") -> tuple[Idea, ...]:
        """Give the ideas of a pillar, a stage and a kind; what is empty chooses nothing."""
        asked = {"pillar": pillar, "stage": stage, "kind": kind}
        return tuple(
            idea
            for idea in self.ideas
            if all(not value or getattr(idea, name) == value for name, value in asked.items())
        )


@cache
def slugs() -> tuple[str, ...]:
    """Name the starters of a trade.

    Examples
    --------
    >>> "restaurant" in slugs(), OTHER in slugs()
    (True, False)
    """
    folder = files("balise.strategy").joinpath("starters")
    return tuple(sorted({entry.name.partition(".")[0] for entry in folder.iterdir()}))


@cache
def starter(slug: str, language: str = "en") -> Starter:
    """Read a starter.

    Raises
    ------
    StarterUnknownError
        Where there is none of that name.

    Examples
    --------
    >>> one = starter("restaurant")
    >>> one.title, one.wants[0], len(one.choose(pillar="producers")) >= 12
    ('Restaurant', 'sales', True)
    """
    if slug not in (*slugs(), OTHER):
        raise StarterUnknownError(name=slug, known=", ".join((*slugs(), OTHER)))
    tongue = language if language in LANGUAGES else "en"
    text, told = _text(f"{slug}.{tongue}.toml"), _text(f"{slug}.ideas.{tongue}.toml")
    given = tomllib.loads(text)
    about = given["starter"]
    return Starter(
        slug=slug,
        language=tongue,
        title=about["title"],
        suits=about["for"],
        wants=tuple(about["wants"]),
        measure=about["measure"],
        misses=about["misses"],
        given=given,
        comments=_comments(text.splitlines()),
        ideas=tuple(_idea(row) for row in tomllib.loads(told)["ideas"]),
        note=_head(told),
    )


def starters(language: str = "en") -> tuple[Starter, ...]:
    """Read the starters of all trades."""
    return tuple(starter(slug, language) for slug in slugs())


def _idea(row: Mapping[str, Any]) -> Idea:
    return Idea(**{**row, "shots": tuple(row["shots"])})


def _text(name: str) -> str:
    folder = OTHER if name.startswith(f"{OTHER}.") else "starters"
    return files("balise.strategy").joinpath(folder, name).read_text(encoding="utf-8")


def _head(text: str) -> str:
    """Give the comment at the top of a file."""
    lines = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        lines.append(line.lstrip("# "))
    return " ".join(lines)


def _comments(lines: Iterable[str]) -> dict[tuple[str, int], str]:
    """Find what stands above each table; entries of one table are counted from 0."""
    found: dict[tuple[str, int], str] = {}
    seen: dict[str, int] = {}
    said: list[str] = []
    for line in lines:
        if line.startswith("#"):
            said.append(line.lstrip("# "))
        elif table := _TABLE.match(line):
            place = (table[1], seen.get(table[1], 0))
            seen[table[1]] = place[1] + 1
            if said:
                found[place] = " ".join(said)
            said = []
        else:
            said = []
    return found
