"""Made-up strategies and slots, written by hand: what the tests of plans are held against."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from balise.domain.plan import Published, Slot
from balise.domain.strategy import Identity, Objective, Presence, Strategy

START = date(2027, 3, 22)
"""A Monday; in Brussels the clocks go forward on the Sunday after it."""
ZONE = "Europe/Brussels"
CLICKS = Objective(
    name="clicks", stage="conversion", kpi="link_clicks", aggregate="total", target=1200,
    starts=date(2027, 3, 1), ends=date(2027, 5, 30),
)  # fmt: skip
WIDE = {
    "posts_per_week": (0, 50), "posts_per_day": 50, "min_gap_hours": 0.0, "hours": (0, 24),
}  # fmt: skip


def presence(network: str = "instagram", **changes: Any) -> Presence:
    """Make an account that is bound by nothing but what is said."""
    return Presence(**{"network": network, "handle": "shop", **WIDE, **changes})


def shop(*accounts: Presence, zone: str = ZONE, **tables: Any) -> Strategy:
    """Make a strategy of one objective; without accounts it has one, bound by nothing."""
    return Strategy(
        identity=Identity(name="Shop", timezone=zone),
        accounts=accounts or (presence(),),
        **{"objectives": (CLICKS,), **tables},
    )


def at(day: float, hour: float = 9.0, *, zone: str = ZONE, start: date = START) -> datetime:
    """Give an hour of the clock of a zone on a day of the plan, in UTC."""
    local = datetime(start.year, start.month, start.day) + timedelta(days=day, hours=hour)  # noqa: DTZ001
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def slot(
    day: float, hour: float = 9.0, *, zone: str = ZONE, start: date = START, **changes: Any
) -> Slot:
    """Make a slot of the account on Instagram, with names of its own."""
    when = changes.pop("publish_at", None) or at(day, hour, zone=zone, start=start)
    network = changes.get("network", "instagram")
    name = f"{network}-{day:g}-{hour:g}"
    told = {
        "slot_id": name, "content_id": f"piece of {name}", "network": network, "account": "shop",
        "publish_at": when, "timezone": zone, "kind": "image",
    }  # fmt: skip
    return Slot(**{**told, **changes})


def out(
    day: float, hour: float = 9.0, *, network: str = "instagram", kind: str = "image"
) -> Published:
    """Make a published post."""
    return Published(account=f"{network}:shop", kind=kind, published_at=at(day, hour))


def kept(one: Slot, **changes: Any) -> Slot:
    """Make a slot one that a person approved."""
    return replace(one, **{"state": "approved", **changes})
