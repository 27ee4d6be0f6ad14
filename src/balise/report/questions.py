"""The questions: formats, networks, calls to action, hashtags, hours and weekdays, pillars."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from balise.domain.estimate import Estimate
from balise.domain.post import KNOWS_HOUR
from balise.report.decisions import claims
from balise.report.period import Known
from balise.report.values import Moment, Question, Subject

SUBJECTS: Mapping[Subject, tuple[str, ...]] = {
    "kind": ("kind",),
    "network": ("network",),
    "cta": ("cta",),
    "hashtag": ("hashtag",),
    "time": ("hour", "weekday"),
    "pillar": ("pillar",),
}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
BLOCK = 3
_Z90 = 1.645


def questions(estimates: Sequence[Estimate]) -> tuple[Question, ...]:
    """Answer each question from the estimates of its factors; pillars where posts have any."""
    asked = {e.factor for e in estimates}
    return tuple(
        _question(subject, estimates)
        for subject in SUBJECTS
        if subject != "pillar" or "pillar" in asked
    )


def week(estimates: Sequence[Estimate], posts: Iterable[Known]) -> tuple[Moment, ...]:
    """Lay hour and weekday together, in blocks of three hours.

    Both are estimated apart, hence multiplied with the errors of both; a cell counts the posts that
    were published in it, whatever its estimate rests on.
    """
    n = Counter(
        (WEEKDAYS[k.at.weekday()], k.at.hour // BLOCK)
        for k in posts
        if k.measured.post.precision in KNOWS_HOUR
    )
    hours = _blocks(estimates)
    days = {e.level: _logs(e) for e in estimates if e.factor == "weekday" and e.scope == "all"}
    if not hours or not days or not n:
        return ()
    return tuple(
        _moment(day, block, n[day, block], (days.get(day), hours.get(block)))
        for day in WEEKDAYS
        for block in range(24 // BLOCK)
    )


def starts_at(level: str) -> int | None:
    """Read the first hour of a level such as `18` or `18-21`."""
    first = level.split("-", maxsplit=1)[0]
    return int(first) if first.isdigit() else None


def _question(subject: Subject, estimates: Sequence[Estimate]) -> Question:
    mine = [e for e in estimates if e.factor in SUBJECTS[subject]]
    shared = [e for e in mine if e.scope == "all"]
    told = [e for e in shared if e.verdict != "not enough data"]
    if {e.level for e in told} == {"none"}:
        told = []  # what is never asked for cannot be compared with anything
    told.sort(key=_by_time if subject == "time" else lambda e: (-e.multiplier, e.level))
    own = [e for e in mine if e.scope != "all" and e.verdict in {"better", "worse"}]
    own.sort(key=lambda e: (e.scope, -e.multiplier, e.level))
    return Question(
        subject=subject,
        estimates=tuple(told),
        too_few=len(shared) - len(told),
        own=tuple(own),
        leads=(*claims(shared, "better")[:1], *claims(shared, "worse")[:1]),
    )


def _by_time(estimate: Estimate) -> tuple[str, float, str]:
    """Put hours and days in their own order: theirs by size would be read as a ranking."""
    if estimate.factor == "weekday" and estimate.level in WEEKDAYS:
        return "weekday", WEEKDAYS.index(estimate.level), ""
    return estimate.factor, starts_at(estimate.level) or 0, estimate.level


def _logs(estimate: Estimate) -> tuple[float, float]:
    low, high = (math.log(max(bound, 1e-9)) for bound in (estimate.low, estimate.high))
    return math.log(max(estimate.multiplier, 1e-9)), (high - low) / (2 * _Z90)


def _blocks(estimates: Sequence[Estimate]) -> dict[int, tuple[float, float]]:
    """Pool the hours of a block, weighed by their posts; their errors are taken as one."""
    pooled: dict[int, list[tuple[int, float, float]]] = {}
    for e in estimates:
        hour = starts_at(e.level) if e.factor == "hour" and e.scope == "all" else None
        if hour is not None and e.n > 0:
            pooled.setdefault(hour // BLOCK, []).append((e.n, *_logs(e)))
    return {
        block: (
            sum(n * log for n, log, _ in parts) / sum(n for n, _, _ in parts),
            sum(n * sd for n, _, sd in parts) / sum(n for n, _, _ in parts),
        )
        for block, parts in pooled.items()
    }


def _moment(day: str, block: int, n: int, parts: tuple[tuple[float, float] | None, ...]) -> Moment:
    level = f"{block * BLOCK}-{(block + 1) * BLOCK}"
    known = [part for part in parts if part is not None]
    if n == 0 or len(known) < len(parts):
        return Moment(
            weekday=day, hour=level, n=n, multiplier=None, low=None, high=None, p_better=None
        )
    log, sd = sum(part[0] for part in known), math.hypot(*(part[1] for part in known))
    chance = 0.5 * (1 + math.erf(log / (sd * math.sqrt(2)))) if sd > 0 else float(log > 0)
    return Moment(
        weekday=day,
        hour=level,
        n=n,
        multiplier=math.exp(log),
        low=math.exp(log - _Z90 * sd),
        high=math.exp(log + _Z90 * sd),
        p_better=chance,
    )
