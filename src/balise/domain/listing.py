"""Long lists of posts, of which one page is read at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from balise.domain.ports import MeasuredPost


@dataclass(frozen=True, slots=True, kw_only=True)
class Which:
    """Which posts are listed: from `since` on, before `until`; what is empty is not asked."""

    network: str = ""
    account: str = ""
    kind: str = ""
    since: datetime | None = None
    until: datetime | None = None


class ListingStore(Protocol):
    """What is asked of a store about long lists."""

    def listed(self, brand: str, which: Which) -> Sequence[int]:
        """Give the places of visible posts, in order of time: nothing of the posts is read."""
        ...

    def posts_at(self, brand: str, places: Sequence[int]) -> Sequence[MeasuredPost]:
        """Give the visible posts at some places, in their order, with their latest readings."""
        ...
