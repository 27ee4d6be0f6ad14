"""The part of the store that keeps what a brand says of the columns of its own tables."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

from balise.domain.kept_mapping import KeptMapping
from balise.store import clean, models
from balise.store.bridge import asks

if TYPE_CHECKING:
    from balise.store.address import Address
    from balise.store.database import Place


class MappingRoom:
    """The part of `balise.store.repository.DjangoStore` that keeps mappings."""

    __slots__ = ()

    if TYPE_CHECKING:
        place: Place

        @property
        def address(self) -> Address:
            """The address of the database."""

    @asks
    def mappings(self, brand: str) -> tuple[KeptMapping, ...]:
        """Give the mappings that a brand keeps, the newest first; none of a brand not known."""
        rows = models.KeptMapping.objects.using(self.place.alias)
        mine = rows.filter(brand__name=clean.text(brand)).order_by("-made_at", "-id")
        return tuple(map(_kept, mine))

    @asks
    def keep_mapping(self, brand: str, given: KeptMapping) -> None:
        """Keep a mapping in place of the one of the same columns and the same competitor."""
        alias = self.place.alias
        owner, _ = models.Brand.objects.using(alias).get_or_create(name=clean.text(brand))
        header = json.dumps(given.columns)
        models.KeptMapping.objects.using(alias).update_or_create(
            brand=owner,
            competitor=clean.text(given.competitor),
            columns=sha256(header.encode()).hexdigest(),
            defaults={
                "header": header,
                "said": json.dumps(given.said),
                "file": clean.text(given.file),
                "made_at": given.made_at,
                "by": clean.text(given.by),
            },
        )

    @asks
    def forget_mapping(self, brand: str, number: int) -> bool:
        """Forget a mapping; False: the brand has none of this number, though another may."""
        rows = models.KeptMapping.objects.using(self.place.alias)
        gone, _ = rows.filter(brand__name=clean.text(brand), pk=number).delete()
        return bool(gone)


def _kept(row: models.KeptMapping) -> KeptMapping:
    return KeptMapping(
        id=row.pk,
        file=row.file,
        columns=tuple(json.loads(row.header)),
        said=json.loads(row.said),
        made_at=row.made_at,
        by=row.by,
        competitor=row.competitor,
    )
