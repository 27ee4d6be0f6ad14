"""What is known before the first question, and what was answered by the last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from balise.domain.strategy import CallToAction, Competitor, Presence
from balise.strategy.responses import Own

WEEKS = 12
"""The usual length of a strategy: long enough to learn from, short enough to be changed."""
HOURS = 8.0
"""Hours a week for the networks where nothing was said: a working day. Ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """What is known before anything is asked: where nothing was imported, nothing.

    Parameters
    ----------
    name, timezone, currency
        Of the organisation; empty: not known.
    accounts
        The accounts that there are, with their followers where these are known.
    per_week
        Posts a week of late, by account (`network:handle`).
    baselines
        What a KPI got a week of late.
    hashtags
        Tags of the brand, with their #.
    asks, themes
        Calls to action that own posts made, with their words; groups of own posts, by their words.
    per_week_hours
        Hours a week that what was published of late takes, by our hours a piece; 0: not known.
    own
        What own posts got: it outweighs published rates.
    followers
        Latest reading of each account's audience, as `rank_networks` takes it.
    posts
        How many posts all of this rests on.
    told
        Sentences of the audit, in the user's language, to be shown before the first question.
    """

    name: str = ""
    timezone: str = ""
    currency: str = ""
    accounts: tuple[Presence, ...] = ()
    per_week: Mapping[str, float] = field(default_factory=dict)
    baselines: Mapping[str, float] = field(default_factory=dict)
    hashtags: tuple[str, ...] = ()
    asks: tuple[CallToAction, ...] = ()
    themes: tuple[str, ...] = ()
    per_week_hours: float = 0.0
    own: Own = None
    followers: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    posts: int = 0
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """An account as it was answered: `None` is not known, an empty handle one to be opened."""

    network: str
    handle: str = ""
    followers: float | None = None
    per_week: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """All that the interview asks. What is empty was not asked yet.

    Parameters
    ----------
    language, made
        Language of the strategy, and the day on which it is made.
    starter, name, want, kpi
        What it is, how it is called, what it wants, and what that is measured by.
    target, starts, ends, baseline
        The figure, and the same figure over the same time before.
    people, ages, countries
        Whom it is for; `people` empty: those of the starter.
    hours
        A week, for all networks.
    accounts, pillars
        The networks that are kept, best first, and the pillars.
    tone, hashtags, competitors
        How it speaks, its own tags, and whom it is compared with.
    timezone, currency, url, code
        What no question asks: options, or what the computer tells.
    said
        Names of the questions that were answered; the others were left as proposed.
    """

    language: str
    made: date
    starter: str = ""
    name: str = ""
    want: str = ""
    kpi: str = ""
    target: float = 0.0
    starts: date
    ends: date
    baseline: float | None = None
    people: str = ""
    ages: tuple[int, int] | None = None
    countries: tuple[str, ...] = ()
    hours: float = HOURS
    accounts: tuple[Holding, ...] = ()
    pillars: tuple[str, ...] = ()
    tone: str = ""
    hashtags: tuple[str, ...] = ()
    competitors: tuple[Competitor, ...] = ()
    timezone: str = ""
    currency: str = ""
    url: str = ""
    code: str = ""
    said: frozenset[str] = frozenset()

    @property
    def weeks(self) -> float:
        """Its length in weeks."""
        return ((self.ends - self.starts).days + 1) / 7

    @classmethod
    def begun(cls, *, language: str, today: date, starts: date | None = None) -> Answers:
        """Begin an interview: the strategy starts on the next Monday, where nothing else is said.

        Examples
        --------
        >>> one = Answers.begun(language="en", today=date(2026, 11, 26))
        >>> one.starts, one.ends, one.weeks
        (datetime.date(2026, 11, 30), datetime.date(2027, 2, 21), 12.0)
        """
        first = starts or today + timedelta(days=-today.weekday() % 7 or 7)
        last = first + timedelta(weeks=WEEKS, days=-1)
        return cls(language=language, made=today, starts=first, ends=last)
