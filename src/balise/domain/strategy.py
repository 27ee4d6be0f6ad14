"""A strategy as data: what is wanted by when, of whom, where, with which messages and asks.

These are the tables of `strategy.toml`, one dataclass each, with their documented defaults. What
is optional and was not written is `None`, an empty tuple or an empty text: it is not known, and
nothing is made up for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Stage = Literal["awareness", "consideration", "conversion", "loyalty"]
Aggregate = Literal["total", "rate", "level"]
STAGES: tuple[Stage, ...] = ("awareness", "consideration", "conversion", "loyalty")
AGGREGATES: tuple[Aggregate, ...] = ("total", "rate", "level")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """`[strategy]`: whose strategy it is. `language` is `fr` or `en`, `timezone` an IANA name."""

    name: str
    language: str = "en"
    timezone: str = "UTC"
    currency: str = "EUR"
    sector: str = ""
    positioning: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """What success is, with its figure and its date.

    `kpi` is a canonical metric or the name of an outcome; `value` the worth of one unit in the
    currency; `supports` names the objective that this one leads to; `audiences` names those whom
    it is for; empty: all.
    """

    name: str
    stage: Stage
    kpi: str
    aggregate: Aggregate
    target: float
    starts: date
    ends: date
    baseline: float | None = None
    priority: float = 1.0
    value: float | None = None
    supports: str = ""
    audiences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Whom it is for. `ages` are the youngest and the oldest; empty: not said."""

    name: str
    ages: tuple[int, int] | None = None
    genders: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """`[[accounts]]`: an account of the strategy, with the rhythm that it may have.

    `posts_per_week` are the least and the most; `hours` are local and half open. `audiences` names
    those it speaks to; empty: all.
    """

    network: str
    handle: str
    language: str = ""
    followers: float | None = None
    posts_per_week: tuple[int, int] = (1, 3)
    posts_per_day: int = 1
    min_gap_hours: float = 6.0
    hours: tuple[int, int] = (7, 22)
    audiences: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Name the account as posts do: `<network>:<handle>`."""
        return f"{self.network}:{self.handle}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pillar:
    """A theme that the brand is known for. `share` of n posts, `None`: free."""

    name: str
    share: float | None = None
    stage: Stage | None = None
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CallToAction:
    """What the reader is asked to do, how that is worded, and where it leads."""

    name: str
    phrases: tuple[str, ...] = ()
    stage: Stage | None = None
    url: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hashtags:
    """Tags of the brand, others to choose from, and some never to use; `#` included."""

    brand: tuple[str, ...] = ()
    pool: tuple[str, ...] = ()
    banned: tuple[str, ...] = ()
    max_per_post: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Adaptation:
    """A kind of piece that serves several networks and counts once against capacity."""

    kind: str
    networks: tuple[str, ...]
    lag_hours: float = 24.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Planning:
    """`[plan]`: share of slots kept free, and the most that learning may cost."""

    reserve: float = 0.0
    explore: float = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Money for boosts: in all, and least and most for one post."""

    total: float = 0.0
    boost_per_post: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """How the brand speaks. `emoji` is `never`, `sparingly` or `freely`."""

    tone: str = ""
    never_say: tuple[str, ...] = ()
    always_say: tuple[str, ...] = ()
    emoji: str = "sparingly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Competitor:
    """A public account to compare with."""

    name: str
    network: str
    handle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A recurring appointment, at a local hour of a weekday."""

    name: str
    weekday: str
    pillar: str = ""
    kind: str = ""
    hour: int | None = None
    networks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A stretch of days before or after an event (day 0), with its own pace and ask."""

    name: str
    from_day: int
    to_day: int
    posts_per_day: int | None = None
    cta: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A moment to lead up to, in phases."""

    name: str
    date: date
    objective: str = ""
    phases: tuple[Phase, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Blackout:
    """Local days on which nothing is published, both ends included."""

    starts: date
    ends: date
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """When the strategy is looked at: `week`, `month` or `quarter`, and on which day of it."""

    every: str = "month"
    day: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategy:
    """A whole strategy, as `strategy.toml` states it.

    `funnel` and `capacity` are empty where their table is absent: no shares asked for, no limit.
    """

    identity: Identity
    objectives: tuple[Objective, ...]
    accounts: tuple[Presence, ...]
    audiences: tuple[Audience, ...] = ()
    pillars: tuple[Pillar, ...] = ()
    calls_to_action: tuple[CallToAction, ...] = ()
    funnel: Mapping[str, float] = field(default_factory=dict)
    hashtags: Hashtags = field(default_factory=Hashtags)
    capacity: Mapping[str, float] = field(default_factory=dict)
    adaptations: tuple[Adaptation, ...] = ()
    plan: Planning = field(default_factory=Planning)
    budget: Budget = field(default_factory=Budget)
    voice: Voice = field(default_factory=Voice)
    competitors: tuple[Competitor, ...] = ()
    series: tuple[Series, ...] = ()
    events: tuple[Event, ...] = ()
    blackouts: tuple[Blackout, ...] = ()
    review: Review = field(default_factory=Review)
