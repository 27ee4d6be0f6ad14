"""Tell anew where the objectives of the last plan stand, after figures came in or posts moved."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from balise.domain.job import Job
from balise.errors import StrategyError, StrategyMissingError
from balise.words import mark
from balise.worker.learning import learn_aims
from balise.worker.telling import Teller
from balise.workspace import Workspace

FORETELLING = mark("Telling the chances anew")


def foretell(space: Workspace, job: Job, tell: Teller) -> Mapping[str, Any]:
    """Learn what the objectives ask for, then tell where each stands."""
    with suppress(StrategyMissingError, StrategyError):  # nothing is told of no objective
        learn_aims(space, job.brand, space.strategy(job.brand), tell)
    tell(FORETELLING)
    made = space.foretell(job.brand)
    return {"objectives": len(made.outlooks) if made else 0}
