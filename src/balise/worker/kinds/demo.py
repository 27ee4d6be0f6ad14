"""Make the made-up brand: `language`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from balise.domain.job import Job
from balise.worker.kinds.foretell import foretell
from balise.worker.telling import Teller
from balise.workspace import Workspace


def demo(space: Workspace, job: Job, tell: Teller) -> Mapping[str, Any]:
    """Make it from the beginning; what is there of it already is known again."""
    language = str(job.asked.get("language") or "en")
    brand = space.show_made_up(language=language, tell=tell)
    foretell(space, replace(job, brand=brand), tell)
    return {"brand": brand}
