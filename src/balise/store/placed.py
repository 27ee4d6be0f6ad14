"""What the parts of the store have in common: the database that they ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from balise.store.address import Address
from balise.store.database import Place


class Placed:
    """A part of `balise.store.repository.DjangoStore`."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def place(self) -> Place:
            """The open database."""

    @property
    def address(self) -> Address:
        """Return the address of the database."""
        return self.place.address
