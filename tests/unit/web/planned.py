"""A small strategy with a plan, for the pages that tell of them."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta
from typing import Any

from balise.domain.estimate import Provenance
from balise.domain.plan import Need, Outlook, Plan, Point, Slot

STRATEGY = """
[strategy]
name = "Shop"
timezone = "Europe/Brussels"
[[objectives]]
name = "spring-sales"
stage = "conversion"
kpi = "link_clicks"
aggregate = "total"
target = 1200
starts = 2026-12-07
ends = 2027-02-28
[[accounts]]
network = "x"
handle = "shop"
[[calls_to_action]]
name = "visit"
phrases = ["Venez nous voir"]
"""
MONDAY = date(2026, 12, 7)
NOW = datetime(2026, 12, 9, 8, tzinfo=UTC)


def a_slot(n: int, at: datetime, **facts: Any) -> Slot:
    """Plan post n."""
    return Slot(
        slot_id=f"s{n}", content_id=f"c{n}", network="x", account="shop", publish_at=at,
        timezone="Europe/Brussels", kind="text", objective="spring-sales", **facts,
    )  # fmt: skip


def a_plan(*slots: Slot, p: float = 0.3, lack: str = "") -> Plan:
    """Plan two weeks; `p` NaN: whether the objective will be reached cannot be told."""
    can = not math.isnan(p)
    days = [MONDAY + timedelta(days=n) for n in range(84)]
    curve = tuple(Point(day=day, q05=4.0 * n, q50=9.0 * n, q95=20.0 * n)
                  for n, day in enumerate(days)) if can else ()  # fmt: skip
    told = Outlook(
        objective="spring-sales", kpi="link_clicks", target=1200,
        q05=332 if can else math.nan, q50=747 if can else math.nan, q95=1660 if can else math.nan,
        p_reached=p, starts=MONDAY, ends=days[-1],
        course=("behind" if p < 0.5 else "on course") if can else "cannot tell", lack=lack,
        curve=curve, milestones=curve[-1:],
        needs=(Need(way="posts", amount=2, p_reached=0.55),) if can and p < 0.5 else (),
    )  # fmt: skip
    made = Provenance(snapshot="s", model="m", seed=0, made_at=NOW)
    return Plan(
        slots=slots, objectives=(told,), optimality_gap=0.0, violations=(), strategy_hash="h",
        provenance=made, starts=MONDAY, weeks=2,
    )  # fmt: skip
