"""Long lists of posts: which ones they are, then those of one page."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from balise.domain.listing import Which
from balise.domain.ports import MeasuredPost
from balise.store import models, rows, visible
from balise.store.bridge import asks

if TYPE_CHECKING:
    from balise.store.address import Address
    from balise.store.database import Place


class ListingRoom:
    """The part of `balise.store.repository.DjangoStore` that lists posts."""

    __slots__ = ()

    if TYPE_CHECKING:
        place: Place

        @property
        def address(self) -> Address:
            """The address of the database."""

        def _view(self, brand: str) -> tuple[int, tuple[int, ...]]: ...

        def _measured(
            self, brand_id: int, origins: Sequence[int], page: Sequence[dict[str, Any]]
        ) -> list[MeasuredPost]: ...

    @asks
    def listed(self, brand: str, which: Which) -> Sequence[int]:
        """Give the places of visible posts, in order of time: nothing of the posts is read.

        A place is the row of a version: it holds as long as the view of the brand does.
        """
        found = visible.current(self.place.alias, *self._view(brand)).filter(**_asked(which))
        ids = found.order_by("published_at", "id").values_list("id", flat=True)
        return array("q", ids.iterator(chunk_size=10_000))

    @asks
    def posts_at(self, brand: str, places: Sequence[int]) -> Sequence[MeasuredPost]:
        """Give the visible posts at some places, in their order, with their latest readings."""
        brand_id, origins = self._view(brand)
        order = {number: place for place, number in enumerate(places)}
        every = models.PostVersion.objects.using(self.place.alias).filter(pk__in=[*order])
        found = visible.among(every, origins)  # nothing but the key leads SQLite to few rows
        page = sorted(found.values(*rows.POST_COLUMNS), key=lambda row: order[row["id"]])
        return self._measured(brand_id, origins, page)


def _asked(which: Which) -> dict[str, Any]:
    every = {
        "account__network": which.network,
        "account__handle": which.account,
        "kind": which.kind,
        "published_at__gte": which.since,
        "published_at__lt": which.until,
    }
    return {name: value for name, value in every.items() if value}
