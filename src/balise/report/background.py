"""What imported data tell an interview before its first question."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from balise.domain.audit import Audit, Prefill
from balise.domain.metric import ENGAGEMENT, METRICS
from balise.domain.ports import MeasuredPost
from balise.domain.strategy import Presence
from balise.report.auditing import audit_blocks, prefill
from balise.report.own import own_rates
from balise.report.values import Material
from balise.strategy.answers import Background
from balise.strategy.counted import counted

WEEKS = 12
"""The time of late: as long as a strategy usually is."""


def background(known: Material, found: Audit, language: str) -> Background:
    """Fill in what an audit tells and what KPIs got of late, and tell the audit in short.

    Nothing more is claimed: the baseline that an interview proposes is a sum over the last weeks.
    """
    own = [one for one in known.posts if one.post.is_original]
    told = prefill(found)
    told_of = audit_blocks(found, language)[0][1].sentences
    if not own:
        return Background(name=known.brand, followers=counted(known.days))
    end = max(one.post.published_at for one in own)
    late = [one for one in own if one.post.published_at > end - timedelta(weeks=WEEKS)]
    weeks = min(WEEKS, max(1.0, (end - min(x.post.published_at for x in own)).days / 7))
    return Background(
        name=known.brand,
        timezone=told.timezone or known.timezone,
        accounts=tuple(_one_a_network(told)),
        per_week=told.per_week,
        baselines={**_sums(late, weeks), **_outcomes(known, end.date(), weeks)},
        hashtags=told.hashtags.brand,
        own=own_rates(own),
        followers=counted(known.days),
        posts=len(own),
        told=told_of,
    )


def _one_a_network(told: Prefill) -> Iterable[Presence]:
    """Give the busiest account of each network."""
    seen: set[str] = set()
    for one in sorted(told.accounts, key=lambda each: -told.per_week.get(each.id, 0.0)):
        if one.network not in seen:
            seen.add(one.network)
            yield one


def _sums(posts: list[MeasuredPost], weeks: float) -> dict[str, float]:
    """Add up what posts of late got, by metric, as far as it adds up; a week's worth."""
    found: dict[str, float] = {}
    for one in posts:
        for name, value in one.values.items():
            if name in METRICS and METRICS[name].adds_up:
                found[name] = found.get(name, 0.0) + value
    parts = [found[name] for name in ENGAGEMENT if name in found]
    if parts:
        found["engagement"] = sum(parts)
    return {name: value / weeks for name, value in found.items() if value > 0}


def _outcomes(known: Material, end: date, weeks: float) -> dict[str, float]:
    """Add up the counts of outcomes over the same weeks, by their name."""
    since = end - timedelta(weeks=weeks)
    found: dict[str, float] = {}
    for one in known.outcomes:
        if since < one.starts and one.ends <= end:
            value = one.values.get("count")
            if value is not None:
                found[one.name] = found.get(one.name, 0.0) + value
    return {name: value / weeks for name, value in found.items() if value > 0}
