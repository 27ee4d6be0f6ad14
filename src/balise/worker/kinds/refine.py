"""Look back at the plan of a brand, and keep what was found for the pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from balise.domain.job import Job
from balise.worker.telling import Teller
from balise.workspace import Workspace


def refine(space: Workspace, job: Job, tell: Teller) -> Mapping[str, Any]:
    """Hold every post against what was expected of it."""
    found = space.look_back(job.brand, now=datetime.now(UTC), tell=tell)
    return {"mark": found.mark, "beliefs": len(found.found.beliefs)}
