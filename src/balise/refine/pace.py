"""Pace: how often an account posts, and how far apart. Most often this cannot be told.

A pace is not drawn by lot: weeks with more posts differ in other things too, such as a campaign or
a season. So what is asked rests on the rank of a post in its day and on the time since the last
one, which are held equal to the rest; of posts a week it is said whether anything can be known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev

from balise.domain.estimate import Estimate
from balise.domain.refinement import Belief
from balise.domain.strategy import Presence
from balise.refine.ground import Ground, belief, unknown
from balise.strategy.tables_written import written

_WEEKS = 12
"""Weeks below which nothing is said of a pace."""
_VARIED = 0.25
"""Spread of weekly posts, as a share of their mean, below which the pace was always the same."""
_ALONG = 0.5
"""Correlation with the calendar from which pace cannot be told from time."""
_HOURS_A_WEEK = 168
_LONGEST = 24.0
_GAP = re.compile(r"(\d+)-(\d+)(min|h)")
_SEEN = 0.02
"""Share of an account's posts from which something it does is worth a change."""


def pace(ground: Ground) -> Iterator[Belief]:
    """Hold the rhythm of each account against its posts."""
    for account in ground.strategy.accounts:
        yield _day(ground, account)
        yield _gap(ground, account)
        yield _week(ground, account)


def _day(ground: Ground, account: Presence) -> Belief:
    """Tell whether a second post of a day pays."""
    ranks = ground.of("post of the day")
    path, before = f"accounts.{account.id}.posts_per_day", written(account.posts_per_day)
    later = [(2, "2"), (3, "3+")]
    worse = [(n, e) for n, level in later if (e := ranks.get(level)) and e.verdict == "worse"]
    told = worse[0][1] if worse else ranks.get("2") or unknown("post of the day", "2")
    lack = ground.lack(told)
    if not worse or lack or account.posts_per_day < worse[0][0]:
        return belief("pace", path, told, before=before, lack=lack, scope=account.id)
    after = worse[0][0] - 1
    levels = [("post of the day", level) for n, level in later if n > after]
    share, first = ground.at(account.id, levels), ranks.get("1")
    if share < _SEEN or first is None or account.posts_per_week[0] > 7 * after:
        return belief("pace", path, told, before=before, lack="rare", scope=account.id)
    return _changed(ground, account, path, told, _Step(before, written(after), share, first))


@dataclass(frozen=True, slots=True)
class _Step:
    """What stands, what is to stand, whom it touches, and how these posts would then do."""

    before: str
    after: str
    share: float
    then: Estimate


def _gap(ground: Ground, account: Presence) -> Belief:
    """Tell whether posts come too soon one after the other."""
    gaps = ground.of("gap")
    path, before = f"accounts.{account.id}.min_gap_hours", written(account.min_gap_hours)
    short = {e.level: end for e in gaps.values() if (end := _end(e.level)) is not None}
    worse = [
        gaps[level]
        for level, end in short.items()
        if account.min_gap_hours < end <= _LONGEST and gaps[level].verdict == "worse"
    ]
    told = max(worse, key=lambda e: short[e.level], default=None)
    if told is None:
        near = [e for e in gaps.values() if short.get(e.level, _LONGEST) > account.min_gap_hours]
        told = min(near, key=lambda e: short.get(e.level, _HOURS_A_WEEK), default=None)
        told = told or unknown("gap", "4-8h")
        return belief("pace", path, told, before=before, lack=ground.lack(told), scope=account.id)
    after = short[told.level]
    levels = [("gap", level) for level, end in short.items() if end <= after]
    share = ground.at(account.id, levels)
    lack = ground.lack(told) or ("" if _fits(account, after) else "no-room")
    if lack or share < _SEEN:
        return belief("pace", path, told, before=before, lack=lack or "rare", scope=account.id)
    rest = [e for e in gaps.values() if short.get(e.level, _HOURS_A_WEEK) > after]
    if not rest:
        return belief("pace", path, told, before=before, lack="no-other", scope=account.id)
    then = max(rest, key=lambda e: e.n)
    return _changed(ground, account, path, told, _Step(before, written(after), share, then))


def _changed(ground: Ground, account: Presence, path: str, told: Estimate, step: _Step) -> Belief:
    mean = step.share * told.multiplier + (1 - step.share) * step.then.multiplier
    weight = ground.share_of(account.id)
    gain = weight * (step.then.multiplier / mean - 1)
    return belief("pace", path, told, action="change", before=step.before, after=step.after,
                  gain=gain, touched=weight * step.share, scope=account.id)  # fmt: skip


def _end(level: str) -> float | None:
    """Read the end of a gap in hours; None where it counts in days."""
    found = _GAP.fullmatch(level)
    if found is None:
        return None
    return float(found[2]) if found[3] == "h" else float(found[2]) / 60


def _fits(account: Presence, gap: float) -> bool:
    a_day = (account.posts_per_day - 1) * gap <= account.hours[1] - account.hours[0]
    return a_day and (account.posts_per_week[1] - 1) * gap <= _HOURS_A_WEEK


def _week(ground: Ground, account: Presence) -> Belief:
    """Say whether another pace can be told of; it is never asked for."""
    path, before = f"accounts.{account.id}.posts_per_week", written(account.posts_per_week)
    gaps = ground.of("gap")
    told = max(gaps.values(), key=lambda e: e.n, default=None) or unknown("gap", "2-7d")
    lack = _untold(ground.weekly.get(account.id, ())) or (
        "pace-clear"
        if any(e.verdict in {"better", "worse"} for e in gaps.values())
        else "pace-open"
    )
    return belief("pace", path, told, before=before, lack=lack, scope=account.id)


def _untold(weeks: Sequence[int]) -> str:
    """Say why weekly counts tell nothing; empty where they vary, and not along with time."""
    if len(weeks) < _WEEKS or not sum(weeks):
        return "pace-few"
    if pstdev(weeks) < _VARIED * fmean(weeks):
        return "pace-steady"
    return "pace-along" if abs(_trend(weeks)) > _ALONG else ""


def _trend(weeks: Sequence[int]) -> float:
    """Correlation of counts with the calendar.

    Examples
    --------
    >>> round(_trend([1, 2, 3, 4]), 3)
    1.0
    """
    times = range(len(weeks))
    spread = pstdev(times) * pstdev(weeks)
    middle = fmean(times), fmean(weeks)
    return fmean((t - middle[0]) * (n - middle[1]) for t, n in zip(times, weeks, strict=True)) / (
        spread or 1.0
    )
