"""A made-up look back, for tests of its words and forms."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from balise.domain import strategy as nouns
from balise.domain.estimate import Estimate
from balise.domain.plan import Slot
from balise.domain.ports import MeasuredPost
from balise.domain.post import Post
from balise.domain.proposal import Proposal
from balise.domain.refinement import Belief, Decision, FollowUp
from balise.domain.review import Review
from balise.refine.gauge import Gauge
from balise.refine.review import Past, review

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
TEXTS = (
    "Three gestures to sharpen secateurs before winter, filmed at the workbench",
    "The bulbs are in: tulips, narcissi and the first hellebores of the year",
    "Who recognises this tool? Answer on Friday",
    "Saturday, 10 o'clock: we show how to hang a door without a helper",
    "Our neighbour Lise built her raised beds from last year's pallets",
    "Paint without a trace: the order in which a professional does a room",
)
LEVELS = {"instagram": 5.4, "facebook": 4.2, "tiktok": 6.3}
KINDS = {"image": 0.0, "carousel": 0.2, "short_video": 0.7, "link": -0.4}


def expect(posts: Sequence[Post]) -> list[tuple[float, float]]:
    return [(LEVELS.get(p.network, 4.0) + KINDS.get(p.kind, 0.0), 0.7) for p in posts]


def grow(one: MeasuredPost) -> tuple[float, float, float]:
    value = one.values.get("engagement", math.nan)
    if one.post.published_at > NOW - timedelta(days=4):
        return 1.15 * value, 1.02 * value, 1.4 * value
    return value, value, value


def world(seed: int = 4, *, shift: float = 0.25) -> tuple[list[Slot], list[MeasuredPost]]:
    rng = np.random.default_rng(seed)
    slots: list[Slot] = []
    posts: list[MeasuredPost] = []
    start = datetime(2026, 9, 1, 16, tzinfo=UTC)
    for day in range(62):
        for network in LEVELS:
            if rng.random() > {"instagram": 0.6, "facebook": 0.5, "tiktok": 0.35}[network]:
                continue
            at = start + timedelta(days=day, hours=int(rng.integers(0, 4)))
            kind = str(rng.choice(list(KINDS)))
            name = f"{network}-{day}"
            base = Post(
                uid=f"{network}:{day}",
                network=network,
                account="parc",
                published_at=at,
                kind=kind,
                text=str(rng.choice(TEXTS)),
                url=f"https://example.org/{day}",
            )
            mean, sd = expect([base])[0]
            ends: dict[str, Any] = {
                q: math.expm1(mean + z * sd)
                for q, z in (("q05", -1.645), ("q50", 0.0), ("q95", 1.645))
            }
            if rng.random() < 0.8:
                slots.append(
                    Slot(
                        slot_id=name,
                        content_id=name,
                        network=network,
                        account="parc",
                        publish_at=at,
                        kind=kind,
                        timezone="Europe/Brussels",
                        **ends,
                    )
                )
            late, lot = timedelta(), rng.random()
            if lot < 0.08:
                continue
            if lot < 0.2:
                late = timedelta(hours=20)
            elif lot < 0.26:
                base = replace(base, kind="link")
            up = shift if at.month == 10 else 0.0
            y = expect([base])[0][0] + up + float(rng.normal(0, 0.7))
            value = float(max(round(math.expm1(y)), 0))
            posts.append(
                MeasuredPost(
                    post=replace(base, published_at=at + late),
                    values={"engagement": value},
                    as_of=NOW,
                )
            )
    return slots, posts


def strategy() -> nouns.Strategy:
    return nouns.Strategy(
        identity=nouns.Identity(name="Quincaillerie du Parc", timezone="Europe/Brussels"),
        objectives=(),
        accounts=(),
        review=nouns.Review(),
    )


def proposal(factor: str, level: str, before: str, after: str, **given: Any) -> Proposal:
    named: dict[str, Any] = {
        "n": 34,
        "multiplier": 1.3,
        "low": 1.05,
        "high": 1.6,
        "p_better": 0.96,
        "verdict": "better",
        "evidence": "adjusted",
        "scope": "all",
    } | given
    action = named.pop("action", "change")
    return Proposal(
        path=f"{factor}s.{level}",
        action=action,
        before=before,
        after=after,
        estimate=Estimate(factor=factor, level=level, **named),
        expected_gain=0.15,
    )


def made(seed: int = 4, *, shift: float = 0.25) -> Review:
    slots, posts = world(seed, shift=shift)
    first = Decision(
        decision_id="1",
        decided_at=datetime(2026, 8, 1, tzinfo=UTC),
        accepted=True,
        by="Lise",
        proposal=proposal("kind", "short_video", "1", "2", action="keep"),
    )
    second = Decision(
        decision_id="2",
        decided_at=datetime(2026, 10, 5, tzinfo=UTC),
        accepted=True,
        by="Lise",
        proposal=proposal("hour", "18-21", "9-12", "18-21"),
    )
    third = replace(
        second,
        decision_id="3",
        accepted=False,
        proposal=proposal("hashtag", "#bricolage", "", "", action="stop"),
    )
    paid = FollowUp(
        decision=first,
        n_before=31,
        n_since=22,
        ratio=(1.28, 1.06, 1.55),
        evidence="adjusted",
        verdict="paid",
    )
    early = FollowUp(
        decision=second,
        n_before=28,
        n_since=9,
        ratio=(1.1, 0.8, 1.5),
        evidence="adjusted",
        verdict="no clear difference",
        more_posts=24,
    )
    beliefs = [
        Belief(
            topic="kind",
            level=level,
            scope="all",
            proposal=proposal(
                factor,
                level,
                "",
                "",
                action="test",
                verdict="no clear difference",
                n=n,
                multiplier=m,
                low=lo,
                high=hi,
                more_posts=more,
            ),
        )
        for factor, level, n, m, lo, hi, more in (
            ("weekday", "sunday", 7, 1.2, 0.8, 1.8, 12),
            ("kind", "carousel", 15, 1.1, 0.85, 1.4, 30),
            ("cta", "visit", 11, 0.95, 0.7, 1.3, 55),
        )
    ]
    past = Past(
        brand="Quincaillerie du Parc",
        strategy=strategy(),
        posts=posts,
        slots=slots,
        decisions=[second, third],
        follow_ups=[paid, early],
        beliefs=beliefs,
        is_made_up=True,
    )
    return review(past, Gauge(kpi="engagement", expect=expect, grow=grow), now=NOW)


def empty() -> Review:
    past = Past(brand="b", strategy=strategy(), posts=[])
    return review(past, Gauge(kpi="engagement", expect=expect, grow=grow), now=NOW)
