"""A plan over a store: what it is made of, kept with what made it.

strategy, fits, posts, the plan before --made--> plan --> the store
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime

from balise.domain.fitted import Fitted
from balise.domain.plan import OwnDraft, Plan
from balise.domain.ports import MeasuredPost, Store
from balise.domain.strategy import Strategy
from balise.errors import NotEnoughPostsError
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
    """Name the KPIs of the objectives that posts tell; `engagement` where they tell none of them.

    What no post has (sales at a till, followers) cannot be learnt from posts.
    """
    asked = dict.fromkeys(aim.kpi for aim in strategy.objectives)
    told = tuple(kpi for kpi in asked if any(_tells(one, kpi) for one in posts))
    return told or (("engagement",) if any(_tells(one, "engagement") for one in posts) else ())


def fits(store: Store, brand: str, strategy: Strategy, learn: Callable[..., Fit]) -> dict[str, Fit]:
    """Learn the KPIs of the objectives that posts tell; none where there are too few posts."""
    found = {}
    posts = list(store.posts(brand)) if brand in store.brands() else []
    for kpi in kpis(strategy, posts):
        with suppress(NotEnoughPostsError):
            found[kpi] = learn(store, brand, kpi=kpi)
    return found


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
    posts = list(store.posts(brand)) if brand in store.brands() else []
    before = store.latest_plan(brand)
    found = make(
        strategy,
        fits,
        start=asked.start,
        weeks=asked.weeks,
        seed=asked.seed,
        history=posts or None,
        drafts=asked.drafts,
        earlier=before.plan if before else None,
        outcomes=tuple(store.outcomes(brand)),
        days=tuple(store.account_days(brand)),
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
