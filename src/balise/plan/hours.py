"""Which hours of a day a plan considers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SHARED = 3
"""Hours considered where copies of a piece on other accounts may stand in the way of the best."""
PAIRS = 2
"""Pairs of hours considered where a day may have several posts."""
APART = 3


def useful(value: NDArray[np.float64], *, limit: int, gap: float) -> list[int]:
    """Choose the hours that a day's posts may have.

    With one post a day that is the best hour: where nothing stands in its way no other is better.
    With more, it is also the hours of the best pairs that keep the gap, and of the best sets of
    more that do.

    Parameters
    ----------
    value
        Value of each of the 24 hours; NaN where it is not open.
    limit, gap
        Posts a day at most, and hours between two at least.

    Examples
    --------
    >>> hours = np.full(24, np.nan)
    >>> hours[8:12] = [1.0, 3.0, 2.0, 1.5]
    >>> useful(hours, limit=1, gap=2), useful(hours, limit=2, gap=2)
    ([9], [8, 9, 10, 11])
    """
    open_ = _best_first(value)
    if not open_ or limit <= 1:
        return open_[:1]
    pairs = [(a, b) for a in open_ for b in open_ if b > a and b - a >= gap]
    pairs.sort(key=lambda pair: -(value[pair[0]] + value[pair[1]]))
    sets = _best_sets(value, sorted(open_), limit=limit, gap=gap)
    return sorted({*open_[:1], *(hour for one in (*pairs[:PAIRS], *sets) for hour in one)})


def _best_sets(
    value: NDArray[np.float64], hours: list[int], *, limit: int, gap: float
) -> list[tuple[int, ...]]:
    """Give the best set of each size that keeps the gap, as many hours as there can be."""
    sets: list[tuple[int, ...]] = []
    ends: dict[int, tuple[float, tuple[int, ...]]] = {h: (float(value[h]), (h,)) for h in hours}
    while ends and len(sets) < limit:
        sets.append(max(ends.values())[1])
        longer = {}
        for hour in hours:
            before = [one for last, one in ends.items() if last < hour and hour - last >= gap]
            if before:
                worth, chain = max(before)
                longer[hour] = (worth + float(value[hour]), (*chain, hour))
        ends = longer
    return sets


def spaced(value: NDArray[np.float64]) -> list[int]:
    """Choose the best hours that are some hours apart.

    Examples
    --------
    >>> spaced(np.array([1.0, 5.0, 4.0, 3.0, 2.0, 1.0, 0.5, 2.5]))
    [1, 4, 7]
    """
    return sorted(_chain(_best_first(value), APART)[:SHARED])


def _best_first(value: NDArray[np.float64]) -> list[int]:
    return sorted((int(h) for h in np.flatnonzero(np.isfinite(value))), key=lambda h: -value[h])


def _chain(order: list[int], apart: float) -> list[int]:
    found: list[int] = []
    for hour in order:
        if all(abs(hour - other) >= apart for other in found):
            found.append(hour)
    return found
