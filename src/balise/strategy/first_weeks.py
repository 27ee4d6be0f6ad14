"""The first weeks laid out as a suggestion: what could be made when, with no claim of what it does.

Series stand on their days; other pieces go where a week is emptiest; pillars come by their shares.
Which day and hour do best is not told here: that takes posts of one's own.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from balise.domain.strategy import WEEKDAYS, Series, Strategy
from balise.strategy.rhythm import posts, takes
from balise.strategy.starter import Idea

WEEKS = 4
_DAYS = 7
_WORKING = 5
_WORK = frozenset({"linkedin", "other"})
_CLOSE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A piece that could be made, its day, and where it goes; only a series has an hour."""

    week: int
    day: date
    hour: int | None
    kind: str
    networks: tuple[str, ...]
    pillar: str
    series: str
    idea: Idea | None


def first_weeks(
    strategy: Strategy, ideas: Sequence[Idea], *, weeks: int = WEEKS
) -> tuple[Suggestion, ...]:
    """Lay out the first weeks of a strategy, in the order of the days.

    Examples
    --------
    >>> from balise.strategy.draft import draft
    >>> from balise.strategy.interview import Answers, complete, model
    >>> begun = Answers.begun(language="en", today=date(2026, 11, 26))
    >>> answers = complete(begun, {"starter": "restaurant", "name": "The Heron"})
    >>> first = first_weeks(draft(answers), model(answers).ideas)
    >>> [one.day.isoformat() for one in first if one.series == "The slate of the week"][0]
    '2026-12-01'
    """
    begins = min(one.starts for one in strategy.objectives)
    hand = _Hand(strategy, ideas)
    return tuple(
        one
        for week in range(weeks)
        for one in sorted(
            hand.week(week, begins + timedelta(weeks=week)),
            key=lambda each: (each.day, each.hour or 0),
        )
    )


class _Hand:
    """Deals pillars, ideas and networks one after the other, so that none comes too often."""

    def __init__(self, strategy: Strategy, ideas: Sequence[Idea]) -> None:
        self.strategy = strategy
        self.left = list(ideas)
        self.pillars: Counter[str] = Counter()
        self.turns: Counter[str] = Counter()
        self.posts = posts(strategy)

    @property
    def _last(self) -> int:
        """Days of the week that are used, from Monday on: working days where all is for work."""
        return _WORKING if {one.network for one in self.strategy.accounts} <= _WORK else _DAYS - 1

    def week(self, n: int, monday: date) -> Iterator[Suggestion]:
        """Give the pieces of a week."""
        days = [monday + timedelta(days=at) for at in range(_DAYS)]
        free = [day for day in days if not self._is_closed(day)]
        usual = [day for day in free if day.weekday() < self._last] or free
        taken: list[date] = []
        kinds = list(self._kinds(n))
        for series in self.strategy.series:
            day = next((d for d in free if WEEKDAYS[d.weekday()] == series.weekday), None)
            kind = series.kind or (kinds[0] if kinds else "")
            if day is not None and kind in kinds:
                kinds.remove(kind)
                taken.append(day)
                yield self._piece((n, day), kind, series)
        for kind in kinds:
            if usual:
                day = max(
                    usual, key=lambda d: (_distance(d, taken), -taken.count(d), -d.toordinal())
                )
                taken.append(day)
                yield self._piece((n, day), kind, None)

    def _kinds(self, n: int) -> Iterator[str]:
        """List the pieces of a week; half a piece a week is one every other week."""
        for kind, each in self.strategy.capacity.items():
            n_now = math.floor(each * (n + 1) + _CLOSE) - math.floor(each * n + _CLOSE)
            yield from [kind] * min(n_now, _DAYS)

    def _is_closed(self, day: date) -> bool:
        return any(one.starts <= day <= one.ends for one in self.strategy.blackouts)

    def _piece(self, at: tuple[int, date], kind: str, series: Series | None) -> Suggestion:
        pillar = (series.pillar if series else "") or self._pillar(kind)
        idea = next((one for one in self.left if (one.pillar, one.kind) == (pillar, kind)), None)
        if idea is not None:
            self.left.remove(idea)
        self.pillars[pillar] += 1
        return Suggestion(
            week=at[0],
            day=at[1],
            hour=series.hour if series else None,
            kind=kind,
            networks=self._networks(kind, series),
            pillar=pillar,
            series=series.name if series else "",
            idea=idea,
        )

    def _pillar(self, kind: str) -> str:
        """Choose the pillar that lags most behind its share, of those with an idea of the kind."""
        every = self.strategy.pillars
        told = [p for p in every if any((i.pillar, i.kind) == (p.name, kind) for i in self.left)]
        n = sum(self.pillars.values()) + 1
        usual = 1 / max(len(every), 1)

        def lag(share: float | None, name: str) -> float:
            return (usual if share is None else share) * n - self.pillars[name]

        best = max(told or every, key=lambda p: lag(p.share, p.name), default=None)
        return best.name if best else ""

    def _networks(self, kind: str, series: Series | None) -> tuple[str, ...]:
        """Name where a piece goes: everywhere where it is adapted, else each network in turn."""
        asked = series.networks if series and series.networks else ()
        those = [
            one.network
            for one in self.strategy.accounts
            if takes(one.network, kind) and (not asked or one.network in asked)
        ]
        for one in self.strategy.adaptations:
            shared = [name for name in those if name in one.networks]
            if one.kind == kind and len(shared) > 1:
                return tuple(shared)
        those = list(self._with_posts(those, kind)) or those
        if not those:
            return ()
        self.turns[kind] += 1
        return (those[(self.turns[kind] - 1) % len(those)],)

    def _with_posts(self, networks: Sequence[str], kind: str) -> Iterator[str]:
        made: Mapping[str, Mapping[str, float]] = self.posts
        for one in self.strategy.accounts:
            if one.network in networks and made[one.id].get(kind):
                yield one.network


def _distance(day: date, taken: Sequence[date]) -> int:
    return min((abs((day - other).days) for other in taken), default=_DAYS)
