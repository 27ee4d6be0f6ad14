"""What a report says, as plain values: codes and numbers only, words come when it is rendered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, Protocol

from balise.domain.account import Account
from balise.domain.beside import Beside
from balise.domain.estimate import Estimate, EvidenceLevel, Provenance, Verdict
from balise.domain.outcome import Outcome
from balise.domain.ports import AccountDay, MeasuredPost
from balise.domain.post import Post, Precision
from balise.domain.proposal import Action
from balise.domain.reading import Finding
from balise.domain.reason import Reason
from balise.domain.shift import Shift, Watch
from balise.learn.curve import Lifetime
from balise.reference.metric_changes import MetricChange

if TYPE_CHECKING:
    from balise.report.outcomes import OutcomeAnswer

Subject = Literal["kind", "network", "cta", "hashtag", "time", "pillar"]
GrowthBasis = Literal["followers", "net_follows", "new_follows", "follows", "level", "unknown"]
Format = Literal["count", "ratio", "seconds", "currency"]


class Learnt(Protocol):
    """What a report asks of a fit."""

    def estimates(self) -> Sequence[Estimate]:
        """Give the effects."""
        ...

    def expect(self, posts: Sequence[Post]) -> Sequence[tuple[float, float]]:
        """Give mean and standard deviation of each outcome on the log scale."""
        ...

    def reasons(self, posts: Sequence[Post]) -> Sequence[Sequence[Reason]]:
        """Take the forecast of each post apart in multipliers."""
        ...

    def steady(self, posts: Sequence[Post]) -> Sequence[tuple[float, float]]:
        """Give the same at the account's lasting level, and the spread of single posts around."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """All that a report is made of.

    Parameters
    ----------
    brand, kpi
        Whose posts, and the metric they are judged by.
    posts
        Posts with their latest readings.
    fit
        What was learnt of the KPI; `None` where there were too few posts to learn from.
    accounts
        Time zone of each account; an account that is absent is told in `timezone`.
    days, outcomes, findings
        Readings of the accounts themselves, what no network sees, and what the imports found.
    lifetimes
        Half-lives of posts, from own readings or as published.
    provenance, is_made_up
        What made the fit, and whether the brand is invented.
    timezone
        IANA name of the zone of accounts that are not in `accounts`.
    """

    brand: str
    kpi: str = "engagement"
    posts: Sequence[MeasuredPost]
    fit: Learnt | None = None
    accounts: Sequence[Account] = ()
    days: Sequence[AccountDay] = ()
    outcomes: Sequence[Outcome] = ()
    findings: Sequence[Finding] = ()
    lifetimes: Sequence[Lifetime] = ()
    provenance: Provenance | None = None
    is_made_up: bool = False
    timezone: str = "UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Local days, both ends included."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """Count the days."""
        return (self.end - self.start).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the report is about.

    `posts` are publications of their own, `measured` those whose KPI is known; `set_aside` counts
    the replies and the posts of others that were repeated.
    """

    brand: str
    kpi: str
    format: Format
    adds_up: bool
    span: Span | None
    posts: int
    measured: int
    set_aside: int
    accounts: tuple[str, ...]
    networks: tuple[str, ...]
    read_at: datetime | None
    provenance: Provenance | None
    is_made_up: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of two periods: its posts, the KPI of a typical one, and the sum where it adds up."""

    span: Span
    posts: int
    typical: float | None
    total: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The KPI of a post now against the period before: a multiplier with its 90 % interval."""

    multiplier: float
    low: float
    high: float
    n: int
    n_before: int
    verdict: Verdict
    evidence: EvidenceLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A period against the one before. `young` posts were left out, `unmeasured` have no KPI.

    `raw` compares the posts as they are, `adjusted` what is left when both periods are given the
    same mix of formats, hours and themes.
    """

    now: Side
    before: Side
    raw: Change | None
    adjusted: Change | None
    young: int
    unmeasured: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PostResult:
    """One post against what was expected of it: `expected`, with 90 % of outcomes `low..high`.

    `reasons` multiply to the expectation, see `balise.report.explained.Explained`.
    """

    uid: str
    network: str
    account: str
    kind: str
    at: datetime
    precision: Precision
    excerpt: str
    url: str
    observed: float
    expected: float
    low: float
    high: float
    ratio: float
    reasons: tuple[Reason, ...] = ()

    @property
    def is_unusual(self) -> bool:
        """Tell whether the outcome lies outside its interval."""
        return not self.low <= self.observed <= self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Posts of the period, best and worst first, among `compared`; `unusual` of all lie outside."""

    best: tuple[PostResult, ...]
    worst: tuple[PostResult, ...]
    compared: int
    unusual: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What to do and the estimate it rests on.

    A test sets `estimate` against `other` (`None`: against doing without) over `posts` posts, which
    would show a difference of `minimum` or more; `minimum` is `None` where `posts` settles the
    estimate at hand. `weeks` is how long that takes at the present pace.
    """

    action: Action
    estimate: Estimate
    other: Estimate | None = None
    posts: int | None = None
    minimum: float | None = None
    weeks: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One of the questions.

    `estimates` have enough data, best first; `too_few` levels have not; `own` are effects of one
    account that differ; `leads` is what to do, empty where nothing is clear.
    """

    subject: Subject
    estimates: tuple[Estimate, ...]
    too_few: int
    own: tuple[Estimate, ...]
    leads: tuple[Decision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A cell of the week: its posts, and hour and weekday taken together (`None`: no post)."""

    weekday: str
    hour: str
    n: int
    multiplier: float | None
    low: float | None
    high: float | None
    p_better: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """How an account grew, by the best figure there is; `basis` names that figure.

    `points` are (day, figure); `first` and `last` their ends; `gained` their difference or sum.
    With the basis `level` there is only `change`, of the KPI of a post.
    """

    network: str
    account: str
    basis: GrowthBasis
    points: tuple[tuple[date, float], ...] = ()
    gained: float | None = None
    n: int = 0
    change: Change | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """An estimate that is not settled, and the weeks until it is at the pace of its posts."""

    estimate: Estimate
    weeks: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """What is not settled: the nearest to it first, and how many more there are."""

    nearest: tuple[Open, ...]
    others: int
    unmeasured: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A kind of finding of the imports, how often, and one of them."""

    finding: Finding
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A metric of the KPI was redefined while posts came out; `in_period`: while they compare."""

    change: MetricChange
    in_period: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The whole report, to be rendered in any language and form.

    `watches` hold every shift of a level, `alerts` those that were noticed in the two periods.
    `beside` is what other brands of the installation say of the kinds; None: not allowed.
    """

    head: Head
    changed: Changed | None
    ranking: Ranking
    decisions: tuple[Decision, ...]
    questions: tuple[Question, ...]
    week: tuple[Moment, ...]
    growth: tuple[Growth, ...]
    unknown: Unknown
    findings: tuple[Told, ...]
    outcomes: tuple[OutcomeAnswer, ...] = ()
    watches: tuple[Watch, ...] = ()
    alerts: tuple[Shift, ...] = ()
    breaks: tuple[Break, ...] = ()
    lifetimes: tuple[Lifetime, ...] = ()
    beside: Beside | None = None
