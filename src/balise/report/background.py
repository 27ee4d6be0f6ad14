"""What imported data tell an interview before its first question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from balise.domain.audit import Audit
from balise.domain.metric import ENGAGEMENT, METRICS
from balise.domain.ports import MeasuredPost
from balise.domain.strategy import Presence
from balise.report.auditing import audit_blocks, prefill
from balise.report.own import own_rates
from balise.report.values import Material
from balise.strategy import kinds
from balise.strategy.answers import Background
from balise.strategy.counted import counted
from balise.strategy.effort import HOURS, USUAL_HOURS

WEEKS = 12
"""The time of late: as long as a strategy usually is."""


def background(known: Material, found: Audit, language: str) -> Background:
    """Fill in what an audit proposes, what own posts got, and what KPIs got a week of late.

    Nothing is claimed of the sums: an interview proposes them as a baseline. The audit's short
    account of itself is what is told before the first question.
    """
    proposed = prefill(found)
    own = [one for one in known.posts if one.post.is_original]
    return Background(
        name=known.brand if _fits(kinds.NAME, known.brand) else "",
        timezone=proposed.timezone,
        accounts=tuple(_one_each(proposed.accounts)),
        per_week=proposed.per_week,
        baselines=_baselines(known, own),
        hashtags=proposed.hashtags.brand,
        asks=proposed.calls_to_action,
        themes=tuple(one.name for one in proposed.pillars),
        per_week_hours=sum(
            n * HOURS.get(kind, USUAL_HOURS) for kind, n in proposed.capacity.items()
        ),
        own=own_rates(known.posts) or None,
        followers=counted(known.days),
        posts=len(own),
        told=audit_blocks(found, language)[0][1].sentences if own else (),
    )


def _fits(kind: kinds.Kind, text: str) -> bool:
    """Tell whether a text of a file may stand in a strategy."""
    try:
        kind.take(text)
    except ValueError:
        return False
    return True


def _one_each(accounts: Iterable[Presence]) -> Iterator[Presence]:
    """Keep one account a network, the first, which is the most active."""
    seen: set[str] = set()
    for one in accounts:
        if one.network not in seen and one.network != "other":
            seen.add(one.network)
            yield one


def _baselines(known: Material, own: list[MeasuredPost]) -> dict[str, float]:
    if not own:
        return {}
    end = max(one.post.published_at for one in own)
    weeks = min(WEEKS, max(1.0, (end - min(x.post.published_at for x in own)).days / 7))
    late = [one for one in own if one.post.published_at > end - timedelta(weeks=WEEKS)]
    return {**_sums(late, weeks), **_outcomes(known, end.date(), weeks)}


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
