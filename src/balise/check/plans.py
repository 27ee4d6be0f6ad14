"""A plan against its strategy: how many posts, how far apart, at which hours, on which days."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from balise.check.facts import Around, Facts, figure
from balise.domain.reading import Finding
from balise.domain.strategy import Presence, Strategy
from balise.reference.network_rules import Rule

_SECONDS = 3_600


def _local(facts: Facts) -> datetime | None:
    """The time of a draft in the zone of its strategy."""
    at = facts.draft.publish_at
    if at is None or facts.strategy is None:
        return None
    return at.astimezone(ZoneInfo(facts.strategy.identity.timezone))


def _week(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _accounts(drafts: Sequence[Facts]) -> Iterator[tuple[Presence, list[tuple[datetime, Facts]]]]:
    """Give the accounts of the strategy, with their drafts that have a time, in its order."""
    groups: dict[str, tuple[Presence, list[tuple[datetime, Facts]]]] = {}
    for facts in drafts:
        at, presence = _local(facts), facts.presence
        if at is not None and presence is not None:
            groups.setdefault(presence.id, (presence, []))[1].append((at, facts))
    for presence, group in groups.values():
        yield presence, sorted(group, key=lambda one: one[0])


def plan_week(rule: Rule, drafts: Sequence[Facts], around: Around) -> Iterator[Finding]:
    """Find weeks with too many posts, and weeks between two others with too few."""
    for presence, group in _accounts(drafts):
        least, most = presence.posts_per_week
        counts = Counter(_week(at.date()) for at, _ in group)
        seen: Counter[date] = Counter()
        for at, facts in group:
            week = _week(at.date())
            seen[week] += 1
            told: dict[str, Any] = {"week": week.isoformat(), "found": counts[week]}
            if seen[week] == most + 1:
                yield around.found(
                    rule, facts, "plan-week", column="publish_at", limit=most, **told
                )
            whole = min(counts) < week < max(counts)
            if whole and seen[week] == 1 and counts[week] < least:
                yield around.found(
                    rule, facts, "plan-week-few", column="publish_at", limit=least, **told
                )


def plan_day(rule: Rule, drafts: Sequence[Facts], around: Around) -> Iterator[Finding]:
    """Find days with too many posts."""
    for presence, group in _accounts(drafts):
        days: dict[date, int] = defaultdict(int)
        counts = Counter(at.date() for at, _ in group)
        for at, facts in group:
            days[at.date()] += 1
            if days[at.date()] == presence.posts_per_day + 1:
                told: dict[str, Any] = {"found": counts[at.date()], "limit": presence.posts_per_day}
                told_day = at.date().isoformat()
                yield around.found(
                    rule, facts, "plan-day", column="publish_at", day=told_day, **told
                )


def plan_gap(rule: Rule, drafts: Sequence[Facts], around: Around) -> Iterator[Finding]:
    """Find posts too soon after the one before."""
    for presence, group in _accounts(drafts):
        for (before, _), (at, facts) in pairwise(group):
            hours = (at - before).total_seconds() / _SECONDS
            if hours < presence.min_gap_hours:
                limit = float(presence.min_gap_hours)
                told: dict[str, Any] = {"found": figure(hours, limit), "limit": limit}
                yield around.found(rule, facts, "plan-gap", column="publish_at", **told)


def plan_hours(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find posts outside the hours of their account."""
    at, presence = _local(facts), facts.presence
    if at is None or presence is None:
        return
    start, end = presence.hours
    if not start <= at.hour < end:
        told: dict[str, Any] = {
            "found": f"{at:%H:%M}",
            "start": f"{start:02}:00",
            "end": f"{end:02}:00",
        }
        yield around.found(rule, facts, "plan-hours", column="publish_at", **told)


def plan_blackout(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find posts on days on which nothing is published."""
    at = _local(facts)
    blackouts = facts.strategy.blackouts if isinstance(facts.strategy, Strategy) else ()
    for one in blackouts:
        if at is not None and one.starts <= at.date() <= one.ends:
            told: dict[str, Any] = {"day": at.date().isoformat(), "reason": one.reason or "-"}
            yield around.found(rule, facts, "plan-blackout", column="publish_at", **told)
