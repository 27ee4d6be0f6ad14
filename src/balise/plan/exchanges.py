"""Which other ways an account's week could be: the exchanges among which a lot may be drawn.

An exchange changes one thing: two posts of the week swap their kinds, or their calls to action, or
one post gets another call to action, or goes out at another free hour of its day. What a person
has approved, written or moved, what serves several networks, what an experiment holds, a series'
kind and hour and the ask of an event's phase are never touched.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import Literal
from zoneinfo import ZoneInfo

from balise.domain.plan import Slot, Swap
from balise.domain.strategy import Presence, Strategy
from balise.plan.roles import stage_of

Aspect = Literal["kind", "cta", "hour"]
ASPECTS: tuple[Aspect, ...] = ("kind", "cta", "hour")
TOLERANCE = 0.1
"""By how much a stage's share of the posts may be off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """An account's week as it could be: what is swapped, and all its slots then.

    `aspect` is what is learnt by it, `of` the slots that it changes.
    """

    swaps: tuple[Swap, ...]
    slots: tuple[Slot, ...]

    @property
    def aspect(self) -> Aspect:
        """Of what it changes, always one and the same."""
        return self.swaps[0].aspect

    @property
    def of(self) -> frozenset[str]:
        """The slots that it changes."""
        return frozenset(swap.slot_id for swap in self.swaps)


def at_hour(slot: Slot, hour: int) -> datetime | None:
    """Tell when a local hour of a slot's day is, in UTC.

    A time that exists twice, in autumn, is the first; one that does not exist, in spring, is None.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> slot = Slot(
    ...     slot_id="1",
    ...     content_id="1",
    ...     network="x",
    ...     account="shop",
    ...     kind="text",
    ...     timezone="Europe/Brussels",
    ...     publish_at=datetime(2027, 3, 28, 9, tzinfo=UTC),
    ... )
    >>> at_hour(slot, 2) is None, at_hour(slot, 18).hour
    (True, 16)
    """
    wall = slot.local_at.replace(hour=hour, fold=0)
    at = wall.astimezone(UTC)
    told = at.astimezone(ZoneInfo(slot.timezone))
    return at if told.replace(tzinfo=None) == wall.replace(tzinfo=None) else None


def ways(week: Sequence[Slot], plan: Sequence[Slot], strategy: Strategy) -> tuple[Way, ...]:
    """Give every exchange of an account's week that is worth asking the rules about.

    Parameters
    ----------
    week
        All slots of one account in one week.
    plan
        All slots of the plan, those of the week among them.
    strategy
        Whose asks, hours, gaps and shares of the funnel hold.
    """
    pieces = Counter(slot.content_id for slot in plan)
    free = [slot for slot in week if _is_free(slot, pieces)]
    kinds = [slot for slot in free if not slot.series]
    asks = [slot for slot in free if not _phase_asks(slot, strategy)]
    found = (
        *_swapped(kinds, "kind"),
        *_swapped(asks, "cta"),
        *((swap,) for slot in asks for swap in _asked(slot, strategy)),
        *((swap,) for slot in kinds for swap in _moved(slot, plan, strategy)),
    )
    told = (Way(swaps=swaps, slots=changed(week, swaps, strategy)) for swaps in found)
    stages = Counter(slot.stage for slot in plan)
    return tuple(way for way in told if _keeps_funnel(week, way, stages, strategy.funnel))


def changed(week: Sequence[Slot], swaps: Sequence[Swap], strategy: Strategy) -> tuple[Slot, ...]:
    """Make an exchange: give the week's slots as they are then, in their order."""
    by_slot = {swap.slot_id: swap for swap in swaps}
    return tuple(
        _made(slot, by_slot[slot.slot_id], strategy) if slot.slot_id in by_slot else slot
        for slot in week
    )


def _made(slot: Slot, swap: Swap, strategy: Strategy) -> Slot:
    if swap.aspect == "kind":
        return replace(slot, kind=swap.after)
    if swap.aspect == "cta":
        stage = stage_of(strategy, slot.pillar, swap.after, slot.objective)
        return replace(slot, cta=swap.after, stage=stage)
    return replace(slot, publish_at=at_hour(slot, int(swap.after)) or slot.publish_at)


def _is_free(slot: Slot, pieces: Mapping[str, int]) -> bool:
    """Whether chance may touch a slot at all."""
    kept = slot.state != "planned" or slot.touch or slot.draft or slot.experiment_id
    return not kept and pieces[slot.content_id] == 1


def _phase_asks(slot: Slot, strategy: Strategy) -> bool:
    return any(
        phase.cta
        for event in strategy.events
        for phase in event.phases
        if (event.name, phase.name) == (slot.event, slot.phase)
    )


def _swapped(free: Sequence[Slot], aspect: Literal["kind", "cta"]) -> Iterator[tuple[Swap, ...]]:
    for one, other in combinations(free, 2):
        ours, theirs = str(getattr(one, aspect)), str(getattr(other, aspect))
        if ours != theirs:
            yield (
                Swap(slot_id=one.slot_id, aspect=aspect, before=ours, after=theirs),
                Swap(slot_id=other.slot_id, aspect=aspect, before=theirs, after=ours),
            )


def _asked(slot: Slot, strategy: Strategy) -> Iterator[Swap]:
    names = dict.fromkeys(("", *(one.name for one in strategy.calls_to_action)))
    for name in names:
        if name != slot.cta:
            yield Swap(slot_id=slot.slot_id, aspect="cta", before=slot.cta, after=name)


def _moved(slot: Slot, plan: Sequence[Slot], strategy: Strategy) -> Iterator[Swap]:
    own = next((one for one in strategy.accounts if one.id == slot.account_id), None)
    if own is None:
        return
    others = [
        one.publish_at
        for one in plan
        if one.account_id == slot.account_id and one.slot_id != slot.slot_id
    ]
    now = slot.local_at.hour
    for hour in range(max(own.hours[0], 0), min(own.hours[1], 24)):
        at = at_hour(slot, hour)
        if hour != now and at is not None and _is_clear(at, others, own):
            yield Swap(
                slot_id=slot.slot_id, aspect="hour", before=f"{now:02d}", after=f"{hour:02d}"
            )


def _is_clear(at: datetime, others: Sequence[datetime], own: Presence) -> bool:
    gap = timedelta(hours=own.min_gap_hours)
    return all(at != other and abs(at - other) >= gap for other in others)


def _keeps_funnel(
    week: Sequence[Slot], way: Way, stages: Counter[str], shares: Mapping[str, float]
) -> bool:
    """Whether the shares of the funnel still hold; saves asking the slow checker."""
    n = stages.total()
    before, after = Counter(s.stage for s in week), Counter(s.stage for s in way.slots)
    return all(
        math.floor(n * (share - TOLERANCE))
        <= stages[stage] - before[stage] + after[stage]
        <= math.ceil(n * (share + TOLERANCE))
        for stage, share in shares.items()
        if before[stage] != after[stage]
    )
