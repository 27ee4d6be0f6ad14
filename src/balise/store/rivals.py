"""Competitors: brands by their key, apart from those that are one's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from balise.domain.rival import Rival, rival_of
from balise.store import begun, models


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A brand or a competitor by its key, its row, and whether something of it was imported."""

    name: str
    row: int
    is_imported: bool


def named(alias: str) -> tuple[Named, ...]:
    """Name all of which something was imported, or a strategy kept, or work is being done.

    A brand of which all work came to nothing is none.
    """
    imports = models.Import.objects.using(alias).filter(brand=OuterRef("pk"), state=models.DONE)
    strategies = models.StrategyVersion.objects.using(alias).filter(brand=OuterRef("pk"))
    jobs = models.Job.objects.using(alias).filter(brand=OuterRef("pk"), state__in=begun.OPEN)
    brands = models.Brand.objects.using(alias).annotate(is_imported=Exists(imports))
    found = brands.filter(Q(is_imported=True) | Exists(strategies) | Exists(jobs))
    told = found.order_by("name").values_list("name", "pk", "is_imported")
    return tuple(Named(name=name, row=row, is_imported=bool(has)) for name, row, has in told)


def of(every: Iterable[Named], brand: str) -> tuple[Rival, ...]:
    """Give the competitors of a brand, in order of name."""
    found = (rival_of(one.name) for one in every if one.is_imported)
    return tuple(rival for rival in found if rival is not None and rival.brand == brand)
