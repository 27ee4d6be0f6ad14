"""What people saw when they last looked."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db.models import Max

from balise.domain.estimate import Estimate, Provenance
from balise.domain.seen import Sight
from balise.store import clean, models

_FIGURES = ("multiplier", "low", "high", "p_better")


def read(alias: str, brand: str, person: str, page: str) -> tuple[Sight, Sight | None] | None:
    """Give what somebody saw last, and on the day before that."""
    rows = models.Seen.objects.using(alias).filter(brand__name=brand)
    row = rows.filter(person=clean.text(person), page=page).first()
    if row is None:
        return None
    return _sight(row.sight), _sight(row.before) if row.before else None


def keep(alias: str, brand: str, key: tuple[str, str], now: Sight, before: Sight | None) -> None:
    """Keep what somebody sees now; `key` is the person and the page."""
    person, page = key
    owner, _ = models.Brand.objects.using(alias).get_or_create(name=brand)
    models.Seen.objects.using(alias).update_or_create(
        brand=owner,
        person=clean.text(person),
        page=page,
        defaults={
            "at": now.at,
            "sight": _as_json(now),
            "before": _as_json(before) if before else None,
        },
    )


def last(alias: str, brand: str, page: str) -> datetime | None:
    """Tell when anybody looked at a page last."""
    rows = models.Seen.objects.using(alias).filter(brand__name=brand, page=page)
    found: datetime | None = rows.aggregate(last=Max("at"))["last"]
    return found


def _as_json(one: Sight) -> dict[str, Any]:
    return {
        "at": one.at.isoformat(),
        "fits": {
            kpi: {**asdict(made), "made_at": made.made_at.isoformat()}
            for kpi, made in one.fits.items()
        },
        "clear": {
            kpi: [_plain(asdict(each)) for each in found] for kpi, found in one.clear.items()
        },
        "chances": dict(one.chances),
    }


def _plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Give plain values; JSON has no NaN, and no database keeps a NUL."""
    return {
        name: None
        if isinstance(value, float) and not math.isfinite(value)
        else clean.text(value)
        if isinstance(value, str)
        else value
        for name, value in facts.items()
    }


def _sight(said: Mapping[str, Any]) -> Sight:
    return Sight(
        at=datetime.fromisoformat(said["at"]),
        fits={
            kpi: Provenance(**{**made, "made_at": datetime.fromisoformat(made["made_at"])})
            for kpi, made in said["fits"].items()
        },
        clear={kpi: tuple(map(_estimate, found)) for kpi, found in said["clear"].items()},
        chances=said["chances"],
    )


def _estimate(said: Mapping[str, Any]) -> Estimate:
    figures = {name: math.nan for name in _FIGURES if said[name] is None}
    return Estimate(**{**said, **figures})
