"""What a form of a part sent, as the plain values that a strategy.toml holds.

What cannot be read is kept as it was written: reading the strategy then tells what is wrong with
it, in the same words as in the file.
"""

from __future__ import annotations

import math
import re
from contextlib import suppress
from datetime import date
from typing import Any

from django.http import QueryDict

from balise.errors import AnswerError
from balise.strategy import kinds, spoken
from balise.strategy.kinds import Choice, Day, Kind, Listed, Pair
from balise.strategy.rewriting import Entry
from balise.web.pages.strategy.boxes import NAMES_OF, NUMBERS, SHARES, SHORT_LISTS, kinds_of

MOST_ROWS = 60
"""So many entries fit into one form; more are for the text."""
_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-"})


def single(table: str, given: QueryDict) -> dict[str, Any]:
    """Read the fields of a table that stands once."""
    return _row(table, given, "")


def many(table: str, given: QueryDict) -> list[Entry]:
    """Read the fields of all entries of a table."""
    found = []
    for n in range(_count(given, "rows")):
        values = _row(table, given, f"{n}.")
        if table == "events":
            phases = [
                _row("phases", given, f"{n}.phases.{m}.")
                for m in range(_count(given, f"{n}.phases"))
            ]
            values = {**values, **({"phases": phases} if phases else {})}
        origin = given.get(f"{n}.origin", "")
        at = int(origin) if origin.isascii() and origin.isdecimal() and len(origin) < 4 else None  # noqa: PLR2004 - digits
        found.append(Entry(values=values, origin=at))
    return found


def fitting(entries: list[Entry], rows: int) -> list[Entry]:
    """Take an entry for new where the file has none at its place, or it was named before."""
    seen: set[int] = set()
    made = []
    for entry in entries:
        at = entry.origin
        if at is None or at >= rows or at in seen:
            made.append(Entry(values=entry.values))
            continue
        seen.add(at)
        made.append(entry)
    olds = sorted((one for one in made if one.origin is not None), key=lambda one: one.origin or 0)
    return [*olds, *(one for one in made if one.origin is None)]


def _count(given: QueryDict, name: str) -> int:
    said = given.get(name, "0")
    return min(int(said), MOST_ROWS) if said.isascii() and said.isdecimal() and len(said) < 5 else 0  # noqa: PLR2004 - digits


def _row(table: str, given: QueryDict, prefix: str) -> dict[str, Any]:
    read = {key: _value(key, kind, given, prefix + key) for key, kind in kinds_of(table).items()}
    return {key: value for key, value in read.items() if value not in ("", [])}


def _value(key: str, kind: Kind, given: QueryDict, name: str) -> Any:
    if isinstance(kind, Pair):
        ends = [str(given.get(f"{name}.{n}", "")).strip() for n in (0, 1)]
        return [number(kind, end) for end in ends if end]
    if isinstance(kind, Listed) and (isinstance(kind.item, Choice) or key in NAMES_OF):
        return [one for one in given.getlist(name) if one]
    text = str(given.get(name, "")).replace("\r\n", "\n").replace("\r", "\n").strip()
    if isinstance(kind, Listed):
        parts = re.split(r"[\s,;]+" if kind in SHORT_LISTS else "\n", text)
        return [part.strip() for part in parts if part.strip()]
    if isinstance(kind, Day):
        return _day(text)
    return number(kind, text) if kind in NUMBERS and text else text


def _day(text: str) -> date | str:
    with suppress(ValueError):
        return date.fromisoformat(text)
    return text


def number(kind: Kind, text: str) -> float | str:
    """Read a figure as people write it; a share is written in hundredths."""
    said = text.translate(_MINUS)
    sign, bare = (-1, said[1:]) if said.startswith("-") else (1, said)
    try:
        value = sign * spoken.number(bare)
    except (AnswerError, OverflowError):
        return text
    if not math.isfinite(value) or not re.match(r"\d", bare):
        return text
    if kind in SHARES and "%" not in bare:
        value = round(value / 100, 8)
    return int(value) if value.is_integer() and abs(value) < kinds.HIGHEST else value
