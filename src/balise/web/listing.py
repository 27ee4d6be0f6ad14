"""Long lists of posts for programs: which ones they are is kept, one page of them is read."""

from __future__ import annotations

from collections.abc import Sequence
from threading import RLock

from balise.domain.listing import Which
from balise.domain.ports import MeasuredPost
from balise.web.board import Shelf
from balise.workspace import Workspace

_KEPT = 16


class Listings:
    """Lists posts page by page: a program that reads all pages has them looked for once."""

    def __init__(self, space: Workspace) -> None:
        self._space = space
        self._kept = Shelf(_KEPT, RLock())

    def page(
        self, brand: str, which: Which, part: slice, *, is_newest_first: bool
    ) -> tuple[Sequence[MeasuredPost], int]:
        """Give one part of the posts, and how many there are in all."""
        store = self._space.store
        key = (brand, store.ledger(brand).view, which)
        places = self._kept.get(key, lambda: store.listed(brand, which))
        asked = places[::-1] if is_newest_first else places
        return store.posts_at(brand, asked[part]), len(places)
