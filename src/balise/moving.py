"""A plan at hand: fits, posts and draws of a brand, kept in memory so that moving a post is quick.

store --bench--> what a plan was made of --try_slots--> breaches and outlooks, before and after
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from threading import Lock, RLock
from typing import TypedDict

from balise.domain.fitted import Fitted
from balise.domain.moved import Moved, Shifted
from balise.domain.plan import Breach, Outlook, Plan, Published, Slot
from balise.domain.ports import MeasuredPost, Store
from balise.errors import BaliseError, StrategyMissingError
from balise.known_as import KnownAs
from balise.learn import from_bytes
from balise.plan.beside import beside, gone
from balise.plan.by_hand import own_drafts
from balise.plan.horizon import DAYS, Horizon
from balise.plan.make import Planner
from balise.plan.moved import Standing
from balise.plan.past import is_out
from balise.planning import kpis, last_plan, names_of, posts_of
from balise.strategy import Strategy

_KEPT = 6
"""Benches that a process keeps: a few plans of some brands."""


class _Beside(TypedDict):
    breaches: tuple[Breach, ...]
    healed: tuple[Breach, ...]
    before: tuple[Outlook, ...]
    after: tuple[Outlook, ...]


@dataclass(frozen=True, kw_only=True)
class Bench:
    """What the last plan of a brand is made of, as it stands.

    Parameters
    ----------
    planner
        With the fits that were kept last: nothing is learnt here.
    plan
        With its slots as they were left.
    """

    planner: Planner
    plan: Plan

    @cached_property
    def breaches(self) -> Sequence[Breach]:
        """Rules that the plan does not keep as it stands."""
        return self.broken(self.plan.slots)

    @cached_property
    def standing(self) -> Standing:
        """Where the objectives stand, with the draws behind it."""
        return self.planner.promise(self.plan.slots)

    def outlooks(self) -> tuple[Outlook, ...]:
        """Tell where the objectives stand, and what it would take to reach them."""
        return self.planner.outlooks(self.plan.slots)

    def tried(self, slot: Slot, was: Slot | None) -> Moved:
        """Tell what becomes of the plan with a slot in the place of what it was, or beside all."""
        return Moved(slot=slot, was=was, **self._beside(_with(self.plan.slots, slot, was)))

    def shifted(self, slots: Sequence[Slot], was: Sequence[Slot]) -> Shifted:
        """Tell what becomes of the plan with slots in the places of what they were."""
        new = {one.slot_id: one for one in slots}
        there = [new.get(one.slot_id, one) for one in self.plan.slots]
        return Shifted(slots=tuple(slots), was=tuple(was), **self._beside(there))

    def _beside(self, slots: Sequence[Slot]) -> _Beside:
        after = self.broken(slots)
        return {
            "breaches": tuple(beside(after, self.breaches)),
            "healed": tuple(gone(after, self.breaches)),
            "before": self.standing.outlooks,
            "after": self.standing.with_slots(slots).outlooks,
        }

    def broken(self, slots: Sequence[Slot]) -> Sequence[Breach]:
        """Hold slots against the rules; one whose post is out counts once, with that post."""
        near = self.planner.pace.near
        told = [
            replace(one, state="published")
            if any(is_out(_published(one), p) for p in near)
            else one
            for one in slots
        ]
        return self.planner.breaches(told)


def _published(one: Slot) -> Published:
    return Published(account=one.account_id, kind=one.kind, published_at=one.publish_at)


def _with(slots: Sequence[Slot], slot: Slot, was: Slot | None) -> list[Slot]:
    """Put a slot in its place; the others stay where they are, for words are lent in order."""
    if was is None:
        return [*slots, slot]
    return [slot if one.slot_id == was.slot_id else one for one in slots]


class _Shelf:
    """The last benches of this process; each is made once, whoever asks."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[object, ...], Bench] = OrderedDict()
        self._lock, self._making = Lock(), RLock()

    def get(self, key: tuple[object, ...], make: Callable[[Bench | None], Bench]) -> Bench:
        """Give what is kept, else make it; `make` is given one of the same data and other slots."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        with self._making:
            with self._lock:
                if key in self._kept:
                    return self._kept[key]
                like = next((one for k, one in self._kept.items() if k[:-1] == key[:-1]), None)
            made = make(like)
            with self._lock:
                stale = [k for k in self._kept if k[:2] == key[:2]]
                for each in stale:  # of a brand only the last is asked for
                    del self._kept[each]
                self._kept[key] = made
                while len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
            return made


_SHELF = _Shelf()


def bench(store: Store, brand: str, place: str) -> Bench:
    """Give the last plan of a brand with all that it is made of; quick where it was asked before.

    `place` names the workspace. What is kept holds as long as no import, tag, strategy or plan
    came in; a slot that was touched makes only draws anew.

    Raises
    ------
    PlanMissingError, StrategyMissingError
        There is no plan, or no strategy.
    """
    plan, ours = last_plan(store, brand), store.strategies(brand)
    if not ours:
        raise StrategyMissingError
    view = store.ledger(brand).view if brand in store.brands() else ""
    data = (place, brand, ours[-1].digest, view, plan.starts, plan.weeks, plan.provenance)
    left = tuple(repr(one) for one in plan.slots)

    def make(like: Bench | None) -> Bench:
        if like is None:
            planner = _planner(store, brand, Strategy.parse(ours[-1].text), plan)
        else:
            planner = like.planner
        return Bench(planner=_knowing(planner, plan), plan=plan)

    return _SHELF.get((*data, left), make)


def _planner(store: Store, brand: str, strategy: Strategy, plan: Plan) -> Planner:
    posts = posts_of(store, brand, strategy)
    has_data = brand in store.brands()
    start = plan.starts or min(
        (one.local_at.date() for one in plan.slots), default=plan.provenance.made_at.date()
    )
    weeks = plan.weeks or _weeks(plan, start)
    horizon = Horizon(start=start, weeks=weeks, timezone=strategy.identity.timezone)
    beside = [s for s in plan.slots if not start <= s.local_at.date() < horizon.end]
    return Planner(
        strategy=strategy,
        fits=_fits(store, brand, strategy, posts),
        horizon=horizon,
        seed=plan.provenance.seed,
        known={
            "history": posts or None,
            "carried": beside,
            "outcomes": tuple(store.outcomes(brand)) if has_data else (),
            "days": tuple(store.account_days(brand)) if has_data else (),
        },
    )  # fmt: skip


def _weeks(plan: Plan, start: date) -> int:
    """Count the weeks of a plan that does not say it."""
    last = max((one.local_at.date() for one in plan.slots), default=start)
    return (last - start).days // DAYS + 1


def _fits(
    store: Store, brand: str, strategy: Strategy, posts: Sequence[MeasuredPost]
) -> dict[str, Fitted]:
    """Read the fits that were kept last; one that cannot be read any more is left out."""
    found: dict[str, Fitted] = {}
    known = names_of(store, brand, strategy)
    for kpi in kpis(strategy, posts):
        kept = store.latest_fit(brand, kpi)
        try:
            if kept is not None:
                found[kpi] = KnownAs(fit=from_bytes(kept.data), known=known)
        except BaliseError:
            continue
    return found


def _knowing(planner: Planner, plan: Plan) -> Planner:
    """Give a planner that knows the drafts which stand in the slots; what it worked out stays."""
    made = replace(planner, known={**planner.known, "drafts": own_drafts(plan.slots)})
    for name in ("pace", "worth", "placing", "unseen", "history", "past"):
        made.__dict__[name] = getattr(planner, name)
    return made
