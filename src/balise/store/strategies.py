"""Versions of strategies, each kept with what was known when it was made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import IntegrityError
from django.db.models import Max

from balise.domain.estimate import Provenance
from balise.domain.version import Known, StrategyVersion
from balise.store import clean, models, traces, visible


def keep(alias: str, brand: str, text: str, made_at: datetime, by: str = "") -> StrategyVersion:
    """Keep a version, or give the last one where it has the very same text.

    What is known is counted before anything is written. Of two processes that write the same
    number one is refused by the database, and looks again.
    """
    owner, _ = models.Brand.objects.using(alias).get_or_create(name=brand)
    digest = sha256(text.encode()).hexdigest()
    known = _as_json(_known(alias, owner.pk))
    while True:
        last = (
            models.StrategyVersion.objects.using(alias)
            .filter(brand=owner)
            .order_by("number")
            .last()
        )
        if last and last.digest == digest:
            return _version(brand, last)
        try:
            made = models.StrategyVersion.objects.using(alias).create(
                brand=owner,
                number=last.number + 1 if last else 1,
                made_at=made_at,
                by=clean.text(by),
                text=text,
                digest=digest,
                known=known,
            )
        except IntegrityError:
            continue
        return _version(brand, made)


def every(alias: str, brand: str) -> tuple[StrategyVersion, ...]:
    """Give all versions, oldest first."""
    kept = models.StrategyVersion.objects.using(alias).filter(brand__name=brand)
    return tuple(_version(brand, row) for row in kept.order_by("number"))


def _known(alias: str, brand_id: int) -> Known:
    origins = visible.done(alias, brand_id)
    ledger = traces.ledger(alias, brand_id, origins)
    versions = models.PostVersion.objects.using(alias).filter(brand_id=brand_id)
    posts = visible.among(versions, origins)
    newest: datetime | None = posts.aggregate(newest=Max("published_at"))["newest"]
    return Known(
        files=ledger.files,
        posts=posts.values("uid").distinct().count(),
        view=ledger.view,
        last_post_at=newest,
        fits=fits(alias, brand_id),
    )


def fits(alias: str, brand_id: int) -> Mapping[str, Provenance]:
    """Tell what made the last fit of each KPI."""
    kept = models.Fit.objects.using(alias).filter(brand_id=brand_id)
    latest = kept.values("kpi").annotate(last=Max("id")).values("last")
    rows = kept.filter(pk__in=latest).order_by("kpi")
    return {
        row.kpi: Provenance(
            snapshot=row.snapshot, model=row.model, seed=row.seed, made_at=row.made_at
        )
        for row in rows.defer("data")
    }


def _as_json(known: Known) -> dict[str, Any]:
    made_of = {
        kpi: {
            "snapshot": made.snapshot,
            "model": made.model,
            "seed": made.seed,
            "made_at": made.made_at.isoformat(),
        }
        for kpi, made in known.fits.items()
    }
    last = known.last_post_at.isoformat() if known.last_post_at else None
    return {
        "files": known.files,
        "posts": known.posts,
        "view": known.view,
        "last_post_at": last,
        "fits": made_of,
    }


def _version(brand: str, row: models.StrategyVersion) -> StrategyVersion:
    return StrategyVersion(
        brand=brand,
        number=row.number,
        made_at=row.made_at,
        by=row.by,
        text=row.text,
        digest=row.digest,
        known=_from_json(row.known),
    )


def _from_json(said: Mapping[str, Any]) -> Known:
    made_of = {
        kpi: Provenance(**{**made, "made_at": datetime.fromisoformat(made["made_at"])})
        for kpi, made in said["fits"].items()
    }
    last = said["last_post_at"]
    return Known(
        files=said["files"],
        posts=said["posts"],
        view=said["view"],
        last_post_at=datetime.fromisoformat(last) if last else None,
        fits=made_of,
    )
