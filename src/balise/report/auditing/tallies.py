"""Counts and spreads with what is known of them: intervals of 90 %, or how many posts are lacking.

A share is told of the habit behind the posts, for of the posts themselves it is exact. Posts of a
week, or of four, fare alike; where their weeks are told, the intervals of a mean and of a median
are wider by the root of the design effect (Kish 1965), from the correlation of ranks within them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from scipy import stats

from balise.domain.audit import Amount, Share
from balise.domain.interval import wilson

LEAST = 5
"""Figures below which their median has no interval of 90 %, and hence is not told."""
LEAST_WEEKS = 4
"""Whole weeks below which no rhythm is told."""
MOST = 10_000
"""Posts beyond which a question is not worth settling."""
_TAIL = 0.05
_MONTH = 4  # weeks
Quartiles = tuple[float, float, float]


def share(name: str, n: int, of: int) -> Share:
    """Tell a share with the interval of Wilson (1927); of no posts nothing is known.

    Examples
    --------
    >>> found = share("video", 5, 10)
    >>> round(found.low, 2), found.share, round(found.high, 2)
    (0.27, 0.5, 0.73)
    """
    if not of:
        return Share(name=name, n=0, of=0, share=0.0, low=0.0, high=1.0)
    low, high = wilson(n, of)
    return Share(name=name, n=n, of=of, share=n / of, low=low, high=high)


def is_off(one: Share, asked: float, *, among: int) -> bool:
    """Tell whether a share is clearly not what is asked for, as one of several that are compared.

    The exact interval of Clopper and Pearson (1934) at 1 - 0.1 / `among` (Bonferroni): where all
    are on target, no more than 1 report in 10 claims anything of any of them.

    Examples
    --------
    >>> is_off(share("video", 8, 20), 0.2, among=1), is_off(share("video", 8, 20), 0.2, among=5)
    (True, False)
    """
    more, fewer = stats.binom.sf(one.n - 1, one.of, asked), stats.binom.cdf(one.n, one.of, asked)
    return bool(min(more, fewer) < _TAIL / among)


def shares(names: Iterable[str], of: int) -> tuple[Share, ...]:
    """Count names, the most frequent first.

    Examples
    --------
    >>> [(one.name, one.n) for one in shares(["b", "a", "b"], 3)]
    [('b', 2), ('a', 1)]
    """
    counts: Mapping[str, int] = Counter(names)
    ordered = sorted(counts, key=lambda name: (-counts[name], name))
    return tuple(share(name, counts[name], of) for name in ordered)


def quartiles(values: Sequence[float]) -> Quartiles | None:
    """Tell the three values that cut figures into four equal parts.

    Examples
    --------
    >>> quartiles([1, 2, 3, 4, 5])
    (2.0, 3.0, 4.0)
    """
    if not values:
        return None
    first, middle, third = np.quantile(np.asarray(values, float), (0.25, 0.5, 0.75)).tolist()
    return first, middle, third


def design_effect(values: Sequence[float], weeks: Sequence[int]) -> float:
    """Tell how many times the variance of a mean grows because posts of a week fare alike.

    Parameters
    ----------
    values
        What posts got.
    weeks
        The week of each.

    Returns
    -------
    float
        1 where they do not, or where there are too few weeks to tell; up to the posts of a week.

    Examples
    --------
    >>> design_effect([1, 2, 3, 4, 11, 12, 13, 14], [0, 0, 0, 0, 1, 1, 1, 1]) > 3
    True
    >>> design_effect([1, 12, 3, 14, 11, 2, 13, 4], [0, 0, 0, 0, 1, 1, 1, 1])
    1.0
    """
    n = len(values)
    _, week = np.unique(np.asarray(weeks), return_inverse=True)
    size = np.bincount(week).astype(float)
    groups = len(size)
    if groups < 2 or n <= groups:  # noqa: PLR2004 - two to differ
        return 1.0
    ranks = stats.rankdata(values)
    means = np.bincount(week, ranks) / size
    between = float(size @ (means - ranks.mean()) ** 2) / (groups - 1)
    within = float(((ranks - means[week]) ** 2).sum()) / (n - groups)
    usual = (n - float(size @ size) / n) / (groups - 1)
    spread = between + (usual - 1) * within
    alike = max(0.0, (between - within) / spread) if spread > 0 else 0.0
    return 1 + (float(size @ size) / n - 1) * alike


def median(values: Sequence[float], weeks: Sequence[int] = ()) -> Amount:
    """Tell the median with the interval of its ranks, which supposes nothing of how values spread.

    Examples
    --------
    >>> found = median([1.0, 2.0, 3.0, 4.0, 5.0])
    >>> found.low, found.value, found.high
    (1.0, 3.0, 5.0)
    >>> median([1.0, 2.0]).more
    3
    """
    n = len(values)
    if n < LEAST:
        return Amount(n=n, more=LEAST - n)
    ordered = np.sort(np.asarray(values, float))
    # The widest ranks with no more than 5 % of chance beyond each of them.
    half = n / 2 - float(stats.binom.ppf(_TAIL, n, 0.5))
    rank = max(math.floor(n / 2 - half * _widened(values, weeks)), 1)
    low, high = float(ordered[rank - 1]), float(ordered[n - rank])
    return Amount(n=n, value=float(np.median(ordered)), low=low, high=high)


def _widened(values: Sequence[float], weeks: Sequence[int]) -> float:
    """Tell by how much an interval widens: as posts of a week or of a month fare alike."""
    if len(weeks) != len(values):
        return 1.0
    months = [week // _MONTH for week in weeks]
    return math.sqrt(max(design_effect(values, weeks), design_effect(values, months)))


def mean(values: Sequence[float], weeks: Sequence[int] = ()) -> Amount:
    """Tell the mean of figures that are not negative; its interval is symmetric in the logarithm.

    Examples
    --------
    >>> found = mean([1.0, 2.0, 3.0, 4.0, 5.0])
    >>> found.value, round(found.low, 1), round(found.high, 1)
    (3.0, 1.8, 5.0)
    """
    n = len(values)
    if n < LEAST:
        return Amount(n=n, more=LEAST - n)
    every = np.asarray(values, float)
    middle = float(every.mean())
    if middle <= 0:
        return Amount(n=n, value=middle, low=middle, high=middle)
    half = _spread(every) * _widened(values, weeks) / middle
    return Amount(
        n=n, value=middle, low=middle * math.exp(-half), high=middle * math.exp(min(half, 50.0))
    )


def per_week(counts: Sequence[int], posts: int, days: int) -> Amount:
    """Tell the posts a week from the counts of whole weeks.

    Parameters
    ----------
    counts
        Posts of each whole week.
    posts, days
        All posts, and the days from the first to the last: the pace at which the lacking weeks
        would be filled.

    Examples
    --------
    >>> found = per_week([2, 2, 2, 2, 3, 1], 12, 42)
    >>> found.value, round(found.low, 2), round(found.high, 2)
    (2.0, 1.48, 2.52)
    >>> per_week([2], 3, 10).more
    7
    """
    weeks = len(counts)
    if weeks < LEAST_WEEKS:
        pace = posts / max(days / 7, 1.0) if posts else 1.0
        return Amount(n=posts, more=max(1, math.ceil((LEAST_WEEKS - weeks) * pace)))
    every = np.asarray(counts, float)
    middle, half = float(every.mean()), _spread(every)
    return Amount(n=posts, value=middle, low=max(0.0, middle - half), high=middle + half)


def _spread(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> float:
    """Tell half of the interval of a mean."""
    n = len(values)
    wide = float(stats.t.ppf(1 - _TAIL, n - 1))
    return wide * float(values.std(ddof=1)) / math.sqrt(n)


def to_settle(own: Amount, against: float) -> int | None:
    """Tell how many more posts would take a figure's interval off another figure.

    Half of an interval narrows with the root of the posts.

    Examples
    --------
    >>> to_settle(Amount(n=25, value=1.2, low=0.9, high=1.6), 1.0)
    38
    """
    if not own.value or not own.low or not own.high or against <= 0:
        return None
    gap = abs(math.log(own.value / against))
    half = math.log(own.high / own.value) if own.value < against else math.log(own.value / own.low)
    if gap <= 0 or half <= gap:
        return None
    more = math.ceil(own.n * ((half / gap) ** 2 - 1))
    return more if more <= MOST else None
