"""What became of the files."""

from __future__ import annotations

from balise.domain.reading import Finding, ImportReport
from balise.store import models

_FINDING = ("file", "line", "column", "code", "message", "params", "drops_row")


def report(alias: str, found: models.Import, *, already_imported: bool = False) -> ImportReport:
    """Give the report of an import."""
    return ImportReport(
        source=found.source,
        format=found.format,
        rows=found.rows,
        posts=found.posts,
        readings=found.readings,
        duplicates=found.duplicates,
        outcomes=found.outcomes,
        findings=findings(alias, (found.pk,)),
        already_imported=already_imported,
    )


def nothing(source: str, format_: str) -> ImportReport:
    """Give the report of a file that brought nothing."""
    return ImportReport(source=source, format=format_, rows=0, posts=0, readings=0, duplicates=0)


def findings(alias: str, origins: tuple[int, ...]) -> tuple[Finding, ...]:
    """Give what some imports found, in the order in which they found it."""
    rows = models.StoredFinding.objects.using(alias).filter(origin_id__in=origins)
    return tuple(Finding(**row) for row in rows.order_by("origin_id", "id").values(*_FINDING))
