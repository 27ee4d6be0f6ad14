"""Lists that programs read page by page: kept while what they were made of is what is seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from balise.domain.listing import Which
from balise.web.listing import Listings
from balise.workspace import Workspace


@dataclass
class Changing:
    """A store into which files come while it lists."""

    view: str = "old"
    during: list[str] = field(default_factory=list)
    asked: int = 0

    def ledger(self, _brand: str) -> Changing:
        return self

    def listed(self, _brand: str, _which: Which) -> Sequence[str]:
        self.asked += 1
        self.view = self.during.pop() if self.during else self.view
        return (self.view,)

    def posts_at(self, _brand: str, places: Sequence[str]) -> Sequence[str]:
        return places


@dataclass
class Space:
    store: Changing


def page(listings: Listings) -> Any:
    found, _ = listings.page("park", Which(), slice(0, 9), is_newest_first=False)
    return found


def test_a_list_is_looked_for_once() -> None:
    store = Changing()
    listings = Listings(cast("Workspace", Space(store)))
    assert page(listings) == page(listings) == ("old",)
    assert store.asked == 1


def test_a_list_during_which_files_came_is_not_kept_as_what_was_before() -> None:
    store = Changing(during=["new"])
    listings = Listings(cast("Workspace", Space(store)))
    assert page(listings) == ("new",)
    store.view = "old"
    assert page(listings) == ("old",), "what is seen is again what was before"
