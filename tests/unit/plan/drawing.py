"""Small made-up plans, what they bring and what they must keep, to draw lots in."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from balise.domain.plan import Slot
from balise.domain.strategy import (
    CallToAction,
    Event,
    Identity,
    Objective,
    Phase,
    Pillar,
    Presence,
    Strategy,
)

START = date(2027, 1, 4)
ZONE = "Europe/Brussels"
KINDS = {"image": 1.0, "short_video": 1.25, "text": 0.9, "story": 0.8}
ASKS = {"": 1.0, "visit": 0.97, "save": 1.05}
BASE = {"instagram:shop": 120.0, "facebook:shop": 40.0, "x:shop": 7.0}


AIM = Objective(
    name="be known",
    stage="awareness",
    kpi="engagement",
    aggregate="total",
    target=1000.0,
    starts=START,
    ends=date(2027, 12, 31),
)


def made_strategy(**changes: object) -> Strategy:
    told: dict[str, object] = {
        "identity": Identity(name="Made-up shop", timezone=ZONE),
        "objectives": (AIM,),
        "accounts": tuple(
            Presence(network=name.partition(":")[0], handle="shop", hours=(8, 21)) for name in BASE
        ),
        "pillars": (Pillar(name="how-to", stage="consideration"), Pillar(name="shop")),
        "calls_to_action": (
            CallToAction(name="visit", stage="conversion"),
            CallToAction(name="save", stage="consideration"),
        ),
        "events": (
            Event(
                name="fair",
                date=date(2027, 1, 20),
                phases=(Phase(name="last days", from_day=-3, to_day=0, cta="visit"),),
            ),
        ),
        "funnel": {"conversion": 0.3},
    }
    return Strategy(**(told | changes))  # type: ignore[arg-type]


def made_slot(name: str, day: int, hour: int, **changes: object) -> Slot:
    at = datetime(2027, 1, 4, hour, tzinfo=ZoneInfo(ZONE)) + timedelta(days=day)
    told: dict[str, object] = {
        "slot_id": name,
        "content_id": f"piece of {name}",
        "network": "instagram",
        "account": "shop",
        "kind": "image",
        "publish_at": at.astimezone(UTC),
        "timezone": ZONE,
    }
    return Slot(**(told | changes))  # type: ignore[arg-type]


def made_plan(weeks: int = 2) -> tuple[Slot, ...]:
    """Three accounts, three posts a week each."""
    kinds, asks = [*KINDS], [*ASKS]
    found = []
    for at, account in enumerate(BASE):
        for week in range(weeks):
            for place, day in enumerate((0, 2, 5)):
                cta = asks[(at + week + place) % 3]
                stage = {"visit": "conversion", "save": "consideration"}.get(cta, "consideration")
                found.append(
                    made_slot(
                        f"{account}-{week}-{place}",
                        7 * week + day,
                        (9, 12, 18)[(place + at) % 3],
                        network=account.partition(":")[0],
                        kind=kinds[(at + place) % 4],
                        cta=cta,
                        stage=stage,
                        pillar="how-to",
                    )
                )
    return tuple(found)


def worth(slot: Slot) -> float:
    bell = math.exp(-(((slot.local_at.hour - 18) / 20) ** 2))
    return BASE[slot.account_id] * KINDS[slot.kind] * ASKS[slot.cta] * (0.8 + 0.2 * bell)


def brings(weeks: Sequence[Sequence[Slot]]) -> Sequence[Sequence[float]]:
    """A later post of the same day brings a tenth less."""
    found = []
    for week in weeks:
        days: Counter[date] = Counter()
        its = []
        for slot in week:
            its.append(worth(slot) * 0.9 ** days[slot.local_at.date()])
            days[slot.local_at.date()] += 1
        found.append(its)
    return found


def keeps(plan: tuple[Slot, ...]) -> bool:
    """Hours, gaps, and the share of the funnel."""
    n = len(plan)
    asking = sum(slot.stage == "conversion" for slot in plan)
    funnel = math.floor(n * 0.2) <= asking <= math.ceil(n * 0.4)
    hours = all(8 <= slot.local_at.hour < 21 for slot in plan)
    for account in BASE:
        own = [slot.publish_at for slot in plan if slot.account_id == account]
        if any(b - a < timedelta(hours=6) for a, b in pairwise(own)):
            return False
    return funnel and hours
