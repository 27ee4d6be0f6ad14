"""Sum up the posts of a brand whose owner lets its sums be compared with those of others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from balise.domain.job import Job
from balise.words import mark
from balise.worker.telling import Teller
from balise.workspace import Workspace

SUMMING = mark("Summing up the posts")


def beside(space: Workspace, job: Job, tell: Teller) -> Mapping[str, Any]:
    """Sum up; nothing is kept where the permission was taken back meanwhile."""
    tell(SUMMING)
    space.renew_beside(job.brand)
    return {"sums": len(space.beside_own(job.brand))}
