"""What became of planned posts by now, and which of them may still change.

the look back, posts --fates--> what is out --open_slots--> what may change
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from balise import planning
from balise.domain.plan import Slot
from balise.domain.ports import Store
from balise.domain.refinement import OUT, Fate, Fulfilment
from balise.errors import SlotClosedError, StrategyError
from balise.judging import blank, blind
from balise.known_as import names, renamed
from balise.looking_back import STAND_IN, Looking
from balise.refine.execution import Window, execution
from balise.strategy import Strategy

_TOLD = timedelta(days=62)
"""How long what became of a slot is told: the calendar shows this month and the one before."""
_READ = timedelta(days=28)
"""How long before the slots posts are read: they tell until when an account was read."""
_DAY = timedelta(days=1)
"""How long before its hour a post may come out and still answer to its slot."""


def looking(store: Store, brand: str, ours: Strategy, now: datetime) -> Looking:
    """Look back without anything learnt: what was to be published is told all the same."""
    return Looking(store=store, brand=brand, strategy=ours, today_fits={}, now=now)


def fates(back: Looking) -> tuple[tuple[Slot, ...], Mapping[str, Fate]]:
    """Give the slots that are not long over, and what became of those that may be out by now.

    A post may come out up to a day before its hour. A slot whose hour is still to come and that no
    post answers to is `to come`, also where it was left out: it is not missed yet.
    """
    store, brand, now = back.store, back.brand, back.now
    slots = tuple(one for one in back.slots if one.publish_at >= now - _TOLD)
    due = [one for one in slots if one.publish_at <= now + _DAY]
    if not due or brand not in store.brands():
        return slots, {}
    posts = store.posts_since(brand, due[0].publish_at - _READ)
    if not posts:
        return slots, {}  # what nobody has looked for is not missed
    known = names(back.strategy, [one.id for one in store.accounts(brand)])
    days = [one.local_at.date() for one in due]
    window = Window(starts=min(days), ends=max(days), now=now, timezone=back.zone)
    done = execution([blank(one) for one in slots], renamed(posts, known), window, blind(STAND_IN))
    return slots, {one.slot.slot_id: _by_now(one, now) for one in done.fulfilments}


def _by_now(done: Fulfilment, now: datetime) -> Fate:
    return "to come" if done.fate == "missed" and done.slot.publish_at > now else done.fate


def came_out(
    store: Store, brand: str, slots: Sequence[Slot], now: datetime | None = None
) -> frozenset[str]:
    """Name those of some slots that their accounts show as published.

    Nothing is read for slots that are all more than a day ahead.
    """
    at = now or datetime.now(UTC)
    if not any(one.publish_at <= at + _DAY for one in slots):
        return frozenset()
    kept = store.strategies(brand)
    if not kept:
        return frozenset()
    try:
        ours = Strategy.parse(kept[-1].text)
    except StrategyError:  # by today's rules it is none: nobody can tell what answers to what
        return frozenset()
    _, became = fates(looking(store, brand, ours, at))
    there = {one.slot_id for one in slots}
    return frozenset(name for name, fate in became.items() if name in there and fate in OUT)


def open_slot(store: Store, brand: str, slot_id: str, now: datetime | None = None) -> Slot:
    """Give a slot that may still change; raises as `open_slots` does."""
    return open_slots(store, brand, [slot_id], now)[0]


def open_slots(
    store: Store, brand: str, slot_ids: Sequence[str], now: datetime | None = None
) -> tuple[Slot, ...]:
    """Give slots that may all still change.

    Raises
    ------
    SlotClosedError
        One was left out or is published, as the plan says or as its account shows.
    """
    found = planning.open_slots(store, brand, slot_ids)
    out = came_out(store, brand, found, now)
    for slot in found:
        if slot.slot_id in out:
            raise SlotClosedError(name=slot.slot_id, state=planning.CLOSED["published"])
    return found
