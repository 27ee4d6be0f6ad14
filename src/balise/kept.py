"""Fits beside what made them: read again while they hold, or brought up to date."""

from __future__ import annotations

from datetime import UTC, datetime

from balise.domain.estimate import Provenance
from balise.domain.ports import Store, StoredFit
from balise.learn import MODEL, Fit, from_bytes


def recall(store: Store, brand: str, *, kpi: str, seed: int) -> Fit | None:
    """Give the fit of the posts as they are, from the one that was kept last.

    It is the same where nothing changed. Where little did it is brought up to date
    (`Fit.updated`), and kept. None: it takes learning anew.
    """
    kept = store.latest_fit(brand, kpi)
    if kept is None or (kept.provenance.model, kept.provenance.seed) != (MODEL, seed):
        return None
    change = store.change(brand, kpi, kept.provenance.snapshot)
    if change is None:
        return None
    fit = from_bytes(kept.data)
    if change.snapshot == kept.provenance.snapshot:
        return fit
    updated = fit.updated(change)
    if updated is not None:
        keep(store, brand, updated, change.snapshot)
    return updated


def keep(store: Store, brand: str, fit: Fit, snapshot: str) -> None:
    """Keep a fit with what made it."""
    made = Provenance(snapshot=snapshot, model=MODEL, seed=fit.seed, made_at=datetime.now(UTC))
    store.keep_fit(brand, StoredFit(kpi=fit.kpi, data=fit.to_bytes(), provenance=made))
