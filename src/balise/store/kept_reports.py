"""Reports as they were made, and the links by which others see one of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from balise.domain.estimate import Provenance
from balise.domain.kept_report import KeptReport, ReportFile, Share
from balise.errors import RecordNotFoundError, Said
from balise.store import clean, models
from balise.words import mark


def keep(alias: str, report: KeptReport, content: bytes) -> KeptReport:
    """Keep a report; of a schedule and day the one that is there already is given."""
    owner, _ = models.Brand.objects.using(alias).get_or_create(name=report.brand)
    rows = models.ReportKept.objects.using(alias)
    try:
        with transaction.atomic(using=alias):
            row = rows.create(brand=owner, content=content, **_facts(report))
    except IntegrityError:
        row = rows.get(schedule=report.schedule, day=report.day)
    return _report(row, report.brand)


def every(alias: str, brand: str) -> tuple[KeptReport, ...]:
    """Give the reports of a brand, newest first, without their bytes."""
    rows = models.ReportKept.objects.using(alias).filter(brand__name=brand).defer("content")
    return tuple(_report(row, brand) for row in rows.order_by("-made_at", "-id"))


def file(alias: str, brand: str, id_: int) -> ReportFile:
    """Give a report and its bytes."""
    row = _row(alias, brand, id_)
    return ReportFile(report=_report(row, brand), content=bytes(row.content))


def forget(alias: str, brand: str, id_: int) -> None:
    """Remove a report and the links to it."""
    _row(alias, brand, id_).delete()


def keep_share(alias: str, share: Share, digest: str) -> Share:
    """Keep a link to a report that is kept."""
    row = models.ReportShare.objects.using(alias).create(
        report=_row(alias, share.brand, share.report.id),
        digest=digest,
        made_at=share.made_at,
        until=share.until,
        by=clean.text(share.by),
    )
    return _share(row, share.brand)


def shares(alias: str, brand: str) -> tuple[Share, ...]:
    """Give the links of a brand, newest first."""
    rows = _links(alias).filter(report__brand__name=brand).defer("report__content")
    return tuple(_share(row, brand) for row in rows.order_by("-made_at", "-id"))


def follow(alias: str, digest: str, now: datetime) -> Share | None:
    """Give what an open link leads to, and count that it was followed.

    The count is taken by the very statement that sees whether it is open.
    """
    is_open = models.ReportShare.objects.using(alias).filter(
        digest=digest, revoked_at__isnull=True, until__gt=now
    )
    if not is_open.update(views=F("views") + 1, seen_at=now):
        return None
    row = _links(alias).filter(digest=digest).first()
    if row is None:
        return None
    return _share(row, row.report.brand.name, bytes(row.report.content))


def end(alias: str, brand: str, id_: int, at: datetime) -> Share:
    """End a link; one that was ended before keeps its moment."""
    mine = models.ReportShare.objects.using(alias).filter(pk=id_, report__brand__name=brand)
    mine.filter(revoked_at__isnull=True).update(revoked_at=at)
    row = _links(alias).filter(pk=id_, report__brand__name=brand).defer("report__content").first()
    if row is None:
        raise RecordNotFoundError(
            what=Said(mark("link")), name=id_, known=_known(shares(alias, brand))
        )
    return _share(row, brand)


def _links(alias: str) -> Any:
    return models.ReportShare.objects.using(alias).select_related("report__brand")


def _row(alias: str, brand: str, id_: int) -> Any:
    found = models.ReportKept.objects.using(alias).filter(brand__name=brand, pk=id_).first()
    if found is None:
        known = _known(every(alias, brand))
        raise RecordNotFoundError(what=Said(mark("report")), name=id_, known=known)
    return found


def _known(found: tuple[KeptReport, ...] | tuple[Share, ...]) -> str:
    return ", ".join(str(one.id) for one in found[:5]) or "-"


def _facts(report: KeptReport) -> dict[str, Any]:
    made = report.provenance
    return {
        "form": report.form,
        "language": report.language,
        "kpi": clean.text(report.kpi),
        "start": report.start,
        "end": report.end,
        "made_at": report.made_at,
        "by": clean.text(report.by),
        "digest": report.digest,
        "size": report.size,
        "made": {
            "snapshot": made.snapshot,
            "model": made.model,
            "seed": made.seed,
            "made_at": made.made_at.isoformat(),
        }
        if made
        else {},
        "is_made_up": report.is_made_up,
        "schedule": report.schedule,
        "day": report.day,
    }


def _report(row: Any, brand: str) -> KeptReport:
    names = ("form", "language", "kpi", "start", "end", "made_at", "by", "digest", "size")
    more = ("is_made_up", "schedule", "day")
    facts = {name: getattr(row, name) for name in (*names, *more)}
    return KeptReport(id=row.pk, brand=brand, provenance=_provenance(row.made), **facts)


def _provenance(made: dict[str, Any]) -> Provenance | None:
    if not made:
        return None
    return Provenance(**{**made, "made_at": datetime.fromisoformat(made["made_at"])})


def _share(row: Any, brand: str, content: bytes = b"") -> Share:
    names = ("made_at", "until", "by", "revoked_at", "views", "seen_at")
    facts = {name: getattr(row, name) for name in names}
    report = _report(row.report, brand)
    return Share(id=row.pk, brand=brand, report=report, content=content, **facts)
