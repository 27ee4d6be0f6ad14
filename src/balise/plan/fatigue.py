"""What a later post of the same account and day loses."""

from __future__ import annotations

import math
from collections.abc import Iterable

from balise.domain.estimate import Estimate
from balise.domain.fitted import Fitted

USUAL, SPREAD = math.log(0.8), 0.2
"""Log multiplier of a second post of the day before own posts tell, and its sd. Ours: published are
0.57 (likes, brand pages, Track Social 2012), 0.5 (clicks, small pages, HubSpot 2015) and 0.74
(reach, daily against 2 to 4 a week, van der Blom 2026), all observational and read in relays."""
NOISE = 1.1
"""sd of single posts on the log scale, by which the posts behind an own figure are weighed."""
_FACTOR = "post of the day"


def fatigue(fits: Iterable[Fitted]) -> float:
    """Give the share that a later post of a day loses, from 0 to 0.9.

    The multiplier of own posts counts by how many first and later posts of a day are behind it.

    Examples
    --------
    >>> round(fatigue(()), 2)
    0.2
    """
    mean, precision = USUAL, SPREAD**-2
    for one in fits:
        seen = _seen([e for e in one.estimates() if e.factor == _FACTOR and e.scope == "all"])
        if seen:
            own, weight = seen
            mean = (mean * precision + own * weight) / (precision + weight)
            precision += weight
    return min(max(1 - math.exp(mean), 0.0), 0.9)


def _seen(told: list[Estimate]) -> tuple[float, float] | None:
    first = [one for one in told if one.level == "1" and one.n]
    later = [one for one in told if one.level != "1" and one.n]
    if not first or not later:
        return None
    n = sum(one.n for one in later)
    mean = sum(one.n * math.log(one.multiplier) for one in later) / n
    apart = mean - math.log(first[0].multiplier)
    return apart, 1 / (NOISE**2 * (1 / n + 1 / first[0].n))
