"""What to change in a strategy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from balise.domain.estimate import Estimate

Action = Literal["keep", "stop", "change", "test"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One change, the estimate it rests on and what it should gain (a share of the KPI).

    `path` names the place in the strategy (`kinds.short_video`); `before` and `after` its values.
    """

    path: str
    action: Action
    before: str
    after: str
    estimate: Estimate
    expected_gain: float
