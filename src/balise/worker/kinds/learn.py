"""Learn from all posts of a brand, and work out what pages show of it.

`kpis`, else engagement; `start`, `end`, `account`: what the answers are narrowed to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from balise.domain.job import Job
from balise.studying import Wanted
from balise.worker.telling import Teller
from balise.workspace import Workspace


def learn(space: Workspace, job: Job, tell: Teller) -> Mapping[str, Any]:
    """Learn each KPI, and keep the fit and the answers; a fit that is known is not made again."""
    wanted = Wanted.of(job.asked)
    kpis = tuple(job.asked.get("kpis") or (wanted.kpi,))
    for kpi in kpis:
        space.study(job.brand, replace(wanted, kpi=kpi), tell=tell)
    return {"kpis": list(kpis)}
