"""What a page asks of the whole plan, kept as long as that is the same."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from threading import Lock
from zoneinfo import ZoneInfo

from balise.domain.brief import Brief
from balise.domain.content import Card, Content
from balise.domain.plan import Plan
from balise.domain.refinement import OUT, Fate
from balise.errors import StrategyMissingError
from balise.plan.briefs import briefs
from balise.strategy import Strategy
from balise.workspace import Workspace

_KEPT = 6
_BRIEFS: OrderedDict[tuple[object, ...], Mapping[str, Brief]] = OrderedDict()
_LOCK = Lock()


def plan_of(space: Workspace, brand: str) -> Plan | None:
    """Give the last plan of a brand as it was left; None where there is none."""
    last = space.store.latest_plan(brand)
    return last.plan if last else None


def cards_of(
    space: Workspace, brand: str, days: tuple[date, date] | None = None
) -> tuple[Card, ...]:
    """Give the posts of the last plan on the clock of the brand: all, or those of some days.

    `days` are the first, and the first that is no longer meant.
    """
    zone = space.zone(brand)
    return tuple(
        one if one.slot.timezone == zone else replace(one, slot=replace(one.slot, timezone=zone))
        for one in space.cards(brand, days and _moments(days, zone))
    )


def became(cards: Iterable[Card], fates: Mapping[str, Fate]) -> tuple[Card, ...]:
    """Tell of posts what their accounts show since: a post that is out is closed."""
    now = datetime.now(UTC)
    return tuple(_seen(one, fates.get(one.slot.slot_id), now) for one in cards)


def _seen(card: Card, fate: Fate | None, now: datetime) -> Card:
    if fate == "missed":
        return replace(card, is_missed=True)
    if fate in OUT and card.slot.state != "skipped":
        return replace(card, slot=replace(card.slot, state="published"))
    return replace(card, is_over=card.slot.publish_at <= now)


def _moments(days: tuple[date, date], zone: str) -> tuple[datetime, datetime]:
    """Tell when some local days begin and are over."""
    first, end = (_begins(day, ZoneInfo(zone)) for day in days)
    return first, end


def _begins(day: date, clock: ZoneInfo) -> datetime:
    at = datetime.combine(day, time.min)
    try:
        return at.replace(tzinfo=clock).astimezone(UTC)
    except OverflowError:  # the first and the last days that can be written
        return at.replace(tzinfo=UTC)


def card_of(space: Workspace, brand: str, slot_id: str) -> Card:
    """Find one of `cards_of`; raises `RecordNotFoundError` where there is none."""
    found = (one for one in cards_of(space, brand) if one.slot.slot_id == slot_id)
    return next(found, None) or space.card(brand, slot_id)


def words_of(space: Workspace, brand: str, slot_id: str) -> Content | None:
    """Give what another post says, of whichever plan; None where it says nothing."""
    written = space.store.revisions(brand, slot_id) if slot_id else ()
    return written[-1] if written and not written[-1].is_empty else None


def strategy_of(space: Workspace, brand: str) -> Strategy | None:
    """Give the strategy that was kept last; None where there is none."""
    try:
        return space.strategy(brand)
    except StrategyMissingError:
        return None


def briefs_of(space: Workspace, brand: str, plan: Plan, language: str) -> Mapping[str, Brief]:
    """Write the brief of every post: an idea comes again only when all that fit were used."""
    strategy = strategy_of(space, brand)
    if strategy is None:
        return {}
    left = tuple(
        (one.slot_id, one.publish_at, one.kind, one.pillar, one.cta, one.hashtags, one.content_id)
        for one in plan.slots
    )
    key = (space.place, brand, language, repr(strategy), left)
    with _LOCK:
        if key in _BRIEFS:
            _BRIEFS.move_to_end(key)
            return _BRIEFS[key]
    made = {one.slot.slot_id: one for one in briefs(strategy, plan.slots, language=language)}
    with _LOCK:
        _BRIEFS[key] = made
        while len(_BRIEFS) > _KEPT:
            _BRIEFS.popitem(last=False)
    return made
