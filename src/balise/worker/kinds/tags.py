"""Propose what each of many posts is about, in one `field`, for those who will confirm it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from balise.domain.job import Job
from balise.domain.tag import TAG_FIELDS, Field
from balise.words import mark
from balise.worker.telling import Teller
from balise.workspace import Workspace

PROPOSING = mark("Reading what the posts say")


def tags(space: Workspace, job: Job, tell: Teller) -> Mapping[str, Any]:
    """Propose, and keep the proposals."""
    asked = job.asked.get("field")
    field = cast("Field", asked if asked in TAG_FIELDS else TAG_FIELDS[0])
    tell(PROPOSING)
    found = space.suggest_tags(job.brand, field)
    return {"proposed": len(found.proposals)}
