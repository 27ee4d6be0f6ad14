"""Rules of what a slot holds: names that the strategy has, times and figures that can be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from balise.domain.plan import Breach, Slot
from balise.domain.strategy import Strategy
from balise.plan.rules_laid import ROUNDING, WEEK, Laid, Placed
from balise.strategy.rhythm import takes

_STAYS = (
    "content_id", "network", "account", "publish_at", "kind", "pillar", "stage", "cta", "hashtags",
    "objective", "audience", "series", "event", "phase", "draft", "boost", "state",
)  # fmt: skip
"""What of a slot that was approved is a matter of the person who approved it."""


def times(laid: Laid) -> Iterator[Breach]:
    """Find times that are none, or are not told in UTC and in the zone of the strategy."""
    for slot in laid.unread:
        params = {"account": slot.account_id, "value": str(slot.publish_at)}
        yield Breach(rule="slot-time", what=slot.slot_id, params=params)
    for post in laid.lost:
        params = {"value": str(post.published_at)}
        yield Breach(rule="history-time", what=post.account, params=params)
    for one, slot in laid.ours:
        if slot.publish_at.utcoffset() != timedelta(0):
            yield one.breach("slot-utc")
        if slot.timezone != laid.strategy.identity.timezone:
            wanted = laid.strategy.identity.timezone
            yield one.breach("slot-zone", value=slot.timezone, wanted=wanted)
        if not 0 <= one.day < laid.weeks * WEEK:
            yield one.breach("outside")


def ids(laid: Laid) -> Iterator[Breach]:
    """Find slots and pieces without a name of their own, and chances that are none."""
    seen = Counter(one.slot.slot_id for one in laid.posts if one.slot is not None)
    for one, slot in laid.ours:
        if not slot.slot_id:
            yield one.breach("slot-id")
        elif seen[slot.slot_id] > 1:
            yield one.breach("slot-twice")
        if not slot.content_id:
            yield one.breach("piece")
        if not 0 < slot.propensity <= 1:
            yield one.breach("chance", found=str(slot.propensity))


def accounts(laid: Laid) -> Iterator[Breach]:
    """Rule 1: accounts of the strategy, and kinds that their networks take."""
    known = {(one.network, one.handle) for one in laid.strategy.accounts}
    for one, slot in laid.ours:
        if (slot.network, slot.account) not in known:
            yield one.breach("account")
        if not takes(slot.network, slot.kind):
            yield one.breach("kind", kind=slot.kind, network=slot.network)


def names(laid: Laid) -> Iterator[Breach]:
    """Rule 8: pillars, asks, objectives and audiences of the strategy, and the stage they give."""
    ours = laid.strategy
    known = {
        "pillar": {one.name for one in ours.pillars} | _none(ours),
        "cta": {"", *(one.name for one in ours.calls_to_action)},
        "objective": {"", *(one.name for one in ours.objectives)},
        "audience": {"", *(one.name for one in ours.audiences)},
    }
    for one, slot in laid.ours:
        for rule, there in known.items():
            said: str = getattr(slot, rule)
            if said not in there:
                yield one.breach(rule, value=said or "-")
        yield from _stage(one, slot, ours)


def _none(ours: Strategy) -> set[str]:
    """No pillar at all is one where there are none, or where their shares leave a rest."""
    shares = [one.share for one in ours.pillars if one.share is not None]
    leaves = len(shares) == len(ours.pillars) and sum(shares) < 1 - ROUNDING
    return {""} if leaves else set()


def _stage(one: Placed, slot: Slot, ours: Strategy) -> Iterator[Breach]:
    asks = {ask.name: ask.stage for ask in ours.calls_to_action}
    pillars = {pillar.name: pillar.stage for pillar in ours.pillars}
    aims = {aim.name: aim.stage for aim in ours.objectives}
    wanted = asks.get(slot.cta) or pillars.get(slot.pillar) or aims.get(slot.objective) or ""
    if slot.stage != wanted:
        yield one.breach("stage", stage=slot.stage or "-", wanted=wanted or "-")


def kept(laid: Laid) -> Iterator[Breach]:
    """Rule 16: what was approved or published stands in the plan, as it was."""
    there = {one.slot.slot_id: one.slot for one in laid.posts if one.slot is not None}
    there |= {slot.slot_id: slot for slot in laid.unread}
    for before in laid.kept:
        now = there.get(before.slot_id)
        if now is None:
            yield Breach(rule="kept-missing", what=before.slot_id)
            continue
        changed = [key for key in _STAYS if getattr(now, key) != getattr(before, key)]
        if changed:
            params = {"changed": ", ".join(changed)}
            yield Breach(rule="kept-changed", what=before.slot_id, params=params)
