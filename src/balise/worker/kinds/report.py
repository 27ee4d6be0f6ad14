"""Make a report and keep it: `form`, `language`, `kpi`, optionally `start`, `end`, `parts`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from balise.domain.job import Job
from balise.domain.kept_report import PARTS, ReportAsked
from balise.words import mark
from balise.worker.telling import Teller
from balise.workspace import Workspace

MAKING = mark("Working out the figures and writing the report")


def report(space: Workspace, job: Job, tell: Teller) -> Mapping[str, Any]:
    """Make the report, learning first what is not learnt yet."""
    asked = job.asked
    tell(MAKING)
    wanted = ReportAsked(
        form=str(asked.get("form") or "html"),
        language=str(asked.get("language") or "en"),
        kpi=str(asked.get("kpi") or "engagement"),
        start=_day(asked.get("start")),
        end=_day(asked.get("end")),
        parts=_parts(asked.get("parts")),
    )
    made = space.make_report(job.brand, wanted, by=job.by)
    return {"report": made.id, "file": made.file_name}


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def _parts(said: str | None) -> tuple[str, ...]:
    """Read which parts are wanted: all where nothing is said, none where nothing is named."""
    return PARTS if said is None else tuple(one for one in PARTS if one in said.split(","))
