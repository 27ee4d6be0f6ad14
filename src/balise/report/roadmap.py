"""A strategy on one page: what is wanted, of whom, where, with what, how often, and what is open.

Pure: a strategy, the ranking of its networks and what else is known make a `Roadmap`; its sentences
are made by `roadmap_words`, its forms by `roadmap_html` and `roadmap_pdf`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from balise.domain.brief import blanks
from balise.domain.kpi import Kpi
from balise.domain.ranking import Ranked, Ranking
from balise.domain.strategy import Objective, Presence, Strategy
from balise.strategy.expect import Expected, events_to_tell, expected, posts_to_tell
from balise.strategy.first_weeks import Suggestion, first_weeks
from balise.strategy.rhythm import posts
from balise.strategy.starter import Idea

SHOWN = 5
"""Networks shown at least, those with an account always."""
IDEAS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a road map knows besides the strategy and the ranking.

    Parameters
    ----------
    made
        The day on which it is made.
    ideas
        What could be posted, the first to make first.
    measure, misses
        How success is counted that no network sees, and what that does not see.
    per_week
        Posts a week of late, by account.
    own_posts
        How many posts of one's own the ranking rests on.
    guessed
        Accounts whose handle is a guess.
    file
        Name of the file of the strategy.
    is_made_up
        Whether all of it is invented, and is labelled so.
    """

    made: date
    ideas: tuple[Idea, ...] = ()
    measure: str = ""
    misses: str = ""
    per_week: Mapping[str, float] = field(default_factory=dict)
    own_posts: int = 0
    guessed: tuple[str, ...] = ()
    file: str = "strategy.toml"
    is_made_up: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """How often an account posts: by kind, in all, and of late (`None`: not known)."""

    account: Presence
    kinds: Mapping[str, float]
    total: float
    now: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Roadmap:
    """A strategy made ready to be told.

    Parameters
    ----------
    aims
        The main objective, then the others by stage.
    weeks, per_week, per_post
        Length, and what the main objective asks of a week and of a post; NaN where it is no total.
    networks
        In their order, with those that have an account.
    beats, hours
        How often, and the hours a week that the team has; `None`: not known.
    expected
        What a post may get, by account.
    events
        Units of the main KPI after which what a post brings is a figure, and the week of it.
    first
        The first weeks, as a suggestion.
    """

    strategy: Strategy
    ranking: Ranking
    known: Known
    aims: tuple[Objective, ...]
    weeks: float
    per_week: float
    per_post: float
    networks: tuple[Ranked, ...]
    beats: tuple[Beat, ...]
    expected: Mapping[str, Expected]
    events: tuple[int, float]
    apart: int
    first: tuple[Suggestion, ...]

    @property
    def main(self) -> Objective:
        """The objective that weighs most."""
        return self.aims[0]

    @property
    def posts(self) -> float:
        """Posts a week on all accounts."""
        return sum(beat.total for beat in self.beats)

    def ideas(self, pillar: str) -> tuple[Idea, ...]:
        """Give the first ideas of a pillar, of the kinds that the team makes; asks that differ."""
        made = self.strategy.capacity
        its = [one for one in self.known.ideas if one.pillar == pillar]
        used = [one.idea for one in self.first if one.idea is not None and one.pillar == pillar]
        can = [one for one in its if not made or made.get(one.kind)]
        every = dict.fromkeys((*used, *can, *its))
        return tuple(every)[:IDEAS]


def roadmap(strategy: Strategy, ranking: Ranking, known: Known) -> Roadmap:
    """Put together all that a road map tells.

    Examples
    --------
    >>> from balise.strategy.draft import draft
    >>> from balise.strategy.interview import Answers, Background, complete, ranking
    >>> begun = Answers.begun(language="en", today=date(2026, 11, 26))
    >>> answers = complete(begun, {"starter": "restaurant", "name": "The Heron"})
    >>> made = roadmap(
    ...     draft(answers), ranking(answers, Background()), Known(made=date(2026, 11, 26))
    ... )
    >>> round(made.per_week, 1), made.main.kpi
    (13.3, 'bookings')
    """
    known = replace(
        known, ideas=tuple(sorted(known.ideas, key=lambda one: bool(blanks(one.title))))
    )
    aims = sorted(strategy.objectives, key=lambda aim: -aim.priority)
    main = aims[0]
    others = sorted(aims[1:], key=lambda aim: _STAGE.get(aim.stage, 0))
    weeks = ((main.ends - main.starts).days + 1) / 7
    is_total = Kpi(name=main.kpi, aggregate=main.aggregate).aggregate == "total"
    per_week = main.target / weeks if is_total and weeks > 0 else math.nan
    beats = tuple(_beats(strategy, known))
    n = sum(beat.total for beat in beats)
    return Roadmap(
        strategy=strategy,
        ranking=ranking,
        known=known,
        aims=(main, *others),
        weeks=weeks,
        per_week=per_week,
        per_post=per_week / n if n else math.nan,
        networks=_networks(strategy, ranking),
        beats=beats,
        expected={one.id: expected(one.network, one.followers) for one in strategy.accounts},
        events=(events_to_tell(), events_to_tell() / per_week if per_week > 0 else math.nan),
        apart=posts_to_tell(1.5, groups=2),
        first=first_weeks(strategy, known.ideas),
    )


_STAGE = {"awareness": 0, "consideration": 1, "conversion": 2, "loyalty": 3}


def _beats(strategy: Strategy, known: Known) -> list[Beat]:
    made = posts(strategy)
    return [
        Beat(
            account=one,
            kinds=made[one.id],
            total=sum(made[one.id].values()) or float(one.posts_per_week[0]),
            now=known.per_week.get(one.id),
        )
        for one in strategy.accounts
    ]


def _networks(strategy: Strategy, ranking: Ranking) -> tuple[Ranked, ...]:
    """Choose what is shown: the first of the order, and whatever has an account."""
    there = {one.network for one in strategy.accounts}
    return tuple(
        one for place, one in enumerate(ranking.ranked) if place < SHOWN or one.name in there
    )
