"""Whether forecasts of objectives keep what they say, on made-up brands with a known future."""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

BINS = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0)
KPIS = ("engagement", "views", "engagement_rate_by_views")
PAST, PLANNED, BEFORE, AFTER = 26, 6, 3, 4  # weeks


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was said of one objective, and what came."""

    kpi: str
    low: float
    high: float
    p: float
    target: float
    truth: float

    @property
    def inside(self) -> bool:
        """Whether it came within the band."""
        return self.low <= self.truth <= self.high


def plan_of(world: Any, start: date, weeks: int, chance: random.Random) -> list[Any]:
    """Lay out posts as the made-up brand makes them: as often, of the same formats."""
    from balise.domain.plan import Slot

    zone, found = ZoneInfo(world.brand.timezone), []
    for one in world.brand.presences:
        for week in range(weeks):
            n = int(one.per_week) + (chance.random() < one.per_week % 1)
            for day in sorted(chance.sample(range(7), n)):
                at = datetime.combine(
                    start + timedelta(7 * week + day), time(chance.randint(8, 20))
                )
                name = f"{one.network}-{week}-{day}"
                slot = Slot(
                    slot_id=name,
                    content_id=name,
                    network=one.network,
                    account=one.handle,
                    publish_at=at.replace(tzinfo=zone),
                    kind=chance.choices(list(one.kinds), list(one.kinds.values()))[0],
                )
                found.append(slot)
    return found


def strategy_of(world: Any, start: date, ends: date) -> Any:
    """Ask for each KPI from some weeks before the plan to some weeks after it."""
    from balise.domain.strategy import Identity, Objective, Presence, Strategy

    starts = start - timedelta(7 * BEFORE)
    aims = tuple(
        Objective(
            name=kpi,
            stage="awareness",
            kpi=kpi,
            aggregate="rate" if "rate" in kpi else "total",
            target=1.0,
            starts=starts,
            ends=ends,
        )
        for kpi in KPIS
    )
    accounts = tuple(Presence(network=p.network, handle=p.handle) for p in world.brand.presences)
    zone = world.brand.timezone
    return Strategy(identity=Identity(name="-", timezone=zone), objectives=aims, accounts=accounts)


def one_world(seed: int, *, draws: int = 2000, kpis: tuple[str, ...] = KPIS) -> Iterator[Told]:
    """Forecast a made-up brand, and let its future come."""
    import pandas as pd

    from balise import learn
    from balise.plan.coming import coming, time_of
    from balise.plan.forecast import outlooks
    from balise.plan.past import figure, read
    from balise.simulate import World

    world, chance = World(seed, weeks=PAST), random.Random(seed)  # noqa: S311 - no secret
    start = world.start + timedelta(7 * PAST)
    ends = start + timedelta(7 * (PLANNED + AFTER) - 1)
    history = world.history(library="pandas")
    asked = strategy_of(world, start, ends)
    slots = plan_of(world, start, PLANNED, chance)
    zone = world.brand.timezone
    fits = {kpi: learn.fit(history, kpi=kpi, timezone=zone) for kpi in kpis}
    past = read(history)
    span = time_of(asked, past, start=start, weeks=PLANNED, until=ends)
    every = [
        replace(slots[0], network=one.post.network, account=one.post.account, slot_id=one.post.uid,
                publish_at=one.post.published_at, kind=one.post.kind)
        for one in coming(asked, slots, past, span, 0.0)
    ]  # fmt: skip
    final = world.history(as_of=world.ends_at + timedelta(days=60), library="pandas")
    later = read(pd.concat([final, world.observe(every)], ignore_index=True))
    posts = [
        one for one in later if span.day(one.post.published_at) >= start - timedelta(7 * BEFORE)
    ]
    truths = {kpi: _truth(kpi, posts, figure) for kpi in kpis}
    usual = {kpi: _usual(kpi, past, posts, figure) for kpi in kpis}
    aims = [
        replace(aim, target=usual[aim.kpi] * chance.lognormvariate(0, 0.35))
        for aim in asked.objectives
        if aim.kpi in kpis
    ]
    for found in outlooks(
        replace(asked, objectives=tuple(aims)),
        fits,
        slots,
        start=start,
        weeks=PLANNED,
        history=history,
        fatigue=0.3,
        seed=seed,
        draws=draws,
    ):
        told = Told(kpi=found.kpi, low=found.q05, high=found.q95, p=found.p_reached,
                    target=found.target, truth=truths[found.kpi])  # fmt: skip
        yield told


def _truth(kpi: str, posts: list[Any], figure: Any) -> float:
    if "rate" not in kpi:
        return sum(x for one in posts if (x := figure(one.values, kpi)) == x)
    rated = [one for one in posts if figure(one.values, "views") >= 1]
    return sum(figure(one.values, "engagement") for one in rated) / sum(
        figure(one.values, "views") for one in rated
    )


def _usual(kpi: str, past: Any, posts: list[Any], figure: Any) -> float:
    """Set what is aimed at by the past alone: what comes must not be known from the target."""
    if "rate" in kpi:
        return _truth(kpi, list(past), figure)
    found = 0.0
    for account in sorted({one.account_id for one in past}):
        mine = [figure(one.values, kpi) for one in past if one.account_id == account]
        known = [value for value in mine if not math.isnan(value)]
        n = sum(one.account_id == account for one in posts)
        found += n * sum(known) / len(known) if known else 0.0
    return found


def table(told: list[Told]) -> str:
    """Say how often the band held, and how often what was said with a chance came true."""
    lines = ["  KPI                          runs  in 90 % band   below  above   width / truth"]
    for kpi in dict.fromkeys(one.kpi for one in told):
        mine = [one for one in told if one.kpi == kpi]
        n = len(mine)
        inside = sum(one.inside for one in mine) / n
        below = sum(one.truth < one.low for one in mine) / n
        width = sum((one.high - one.low) / one.truth for one in mine) / n
        lines.append(f"  {kpi:28} {n:4}  {inside:10.2f}      {below:5.2f}  "
                     f"{1 - inside - below:5.2f}   {width:8.2f}")  # fmt: skip
    lines.append("  chance said      n   said  came true")
    for low, high in pairwise(BINS):
        mine = [one for one in told if low <= one.p < high or one.p == high == 1.0]
        if mine:
            said = sum(one.p for one in mine) / len(mine)
            came = sum(one.truth >= one.target for one in mine) / len(mine)
            lines.append(f"  {low:4.1f} to {high:3.1f}  {len(mine):5}  {said:5.2f}  {came:5.2f}")
    return "\n".join(lines)


def main(worlds: int) -> None:
    """Print what is measured."""
    print(f"forecasts of objectives, {worlds} made-up brands: {PAST} weeks known, "
          f"{PLANNED} planned, {AFTER} carried on")  # fmt: skip
    told = [one for seed in range(worlds) for one in one_world(1000 + seed)]
    print(table(told))
    brier = sum((one.p - (one.truth >= one.target)) ** 2 for one in told) / len(told)
    print(f"  Brier score {brier:.3f}")


if __name__ == "__main__":
    main(12 if "--quick" in sys.argv[1:] else 80)
