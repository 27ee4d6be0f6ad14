"""A made-up brand in a store: its past, a plan, and the weeks in which the plan was carried out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tests.unit.refine.worlds import STRATEGY

from balise import cycle, planning
from balise.domain.reading import Batch, Reading
from balise.plan.past import read
from balise.strategy import Strategy

if TYPE_CHECKING:
    from balise.domain.plan import Plan, Slot
    from balise.domain.ports import Store
    from balise.plan.past import PastPost
    from balise.simulate import World

BRAND = "park"
START = date(2026, 11, 9)
Change = Callable[["PastPost"], "PastPost | None"]


def begun(store: Store, world: World, text: str = STRATEGY) -> None:
    """Keep the strategy and bring in the past."""
    store.keep_strategy(BRAND, Strategy.parse(text).dump(), made_at=datetime.now(UTC))
    put(store, read(world.history()), world.ends_at, "past")


def planned(
    store: Store, start: date = START, weeks: int = 4, *, explore: float = 0.05, seed: int = 0
) -> Plan:
    """Plan some weeks by the strategy that was kept last."""
    ours = cycle.strategy(store, BRAND)
    ours = replace(ours, plan=replace(ours.plan, explore=explore))
    told = planning.fits(store, BRAND, ours, cycle.learn)
    at = datetime(start.year, start.month, start.day, tzinfo=UTC)
    asked = planning.Asked(start=start, weeks=weeks, seed=seed, at=at)
    return planning.made(store, BRAND, ours, told, asked)


def carried_out(
    store: Store,
    world: World,
    slots: Iterable[Slot],
    now: datetime,
    change: Change = lambda one: one,
) -> None:
    """Publish what is due by now, changed where people did otherwise, and read its figures."""
    due = [one for one in slots if one.publish_at <= now]
    done = [change(one) for one in read(world.observe(due, as_of=now))]
    put(store, [one for one in done if one is not None], now, f"weeks {now}")


def put(store: Store, posts: Iterable[Any], as_of: datetime, name: str) -> None:
    """Import posts as one file."""
    told = list(posts)
    readings = tuple(
        Reading(
            post_uid=one.post.uid,
            as_of=max(as_of, one.post.published_at),
            values=dict(one.values),
            source="made up",
        )
        for one in told
    )
    batch = Batch(posts=tuple(one.post for one in told), readings=readings, rows=len(told))
    with store.importing(
        BRAND, source=f"{name}.csv", format_="x", digest=name, timezone="Europe/Brussels"
    ) as writer:
        writer.write(batch)


def after(weeks: float, start: date = START) -> datetime:
    """Give noon of the day after some weeks."""
    return datetime(start.year, start.month, start.day, 12, tzinfo=UTC) + timedelta(weeks=weeks)
