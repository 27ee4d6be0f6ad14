"""What needs a hand, and where it is mended."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import Literal

from balise.domain.team import Right

Code = Literal[
    "job-failed", "strategy-broken", "asked", "back", "approve-now", "approve", "write",
    "missed", "behind",
    "target-missed", "untold", "rows-lost", "doubts", "stale", "review", "no-strategy", "no-data",
    "no-plan", "plan-ends", "plan-older", "figures-newer", "unlearnt",
]  # fmt: skip
Place = Literal[
    "calendar", "strategy", "import", "findings", "refine", "refine-review", "insights",
    "report",
]  # fmt: skip
Urgency = Literal[1, 2, 3]
"""1: now; 2: this week; 3: when there is time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """One thing to do for a brand.

    Parameters
    ----------
    place
        The page on which it is mended.
    needs
        The right without which nobody can mend it.
    n, what, day, p
        How many, which one, until or since when, and how likely, where that is told.
    """

    code: Code
    urgency: Urgency
    place: Place
    needs: Right
    n: int = 0
    what: str = ""
    day: date | None = None
    p: float = math.nan
