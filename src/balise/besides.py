"""What a workspace is asked about a brand beside the other brands of its installation.

Sums cross from brand to brand where the owners of both say so, and nothing else does.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from balise.domain.beside import Allowed, Beside, KindSum
from balise.domain.note import Note
from balise.domain.ports import Store
from balise.domain.team import Who
from balise.errors import RecordNotFoundError, Said
from balise.learn.beside import beside, sums

__all__ = ["Beside", "Besides"]


class Besides:
    """The part of `balise.workspace.Workspace` that lets sums cross."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def store(self) -> Store:
            """The store."""

        brands: Callable[[], tuple[str, ...]]
        every_brand: Callable[[], tuple[str, ...]]
        is_made_up: Callable[[str], bool]

    def allowed(self, brand: str) -> Allowed | None:
        """Tell who let the sums of a brand be compared, and when; None: it is not allowed."""
        return self.store.allowed(brand)

    def allow_beside(self, brand: str, *, by: Who | str, is_summed: bool = True) -> None:
        """Let the sums of a brand be compared with those of the others that allow it too.

        Without `is_summed` no post is read for it: whoever asks sees to `renew_beside`.

        Raises
        ------
        RecordNotFoundError
            There is no such brand.
        """
        known = self.every_brand()
        if brand not in known:
            raise RecordNotFoundError(what=Said("brand"), name=brand, known=", ".join(known))
        name, now = by if isinstance(by, str) else by.name, datetime.now(UTC)
        said = Allowed(brand=brand, by=name, at=now, is_made_up=self.is_made_up(brand))
        posts = self.store.posts(brand) if is_summed and brand in self.brands() else ()
        note = Note(code="beside-on", by=name, at=now, brand=brand)
        self.store.allow_beside(said, sums(posts), note)

    def end_beside(self, brand: str, *, by: Who | str) -> bool:
        """Take it back: the sums are gone at once, from every comparison."""
        name = by if isinstance(by, str) else by.name
        note = Note(code="beside-off", by=name, at=datetime.now(UTC), brand=brand)
        return self.store.end_beside(brand, note)

    def renew_beside(self, brand: str) -> None:
        """Sum up anew what came in; nothing happens where the brand is not compared."""
        if self.store.allowed(brand) is None or brand not in self.brands():
            return
        made_up = self.is_made_up(brand)
        self.store.renew_beside(brand, sums(self.store.posts(brand)), is_made_up=made_up)

    def beside_own(self, brand: str) -> tuple[KindSum, ...]:
        """Give the sums of a brand that are compared; none where it is not allowed."""
        return self.store.beside_sums(brand)[0]

    def beside(self, brand: str) -> Beside | None:
        """Put a brand beside the others; None where its owner does not allow it."""
        if self.store.allowed(brand) is None:
            return None
        own, others = self.store.beside_sums(brand)
        return beside(own, others)
