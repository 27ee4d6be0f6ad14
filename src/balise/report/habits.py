"""How often something is done: shares and rates with the counts behind them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from scipy import stats

from balise.domain.audit import Share
from balise.report.auditing.tallies import share

LEAST_POSTS = 5
"""Posts below which no rhythm is told."""
_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """Posts per week with a 90 % interval (Garwood 1936), from `n` posts over `weeks`."""

    n: int
    weeks: float
    per_week: float
    low: float
    high: float


def habits(posts: Sequence[Iterable[str]], *, among: Sequence[str] = ()) -> tuple[Share, ...]:
    """Count in how many posts each name occurs, the most frequent first.

    Examples
    --------
    >>> [(one.name, one.n, one.of) for one in habits([("a",), ("a", "b")])]
    [('a', 2, 2), ('b', 1, 2)]
    """
    counts: Counter[str] = Counter()
    for names in posts:
        counts.update(set(names))
    every = sorted({*counts, *among}, key=lambda name: (-counts[name], name))
    return tuple(share(name, counts[name], len(posts)) for name in every)


def rhythm(times: Sequence[datetime]) -> Rhythm | None:
    """Tell the posts per week between the first and the last; `None` where they are too few.

    The last posts of an account begin with one of them by choice: what counts is how many came
    after it.

    Examples
    --------
    >>> from datetime import UTC
    >>> days = [datetime(2026, 3, 1, tzinfo=UTC) + timedelta(days=7 * n) for n in range(9)]
    >>> rhythm(days).per_week
    1.0
    """
    if len(times) < LEAST_POSTS:
        return None
    n, weeks = len(times) - 1, (max(times) - min(times)) / _WEEK
    if weeks * 7 < 1:
        return None
    low = float(stats.chi2.ppf(0.05, 2 * n)) / 2 / weeks
    high = float(stats.chi2.ppf(0.95, 2 * n + 2)) / 2 / weeks
    return Rhythm(n=len(times), weeks=weeks, per_week=n / weeks, low=low, high=high)
