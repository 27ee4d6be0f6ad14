"""Plans with a strategy that is drawn tight around them: every rule holds, and just so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations, pairwise
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from tests.property import plan_worlds as worlds

from balise.domain.plan import Slot
from balise.domain.strategy import (
    WEEKDAYS,
    Adaptation,
    Blackout,
    Budget,
    CallToAction,
    Event,
    Hashtags,
    Identity,
    Objective,
    Phase,
    Pillar,
    Presence,
    Series,
    Strategy,
)
from balise.strategy.rhythm import takes


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A strategy, the plan that fits it to a hair, and when that is."""

    strategy: Strategy
    slots: tuple[Slot, ...]
    start: date
    weeks: int

    def on(self, account: Presence) -> list[Slot]:
        """Give the slots of an account, in order of time."""
        its = [one for one in self.slots if one.account_id == account.id]
        return sorted(its, key=lambda one: one.publish_at)

    def local(self, slot: Slot) -> datetime:
        """Give the local time of a slot."""
        return slot.publish_at.astimezone(ZoneInfo(self.strategy.identity.timezone))


def shown(day: date, hour: int, zone: ZoneInfo) -> datetime | None:
    """Give the first instant at which the clock of a zone shows an hour; None: it never does."""
    night = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=16)
    for step in range(4 * 48):
        at = night + timedelta(minutes=15 * step)
        local = at.astimezone(zone)
        if (local.date(), local.hour, local.minute) == (day, hour, 0):
            return at
    return None


@st.composite
def tight(draw: st.DrawFn) -> World:
    """Draw slots first, and then the strategy that allows just these."""
    start, weeks = draw(worlds.starts()), draw(st.integers(1, 3))
    zone = draw(worlds.zones())
    networks = draw(st.lists(st.sampled_from(worlds.NETWORKS), min_size=1, max_size=3, unique=True))
    themes = draw(worlds.pillars())
    asks = (CallToAction(name="visit", stage=draw(worlds.STAGE_OR_NONE)), CallToAction(name="look"))
    aim = Objective(
        name="clicks", stage="conversion", kpi="link_clicks", aggregate="total", target=100,
        starts=start, ends=start + timedelta(days=7 * weeks - 1),
    )  # fmt: skip
    bare = Strategy(
        identity=Identity(name="Serre", timezone=zone),
        objectives=(aim,),
        accounts=tuple(Presence(network=one, handle="serre") for one in networks),
        pillars=themes,
        calls_to_action=asks,
        hashtags=Hashtags(brand=("#shop",), pool=("#spring", "#green")),
    )
    closed = draw(st.sets(st.integers(0, 7 * weeks - 1), max_size=4))
    slots = draw(_slots(bare, (start, weeks), closed))
    days = tuple(
        Blackout(starts=start + timedelta(days=n), ends=start + timedelta(days=n)) for n in closed
    )
    world = World(strategy=replace(bare, blackouts=days), slots=slots, start=start, weeks=weeks)
    return _drawn_in(world)


@st.composite
def _slots(
    draw: st.DrawFn, bare: Strategy, when: tuple[date, int], closed: set[int]
) -> tuple[Slot, ...]:
    """Place posts at real hours of open days, some of them copies, none two at one time."""
    start, weeks = when
    zone = ZoneInfo(bare.identity.timezone)
    free = [n for n in range(7 * weeks) if n not in closed]
    places = st.tuples(st.sampled_from(free), st.integers(0, 23), st.sampled_from(bare.accounts))
    found: list[Slot] = []
    for day, hour, account in draw(st.lists(places, min_size=1, max_size=12, unique=True)):
        at = shown(start + timedelta(days=day), hour, zone)
        if at is None:
            continue
        kinds = [kind for kind in worlds.KINDS if takes(account.network, kind)]
        slot = Slot(
            slot_id=f"s{len(found)}", content_id=f"c{len(found)}", network=account.network,
            account=account.handle, publish_at=at, timezone=bare.identity.timezone,
            kind=draw(st.sampled_from(kinds)),
            pillar=draw(st.sampled_from([one.name for one in bare.pillars] or [""])),
            cta=draw(st.sampled_from(["", "visit", "look"])), objective="clicks",
            hashtags=draw(st.sampled_from([(), ("#shop",), ("#GREEN",)])),
            boost=draw(st.sampled_from([0.0, 0.0, 20.0, 33.3])),
        )  # fmt: skip
        first = draw(st.none() | st.sampled_from(found)) if found else None
        found.append(_staged(_copied(slot, first, found), bare))
    return tuple(found)


def _copied(slot: Slot, first: Slot | None, found: Sequence[Slot]) -> Slot:
    """Make a slot a copy of another one's piece, where its network has none of it."""
    if first is None or not takes(slot.network, first.kind):
        return slot
    if slot.network in {o.network for o in found if o.content_id == first.content_id}:
        return slot
    return replace(slot, content_id=first.content_id, kind=first.kind, pillar=first.pillar)


def _staged(slot: Slot, bare: Strategy) -> Slot:
    ask = next((one.stage for one in bare.calls_to_action if one.name == slot.cta), None)
    theme = next((one.stage for one in bare.pillars if one.name == slot.pillar), None)
    return replace(slot, stage=ask or theme or "conversion")


def _drawn_in(world: World) -> World:
    """Lower every limit of a strategy to what its plan takes."""
    bare = world.strategy
    weeks = 7 * world.weeks
    ours = replace(
        bare,
        accounts=tuple(_account(world, one) for one in bare.accounts),
        pillars=tuple(_share(world, one) for one in bare.pillars),
        capacity=_capacity(world),
        adaptations=_adaptations(world),
        budget=Budget(total=sum(one.boost for one in world.slots), boost_per_post=(20, 33.3)),
        events=(
            Event(
                name="fair",
                date=world.start + timedelta(days=weeks),
                phases=(Phase(name="soon", from_day=-weeks, to_day=-1),),
            ),
        ),
    )
    return _with_series(replace(world, strategy=ours))


def _account(world: World, account: Presence) -> Presence:
    its = world.on(account)
    local = [world.local(one) for one in its]
    counts = Counter((one.date() - world.start).days // 7 for one in local)
    days = Counter(one.date() for one in local)
    closed = {(one.starts - world.start).days for one in world.strategy.blackouts}
    open_ = [sum(7 * week + n not in closed for n in range(7)) for week in range(world.weeks)]
    least = max(
        n
        for n in range(20)
        if all(n * open_[week] // 7 <= counts[week] for week in range(world.weeks))
        and n <= max(counts.values(), default=0)
    )
    apart = [(b.publish_at - a.publish_at).total_seconds() / 3600 for a, b in pairwise(its)]
    hours = [one.hour for one in local] or [9]
    return replace(
        account,
        posts_per_week=(least, max(counts.values(), default=0)),
        posts_per_day=max(days.values(), default=1),
        min_gap_hours=min(apart, default=0.0),
        hours=(min(hours), max(hours) + 1),
    )


def _share(world: World, pillar: Pillar) -> Pillar:
    """Give a pillar the largest share, in whole percents, of which its posts are the least."""
    n = len(world.slots)
    found = sum(one.pillar == pillar.name for one in world.slots)
    fits = [c for c in range(101) if n * (c - 10) // 100 <= found <= -(-n * (c + 10) // 100)]
    return replace(pillar, share=max(fits) / 100)


def _capacity(world: World) -> dict[str, float]:
    made: Counter[tuple[str, int]] = Counter()
    seen: set[str] = set()
    for one in sorted(world.slots, key=lambda one: one.publish_at):
        if one.content_id not in seen:
            seen.add(one.content_id)
            made[one.kind, (world.local(one).date() - world.start).days // 7] += 1
    return {kind: max(n for (k, _), n in made.items() if k == kind) for kind, _ in made}


def copies(world: World) -> list[list[Slot]]:
    """Give the slots of each piece that is used more than once, in order of time."""
    pieces: dict[str, list[Slot]] = {}
    for one in sorted(world.slots, key=lambda one: one.publish_at):
        pieces.setdefault(one.content_id, []).append(one)
    return [its for its in pieces.values() if len(its) > 1]


def _adaptations(world: World) -> tuple[Adaptation, ...]:
    return tuple(
        Adaptation(
            kind=its[0].kind,
            networks=tuple(one.network for one in its),
            lag_hours=min(
                abs(a.publish_at - b.publish_at).total_seconds() / 3600
                for a, b in combinations(its, 2)
            ),
        )
        for its in copies(world)
    )


def _with_series(world: World) -> World:
    """Make a series of slots on one weekday, where there is one in each open week."""
    closed = {one.starts for one in world.strategy.blackouts}
    zone = ZoneInfo(world.strategy.identity.timezone)
    for n in range(7):
        days = [world.start + timedelta(days=n + 7 * week) for week in range(world.weeks)]
        due = [
            day for day in days if day not in closed and any(shown(day, h, zone) for h in (0, 12))
        ]
        its = [
            next((one for one in world.slots if world.local(one).date() == day), None)
            for day in due
        ]
        if due and all(its):
            named = {one.slot_id for one in its if one is not None}
            slots = tuple(
                replace(one, series="tip") if one.slot_id in named else one for one in world.slots
            )
            tip = Series(name="tip", weekday=WEEKDAYS[days[0].weekday()])
            return replace(world, slots=slots, strategy=replace(world.strategy, series=(tip,)))
    return world
