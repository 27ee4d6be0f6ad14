"""The look of a brand's reports, and what is written beside their figures."""

from __future__ import annotations

from datetime import date

from balise.domain.branding import Branding, Logo
from balise.domain.remark import SECTIONS, Remark
from balise.store import clean, models


def branding(alias: str, brand: str) -> Branding:
    """Give the look of a brand, the usual one where none was kept."""
    row = models.BrandLook.objects.using(alias).filter(brand__name=brand).first()
    if row is None:
        return Branding()
    logo = Logo(data=bytes(row.logo), form=row.form, width=row.width, height=row.height)
    return Branding(name=row.name, accent=row.accent, logo=logo if row.form else None)


def keep_branding(alias: str, brand: str, given: Branding) -> None:
    """Keep the look of a brand in place of the one before."""
    owner, _ = models.Brand.objects.using(alias).get_or_create(name=brand)
    logo = given.logo or Logo(data=b"", form="", width=0, height=0)
    models.BrandLook.objects.using(alias).update_or_create(
        brand=owner,
        defaults={
            "name": clean.text(given.name),
            "accent": given.accent,
            "logo": logo.data,
            "form": logo.form,
            "width": logo.width,
            "height": logo.height,
        },
    )


def remarks(alias: str, brand: str) -> tuple[Remark, ...]:
    """Give the notes of a brand, in the order of the report."""
    rows = models.ReportNote.objects.using(alias).filter(brand__name=brand)
    found = [
        Remark(
            section=row.section,
            text=row.text,
            by=row.by,
            at=row.at,
            about=date.fromisoformat(row.about) if row.about else None,
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: (SECTIONS.index(one.section), one.at)))


def keep_remark(alias: str, brand: str, note: Remark) -> None:
    """Keep a note in place of that of the same section and period; an empty one removes it."""
    owner, _ = models.Brand.objects.using(alias).get_or_create(name=brand)
    about = note.about.isoformat() if note.about else ""
    rows = models.ReportNote.objects.using(alias)
    if not note.text.strip():
        rows.filter(brand=owner, section=note.section, about=about).delete()
        return
    said = {"text": clean.text(note.text), "by": clean.text(note.by), "at": note.at}
    rows.update_or_create(brand=owner, section=note.section, about=about, defaults=said)
