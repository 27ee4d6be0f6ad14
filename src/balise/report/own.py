"""What own posts got, as values that rankings of networks and formats take."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from balise.domain.ports import MeasuredPost
from balise.domain.ranking import Rate
from balise.learn.kpi import outcome

USUAL_SD = 1.0
"""Spread of single posts, log scale, as long as one post of a kind tells none of its own."""


def own_rates(posts: Iterable[MeasuredPost], kpi: str = "engagement") -> tuple[Rate, ...]:
    """Gather the log of the KPI of posts by network and kind, the most posts first.

    Parameters
    ----------
    posts
        All posts; replies, repeated ones and those read too young for their network say nothing.

    Returns
    -------
    tuple of Rate
        For `own` of `balise.strategy.rank.rank_networks` and `rank_formats`. A kind of one post has
        the spread of all kinds together.

    Examples
    --------
    >>> own_rates([])
    ()
    """
    found: dict[tuple[str, str], list[float]] = {}
    for one in posts:
        y = outcome(one.post, one.values, one.as_of, kpi)
        if y is not None and math.isfinite(y):
            found.setdefault((one.post.network, one.post.kind), []).append(y)
    usual = _spread(found.values())
    rates = (
        Rate(
            network=network,
            kind=kind,
            n=len(logs),
            mean=float(np.mean(logs)),
            sd=float(np.std(logs, ddof=1)) if len(logs) > 1 else usual,
        )
        for (network, kind), logs in found.items()
    )
    return tuple(sorted(rates, key=lambda one: (-one.n, one.network, one.kind)))


def _spread(groups: Iterable[list[float]]) -> float:
    """Pool the spread within groups."""
    many = [logs for logs in groups if len(logs) > 1]
    free = sum(len(logs) - 1 for logs in many)
    if not free:
        return USUAL_SD
    return math.sqrt(sum(float(np.var(logs)) * len(logs) for logs in many) / free)
