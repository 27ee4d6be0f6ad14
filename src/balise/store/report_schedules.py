"""Schedules of reports, and who makes the one that is due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from balise.domain.report_schedule import ReportSchedule
from balise.errors import RecordNotFoundError, Said
from balise.store import clean, models
from balise.words import mark

LAPSES = timedelta(minutes=30)
"""A claim older than this was left by a process that died."""
_ASKED = ("every", "day", "hour", "form", "language", "kpi", "is_on", "by", "made_at")


def every(alias: str, brand: str | None = None) -> tuple[ReportSchedule, ...]:
    """Give the schedules of a brand, or of all."""
    rows = models.ReportPlan.objects.using(alias).select_related("brand")
    mine = rows if brand is None else rows.filter(brand__name=brand)
    return tuple(_schedule(row) for row in mine.order_by("id"))


def keep(alias: str, schedule: ReportSchedule) -> ReportSchedule:
    """Keep a new schedule, or a known one as it is now; what was made for it stays."""
    owner, _ = models.Brand.objects.using(alias).get_or_create(name=schedule.brand)
    said = {name: getattr(schedule, name) for name in _ASKED}
    said |= {"kpi": clean.text(schedule.kpi), "by": clean.text(schedule.by)}
    if schedule.id:
        row = _row(alias, schedule.brand, schedule.id)
        models.ReportPlan.objects.using(alias).filter(pk=row.pk).update(**said)
        return _schedule(_row(alias, schedule.brand, schedule.id))
    return _schedule(models.ReportPlan.objects.using(alias).create(brand=owner, **said))


def forget(alias: str, brand: str, id_: int) -> None:
    """Remove a schedule."""
    _row(alias, brand, id_).delete()


def claim(alias: str, id_: int, day: date, now: datetime) -> bool:
    """Take on the report of a day: one statement, which changes one row or none."""
    is_open = Q(last__isnull=True) | Q(last__lt=day)
    is_free = Q(claimed_at__isnull=True) | Q(claimed__lt=day) | Q(claimed_at__lt=now - LAPSES)
    rows = models.ReportPlan.objects.using(alias).filter(is_open, is_free, pk=id_, is_on=True)
    return rows.update(claimed=day, claimed_at=now) == 1


def settle(alias: str, id_: int, day: date, error: str, facts: Mapping[str, str]) -> None:
    """Note that the report of a day was made, or why it could not be."""
    said = {clean.text(name): clean.text(str(value)) for name, value in facts.items()}
    models.ReportPlan.objects.using(alias).filter(pk=id_).update(
        last=day, claimed_at=None, error=error, facts=said
    )


def _row(alias: str, brand: str, id_: int) -> Any:
    rows = models.ReportPlan.objects.using(alias).select_related("brand")
    found = rows.filter(brand__name=brand, pk=id_).first()
    if found is None:
        known = ", ".join(str(one.id) for one in every(alias, brand)) or "-"
        raise RecordNotFoundError(what=Said(mark("schedule")), name=id_, known=known)
    return found


def _schedule(row: Any) -> ReportSchedule:
    facts = {name: getattr(row, name) for name in (*_ASKED, "last", "error", "facts")}
    return ReportSchedule(id=row.pk, brand=row.brand.name, **facts)
