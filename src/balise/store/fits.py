"""Fits, kept with what made them."""

from __future__ import annotations

from balise.domain.estimate import Provenance
from balise.domain.ports import StoredFit
from balise.store import models


def keep(alias: str, brand_id: int, fit: StoredFit) -> None:
    """Keep a fit."""
    models.Fit.objects.using(alias).create(
        brand_id=brand_id,
        kpi=fit.kpi,
        data=fit.data,
        snapshot=fit.provenance.snapshot,
        model=fit.provenance.model,
        seed=fit.provenance.seed,
        made_at=fit.provenance.made_at,
    )


def latest(alias: str, brand_id: int, kpi: str) -> StoredFit | None:
    """Give the fit that was kept last."""
    kept = models.Fit.objects.using(alias).filter(brand_id=brand_id, kpi=kpi)
    found = kept.order_by("-id").first()
    if found is None:
        return None
    made = Provenance(
        snapshot=found.snapshot, model=found.model, seed=found.seed, made_at=found.made_at
    )
    return StoredFit(kpi=kpi, data=bytes(found.data), provenance=made)
