"""What is shown of the posts of a brand, and the addresses of the same with something else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from balise.domain.tag import Field
from balise.web import links
from balise.web.pages.tags.forms import SHOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A field, which of its posts (`proposed`, `said`, `untold`), of which value, the page."""

    brand: str
    field: Field = "pillar"
    show: str = SHOWN[0]
    value: str = ""
    page: int = 1

    @classmethod
    def of(cls, brand: str, told: Mapping[str, Any]) -> Asked:
        """Read it from a form that is sound."""
        return cls(
            brand=brand,
            field=cast("Field", told["field"]),
            show=told["show"],
            value=told["value"],
            page=told["page"],
        )

    def pairs(self) -> list[tuple[str, str]]:
        """Write what is not as usual, as parameters of an address."""
        usual = Asked(brand=self.brand)
        names = ("field", "show", "value", "page")
        every = ((name, getattr(self, name)) for name in names)
        return [(name, str(one)) for name, one in every if one != getattr(usual, name)]

    def address(self, **other: Any) -> str:
        """Write the address; what is not named stays, but the page is the first."""
        return links.address("tags", self.brand, *replace(self, **{"page": 1, **other}).pairs())
