"""A look back at the period that ended last: what changed, what stood out, what was kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from balise.domain.estimate import EvidenceLevel, Verdict
from balise.domain.post import Precision
from balise.domain.refinement import Belief, Calibration, Decision, Execution, FollowUp

Interval = tuple[float, float, float]
"""A middle with its 90 % interval; NaN where it cannot be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Local days, both ends included."""

    starts: date
    ends: date

    @property
    def days(self) -> int:
        """Count the days.

        Examples
        --------
        >>> Stretch(starts=date(2026, 10, 1), ends=date(2026, 10, 31)).days
        31
        """
        return (self.ends - self.starts).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """The result of a post in a period over that in the one before, at equal age.

    `account` is `<network>:<handle>`, empty for all. `raw` compares the posts as they are, `ratio`
    what each brought beyond what its format, hour and words let expect: where only the first moved,
    other posts were published, and posts did no better. `n` and `n_before` are posts whose result
    can be told. `verdict` is of `ratio`; over many accounts the share of false ones is controlled.
    """

    account: str = ""
    n: int
    n_before: int
    raw: Interval
    ratio: Interval
    verdict: Verdict
    evidence: EvidenceLevel = "adjusted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One post against what was expected of it.

    `at` is its local time, `actual` its result at equal age with `low` to `high` of what age leaves
    open, `expected` what was to be expected of it. `ratio` is the one over the other less what
    chance alone adds, `score` the same in standard deviations.
    """

    post_uid: str
    account: str
    kind: str
    at: datetime
    precision: Precision
    text: str
    url: str
    actual: float
    low: float
    high: float
    expected: float
    ratio: float
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """All that is told when a strategy is looked at.

    `now` is the period that ended last before `made_at`, `before` the one before it. `movements`
    begin with that of all accounts. `best` and `worst` are of `compared` posts, each above or below
    what was expected of it. `decisions` are those of the period and those still followed up;
    `questions` what cannot be told yet, the nearest to it first.
    """

    brand: str
    kpi: str
    every: str
    now: Stretch
    before: Stretch
    made_at: datetime
    timezone: str
    movements: tuple[Movement, ...]
    best: tuple[Standing, ...]
    worst: tuple[Standing, ...]
    compared: int
    execution: Execution
    calibration: Calibration
    decisions: tuple[Decision, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    questions: tuple[Belief, ...] = ()
    is_made_up: bool = False
