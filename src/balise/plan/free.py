"""Moments that are still free, and what would do best there."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence, Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np

from balise.domain.moved import Suggestion
from balise.domain.plan import Breach, Plan, Slot
from balise.domain.strategy import Presence
from balise.plan.beside import beside
from balise.plan.by_hand import Added, added, piece
from balise.plan.choices import MOMENT
from balise.plan.horizon import DAYS, closed
from balise.plan.make import Planner
from balise.plan.past import figure
from balise.plan.roles import stage_of

Broken = Callable[[Sequence[Slot]], Sequence[Breach]]
"""Holds slots against the rules."""
_ALLOWED = frozenset({"week-reserve"})
"""What a post in a free place breaks by its nature: the reserve is there to be used."""
_AT_WORST = frozenset({"capacity"})
"""What may be broken where nothing else is left: a team can make one piece more."""
Pair = tuple[str, str]
_TRIES = 60
"""How often the rules are asked before no more is looked for. Ours."""
_OF_PAIRS = frozenset({"pillar-share", "stage-share", "pillar", "cta", "stage"})
"""Rules that another pillar or ask may keep."""


def free(plan: Plan, planner: Planner) -> dict[int, int]:
    """Count the posts of each week that are kept free and not used yet.

    Examples
    --------
    A plan whose `free` says `{0: 2}`, and to which one post was added by hand in its first week,
    has `{0: 1}` left.
    """
    held = Counter((one.account_id, planner.horizon.week(one.local_at.date()))
                   for one in plan.slots if one.state != "skipped")  # fmt: skip
    rooms = {
        week: sum(
            max(one.posts_per_week[1] - held[one.id, week], 0) for one in planner.strategy.accounts
        )
        for week in plan.free
    }
    return {week: min(n, rooms[week]) for week, n in plan.free.items() if min(n, rooms[week])}


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is looked for: `most` moments of a week of the plan, after `now`."""

    week: int
    most: int
    now: datetime


def suggestions(
    planner: Planner, slots: Sequence[Slot], broken: Broken, wish: Wish
) -> tuple[Suggestion, ...]:
    """Find the best free moments of a week, each by itself.

    Moments are taken in the order of what a post there is worth, and held against the rules by
    `broken`; of pillars and asks the best that break none are given. Where every moment breaks one,
    those are given that ask for more than the team makes, and say so.
    """
    found = _best(_Search(planner, slots, broken, allowed=_ALLOWED), wish)
    return found or _best(_Search(planner, slots, broken, allowed=_ALLOWED | _AT_WORST), wish)


def _best(search: _Search, wish: Wish) -> tuple[Suggestion, ...]:
    found: list[Suggestion] = []
    for one in _moments(search, wish):
        if len(found) == wish.most or search.tries <= 0:
            break
        if any(_near(one, other) for other in found):
            continue
        told = search.pair(one)
        if told is not None:
            pair, breaches = told
            made = _suggestion(one, pair, search, week=wish.week)
            found.append(replace(made, breaches=breaches))
    return tuple(_in_order(found))


def _in_order(found: list[Suggestion]) -> list[Suggestion]:
    """Put those of one objective in the order of the figure that is told of them."""
    if len({one.objective for one in found}) != 1 or any(math.isnan(one.q50) for one in found):
        return found
    return sorted(found, key=lambda one: -one.q50)


def _near(one: _Moment, other: Suggestion) -> bool:
    """Whether it is of the same account and day: another day is more of a choice."""
    return one.account.id == f"{other.network}:{other.account}" and (
        one.day == other.publish_at.astimezone(ZoneInfo(other.timezone)).date()
    )


def _suggestion(one: _Moment, pair: Pair, search: _Search, *, week: int) -> Suggestion:
    """Say what a post there should bring: as an order of moments alone would claim more."""
    planner, account = search.planner, one.account
    asked = Added(
        network=account.network,
        account=account.handle,
        kind=one.kind,
        at=one.at,
        pillar=pair[0],
        cta=pair[1],
    )
    slot = added(planner, asked, search.slots)
    return Suggestion(
        network=slot.network,
        account=slot.account,
        publish_at=slot.publish_at,
        timezone=slot.timezone,
        kind=slot.kind,
        pillar=slot.pillar,
        cta=slot.cta,
        week=week,
        objective=slot.objective,
        q05=slot.q05,
        q50=slot.q50,
        q95=slot.q95,
        stand_in=slot.stand_in,
        n=_behind(planner, slot),
    )


def _behind(planner: Planner, slot: Slot) -> int:
    """Count the posts of its account that tell the KPI of the figure that is shown of a slot."""
    kpi = {one.name: one.kpi for one in planner.strategy.objectives}.get(slot.objective, "")
    if not math.isfinite(slot.q50) and slot.stand_in is not None:
        kpi = slot.stand_in.kpi
    return sum(
        one.account_id == slot.account_id
        and one.post.is_original
        and not math.isnan(figure(one.values, kpi))
        for one in planner.history or ()
    )


class _Moment(NamedTuple):
    account: Presence
    day: date
    at: datetime
    kind: str
    value: float


class _Search:
    """A plan as it stands, what it breaks already, and what was found to be of no use."""

    def __init__(
        self,
        planner: Planner,
        slots: Sequence[Slot],
        broken: Broken,
        *,
        allowed: AbstractSet[str],
    ) -> None:
        self.allowed = allowed
        self.planner, self.slots = planner, [one for one in slots if one.state != "skipped"]
        self.broken, self.known = broken, broken(self.slots)
        self.tries = _TRIES
        self._full: set[object] = set()

    def pair(self, one: _Moment) -> tuple[Pair, tuple[Breach, ...]] | None:
        """Choose pillar and ask for a moment: the best that break no rule; None where all do."""
        if self._full & {one.account.id, one.kind, (one.account.id, one.day)}:
            return None
        for pair in self._pairs(one.account.id):
            if ("pillar", pair[0]) in self._full:
                continue
            self.tries -= 1
            breaches = self._breaks(one, pair)
            rules = {each.rule for each in breaches} - self.allowed
            if not rules:
                return pair, tuple(each for each in breaches if each.rule in _AT_WORST)
            if any((each.rule, each.what) == ("pillar-share", pair[0]) for each in breaches):
                self._full.add(("pillar", pair[0]))  # wherever it would be
            if rules - _OF_PAIRS:
                self._note(one, rules)
                return None
        return None

    def _pairs(self, account: str) -> list[Pair]:
        """Give the best ask of each pillar and stage, those that are worth most first."""
        planner = self.planner
        asks = planner.worth.asked[account].asks
        order = sorted(range(len(asks)), key=lambda n: -planner.worth.total(account, n))
        best: dict[tuple[str, str], Pair] = {}
        for n in order:
            stage = stage_of(planner.strategy, *asks[n]) if planner.strategy.funnel else ""
            best.setdefault((asks[n][0], stage), asks[n])
        return list(best.values())

    def _note(self, one: _Moment, rules: AbstractSet[str]) -> None:
        """Note what no other hour, pillar or ask would make fit."""
        if "week-most" in rules:
            self._full.add(one.account.id)
        if "day-most" in rules:
            self._full.add((one.account.id, one.day))
        if "capacity" in rules:
            self._full.add(one.kind)

    def _breaks(self, one: _Moment, pair: Pair) -> Sequence[Breach]:
        slot = Slot(
            slot_id="new",
            content_id="",
            network=one.account.network,
            account=one.account.handle,
            publish_at=one.at,
            timezone=self.planner.horizon.timezone,
            kind=one.kind,
            pillar=pair[0],
            cta=pair[1],
        )
        named = replace(slot, content_id=piece(self.planner, slot, self.slots))
        laid = [*self.slots, self.planner.placing.aimed(named)]
        return beside(self.broken(laid), self.known)


def _moments(search: _Search, wish: Wish) -> Iterator[_Moment]:
    """List moments of a week with what is worth most there, the best first."""
    found = [
        one
        for account in search.planner.strategy.accounts
        for n in range(DAYS * wish.week, DAYS * (wish.week + 1))
        for one in _of_day(search, account, n)
        if one.at > wish.now
    ]
    yield from sorted(found, key=lambda one: (-one.value, one.at, one.account.id, one.kind))


def _of_day(search: _Search, account: Presence, n: int) -> Iterator[_Moment]:
    planner = search.planner
    day = planner.horizon.days[n]
    kinds = planner.worth.asked[account.id].kinds
    if closed(planner.strategy, day) or not kinds:
        return
    table = planner.worth.plain(account.id)[:, n]
    busy = _busy(search, account)
    gap = timedelta(hours=max(account.min_gap_hours, MOMENT))
    for hour in range(*account.hours):
        at = planner.horizon.at(day, hour)
        if at is None or any(abs(at - one) < gap for one in busy):
            continue
        for kind, value in zip(kinds, table[:, hour], strict=True):
            if np.isfinite(value):
                yield _Moment(account, day, at, kind, float(value))


def _busy(search: _Search, account: Presence) -> list[datetime]:
    past = [one.published_at for one in search.planner.pace.near if one.account == account.id]
    return [*past, *(one.publish_at for one in search.slots if one.account_id == account.id)]
