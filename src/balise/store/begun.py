"""Brands that were begun and came to nothing: work was asked for, and nothing is kept of it."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from balise.store import models

OPEN = ("waiting", "running")
"""States of a job of which something may come yet."""


def forget(alias: str, before: datetime) -> None:
    """Remove such brands, once all of their jobs ended before a moment."""
    jobs = models.Job.objects.using(alias).filter(brand=OuterRef("pk"))
    late = jobs.filter(ended_at__isnull=True) | jobs.filter(ended_at__gte=before)
    imports = models.Import.objects.using(alias).filter(brand=OuterRef("pk"))
    versions = models.StrategyVersion.objects.using(alias).filter(brand=OuterRef("pk"))
    found = models.Brand.objects.using(alias).filter(
        Exists(jobs), ~Exists(late), ~Exists(imports), ~Exists(versions)
    )
    for brand in list(found):
        # somebody may ask for work in this very moment
        with suppress(IntegrityError), transaction.atomic(using=alias):
            if not _holds(alias, brand):
                models.Job.objects.using(alias).filter(brand=brand, ended_at__lt=before).delete()
                brand.delete(using=alias)


def _holds(alias: str, brand: models.Brand) -> bool:
    """Tell whether anything but jobs is kept of a brand."""
    every: Any = models.Brand._meta.related_objects  # noqa: SLF001 - Django documents it
    kept = ((one.related_model, one.field.name) for one in every)
    return any(
        table.objects.using(alias).filter(**{name: brand}).exists()
        for table, name in kept
        if table is not models.Job
    )
