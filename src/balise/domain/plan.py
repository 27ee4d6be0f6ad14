"""What is going to be published, with what it should bring, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from balise.domain.estimate import Provenance
from balise.domain.reason import Reason

State = Literal["planned", "approved", "published", "skipped"]
Touch = Literal["", "moved", "rewritten", "skipped"]
Course = Literal["reached", "on course", "behind", "missed", "cannot tell"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """What a post should bring of another KPI, where that of its objective cannot be told."""

    kpi: str
    q05: float
    q50: float
    q95: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One planned post.

    Parameters
    ----------
    slot_id, content_id
        Its name, and that of the piece it is made of: copies of one piece on several networks
        share it, and it counts once against the team's capacity.
    account
        The handle; `account_id` is `<network>:<handle>`.
    publish_at, timezone
        When, in UTC, and the zone in which it is told.
    stage
        The stage of the funnel that it serves.
    objective, audience
        What and whom it serves most.
    series, event, phase
        The recurring appointment, or the event and the phase before it, that it belongs to.
    draft
        The user's own draft that stands here.
    q05, q50, q95
        The result of the post in the unit of the objective's KPI; NaN where it cannot be told.
    stand_in
        What can be told instead, where they cannot.
    boost
        Money to be put behind it, in the strategy's currency.
    propensity
        The chance with which it was drawn as it is; 1 where it was not drawn.
    draw_id
        The draw that it was in; empty where there was none.
    touch
        What a person did to it after the draw; from then on it is no longer randomised.
    reason, grounds
        Why, in one sentence of the strategy's language, and the multipliers behind it.
    """

    slot_id: str
    content_id: str
    network: str
    account: str
    publish_at: datetime
    timezone: str = "UTC"
    kind: str
    pillar: str = ""
    stage: str = ""
    cta: str = ""
    hashtags: tuple[str, ...] = ()
    objective: str = ""
    audience: str = ""
    series: str = ""
    event: str = ""
    phase: str = ""
    draft: str = ""
    q05: float = math.nan
    q50: float = math.nan
    q95: float = math.nan
    stand_in: StandIn | None = None
    boost: float = 0.0
    propensity: float = 1.0
    draw_id: str = ""
    state: State = "planned"
    touch: Touch = ""
    reason: str = ""
    grounds: tuple[Reason, ...] = ()
    experiment_id: str = ""
    arm: str = ""

    @property
    def account_id(self) -> str:
        """Name the account as posts and strategies do: `<network>:<handle>`."""
        return f"{self.network}:{self.account}"

    @property
    def local_at(self) -> datetime:
        """When, on the clock of its zone."""
        return self.publish_at.astimezone(ZoneInfo(self.timezone))

    @property
    def is_randomised(self) -> bool:
        """Whether chance alone made it what it is, with a logged probability below 1."""
        return self.propensity < 1 and not self.touch and self.state != "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """One change of one slot: `aspect` is `kind`, `cta` or `hour` (local, `HH` on its day)."""

    slot_id: str
    aspect: Literal["kind", "cta", "hour"]
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One way that an account's week could be: no swap is the plan as it was solved.

    `value` is the expected result of the week in the units of the plan's weights, `chance` the
    probability with which it was drawn.
    """

    swaps: tuple[Swap, ...]
    value: float
    chance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """The lot that was drawn for an account's week: the whole set, its chances, and the outcome.

    `account` is `<network>:<handle>`, `week` its first local day. The first of `exchanges` is the
    week as it was solved, `chosen` the place of the one that came out. `explore` is e in
    (1 - e) softmax(value / temperature) + e / m. `cost` is what drawing costs in expectation, the
    sum of chance x (solved value - value), a share of the solved week's value; below 0 where an
    exchange is better than what was solved.
    """

    draw_id: str
    account: str
    week: date
    explore: float
    temperature: float
    exchanges: tuple[Exchange, ...]
    chosen: int
    cost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Where an objective will stand at the end of a day."""

    day: date
    q05: float
    q50: float
    q95: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing that would bring an objective to an even chance, or as near as it goes.

    `way` says what is changed, `what` names it (a kind, a network), `amount` how much of it (posts
    a week, a share of the posts, money), `p_reached` the chance then.
    """

    way: Literal["posts", "format", "network", "budget", "target"]
    what: str = ""
    amount: float
    p_reached: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """Where an objective will stand at its date; `p_reached` is NaN where it cannot be told.

    Parameters
    ----------
    published
        What posts before the plan brought already, counted in all quantiles.
    course
        In a word; `cannot tell` says why in `lack`.
    curve
        Day by day, of what has been reached by then; of a level or rate, the figure on that day.
    milestones
        Those days of the curve that end a month, and the last.
    needs
        What it would take, where the chance is below one half.
    """

    objective: str
    kpi: str = ""
    target: float
    q05: float
    q50: float
    q95: float
    p_reached: float
    starts: date | None = None
    ends: date | None = None
    published: float = 0.0
    course: Course = "cannot tell"
    lack: str = ""
    curve: tuple[Point, ...] = ()
    milestones: tuple[Point, ...] = ()
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDate:
    """A day worth a thought, proposed and never imposed: a public holiday or a moment of trade."""

    day: date
    name: str
    kind: Literal["holiday", "moment"]
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """A wish that the plan could not meet whole: a phase's pace, a draft without a place.

    `code` names it (`phase-pace`, `draft-unplaced`), `what` says of which, `missing` how much.
    """

    code: Literal["phase-pace", "draft-unplaced"]
    what: str
    day: date | None = None
    missing: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDraft:
    """A post that the user has ready, to be placed between two local days (both included)."""

    draft_id: str
    network: str
    account: str
    kind: str
    earliest: date | None = None
    latest: date | None = None
    pillar: str = ""
    cta: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A calendar, how near the optimum it is proven to be, and what it promises.

    Parameters
    ----------
    starts, weeks
        The first local day, and how many stretches of seven days.
    slots
        In order of time.
    value, bound
        What the solved plan is expected to bring in the units of the weights, and what no plan
        can exceed in the model that was solved; `optimality_gap` is what may be missing there. The
        model counts pillars and asks at a mean value, so `value` may lie a little above `bound`.
    cost
        What drawing costs in expectation, a share of `value`.
    free
        Posts that were kept free for the unexpected, by week from 0.
    prior
        Whether nothing was learnt yet and published figures alone were used.
    """

    slots: tuple[Slot, ...]
    objectives: tuple[Outlook, ...]
    optimality_gap: float
    violations: tuple[str, ...]
    strategy_hash: str
    provenance: Provenance
    starts: date | None = None
    weeks: int = 0
    value: float = 0.0
    bound: float = 0.0
    cost: float = 0.0
    draws: tuple[Draw, ...] = ()
    free: Mapping[int, int] = field(default_factory=dict)
    key_dates: tuple[KeyDate, ...] = ()
    shortfalls: tuple[Shortfall, ...] = ()
    prior: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A post that stands, seen by a planner: what counts against paces, gaps and capacity.

    `account` is `<network>:<handle>`; copies of one piece share `piece`.
    """

    account: str
    kind: str
    published_at: datetime
    piece: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """One place where a plan does not keep a rule of its strategy.

    `rule` is its code (`balise.words.plan_breaches.BREACHES` holds the sentences), `what` names the
    slot, account, pillar, series or draft, `day` is the local day, or the first of the week.
    """

    rule: str
    what: str = ""
    day: date | None = None
    params: Mapping[str, str | float | date] = field(default_factory=dict)
