"""A plan over a store: what it is made of, kept with what made it.

strategy, fits, posts, the plan before --made--> plan --> the store
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TypedDict
from zoneinfo import ZoneInfo

from balise.domain.draft import Draft
from balise.domain.fitted import Fitted
from balise.domain.kpi import Kpi
from balise.domain.plan import OwnDraft, Plan
from balise.domain.ports import MeasuredPost, Store
from balise.domain.strategy import Strategy
from balise.domain.version import SlotTouch
from balise.errors import NotEnoughPostsError, PlanMissingError, RecordNotFoundError, Said
from balise.known_as import KnownAs, Names, names, renamed
from balise.learn import Fit
from balise.learn.kpi import value
from balise.plan import make


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of a plan."""

    start: date
    weeks: int
    seed: int = 0
    drafts: Sequence[OwnDraft] = ()


def kpis(strategy: Strategy, posts: Sequence[MeasuredPost]) -> tuple[str, ...]:
    """Name the KPIs of objectives that posts tell, what rates are of, and what stands in for them.

    What no post has (sales at a till, followers) cannot be learnt from posts.
    """
    aims = [Kpi(name=aim.kpi, aggregate=aim.aggregate) for aim in strategy.objectives]
    shown = (aim.exposure for aim in aims if aim.exposure)
    asked = dict.fromkeys([*(aim.name for aim in aims), "engagement", *shown])
    return tuple(kpi for kpi in asked if any(_tells(one, kpi) for one in posts))


def fits(
    store: Store, brand: str, strategy: Strategy, learn: Callable[..., Fit]
) -> dict[str, KnownAs]:
    """Learn the KPIs of the objectives that posts tell; none where there are too few posts.

    The fits are asked by the names that the strategy has for accounts (`balise.known_as`).
    """
    found = {}
    posts = posts_of(store, brand, strategy)
    known = _names(store, brand, strategy)
    for kpi in kpis(strategy, posts):
        with suppress(NotEnoughPostsError):
            found[kpi] = KnownAs(fit=learn(store, brand, kpi=kpi), known=known)
    return found


def posts_of(store: Store, brand: str, strategy: Strategy) -> list[MeasuredPost]:
    """Give the posts of a brand, their accounts called as the strategy does."""
    if brand not in store.brands():
        return []
    return renamed(store.posts(brand), _names(store, brand, strategy))


def _names(store: Store, brand: str, strategy: Strategy) -> Names:
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

    What is approved or published in the plan before stays as it is.
    """
    posts = posts_of(store, brand, strategy)
    before, has_data = store.latest_plan(brand), brand in store.brands()
    found = make(
        strategy,
        fits,
        start=asked.start,
        weeks=asked.weeks,
        seed=asked.seed,
        history=posts or None,
        drafts=asked.drafts,
        earlier=before.plan if before else None,
        outcomes=tuple(store.outcomes(brand)) if has_data else (),
        days=tuple(store.account_days(brand)) if has_data else (),
        snapshot=_snapshot(store, brand, fits),
    ).plan
    store.keep_plan(brand, found, made_at=datetime.now(UTC))
    return found


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


def touched(store: Store, brand: str, *, approve: Sequence[str], skip: Sequence[str]) -> Plan:
    """Note what is done to slots of the last plan, and give it as it is then.

    Raises
    ------
    PlanMissingError, RecordNotFoundError
        There is no plan, or it has no slot of that name.
    """
    last = store.latest_plan(brand)
    if last is None:
        raise PlanMissingError
    names = [one.slot_id for one in last.plan.slots]
    everything = [one.slot_id for one in last.plan.slots if one.state == "planned"]
    approved = everything if "all" in approve else approve
    at = datetime.now(UTC)
    for unknown in {*approved, *skip} - {*names}:
        raise RecordNotFoundError(what=Said("post"), name=unknown, known=", ".join(names[:5]))
    for name in approved:
        store.touch_slot(brand, SlotTouch(slot_id=name, at=at, state="approved"))
    for name in skip:
        store.touch_slot(brand, SlotTouch(slot_id=name, at=at, state="skipped", touch="skipped"))
    found = store.latest_plan(brand)
    return (found or last).plan


class Calendar(TypedDict):
    """The plan that calendars may hold already, and how often one was made."""

    previous: Plan | None
    revision: int


def calendar(store: Store, brand: str) -> Calendar:
    """Tell what calendars may hold already."""
    plans = store.plans(brand)
    return {"previous": plans[-2].plan if len(plans) > 1 else None, "revision": len(plans)}


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
