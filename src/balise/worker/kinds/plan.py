"""Plan what to post; optionally `weeks`, `start` (ISO 8601), `explore`, `seed`, `drafts`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from balise.domain.job import Job
from balise.words import mark
from balise.worker.learning import learn_aims
from balise.worker.telling import Teller
from balise.workspace import Workspace

PLANNING = mark("Laying out the calendar")
KEEPING = mark("Keeping the calendar")
_WEEKS = 8


def plan(space: Workspace, job: Job, tell: Teller) -> Mapping[str, Any]:
    """Learn what the objectives ask for, then make the plan and keep it.

    To lay the calendar out is one long breath: whoever calls it off meanwhile is heard at its end,
    and the plan before stays.
    """
    asked = job.asked
    strategy = space.strategy(job.brand)
    learn_aims(space, job.brand, strategy, tell)
    tell(PLANNING)
    made = space.plan(
        job.brand,
        weeks=int(asked.get("weeks") or _WEEKS),
        start=date.fromisoformat(asked["start"]) if asked.get("start") else None,
        explore=asked.get("explore"),
        seed=int(asked.get("seed") or 0),
        drafts=space.drafts_of(json.dumps(asked.get("drafts") or []), job.brand),
        before_kept=lambda: tell(KEEPING),
    )
    plans = space.store.latest_plan(job.brand)
    return {"slots": len(made.slots), "number": plans.number if plans else 0}
