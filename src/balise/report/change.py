"""What changed: the KPI of a post in a period against the period before."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np
from scipy.special import stdtrit

from balise.domain.estimate import EvidenceLevel, Verdict
from balise.domain.metric import METRICS
from balise.learn import kpi as figure
from balise.report.period import Known, Periods
from balise.report.values import Change, Changed, Learnt, Side, Span

ENOUGH = 3
"""The fewest posts of a side from which a spread can be told."""
_UPPER = 0.95
_WEEK = 7


def changed(periods: Periods, fit: Learnt | None, kpi: str) -> Changed:
    """Compare both periods, as they are and at the same mix of posts."""
    now, before = periods.posts, periods.earlier
    return Changed(
        now=_side(now, periods.now, kpi),
        before=_side(before, periods.before, kpi),
        raw=contrast([k.y for k in now], [k.y for k in before], kpi, "descriptive"),
        adjusted=None if fit is None else adjusted(periods, fit, kpi),
        young=periods.young,
        unmeasured=periods.unmeasured,
    )


def adjusted(periods: Periods, fit: Learnt, kpi: str) -> Change | None:
    """Compare what each post brought beyond what its kind, hour and words let expect.

    The posts of the period before are moved by whole weeks into this period and expected there, so
    that both sides are set against the same level of the account: a drift that the model has
    followed would otherwise be taken for what was to be expected, and no change would be left.
    """
    now, before = periods.posts, periods.earlier
    if min(len(now), len(before)) < ENOUGH:
        return None
    weeks = timedelta(days=_WEEK * math.ceil(periods.now.days / _WEEK))
    here = _residuals(now, fit, timedelta())
    there = _residuals(before, fit, weeks)
    level = float(np.mean([k.y for k in before]))
    return contrast(here, there, kpi, "adjusted", level=level)


def contrast(
    now: Sequence[float],
    before: Sequence[float],
    kpi: str,
    evidence: EvidenceLevel,
    *,
    level: float | None = None,
) -> Change | None:
    """Compare two sets of log figures by Welch's interval; `None` where there are too few.

    `level` is the log figure of a typical post before, which turns a difference of logarithms of
    1 + count into a ratio of counts.
    """
    if min(len(now), len(before)) < ENOUGH:
        return None
    gap, half = _welch(np.asarray(now), np.asarray(before))
    base = float(np.mean(before)) if level is None else level
    middle, low, high = (ratio(base, d, kpi) for d in (gap, gap - half, gap + half))
    if not math.isfinite(middle):
        return None
    return Change(
        multiplier=middle,
        low=low,
        high=high,
        n=len(now),
        n_before=len(before),
        verdict=verdict(low, high),
        evidence=evidence,
    )


def typical(logs: Sequence[float], kpi: str) -> float | None:
    """Give the KPI of a typical post: the geometric mean, of 1 + count for counts."""
    return from_log(float(np.mean(logs)), kpi) if logs else None


def from_log(y: float, kpi: str) -> float:
    """Take a figure back from the scale of the model to its own unit."""
    return math.exp(y) if figure.is_rate(kpi) else max(math.expm1(y), 0.0)


def adds_up(kpi: str) -> bool:
    """Tell whether the KPI of several posts may be summed."""
    return kpi == "engagement" or (kpi in METRICS and METRICS[kpi].adds_up)


def _side(posts: Sequence[Known], span: Span, kpi: str) -> Side:
    total = sum(k.figure for k in posts) if adds_up(kpi) and posts else None
    return Side(
        span=span, posts=len(posts), typical=typical([k.y for k in posts], kpi), total=total
    )


def _residuals(posts: Sequence[Known], fit: Learnt, later: timedelta) -> list[float]:
    moved = [
        replace(k.measured.post, published_at=k.measured.post.published_at + later) for k in posts
    ]
    return [k.y - mean for k, (mean, _) in zip(posts, fit.expect(moved), strict=True)]


def _welch(now: np.ndarray, before: np.ndarray) -> tuple[float, float]:
    a, b = now.var(ddof=1) / len(now), before.var(ddof=1) / len(before)
    gap = float(now.mean() - before.mean())
    if a + b == 0:
        return gap, 0.0
    freedom = (a + b) ** 2 / (a**2 / (len(now) - 1) + b**2 / (len(before) - 1))
    return gap, float(stdtrit(freedom, _UPPER) * math.sqrt(a + b))


def ratio(base: float, difference: float, kpi: str) -> float:
    """Write a difference of log figures as a multiplier of the figure at `base`."""
    whole = from_log(base, kpi)
    return from_log(base + difference, kpi) / whole if whole > 0 else math.inf


def verdict(low: float, high: float) -> Verdict:
    """Tell whether an interval of multipliers leaves out no change."""
    if low > 1:
        return "better"
    return "worse" if high < 1 else "no clear difference"
