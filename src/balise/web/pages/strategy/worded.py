"""Values of a strategy in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from balise.domain.kpi import Kpi
from balise.strategy.tables import MANY
from balise.web.pages.strategy.labels import CHOICES, LABELS, TERMS
from balise.words import Speech, mark

_SHARES = frozenset({"share", "reserve", "explore"})
_BETWEEN = {
    "hours": mark("{low}:00 to {high}:00"),
    "ages": mark("{low} to {high}"),
    "posts_per_week": mark("{low} to {high}"),
    "boost_per_post": mark("{low} to {high}"),
}
_FREE = mark("not said")


def label(s: Speech, table: str, key: str) -> str:
    """Name a key: of the funnel it is a stage, of the capacity a format."""
    if table in {"funnel", "capacity"}:
        return s.term("stage" if table == "funnel" else "kinds", key)
    return s.text(LABELS[key]) if key in LABELS else key


def value(s: Speech, table: str, key: str, said: Any) -> str:
    """Say a value."""
    if said in (None, "", ()):
        return s.text(_FREE)
    if is_dataclass(said) and not isinstance(said, type):
        return entry(s, table, said)
    if isinstance(said, tuple | list):
        return _listed(s, table, key, said)
    if isinstance(said, date):
        return s.day(said)
    if isinstance(said, int | float):
        return figure(s, said, is_share=key in _SHARES or table == "funnel")
    return word(s, key, str(said))


def word(s: Speech, key: str, code: str) -> str:
    """Say a word of a list; any other text is its own."""
    if key in TERMS:
        return s.term(TERMS[key], code)
    if key == "kpi":
        return s.counted(code)
    if key in {"aggregate", "emoji", "every", "genders", "language", "languages"}:
        return s.text(CHOICES[code]) if code in CHOICES else code
    return code


def figure(s: Speech, said: float, *, is_share: bool) -> str:
    """Write a figure with as many digits as it has."""
    shown = 100 * said if is_share else said
    digits = next((n for n in range(4) if abs(round(shown, n) - shown) < 1e-9), 4)  # noqa: PLR2004 - digits after the comma
    return s.percent(said, digits) if is_share else s.number(said, digits)


def _listed(s: Speech, table: str, key: str, said: Any) -> str:
    if key in _BETWEEN:
        low, high = (s.number(one, 0 if float(one).is_integer() else 2) for one in said)
        return s.text(_BETWEEN[key], low=low, high=high)
    return ", ".join(value(s, table, key, one) for one in said)


def entry(s: Speech, table: str, noun: Any) -> str:
    """Say a whole entry in a line: what is written of it, but for what is usual."""
    told = [
        f"{label(s, table, one.name)}: {value(s, table, one.name, getattr(noun, one.name))}"
        for one in fields(noun)
        if getattr(noun, one.name) not in (None, "", (), one.default)
    ]
    return "; ".join(told)


def target(s: Speech, kpi: str, said: float) -> str:
    """Write the figure of an objective; a rate is a share."""
    is_rate = said <= 1 and Kpi(name=kpi, aggregate="total").natural == "rate"
    return figure(s, said, is_share=is_rate)


def facts(
    s: Speech, table: str, noun: Any, but: frozenset[str] = frozenset()
) -> list[tuple[str, str]]:
    """List what a table or an entry says, key by key; what was not said is left out."""
    if isinstance(noun, Mapping):
        return [(label(s, table, key), value(s, table, key, noun[key])) for key in noun]
    skipped = but | {"version", "phases", *(("id",) if table in MANY else ())}
    return [
        (label(s, table, one.name), value(s, table, one.name, getattr(noun, one.name)))
        for one in fields(noun)
        if one.name not in skipped and getattr(noun, one.name) not in (None, "", ())
    ]
