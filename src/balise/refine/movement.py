"""What changed since the period before, by account and in all, at equal age."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from balise.domain.estimate import Verdict
from balise.domain.ports import MeasuredPost
from balise.domain.review import Interval, Movement, Stretch
from balise.refine.follow_up import drift
from balise.refine.gap import Gap, gap
from balise.refine.gauge import Gauge, Result, ratio, results

FALSE = 0.1
"""Share of changes of single accounts that may be false (Benjamini and Hochberg, 1995)."""
NOT_KNOWN: Interval = (math.nan, math.nan, math.nan)
_WEEK = 7


def movements(
    here: Sequence[MeasuredPost],
    there: Sequence[MeasuredPost],
    gauge: Gauge,
    periods: tuple[Stretch, Stretch],
) -> tuple[Movement, ...]:
    """Compare the posts of two periods: all accounts first, then each where there are several.

    The posts of the period before are expected where they would stand in this one, moved by whole
    weeks: both sides are then set against the same level of the account.
    """
    weeks = math.ceil((periods[0].starts - periods[1].starts).days / _WEEK)
    later = timedelta(days=weeks * _WEEK)
    now, before = results(here, gauge), results(there, gauge, later=later)
    accounts = sorted({r.account for r in (*now, *before)})
    whole, _ = _movement(now, before, gauge, later)
    if len(accounts) < 2:  # noqa: PLR2004 - it is the whole
        return (replace(whole, account=accounts[0]),) if accounts else (whole,)
    each = [_movement(_of(now, name), _of(before, name), gauge, later) for name in accounts]
    named = [(replace(one, account=n), p) for n, (one, p) in zip(accounts, each, strict=True)]
    return (whole, *_controlled(named))


def _movement(
    now: Sequence[Result], before: Sequence[Result], gauge: Gauge, later: timedelta
) -> tuple[Movement, float]:
    doubt = _mix_doubt(gauge, now, before, later)
    told = gap(now, before, doubt=doubt)
    plain = gap(now, before, values=([r.y for r in now], [r.y for r in before]))
    base = math.fsum(r.y for r in before) / len(before) if before else math.nan
    found = _interval(told, base, gauge.kpi)
    movement = Movement(
        n=told.n if told else len(now),
        n_before=told.n_before if told else len(before),
        raw=_interval(plain, base, gauge.kpi),
        ratio=found,
        verdict=_verdict(found),
    )
    return movement, told.p if told else math.nan


def _of(found: Sequence[Result], account: str) -> list[Result]:
    return [one for one in found if one.account == account]


def _mix_doubt(
    gauge: Gauge, now: Sequence[Result], before: Sequence[Result], later: timedelta
) -> float:
    """Tell how far what is expected of the two mixes of posts may be wrong, at the same level."""
    shared = {r.account for r in now} & {r.account for r in before}
    there = [r.measured.post for r in before if r.account in shared]
    return drift(
        gauge,
        [r.measured.post for r in now if r.account in shared],
        [replace(post, published_at=post.published_at + later) for post in there],
    )


def _interval(found: Gap | None, base: float, kpi: str) -> Interval:
    if found is None:
        return NOT_KNOWN
    low, middle, high = (ratio(base, found.middle + d, kpi) for d in (-found.half, 0.0, found.half))
    return middle, low, high


def _verdict(found: Interval) -> Verdict:
    middle, low, high = found
    if not math.isfinite(middle):
        return "not enough data"
    if low > 1:
        return "better"
    return "worse" if high < 1 else "no clear difference"


def _controlled(found: Sequence[tuple[Movement, float]]) -> tuple[Movement, ...]:
    """Claim changes only as far as the share of false claims among them is controlled."""
    tested = sorted(p for _, p in found if math.isfinite(p))
    kept = [p for rank, p in enumerate(tested, 1) if p <= FALSE * rank / len(tested)]
    most = max(kept, default=-1.0)
    return tuple(
        replace(movement, verdict="no clear difference")
        if movement.verdict in {"better", "worse"} and p > most
        else movement
        for movement, p in found
    )
