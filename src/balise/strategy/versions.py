"""Earlier versions of the layout of strategy.toml, and the steps that lead to today's.

A step changes the text itself, so that comments and order stay, and keeps every line where it is,
so that a finding names the line of the file that its writer sees.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from balise.domain.toml_place import headers, place, places

CURRENT: Final = 1
"""The version of this layout; a file that names none is of it."""

_VALUE = re.compile(r"[^\s,}#]+")


def version_of(given: Mapping[str, Any]) -> int:
    """Tell the version that a file names; one that is no whole number is told of later.

    Examples
    --------
    >>> version_of({"strategy": {"version": 0}}), version_of({})
    (0, 1)
    """
    identity = given.get("strategy")
    said = identity.get("version", CURRENT) if isinstance(identity, dict) else CURRENT
    is_whole = isinstance(said, int) and not isinstance(said, bool) and said >= 0
    return int(said) if is_whole else CURRENT


def migrated(text: str, version: int) -> str:
    r"""Bring the text of an earlier version to today's layout, one step after the other.

    Examples
    --------
    >>> print(migrated('[strategy]\nversion = 0\n[objective] # the one\nname = "a"', 0))
    [strategy]
    version = 1
    [[objectives]] # the one
    name = "a"
    """
    for number in range(version, CURRENT):
        text = _numbered(_STEPS[number](text), number + 1)
    return text


def _numbered(text: str, version: int) -> str:
    at = place(places(text), "strategy", "version")
    before = text.split("\n")[: at.line - 1]
    start = sum(len(line) + 1 for line in before) + at.value - 1
    return text[:start] + _VALUE.sub(str(version), text[start:], count=1)


def _to_1(text: str) -> str:
    """Version 0 had one objective and one audience, each a single table."""
    several = {"objective": "objectives", "audience": "audiences"}
    for found in reversed(headers(text)):
        if found.name in several and not found.is_array:
            text = f"{text[: found.start]}[[{several[found.name]}]]{text[found.end :]}"
    return text


_STEPS: Mapping[int, Callable[[str], str]] = {0: _to_1}
