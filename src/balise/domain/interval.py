"""Intervals of 90 %, the width at which everything is told."""

from __future__ import annotations

import math

Z90 = 1.6448536269514722
"""Standard deviations from the middle of a normal to the ends of its middle 90 %."""


def wilson(hits: int, n: int) -> tuple[float, float]:
    """Give the 90 % interval of a share (Wilson, *JASA* 22, 1927); NaN of nothing.

    Examples
    --------
    >>> [round(end, 3) for end in wilson(18, 20)]
    [0.738, 0.966]
    """
    if not n:
        return math.nan, math.nan
    share, wide = hits / n, Z90**2 / n
    middle = (share + wide / 2) / (1 + wide)
    half = Z90 * math.sqrt(share * (1 - share) / n + wide / n / 4) / (1 + wide)
    return max(0.0, min(middle - half, share)), min(1.0, max(middle + half, share))
