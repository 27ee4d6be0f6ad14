"""What became of files, as plain values."""

from __future__ import annotations

from balise.domain.reading import Finding, ImportReport
from balise.words import Speech


def imported(report: ImportReport, tongue: Speech) -> dict[str, object]:
    """Write a report as plain values."""
    names = (
        "source", "format", "rows", "posts", "readings", "outcomes", "duplicates",
        "already_imported",
    )  # fmt: skip
    return {
        **{name: getattr(report, name) for name in names},
        "findings": [found(finding, tongue) for finding in report.findings],
        "error": tongue.error(report.error) if report.error else None,
    }


def found(finding: Finding, tongue: Speech) -> dict[str, object]:
    """Write a finding of an import as plain values."""
    names = ("file", "line", "column", "code", "drops_row")
    said = {name: getattr(finding, name) for name in names}
    return {**said, "params": dict(finding.params), "message": tongue.finding(finding)}
