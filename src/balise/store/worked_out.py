"""Answers that were worked out from many posts, kept until what they were told from changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from balise.domain.worked_out import WorkedOut
from balise.store import clean, models
from balise.store.bridge import asks, asks_once

if TYPE_CHECKING:
    from balise.store.address import Address
    from balise.store.database import Place

MOST = 200
"""Answers of a shelf of a brand; of more the oldest go."""
POSTS = "posts"
"""The shelf of what is told from the files: a new file makes it old."""


class WorkedOutRoom:
    """The part of `balise.store.repository.DjangoStore` that keeps answers."""

    __slots__ = ()

    if TYPE_CHECKING:
        place: Place

        @property
        def address(self) -> Address:
            """The address of the database."""

    @asks
    def keep_worked_out(self, brand: str, made: WorkedOut) -> None:
        """Keep an answer in place of the one to the same question; older ones give way."""
        alias = self.place.alias
        owner, _ = models.Brand.objects.using(alias).get_or_create(name=clean.text(brand))
        mine = models.WorkedOut.objects.using(alias).filter(brand=owner, shelf=made.shelf)
        with transaction.atomic(using=alias):
            models.WorkedOut.objects.using(alias).update_or_create(
                brand=owner,
                shelf=made.shelf,
                name=clean.text(made.name),
                defaults={"mark": made.mark, "data": made.data, "made_at": made.made_at},
            )
            kept = mine.order_by("-made_at", "-id").values_list("id", flat=True)
            mine.filter(pk__in=list(kept[MOST : 2 * MOST])).delete()

    @asks
    def worked_out(self, brand: str, shelf: str, name: str) -> WorkedOut | None:
        """Give the answer to a question, whatever it was told from."""
        rows = models.WorkedOut.objects.using(self.place.alias).filter(
            brand__name=clean.text(brand), shelf=shelf, name=clean.text(name)
        )
        row = rows.first()
        if row is None:
            return None
        return WorkedOut(
            shelf=row.shelf,
            name=row.name,
            mark=row.mark,
            data=bytes(row.data),
            made_at=row.made_at,
        )

    @asks_once
    def worked_out_marks(self, brand: str, shelf: str) -> dict[str, str]:
        """Tell from what each answer of a shelf was told, without reading it."""
        rows = models.WorkedOut.objects.using(self.place.alias).filter(
            brand__name=clean.text(brand), shelf=shelf
        )
        return dict(rows.values_list("name", "mark"))


def drop(alias: str, brand_id: int) -> None:
    """Drop what was told from the files of a brand: there is one more, or one less."""
    rows = models.WorkedOut.objects.using(alias).filter(brand_id=brand_id, shelf=POSTS)
    rows.delete()
