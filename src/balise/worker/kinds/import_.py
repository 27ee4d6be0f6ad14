"""Bring uploaded files in: `paths`, and optionally `timezone`, `mapping`, `competitor`.

With `keep_mapping` the mapping is remembered for the next file of the same columns, once one was
read with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from balise.domain.job import Job
from balise.domain.reading import Finding, ImportReport
from balise.errors import BaliseError, Said
from balise.words import mark
from balise.worker.telling import Teller
from balise.workspace import Workspace

READING = mark("Reading the files, in KB")
_MOST_KINDS = 30


def import_(space: Workspace, job: Job, tell: Teller) -> Mapping[str, Any]:
    """Bring the files in, each whole or not at all; when it is called off, whole ones stay.

    Raises
    ------
    UploadOutsideError
        A path leads out of the folder of uploads: no job may read other files of this machine.
    """
    asked = job.asked
    files = [space.upload(path) for path in asked["paths"]]
    mapping = asked.get("mapping")
    tell(READING)
    reports = space.import_(
        files,
        brand=job.brand,
        timezone=asked.get("timezone"),
        mapping=space.upload(mapping) if mapping else None,
        competitor=asked.get("competitor"),
        gauge=lambda done, total: tell(READING, _kb(done), _kb(total)),
    )
    if mapping and asked.get("keep_mapping"):
        _remember(space, job, files[0], reports)
    return {"reports": [told(report) for report in reports]}


def _remember(space: Workspace, job: Job, file: Path, reports: Sequence[ImportReport]) -> None:
    """Keep a mapping that served: one by which nothing could be read is of no use next month.

    The posts are in, which is what was asked for: where it cannot be kept, it is asked again.
    """
    if any(report.error is not None for report in reports):
        return
    with suppress(BaliseError, OSError):
        space.remember_mapping(
            job.brand,
            file,
            space.upload(job.asked["mapping"]),
            competitor=job.asked.get("competitor") or "",
            by=job.by,
        )


def _kb(size: int) -> int:
    return -(-size // 1024)


def told(report: ImportReport) -> Mapping[str, Any]:
    """Give a report as JSON has it."""
    error = report.error
    return {
        "source": report.source,
        "format": report.format,
        "rows": report.rows,
        "posts": report.posts,
        "readings": report.readings,
        "duplicates": report.duplicates,
        "outcomes": report.outcomes,
        "findings": len(report.findings),
        "kinds": list(_kinds(report.findings)),
        "already_imported": report.already_imported,
        "error": type(error).__name__ if error else "",
        "facts": _plain(error.facts) if error else {},
        "said": _said(error.facts) if error else [],
    }


def _plain(facts: Mapping[str, object]) -> Mapping[str, str]:
    return {name: str(value) for name, value in facts.items()}


def _said(facts: Mapping[str, object]) -> Sequence[str]:
    """Name the facts that are phrases of the catalogue, to be said in the reader's language."""
    return [name for name, value in facts.items() if isinstance(value, Said)]


def _kinds(findings: Sequence[Finding]) -> Iterator[Mapping[str, Any]]:
    """Give how many findings of each kind there are, and the first of each."""
    counts = Counter(one.code for one in findings)
    first = {one.code: one for one in reversed(findings)}
    for code, n in counts.most_common(_MOST_KINDS):
        one = first[code]
        yield {
            "code": code,
            "n": n,
            "file": one.file,
            "line": one.line,
            "column": one.column,
            "message": one.message,
            "params": _plain(one.params),
            "said": _said(one.params),
            "drops_row": one.drops_row,
        }
