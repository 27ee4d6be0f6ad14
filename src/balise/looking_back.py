"""What became of a plan, over a store: what was done, what came of it, what to do next.

plans, posts, a fit of before --looked--> execution, calibration, beliefs, follow-ups
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np

from balise.domain.fitted import Fitted
from balise.domain.plan import Plan, Slot
from balise.domain.ports import MeasuredPost, Store
from balise.domain.post import Post
from balise.domain.refinement import Belief, Decision, Execution, FollowUp, Refinement
from balise.domain.review import Review
from balise.domain.version import PlanVersion
from balise.errors import NotEnoughPostsError, PlanMissingError
from balise.learn.features import levels, local
from balise.learn.kpi import value
from balise.learn.posts import fit_posts
from balise.learn.rows import account_of, follow
from balise.planning import posts_of
from balise.refine.beliefs import beliefs
from balise.refine.calibration import calibration
from balise.refine.execution import Window, execution
from balise.refine.follow_up import follow_up
from balise.refine.gauge import Gauge
from balise.refine.review import Past, ended, review
from balise.strategy import Strategy

_DRAWS = 400
STAND_IN = "engagement"
"""By what posts are judged whose own KPI no figure tells."""
_EDGE = timedelta(days=3)
"""Posts and slots around the days looked at: a post that came late answers to one of them."""
_COMPARED = timedelta(weeks=8)
"""Weeks before a change that its follow-up compares with."""


@dataclass(frozen=True, kw_only=True)
class Looking:
    """A brand looked back at.

    Parameters
    ----------
    fits
        What is learnt today, by KPI, the first that of the main objective.
    now
        The moment of looking.
    """

    store: Store
    brand: str
    strategy: Strategy
    fits: Mapping[str, Fitted]
    now: datetime

    def refinement(self) -> Refinement:
        """Find all that a look back tells.

        Raises
        ------
        PlanMissingError
            There is no plan to look back at.
        """
        starts, ends = self.days
        gauge = self.gauge(_start_of(starts, self.zone))
        window = Window(starts=starts, ends=ends, now=self.now, timezone=self.zone)
        done = _as_planned(execution(_judgeable(self.slots), self.posts, window, gauge), self.slots)
        return Refinement(
            execution=done,
            calibration=calibration(done.fulfilments),
            beliefs=self.beliefs,
            follow_ups=self.follow_ups,
            policy=self._policy(),
        )

    def review(self) -> Review:
        """Look back at the period of `[review]` that ended last."""
        asked = self.strategy.review
        today = self.now.astimezone(ZoneInfo(self.zone)).date()
        this = ended(asked.every, asked.day, today)
        before = ended(asked.every, asked.day, this.starts)
        gauge = self.gauge(_start_of(before.starts, self.zone))
        past = Past(
            brand=self.brand,
            strategy=self.strategy,
            posts=self.posts,
            slots=self.slots,
            decisions=self.store.decisions(self.brand),
            follow_ups=self.follow_ups,
            beliefs=self.beliefs,
        )
        return review(past, gauge, now=self.now)

    @property
    def zone(self) -> str:
        """The zone in which days are told."""
        return self.strategy.identity.timezone

    @property
    def days(self) -> tuple[date, date]:
        """The days of the plan that are over: from its first to today."""
        if self.plan is None or self.plan.plan.starts is None:
            raise PlanMissingError
        first = self.plan.plan.starts
        last = first + timedelta(days=7 * self.plan.plan.weeks - 1)
        today = self.now.astimezone(ZoneInfo(self.zone)).date()
        return first, max(min(last, today), first)

    @cached_property
    def posts(self) -> list[MeasuredPost]:
        """All posts that were out by now."""
        every = posts_of(self.store, self.brand, self.strategy)
        return [one for one in every if one.post.published_at <= self.now]

    @cached_property
    def plan(self) -> PlanVersion | None:
        """The last plan that has begun; where none has, the last."""
        plans = self.store.plans(self.brand)
        today = self.now.astimezone(ZoneInfo(self.zone)).date()
        begun = [one for one in plans if one.plan.starts and one.plan.starts <= today]
        return (begun or [*plans])[-1] if plans else None

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """What was to be published, by all plans: of a day what the last plan says of it."""
        found: list[Slot] = []
        for version in self.store.plans(self.brand):
            first, last = _span(version.plan, self.zone)
            found = [one for one in found if not first <= one.publish_at < last]
            found += version.plan.slots
        return tuple(sorted(found, key=lambda one: (one.publish_at, one.slot_id)))

    @cached_property
    def beliefs(self) -> tuple[Belief, ...]:
        """What the strategy takes to be so, and what posts say of it."""
        told = {kpi: fit.estimates() for kpi, fit in self.fits.items()}
        return beliefs(self.strategy, told, counts=self._counts(), weekly=self._weekly())

    @cached_property
    def follow_ups(self) -> tuple[FollowUp, ...]:
        """How each accepted change went."""
        accepted = [one for one in self.store.decisions(self.brand) if one.accepted]
        return tuple(self._follow_up(one) for one in accepted)

    def gauge(self, before: datetime) -> Gauge:
        """Give the yardstick of posts: a fit that has not seen what came since a moment."""
        each = {kpi: self._gauge(kpi, before) for kpi in self.fits}
        main = each.get(STAND_IN) or self._gauge(STAND_IN, before)
        others = {aim.name: each[aim.kpi] for aim in self.strategy.objectives if aim.kpi in each}
        return replace(main, others=others)

    def _gauge(self, kpi: str, before: datetime) -> Gauge:
        try:
            fit = fit_posts(self.posts, kpi=kpi, timezone=self.zone, before=before)
        except NotEnoughPostsError:
            fit = fit_posts(self.posts, kpi=kpi, timezone=self.zone)

        def grow(one: MeasuredPost) -> tuple[float, float, float]:
            figure = value(one.values, kpi)
            if figure is None:
                return (np.nan, np.nan, np.nan)
            age = (one.as_of - one.post.published_at).total_seconds() / 3600
            drawn = fit.grown([one.post], [(figure, age)], _DRAWS)[:, 0]
            low, middle, high = np.quantile(drawn, [0.05, 0.5, 0.95])
            return float(middle), float(low), float(high)

        def draw(posts: Sequence[Post]) -> np.ndarray:
            return fit.draw(list(posts), _DRAWS)

        return Gauge(kpi=kpi, expect=fit.expect, grow=grow, draw=draw)

    def _follow_up(self, decision: Decision) -> FollowUp:
        at = decision.decided_at
        before = [m for m in self.posts if at - _COMPARED <= m.post.published_at < at]
        since = [m for m in self.posts if m.post.published_at >= at]
        return follow_up(decision, before, since, self.gauge(at))

    def _counts(self) -> dict[str, Counter[tuple[str, str]]]:
        """Count the posts of each account with each level."""
        posts = [one.post for one in self.posts if one.post.is_original]
        posts.sort(key=lambda one: (account_of(one), one.published_at))
        found: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        zones = {"": self.zone}
        for post, after, _ in follow(posts, zones):
            found[account_of(post)].update([*levels(post, timezone=self.zone), *after])
        return dict(found)

    def _weekly(self) -> dict[str, list[int]]:
        """Count the posts of each account week by week, from the first post to the last."""
        posts = [one.post for one in self.posts if one.post.is_original]
        if not posts:
            return {}
        days = [local(one, self.zone).date() for one in posts]
        weeks = (max(days) - min(days)).days // 7 + 1
        found: dict[str, list[int]] = defaultdict(lambda: [0] * weeks)
        for post, day in zip(posts, days, strict=True):
            found[account_of(post)][(day - min(days)).days // 7] += 1
        return dict(found)


def _judgeable(slots: Iterable[Slot]) -> list[Slot]:
    """Let slots whose own KPI cannot be told be judged by what stands in for it."""
    return [
        replace(one, objective="", q05=one.stand_in.q05, q50=one.stand_in.q50, q95=one.stand_in.q95)
        if one.stand_in
        else one
        for one in slots
    ]


def _as_planned(done: Execution, slots: Iterable[Slot]) -> Execution:
    """Tell the slots as they were planned."""
    planned = {one.slot_id: one for one in slots}
    told = tuple(replace(one, slot=planned[one.slot.slot_id]) for one in done.fulfilments)
    return replace(done, fulfilments=told)


def _start_of(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def _span(plan: Plan, zone: str) -> tuple[datetime, datetime]:
    """Give the first moment of a plan, and the first that is no longer in it."""
    if plan.starts is None:
        at = datetime.min.replace(tzinfo=UTC)
        return at, at
    first = _start_of(plan.starts, zone)
    return first, _start_of(plan.starts + timedelta(days=7 * plan.weeks), zone)
