"""What is learnt, and how surely."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Verdict = Literal["better", "worse", "no clear difference", "not enough data"]
EvidenceLevel = Literal["randomised", "adjusted", "descriptive"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What made a result: `snapshot` is a hash of the data it was learnt from."""

    snapshot: str
    model: str
    seed: int
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """The effect of one level of a factor on the KPI.

    `multiplier` is the KPI against the account's typical post, `low` to `high` its 90 % interval,
    `n` the posts behind it. `more_posts` is how many more would settle it, `None` where settled or
    where no number of posts would. `split` is of a bundle, levels that always come together:
    how many posts with one of them alone would tell them apart; `None` where it is no bundle.
    """

    factor: str
    level: str
    scope: str
    n: int
    multiplier: float
    low: float
    high: float
    p_better: float
    verdict: Verdict
    evidence: EvidenceLevel
    more_posts: int | None = None
    split: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What an experiment found, to be used by a fit. `log_effect` with its standard deviation."""

    factor: str
    level: str
    kpi: str
    log_effect: float
    sd: float
    experiment_id: str
