"""The pages that lead on from every page: those that exist and that their reader may see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.urls import NoReverseMatch, reverse

from balise.domain.team import Right, Who
from balise.words import Speech, mark

PAGES = (
    ("home", "house", mark("Home"), Right.SEE),
    ("calendar", "calendar-days", mark("Calendar"), Right.SEE),
    ("strategy", "compass", mark("Strategy"), Right.INSPECT),
    ("insights", "chart-column", mark("Insights"), Right.SEE),
    ("refine", "refresh-cw", mark("Refine"), Right.INSPECT),
    ("report", "file-text", mark("Report"), Right.SEE),
    ("import", "upload", mark("Import"), Right.EDIT),
    ("settings", "settings", mark("Settings"), Right.OWN),
)
"""Name of the address, icon, label, and what it needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One page that a reader may go to."""

    name: str
    icon: str
    label: str
    address: str
    is_here: bool


def ways(s: Speech, who: Who, brand: str, here: str) -> Iterator[Way]:
    """List the pages of a brand."""
    for name, icon, label, right in PAGES:
        where = address(name, brand)
        if where and who.may(right, brand):
            yield Way(
                name=name, icon=icon, label=s.text(label), address=where, is_here=name == here
            )


def address(name: str, brand: str = "", **more: str) -> str:
    """Write the address of a page, of a brand or of none; empty where there is no such page."""
    return _written(name, brand, **more)


@lru_cache(maxsize=4_096)  # a page writes dozens, the same ones again and again
def _written(name: str, brand: str, **more: str) -> str:
    try:
        return reverse(name, kwargs={"brand": brand, **more} if brand else more)
    except NoReverseMatch:
        return ""


def brands_of(who: Who, known: tuple[str, ...]) -> list[tuple[str, str]]:
    """List the brands that somebody sees, with the address of each."""
    return [(brand, address("home", brand)) for brand in who.sees(known)]
