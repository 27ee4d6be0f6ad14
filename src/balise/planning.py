"""A plan over a store: what it is made of, kept with what made it.

strategy, fits, posts, the plan before --made--> plan --> the store
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import TypedDict
from zoneinfo import ZoneInfo

from balise.domain.draft import Draft
from balise.domain.fitted import Fitted
from balise.domain.kpi import Kpi
from balise.domain.plan import OwnDraft, Plan, Slot
from balise.domain.ports import MeasuredPost, Store
from balise.domain.strategy import Strategy
from balise.domain.version import SlotTouch
from balise.errors import (
    NotEnoughPostsError,
    PlanMissingError,
    RecordNotFoundError,
    Said,
    SlotClosedError,
)
from balise.known_as import KnownAs, Names, names, renamed
from balise.learn import Fit
from balise.learn.kpi import value
from balise.plan import make
from balise.words import mark

CLOSED = {"published": Said(mark("published")), "skipped": Said(mark("skipped"))}
"""States in which nothing of a slot changes."""
_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of a plan, and when.

    If `before_kept`, called when it is made, raises, it is dropped.
    """

    start: date
    weeks: int
    seed: int = 0
    drafts: Sequence[OwnDraft] = ()
    before_kept: Callable[[], None] = lambda: None
    at: datetime = field(default_factory=lambda: datetime.now(UTC))


def kpis(strategy: Strategy, posts: Sequence[MeasuredPost]) -> tuple[str, ...]:
    """Name the KPIs of objectives that posts tell, what rates are of, and what stands in for them.

    What no post has (sales at a till, followers) cannot be learnt from posts.
    """
    aims = [Kpi(name=aim.kpi, aggregate=aim.aggregate) for aim in strategy.objectives]
    shown = (aim.exposure for aim in aims if aim.exposure)
    asked = dict.fromkeys([*(aim.name for aim in aims), "engagement", *shown])
    return tuple(kpi for kpi in asked if any(_tells(one, kpi) for one in posts))


def fits(
    store: Store,
    brand: str,
    strategy: Strategy,
    learn: Callable[..., Fit],
    posts: Sequence[MeasuredPost] | None = None,
) -> dict[str, KnownAs]:
    """Learn the KPIs of the objectives that posts tell; none where there are too few posts.

    The fits are asked by the names that the strategy has for accounts (`balise.known_as`). `posts`
    are those of `posts_of`, where they were read already.
    """
    found = {}
    posts = posts_of(store, brand, strategy) if posts is None else posts
    known = names_of(store, brand, strategy)
    for kpi in kpis(strategy, posts):
        with suppress(NotEnoughPostsError):
            found[kpi] = KnownAs(fit=learn(store, brand, kpi=kpi), known=known)
    return found


def posts_of(store: Store, brand: str, strategy: Strategy) -> list[MeasuredPost]:
    """Give the posts of a brand, their accounts called as the strategy does."""
    if brand not in store.brands():
        return []
    return renamed(store.posts(brand), names_of(store, brand, strategy))


def names_of(store: Store, brand: str, strategy: Strategy) -> Names:
    """Give what the files of a brand call otherwise than its strategy does."""
    known = store.accounts(brand) if brand in store.brands() else ()
    return names(strategy, [one.id for one in known])


def made(
    store: Store,
    brand: str,
    strategy: Strategy,
    fits: Mapping[str, Fitted],
    asked: Asked,
) -> Plan:
    """Make a plan of all that the store knows of a brand, and keep it.

    What is approved or published in the plan before stays as it is, and what has words or files.
    Outside the new weeks all that is still to come before them stays, and after them what somebody
    agreed to or wrote for.
    """
    posts = posts_of(store, brand, strategy)
    last, has_data = store.latest_plan(brand), brand in store.brands()
    said = _said(store, brand, last.plan) if last else {}
    found = make(
        strategy,
        fits,
        start=asked.start,
        weeks=asked.weeks,
        seed=asked.seed,
        history=posts or None,
        drafts=asked.drafts,
        earlier=_held(last.plan, said) if last else None,
        carried=_carried(last.plan, said, strategy, asked) if last else (),
        outcomes=tuple(store.outcomes(brand)) if has_data else (),
        days=tuple(store.account_days(brand)) if has_data else (),
        snapshot=_snapshot(store, brand, fits),
    ).plan
    plan = replace(found, slots=tuple(said.get(one.slot_id, one) for one in found.slots))
    asked.before_kept()
    store.keep_plan(brand, plan, made_at=datetime.now(UTC))
    return plan


def _said(store: Store, brand: str, plan: Plan) -> dict[str, Slot]:
    """Give the slots that are still to be approved, but that somebody wrote for already."""
    said = store.contents(brand)
    written = {name for name, one in said.items() if not one.is_empty}
    return {s.slot_id: s for s in plan.slots if s.state == "planned" and s.slot_id in written}


def _carried(
    plan: Plan, said: Mapping[str, Slot], strategy: Strategy, asked: Asked
) -> tuple[Slot, ...]:
    """Give what stays of a plan outside the weeks that are planned now: nothing that is over."""
    end = asked.start + timedelta(weeks=asked.weeks)
    ours = {one.id for one in strategy.accounts}
    stays = [s for s in plan.slots if s.publish_at > asked.at and s.state != "skipped"]
    return tuple(
        s
        for s in stays
        if s.account_id in ours
        and (
            s.local_at.date() < asked.start
            or (s.local_at.date() >= end and (s.state == "approved" or s.slot_id in said))
        )
    )


def _held(plan: Plan, said: Mapping[str, Slot]) -> Plan:
    """Give a plan in which they stand as what is approved does: a planner leaves that alone."""
    slots = (replace(s, state="approved") if s.slot_id in said else s for s in plan.slots)
    return replace(plan, slots=tuple(slots))


def _tells(one: MeasuredPost, kpi: str) -> bool:
    return value(one.values, kpi) is not None


def _snapshot(store: Store, brand: str, fits: Mapping[str, Fitted]) -> str:
    """Name the data behind the fits."""
    kept = (store.latest_fit(brand, kpi) for kpi in sorted(fits))
    names = "\n".join(one.provenance.snapshot for one in kept if one)
    return hashlib.sha256(names.encode()).hexdigest() if names else ""


def next_monday(strategy: Strategy, now: datetime) -> date:
    """Give the first Monday after a moment, in the zone of a strategy."""
    today = now.astimezone(ZoneInfo(strategy.identity.timezone)).date()
    return today + timedelta(days=7 - today.weekday())


def touched(
    store: Store, brand: str, *, approve: Sequence[str], skip: Sequence[str], by: str = ""
) -> Plan:
    """Note what is done to slots of the last plan, and give it as it is then.

    That the plan has slots of these names is seen to by whoever asks (`open_slots`).

    Raises
    ------
    PlanMissingError
        There is no plan.
    """
    at = datetime.now(UTC)
    for name in approve:
        store.touch_slot(brand, SlotTouch(slot_id=name, at=at, by=by, state="approved"))
    for name in skip:
        left_out = SlotTouch(slot_id=name, at=at, by=by, state="skipped", touch="skipped")
        store.touch_slot(brand, left_out)
    return last_plan(store, brand)


def last_plan(store: Store, brand: str) -> Plan:
    """Give the last plan of a brand; raises `PlanMissingError` where there is none."""
    last = store.latest_plan(brand)
    if last is None:
        raise PlanMissingError
    return last.plan


def slot_of(store: Store, brand: str, slot_id: str) -> Slot:
    """Give a slot of the last plan; raises `RecordNotFoundError` where it has none of the name."""
    return _named(last_plan(store, brand), slot_id)


def _named(plan: Plan, slot_id: str) -> Slot:
    found = next((one for one in plan.slots if one.slot_id == slot_id), None)
    if found is None:
        names = ", ".join(one.slot_id for one in plan.slots[:_NAMED])
        raise RecordNotFoundError(what=Said("post"), name=slot_id, known=names or "-")
    return found


def open_slots(store: Store, brand: str, slot_ids: Sequence[str]) -> tuple[Slot, ...]:
    """Give slots that the plan does not say are closed; raises `SlotClosedError` of one that is.

    What accounts show since is known to `balise.coming_out`, which is asked first.
    """
    plan = last_plan(store, brand)
    found = tuple(_named(plan, name) for name in slot_ids)
    for slot in found:
        if slot.state in CLOSED:
            raise SlotClosedError(name=slot.slot_id, state=CLOSED[slot.state])
    return found


class Calendar(TypedDict):
    """The plan that calendars may hold already, and how often one was made."""

    previous: Plan | None
    revision: int


def calendar(store: Store, brand: str) -> Calendar:
    """Tell what calendars may hold already."""
    plans, done = store.plans(brand), len(store.touches(brand))
    previous = plans[-2].plan if len(plans) > 1 else None
    return {"previous": previous, "revision": len(plans) + done}


def own_drafts(drafts: Sequence[Draft]) -> tuple[OwnDraft, ...]:
    """Take drafts as posts that are to be placed; one without a name is known by its place."""
    return tuple(
        OwnDraft(
            draft_id=one.id or one.title or f"{one.file}:{one.line}",
            network=one.network,
            account=one.account,
            kind=one.form or "text",
            earliest=one.earliest,
            latest=one.latest,
            pillar=one.pillar,
            cta=one.cta,
            title=one.title,
        )
        for one in drafts
    )
