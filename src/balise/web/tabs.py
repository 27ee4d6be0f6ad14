"""Tabs: the pages that belong to one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from balise.web.nav import address
from balise.words import Speech


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One of them."""

    label: str
    address: str
    is_here: bool


def tabs(s: Speech, those: Iterable[tuple[str, str]], here: str, brand: str = "") -> list[Tab]:
    """Give the tabs of a page: each is the name of an address and its label."""
    return [
        Tab(label=s.text(label), address=address(name, brand), is_here=name == here)
        for name, label in those
    ]
