"""Made-up posts, slots and gauges of which the truth is known."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from balise.domain.estimate import Estimate
from balise.domain.plan import Slot
from balise.domain.ports import MeasuredPost
from balise.domain.post import Post
from balise.domain.proposal import Proposal
from balise.domain.refinement import Decision
from balise.refine.gauge import Gauge

START = datetime(2026, 10, 5, 16, tzinfo=UTC)
NOW = datetime(2026, 12, 1, tzinfo=UTC)
LEVEL, SPREAD = 5.0, 0.7


def post(uid: str, at: datetime, value: float = 100.0, **given: Any) -> MeasuredPost:
    read = given.pop("as_of", NOW)
    named = {"network": "instagram", "account": "heron", "kind": "image", "text": "A text"} | given
    one = Post(uid=f"instagram:{uid}", published_at=at, **named)
    return MeasuredPost(post=one, values={"views": value}, as_of=read)


def slot(name: str, at: datetime, **given: Any) -> Slot:
    named: dict[str, Any] = {
        "content_id": name,
        "network": "instagram",
        "account": "heron",
        "kind": "image",
        "timezone": "Europe/Brussels",
        "q05": math.expm1(LEVEL - 1.645 * SPREAD),
        "q50": math.expm1(LEVEL),
        "q95": math.expm1(LEVEL + 1.645 * SPREAD),
    }
    return Slot(slot_id=name, publish_at=at, **(named | given))


def grown(one: MeasuredPost) -> tuple[float, float, float]:
    value = one.values.get("views", math.nan)
    return value, value, value


def gauge(levels: dict[str, float] | None = None, **given: Any) -> Gauge:
    """Expect `LEVEL` of every post, and more by its format where that is said."""

    def expect(posts: Sequence[Post]) -> list[tuple[float, float]]:
        return [(LEVEL + (levels or {}).get(p.kind, 0.0), SPREAD) for p in posts]

    named: dict[str, Any] = {"kpi": "views", "expect": expect, "grow": grown}
    return Gauge(**(named | given))


def worth(y: float) -> float:
    return float(max(round(math.expm1(y)), 0))


def published(  # noqa: PLR0913 - what a world is made of
    rng: np.random.Generator,
    n: int,
    *,
    shift: float = 0.0,
    start: datetime = START,
    account: str = "heron",
    weekly: float = 0.0,
    kind: str = "image",
    every: timedelta = timedelta(hours=42),
) -> list[MeasuredPost]:
    """Publish posts whose log results lie `shift` above what is expected of them."""
    weeks: dict[tuple[int, int], float] = {}
    found = []
    for i in range(n):
        at = start + i * every
        week = at.isocalendar()[:2]
        weeks.setdefault(week, float(rng.normal(0, weekly)) if weekly else 0.0)
        y = LEVEL + shift + weeks[week] + float(rng.normal(0, SPREAD))
        uid = f"{account}-{start:%m%d}-{i}"
        found.append(post(uid, at, worth(y), account=account, kind=kind))
    return found


def decision(factor: str = "kind", scope: str = "all", gain: float = 0.2) -> Decision:
    estimate = Estimate(
        factor=factor,
        level="short_video",
        scope=scope,
        n=30,
        multiplier=1.2,
        low=1.0,
        high=1.4,
        p_better=0.95,
        verdict="better",
        evidence="adjusted",
    )
    proposal = Proposal(
        path="kinds.short_video",
        action="change",
        before="1",
        after="2",
        estimate=estimate,
        expected_gain=gain,
    )
    return Decision(
        decision_id="d1", decided_at=START, accepted=True, by="somebody", proposal=proposal
    )
