"""What became of a plan, and what a strategy should learn from it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from balise.domain.estimate import EvidenceLevel
from balise.domain.plan import Slot
from balise.domain.proposal import Proposal

Fate = Literal["posted", "moved", "changed", "missed", "to come"]
OUT: frozenset[Fate] = frozenset({"posted", "moved", "changed"})
"""What became of a post that came out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fulfilment:
    """A slot and the post that answers to it; `post_uid` is empty where there is none.

    `actual` is its result at equal age, in the unit of the slot's KPI; `low` to `high` is what age
    leaves open (the same three where it is mature, NaN where there is no figure). `pit` is where it
    fell in its forecast, 0 to 1; NaN where either is not known. `kpi` is what it was judged by
    where that is not the KPI of the slot's objective.
    """

    slot: Slot
    fate: Fate
    post_uid: str = ""
    published_at: datetime | None = None
    actual: float = math.nan
    low: float = math.nan
    high: float = math.nan
    pit: float = math.nan
    kpi: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OffPlan:
    """A post that no slot had asked for, against what was to be expected of it (log ratio)."""

    post_uid: str
    account: str
    published_at: datetime
    kind: str
    actual: float
    expected: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Execution:
    """A plan against what was done.

    `ratio` is actual over expected of posts on plan (geometric mean, 90 % interval), `off_ratio`
    that of posts off plan; NaN where there are fewer than five.
    """

    starts: date
    ends: date
    fulfilments: tuple[Fulfilment, ...]
    off_plan: tuple[OffPlan, ...]
    ratio: tuple[float, float, float]
    off_ratio: tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Where results fell in their forecasts: counts of ten equal bins of the PIT.

    `kept90` is the share within the 90 % intervals with its own interval `low` to `high`; `p` is of
    a test that the PIT is uniform; `verdict` says `kept`, `too sure`, `too unsure`, `too high`,
    `too low` or `cannot tell`.
    """

    n: int
    bins: tuple[int, ...]
    kept90: float
    low: float
    high: float
    p: float
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """One thing that the strategy takes to be so, and what posts say of it.

    `topic` is `network`, `kind`, `hour`, `pillar`, `cta`, `hashtag` or `pace`. The proposal holds
    the evidence, its interval and the expected gain, a share of `kpi`. `touched` is the share of
    the posts that a change would make otherwise; NaN where it is not known. `lack` says why nothing
    is asked although something might be expected (`balise.words.beliefs` says it in words).
    """

    topic: str
    level: str
    scope: str
    proposal: Proposal
    kpi: str = ""
    touched: float = math.nan
    lack: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was said to a proposal, kept so that it can be followed up."""

    decision_id: str
    decided_at: datetime
    accepted: bool
    by: str
    proposal: Proposal
    strategy_number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """Whether an accepted change paid: results since against before, at equal age.

    `ratio` is since over before with its 90 % interval; NaN and `cannot tell` where there are too
    few posts. `evidence` is `randomised` only where all posts counted were drawn.
    """

    decision: Decision
    n_before: int
    n_since: int
    ratio: tuple[float, float, float]
    evidence: EvidenceLevel
    verdict: Literal["paid", "did not pay", "no clear difference", "cannot tell"]
    more_posts: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyValue:
    """What a changed plan would have brought, from logged chances.

    Self-normalised importance weighting over account weeks: `value` is their result over what the
    solved plan was expected to bring, in the mean, with its 90 % interval; `baseline` is that of
    the plan as it was drawn; `n` counts the weeks that were left as drawn and have a result. `ess`
    is the effective sample size; below 30 `value`, `low` and `high` are NaN and nothing is claimed,
    nor where `outside` is above 0: the share of what the changed plan does that the log never
    could have done.
    """

    value: float
    low: float
    high: float
    baseline: float
    n: int
    ess: float
    outside: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Refinement:
    """All that a look back finds, in the order in which it is told."""

    execution: Execution
    calibration: Calibration
    beliefs: Sequence[Belief]
    follow_ups: tuple[FollowUp, ...] = ()
    policy: PolicyValue | None = None
