"""The yardsticks of a look back: fits that have not seen what they judge."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from balise.domain.fitted import Fitted
from balise.domain.ports import MeasuredPost
from balise.domain.post import Post
from balise.errors import KpiUnknownError, NotEnoughPostsError
from balise.learn import Fit
from balise.learn.kpi import value
from balise.learn.posts import fit_posts
from balise.refine.gauge import Gauge

NOT_KNOWN = (math.nan, math.nan, math.nan)
_DRAWS = 400


def known(
    fits: Mapping[str, Fitted], posts: Iterable[MeasuredPost], zone: str, now: datetime
) -> dict[str, Fitted]:
    """Learn what was known at a moment: fits that have seen later posts are learnt again."""
    every = list(posts)
    if all(one.post.published_at <= now for one in every):
        return dict(fits)
    there = [one for one in every if one.post.published_at <= now]
    again = {kpi: _fit(there, kpi, zone, None) for kpi in fits}
    return {kpi: fit for kpi, fit in again.items() if fit is not None}


def gauge_before(moment: datetime, posts: Sequence[MeasuredPost], kpi: str, zone: str) -> Gauge:
    """Make the yardstick of a KPI from posts before a moment, or that of those who know nothing."""
    fit = _fit(posts, kpi, zone, moment)
    return _blind(kpi) if fit is None else _gauge_of(fit)


def _fit(posts: Sequence[MeasuredPost], kpi: str, zone: str, before: datetime | None) -> Fit | None:
    """Learn from what came before a moment; where that is too little, from all there is."""
    for moment in dict.fromkeys((before, None)):
        with suppress(NotEnoughPostsError, KpiUnknownError):
            return fit_posts(posts, kpi=kpi, timezone=zone, before=moment)
    return None


def _gauge_of(fit: Fit) -> Gauge:
    def grow(one: MeasuredPost) -> tuple[float, float, float]:
        figure = value(one.values, fit.kpi)
        if figure is None:
            return NOT_KNOWN
        age = max((one.as_of - one.post.published_at).total_seconds() / 3600, 0.0)
        drawn = fit.grown([one.post], [(figure, age)], _DRAWS)[:, 0]
        low, middle, high = np.quantile(drawn, [0.05, 0.5, 0.95])
        return float(middle), float(low), float(high)

    def draw(posts: Sequence[Post]) -> NDArray[np.float64]:
        return fit.draw(list(posts), _DRAWS)

    return Gauge(kpi=fit.kpi, expect=fit.expect, grow=grow, draw=draw)


def _blind(kpi: str) -> Gauge:
    """Give the yardstick of those who know nothing."""
    return Gauge(
        kpi=kpi,
        expect=lambda posts: [(math.nan, math.nan) for _ in posts],
        grow=lambda _one: NOT_KNOWN,
    )
