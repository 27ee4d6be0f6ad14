"""How many posts and pieces each week and day may have, by what the strategy says."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from balise.domain.plan import Published, Slot
from balise.domain.strategy import Event, Phase, Presence, Strategy
from balise.plan.begun import Begun, Place, begun
from balise.plan.horizon import DAYS, Horizon, closed
from balise.strategy.effort import KINDS
from balise.strategy.rhythm import filled, takes

_CLOSE = 1e-9
_USUAL = ("text", "image")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One day of a phase before an event."""

    event: Event
    phase: Phase
    day: date

    @property
    def pace(self) -> int:
        """Posts of the event that are wished for on the day."""
        return self.phase.posts_per_day or 0


@dataclass(frozen=True, kw_only=True)
class Pace:
    """The limits of a plan, what is published already taken off.

    Parameters
    ----------
    strategy, horizon
        Of the plan.
    published
        Posts that stand: of the past, and those of an earlier plan that are approved.
    kept
        Slots of the earlier plan that stand.
    """

    strategy: Strategy
    horizon: Horizon
    published: Sequence[Published] = ()
    kept: Sequence[Slot] = ()

    def weekly(self, account: Presence, week: int) -> tuple[int, int]:
        """Give the least and the most posts of a week that are left to plan.

        What is closed takes its part off the least, the reserve off the most; the reserve never
        takes what is asked for at least.
        """
        least, most = account.posts_per_week
        days = self.horizon.days[DAYS * week : DAYS * (week + 1)]
        least = least * sum(not closed(self.strategy, day) for day in days) // DAYS
        most = filled(account, self.strategy.plan.reserve)
        there = self.posts[account.id, week]
        return max(least - there, 0), max(most - there, 0)

    def free(self, account: Presence) -> int:
        """Count the posts a week that are kept free for the unexpected."""
        return account.posts_per_week[1] - filled(account, self.strategy.plan.reserve)

    def daily(self, account: Presence, day: date) -> int:
        """Give the most posts of a day that are left; an event's pace may raise it."""
        limit = max([account.posts_per_day, *(one.pace for one in self.moments(day))])
        return max(limit - self.days[account.id, day], 0)

    def pieces(self, kind: str, week: int) -> int | None:
        """Count the pieces that the team can make in a week, `None` where nothing limits it.

        Half a piece a week is one every other week.
        """
        if not self.strategy.capacity:
            return None
        each = self.strategy.capacity.get(kind, 0.0)
        n = math.floor(each * (week + 1) + _CLOSE) - math.floor(each * week + _CLOSE)
        return max(n - self.kinds[kind, week], 0)

    def of(self, account: Presence) -> tuple[str, ...]:
        """List the kinds of post that an account may have."""
        if self.strategy.capacity:
            made = (kind for kind, n in self.strategy.capacity.items() if n > 0)
            return tuple(kind for kind in made if takes(account.network, kind))
        return KINDS.get(account.network, _USUAL)

    def moments(self, day: date) -> list[Moment]:
        """List the phases of events that a day lies in."""
        return [
            Moment(event=event, phase=phase, day=day)
            for event in self.strategy.events
            for phase in event.phases
            if phase.from_day <= (day - event.date).days <= phase.to_day
        ]

    @cached_property
    def near(self) -> list[Published]:
        """Posts that stand in the days of the plan, or so shortly around it that they matter."""
        most = timedelta(hours=max(one.min_gap_hours for one in self.strategy.accounts))
        edge = timedelta(days=1) + most
        first = datetime.combine(self.horizon.start, time(), self.horizon.zone) - edge
        last = datetime.combine(self.horizon.end, time(), self.horizon.zone) + edge
        return [one for one in self.published if first <= one.published_at <= last]

    @cached_property
    def posts(self) -> Counter[tuple[str, int]]:
        """Posts that stand in each week, by account."""
        return Counter((one.account, self._week(one)) for one in self._within)

    @cached_property
    def days(self) -> Counter[tuple[str, date]]:
        """Posts that stand on each day, by account."""
        return Counter((one.account, self._day(one)) for one in self._within)

    @cached_property
    def kinds(self) -> Counter[tuple[str, int]]:
        """Pieces that stand in each week, by kind; copies of one count once, with the first."""
        pieces: dict[tuple[str, str | int], int] = {}
        for n, one in enumerate(sorted(self._within, key=lambda one: one.published_at)):
            pieces.setdefault((one.kind, one.piece or n), self._week(one))
        return Counter((kind, week) for (kind, _), week in pieces.items())

    @cached_property
    def begun(self) -> Mapping[Place, Sequence[Begun]]:
        """Pieces that stand on some of their networks, by kind and week."""
        return begun(self.strategy, self.horizon, self.kept)

    @cached_property
    def _within(self) -> list[Published]:
        first, last = self.horizon.start, self.horizon.end
        return [one for one in self.near if first <= self._day(one) < last]

    def _day(self, one: Published) -> date:
        return self.horizon.local_day(one.published_at)

    def _week(self, one: Published) -> int:
        return self.horizon.week(self._day(one))
