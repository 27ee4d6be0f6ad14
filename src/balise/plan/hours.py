"""Which hours of a day an optimal plan could use."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

SHARED = 3
"""Hours kept on a day where copies of a piece or other days may stand in the way of the best."""


def useful(value: NDArray[np.float64], *, limit: int, gap: float, loss: float) -> list[int]:
    """Choose the hours that a day's best posts could have.

    With one post a day that is the best hour. With more, an hour is kept if it is in a pair that
    keeps the gap, and no other pair is at least as good in both places.

    Parameters
    ----------
    value
        Value of each of the 24 hours; NaN where it is not open.
    limit, gap
        Posts a day at most, and hours between two at least.
    loss
        What the later post loses; it leaves the order of pairs as it is.

    Examples
    --------
    >>> hours = np.full(24, np.nan)
    >>> hours[8:12] = [1.0, 3.0, 2.0, 1.5]
    >>> useful(hours, limit=1, gap=2, loss=0.2), useful(hours, limit=2, gap=2, loss=0.2)
    ([9], [8, 9, 10, 11])
    """
    open_ = [int(h) for h in np.flatnonzero(np.isfinite(value))]
    if not open_:
        return []
    best = max(open_, key=lambda h: value[h])
    if limit <= 1:
        return [best]
    pairs = [(a, b) for a in open_ for b in open_ if b - a >= gap and b > a]
    worth = np.array([(value[a], value[b] * (1 - loss)) for a, b in pairs]).reshape(-1, 2)
    kept = {best} | {h for n, pair in enumerate(pairs) if _stands(worth, n) for h in pair}
    return sorted(kept)


def spaced(value: NDArray[np.float64], first: Iterable[int]) -> list[int]:
    """Add hours to those of `first` until there are `SHARED`: the best ones that are apart."""
    found = list(first)
    order = sorted(np.flatnonzero(np.isfinite(value)), key=lambda h: -value[h])
    for hour in order:
        if len(found) >= SHARED:
            break
        if all(abs(int(hour) - other) >= SHARED for other in found):
            found.append(int(hour))
    return sorted(found)


def _stands(worth: NDArray[np.float64], n: int) -> bool:
    """Tell whether no other pair is as good in both, and better in one."""
    as_good = (worth >= worth[n]).all(axis=1)
    better = (worth > worth[n]).any(axis=1)
    return not bool((as_good & better).any())
