"""Competitors: brands by their key, apart from those that are one's own."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from balise.domain.rival import Rival, rival_of
from balise.store import models


def every(alias: str) -> tuple[str, ...]:
    """Name all of which something was imported, competitors by their key."""
    imports = models.Import.objects.using(alias).filter(brand=OuterRef("pk"), state=models.DONE)
    brands = models.Brand.objects.using(alias).filter(Exists(imports))
    return tuple(brands.order_by("name").values_list("name", flat=True))


def of(alias: str, brand: str) -> tuple[Rival, ...]:
    """Give the competitors of a brand, in order of name."""
    found = map(rival_of, every(alias))
    return tuple(rival for rival in found if rival is not None and rival.brand == brand)
