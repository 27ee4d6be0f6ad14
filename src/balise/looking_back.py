"""What became of a plan, over a store: what was done, what came of it, what to do next.

plans, posts, a fit of before --looked--> execution, calibration, beliefs, follow-ups
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from balise.domain.fitted import Fitted
from balise.domain.plan import Plan, Slot
from balise.domain.ports import MeasuredPost, Store
from balise.domain.refinement import (
    Belief,
    Decision,
    Execution,
    FollowUp,
    Fulfilment,
    PolicyValue,
    Refinement,
)
from balise.domain.review import Review
from balise.domain.version import PlanVersion
from balise.errors import StrategyError
from balise.judging import as_planned, blank, blind, fit_before, gauge_of, known
from balise.known_as import names
from balise.learn.features import levels, local
from balise.learn.rows import account_of, follow
from balise.plan.forecast import outlooks
from balise.planning import posts_of
from balise.refine.answered import answered
from balise.refine.beliefs import beliefs
from balise.refine.calibration import calibration
from balise.refine.execution import Window, execution, settled
from balise.refine.follow_up import follow_up
from balise.refine.gauge import Gauge
from balise.refine.lived import always_solved, lived, worth
from balise.refine.policy import Lived, policy_value
from balise.refine.refusals import left
from balise.refine.review import Past, ended, review
from balise.simulate import is_made_up
from balise.strategy import Strategy
from balise.strategy.succession import succeed

_DRAWS = 400
STAND_IN = "engagement"
"""By what posts are judged whose own KPI no figure tells."""
_COMPARED = timedelta(weeks=8)
"""Weeks before a change that its follow-up compares with."""
_NOT_KNOWN = (math.nan, math.nan, math.nan)


@dataclass(frozen=True, kw_only=True)
class Looking:
    """A brand looked back at.

    Parameters
    ----------
    today_fits
        What is learnt today, by KPI, the first that of the main objective.
    now
        The moment of looking.
    every
        All posts, where they were read already: of very many that takes a while.
    """

    store: Store
    brand: str
    strategy: Strategy
    today_fits: Mapping[str, Fitted]
    now: datetime
    every: Sequence[MeasuredPost] | None = field(default=None, repr=False)
    _gauges: dict[tuple[str, int], Gauge] = field(default_factory=dict, repr=False)

    def refinement(self) -> Refinement:
        """Find all that a look back tells; without a plan its execution is empty."""
        done = self.execution
        return Refinement(
            execution=done,
            calibration=calibration(done.fulfilments),
            beliefs=self.beliefs,
            follow_ups=self.follow_ups,
            policy=self.policy,
        )

    def review(self) -> Review:
        """Look back at the period of `[review]` that ended last."""
        asked = self.strategy.review
        this = ended(asked.every, asked.day, self.today)
        before = ended(asked.every, asked.day, this.starts)
        past = Past(
            brand=self.brand,
            strategy=self.strategy,
            posts=self.posts,
            slots=[blank(one) for one in self.slots],
            decisions=self.decisions,
            follow_ups=self.follow_ups,
            beliefs=self.beliefs,
            is_made_up=self.is_made_up,
        )
        return review(past, self.gauge(_start_of(before.starts, self.zone)), now=self.now)

    def succeed(self, *, starts: date | None = None) -> str:
        """Make the text of the next strategy from what was learnt, but for what was refused."""
        told = left(self.beliefs, self.decisions)
        return succeed(self.strategy.dump(), told, starts=starts, reached=self.reached)

    @cached_property
    def fits(self) -> dict[str, Fitted]:
        """What could be learnt at the moment of looking."""
        return known(self.today_fits, self._read, self.zone, self.now)

    @property
    def zone(self) -> str:
        """The zone in which days are told."""
        return self.strategy.identity.timezone

    @property
    def today(self) -> date:
        """The local day of looking."""
        return self.now.astimezone(ZoneInfo(self.zone)).date()

    @property
    def days(self) -> tuple[date, date]:
        """The days of the plan that are over: from its first to today; without a plan, today."""
        if self.plan is None or self.plan.plan.starts is None:
            return self.today, self.today
        first = self.plan.plan.starts
        last = first + timedelta(days=7 * self.plan.plan.weeks - 1)
        return first, max(min(last, self.today), first)

    @cached_property
    def is_made_up(self) -> bool:
        """Whether an account carries the label of made-up data."""
        known = self.store.accounts(self.brand) if self._has_data else ()
        return any(is_made_up(one.handle) for one in known)

    @cached_property
    def posts(self) -> list[MeasuredPost]:
        """All posts that were out by now."""
        return [one for one in self._read if one.post.published_at <= self.now]

    @cached_property
    def _read(self) -> Sequence[MeasuredPost]:
        if self.every is not None:
            return self.every
        return posts_of(self.store, self.brand, self.strategy)

    @cached_property
    def plans(self) -> tuple[PlanVersion, ...]:
        """All plans, oldest first."""
        return self.store.plans(self.brand)

    @cached_property
    def plan(self) -> PlanVersion | None:
        """The last plan that has begun; where none has, the last."""
        begun = [one for one in self.plans if one.plan.starts and one.plan.starts <= self.today]
        return (begun or [*self.plans])[-1] if self.plans else None

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """What was said to proposals by now."""
        return tuple(one for one in self.store.decisions(self.brand) if one.decided_at <= self.now)

    @cached_property
    def asked(self) -> tuple[tuple[int, Slot], ...]:
        """What was to be published, each with the number of the plan that says so.

        Of a day what the last plan says of it counts, from when that was made: what was over by
        then was published by the plan before. What a plan carries on of the one before is its.
        """
        found: list[tuple[int, Slot]] = []
        spans: list[tuple[datetime, datetime]] = []
        for version in self.plans:
            first, last = _span(version.plan, self.zone)
            made = min(max(first, version.made_at), last)
            since = made if any(a < made and first < b for a, b in spans) else first
            carried = {one.slot_id: one for one in version.plan.slots if one.publish_at < first}
            found = [
                (number, carried.get(one.slot_id, one))
                for number, one in found
                if not since <= one.publish_at < last
            ]
            told = (one for one in version.plan.slots if one.publish_at >= since)
            found += [(version.number, one) for one in _called(told, self.strategy)]
            spans.append((first, last))
        return tuple(sorted(found, key=lambda one: (one[1].publish_at, one[1].slot_id)))

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """What was to be published, by all plans."""
        return tuple(slot for _, slot in self.asked)

    @cached_property
    def execution(self) -> Execution:
        """The plan against what was done; empty without a plan."""
        if self.plan is None:
            return Execution(
                starts=self.today, ends=self.today, fulfilments=(), off_plan=(),
                ratio=_NOT_KNOWN, off_ratio=_NOT_KNOWN,
            )  # fmt: skip
        return self._done(*self.days)

    @cached_property
    def whole(self) -> tuple[Fulfilment, ...]:
        """What became of all slots of all plans."""
        if not self.slots:
            return ()
        days = [one.local_at.date() for one in self.slots]
        days += [one.plan.starts for one in self.plans if one.plan.starts]
        return self._done(min(days), max(days)).fulfilments

    @cached_property
    def beliefs(self) -> tuple[Belief, ...]:
        """What the strategy takes to be so, and what posts say of it."""
        told = {kpi: fit.estimates() for kpi, fit in self.fits.items()}
        return beliefs(self.strategy, told, counts=self._counts(), weekly=self._weekly())

    @cached_property
    def follow_ups(self) -> tuple[FollowUp, ...]:
        """How each accepted change went; what was taken back is not followed."""
        last = (one.decision for one in answered(self.decisions))
        return tuple(self._follow_up(one) for one in last if one.accepted)

    @cached_property
    def policy(self) -> PolicyValue | None:
        """What plans without lots would have brought; `None` where nothing was drawn."""
        if not any(version.plan.draws for version in self.plans):
            return None
        logged = [one for version in self.plans for one in self._lived(version)]
        return policy_value(logged, always_solved(logged))

    @cached_property
    def reached(self) -> dict[str, float]:
        """Objective -> what it came to, of those that are over and can be told."""
        found = outlooks(
            self.strategy,
            self.fits,
            (),
            start=self.today,
            weeks=0,
            history=self.posts or None,
            outcomes=tuple(self.store.outcomes(self.brand)) if self._has_data else (),
            days=tuple(self.store.account_days(self.brand)) if self._has_data else (),
        )
        return {
            one.objective: one.q50
            for one in found
            if one.ends and one.ends < self.today and math.isfinite(one.q50)
        }

    def gauge(self, before: datetime) -> Gauge:
        """Give the yardstick of posts: a fit that has not seen what came since a moment."""
        each = {kpi: self._gauge(kpi, before) for kpi in self.fits}
        main = each.get(STAND_IN) or self._gauge(STAND_IN, before)
        others = {aim.name: each[aim.kpi] for aim in self.strategy.objectives if aim.kpi in each}
        return replace(main, others=others)

    def _done(self, first: date, last: date) -> Execution:
        window = Window(starts=first, ends=last, now=self.now, timezone=self.zone)
        gauge = self.gauge(_start_of(first, self.zone))
        done = execution([blank(one) for one in self.slots], self.posts, window, gauge)
        return as_planned(done, self.slots)

    def _gauge(self, kpi: str, before: datetime) -> Gauge:
        # Posts come in order of time: where none lies between two moments, both know the same.
        n = bisect_left(self.posts, before, key=lambda one: one.post.published_at)
        if (kpi, n) not in self._gauges:
            fit = fit_before(self.posts, kpi, self.zone, before)
            self._gauges[kpi, n] = blind(kpi) if fit is None else gauge_of(fit)
        return self._gauges[kpi, n]

    def _follow_up(self, decision: Decision) -> FollowUp:
        at = decision.decided_at
        before = [m for m in self.posts if at - _COMPARED <= m.post.published_at < at]
        since = [m for m in self.posts if m.post.published_at >= at]
        return follow_up(decision, before, since, self.gauge(at), slots=self._behind)

    @cached_property
    def _behind(self) -> dict[str, Slot]:
        """The slot behind each post, as it ended."""
        ended = settled([one.slot for one in self.whole], self.whole)
        both = zip(self.whole, ended, strict=True)
        return {one.post_uid: slot for one, slot in both if one.post_uid}

    def _lived(self, version: PlanVersion) -> list[Lived]:
        """Take the weeks of a plan that are over and were its own to the end."""
        mine = {slot.slot_id for number, slot in self.asked if number == version.number}
        became = {one.slot.slot_id: one for one in self.whole if one.slot.slot_id in mine}
        ours, figures = self._strategy_of(version), {m.post.uid: m for m in self.posts}
        gauges = {kpi: self._gauge(kpi, _start_of(self.days[0], self.zone)) for kpi in self.fits}

        def brought(one: Fulfilment) -> float:
            post = figures[one.post_uid]
            return worth(ours, one.slot, self.fits.keys(), lambda kpi: gauges[kpi].grow(post)[0])

        return lived(version.plan.draws, version.plan.slots, became, brought)

    def _strategy_of(self, version: PlanVersion) -> Strategy:
        """Give the strategy that was kept last before a plan was made."""
        kept = [s for s in self.store.strategies(self.brand) if s.made_at <= version.made_at]
        with suppress(IndexError, StrategyError):
            return Strategy.parse(kept[-1].text)
        return self.strategy

    @cached_property
    def _has_data(self) -> bool:
        """Whether anything was imported; a strategy and a plan may be there before."""
        return self.brand in self.store.brands()

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
        first = min(days)
        weeks = (max(days) - first).days // 7 + 1
        found: dict[str, list[int]] = defaultdict(lambda: [0] * weeks)
        for post, day in zip(posts, days, strict=True):
            found[account_of(post)][(day - first).days // 7] += 1
        return dict(found)


def _called(slots: Iterable[Slot], strategy: Strategy) -> list[Slot]:
    """Call the accounts of a plan as the strategy does today: one may have been renamed since."""
    told = list(slots)
    handles = names(strategy, {one.account_id for one in told}).accounts
    return [replace(one, account=handles.get(one.account_id, one.account)) for one in told]


def _start_of(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def _span(plan: Plan, zone: str) -> tuple[datetime, datetime]:
    """Give the first moment of a plan, and the first that is no longer in it."""
    if plan.starts is None:
        at = datetime.min.replace(tzinfo=UTC)
        return at, at
    first = _start_of(plan.starts, zone)
    return first, _start_of(plan.starts + timedelta(days=7 * plan.weeks), zone)
