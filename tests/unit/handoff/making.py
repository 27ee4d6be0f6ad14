"""Plans that are made up, for tests of the hand-off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from balise.domain.brief import Brief, Spec
from balise.domain.estimate import Provenance
from balise.domain.plan import Outlook, Plan, Slot

NOW = datetime(2027, 1, 1, tzinfo=UTC)
AT = datetime(2027, 3, 2, 17, 30, tzinfo=UTC)
MADE = Provenance(snapshot="s", model="1", seed=0, made_at=NOW)


def slot(slot_id: str = "s1", **given: Any) -> Slot:
    usual: dict[str, Any] = {
        "content_id": f"c-{slot_id}",
        "network": "instagram",
        "account": "parc",
        "publish_at": AT,
        "timezone": "Europe/Brussels",
        "kind": "image",
        "pillar": "how-to",
        "objective": "sales",
    }
    return Slot(slot_id=slot_id, **{**usual, **given})


def plan(*slots: Slot, **given: Any) -> Plan:
    usual: dict[str, Any] = {
        "objectives": (Outlook(objective="sales", kpi="link_clicks", target=1200.0, q05=600.0,
                               q50=900.0, q95=1300.0, p_reached=0.4, ends=date(2027, 3, 31)),),
        "optimality_gap": 0.01,
        "violations": (),
        "strategy_hash": "h",
        "provenance": MADE,
        "starts": date(2027, 3, 1),
        "weeks": 4,
    }  # fmt: skip
    return Plan(slots=slots, **{**usual, **given})


def brief(of: Slot, **given: Any) -> Brief:
    usual: dict[str, Any] = {
        "goal": "Sell seeds.",
        "audience": "Neighbours who garden.",
        "pillar": "How to sow.",
        "hook": "Three seeds, one pot",
        "shots": ("the pot", "the hand"),
        "ask": "Come by on Saturday",
        "link": "https://example.org/seeds",
        "hashtags": ("#garden", "#seeds"),
        "specs": (Spec(text="4:5, at least 1080 wide", title="Help page", checked="2026-11-01"),),
        "alt": "Say what the picture shows.",
        "reason": "Tuesdays do well here.",
    }
    return Brief(slot=of, **{**usual, **given})


def briefs(of: Plan) -> list[Brief]:
    return [brief(one) for one in of.slots]


def texts(slots: Sequence[Slot], text: str = "Open on Saturday") -> dict[str, str]:
    return {one.slot_id: f"{text} {one.slot_id}" for one in slots}


def at(moment: datetime, slot_id: str = "s1", **given: Any) -> Slot:
    return replace(slot(slot_id, **given), publish_at=moment)
