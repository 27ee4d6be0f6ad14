"""Which brands let their sums be compared, and those sums."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction

from balise.domain.beside import Allowed, KindSum
from balise.domain.note import Note
from balise.store import clean, models
from balise.store.bridge import asks
from balise.store.notes import noted

if TYPE_CHECKING:
    from balise.store.address import Address
    from balise.store.database import Place


class BesideRoom:
    """The part of `balise.store.repository.DjangoStore` where sums cross from brand to brand."""

    __slots__ = ()

    if TYPE_CHECKING:
        place: Place

        @property
        def address(self) -> Address:
            """The address of the database."""

    @asks
    def allowed(self, brand: str) -> Allowed | None:
        """Tell who let the sums of a brand be compared; None: nobody, or no more."""
        row = _of(self.place.alias, brand).first()
        if row is None:
            return None
        return Allowed(brand=brand, by=row.by, at=row.at, is_made_up=row.is_made_up)

    @asks
    def allow_beside(self, said: Allowed, sums: Sequence[KindSum], note: Note) -> None:
        """Keep the permission with the first sums; a second one changes nothing but the sums."""
        alias = self.place.alias
        if _of(alias, said.brand).exists():
            _renewed(alias, said.brand, sums, is_made_up=said.is_made_up)
            return
        with noted(alias, note):
            brand, _ = models.Brand.objects.using(alias).get_or_create(name=said.brand)
            row, _ = models.BesideAllowed.objects.using(alias).get_or_create(
                brand=brand,
                defaults={"by": clean.text(said.by), "at": said.at, "is_made_up": said.is_made_up},
            )
            _replaced(alias, row.pk, sums)

    @asks
    def end_beside(self, brand: str, note: Note) -> bool:
        """Remove the permission and with it all sums; False: there was none."""
        alias = self.place.alias
        if not _of(alias, brand).exists():
            return False
        with noted(alias, note):
            _of(alias, brand).delete()
        return True

    @asks
    def renew_beside(self, brand: str, sums: Sequence[KindSum], *, is_made_up: bool) -> bool:
        """Keep newer sums; False: it is not allowed (any more), and nothing is kept."""
        return _renewed(self.place.alias, brand, sums, is_made_up=is_made_up)

    @asks
    def beside_sums(
        self, brand: str
    ) -> tuple[tuple[KindSum, ...], tuple[tuple[KindSum, ...], ...]]:
        """Give the sums of a brand, and those of each other one, nameless, that allows it.

        Nothing of either where the brand does not allow it itself.
        """
        alias = self.place.alias
        mine = _of(alias, brand).first()
        if mine is None:
            return (), ()
        rows = models.BesideSum.objects.using(alias).filter(allowed__is_made_up=mine.is_made_up)
        found: defaultdict[int, list[KindSum]] = defaultdict(list)
        for row in rows.order_by("network", "kind", "rate"):
            found[row.allowed_id].append(_sum(row))
        own = found.pop(mine.pk, [])
        # No order of brands: theirs would tell which came when.
        others = sorted(map(tuple, found.values()), key=lambda each: (each[0].n, each[0].y))
        return tuple(own), tuple(others)


def _of(alias: str, brand: str) -> Any:
    return models.BesideAllowed.objects.using(alias).filter(brand__name=brand)


def _renewed(alias: str, brand: str, sums: Sequence[KindSum], *, is_made_up: bool) -> bool:
    with transaction.atomic(using=alias):
        row = _of(alias, brand).first()
        # To change the row locks it: whoever takes the permission back comes before or after.
        mine = models.BesideAllowed.objects.using(alias).filter(pk=row.pk) if row else None
        if row is None or mine is None or not mine.update(is_made_up=is_made_up):
            return False
        _replaced(alias, row.pk, sums)
    return True


def _replaced(alias: str, allowed: int, sums: Sequence[KindSum]) -> None:
    rows = models.BesideSum.objects.using(alias)
    rows.filter(allowed_id=allowed).delete()
    rows.bulk_create([
        models.BesideSum(
            allowed_id=allowed, network=one.network, kind=one.kind, rate=one.rate,
            n=one.n, y=one.y, yy=one.yy,
        )
        for one in sums
    ])  # fmt: skip


def _sum(row: models.BesideSum) -> KindSum:
    return KindSum(network=row.network, kind=row.kind, rate=row.rate, n=row.n, y=row.y, yy=row.yy)
