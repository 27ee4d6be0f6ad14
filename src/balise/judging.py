"""By what posts are judged when a plan is looked back at: fits that have not seen them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

import numpy as np

from balise.domain.fitted import Fitted
from balise.domain.plan import Slot
from balise.domain.ports import MeasuredPost
from balise.domain.post import Post
from balise.domain.refinement import Execution
from balise.errors import KpiUnknownError, NotEnoughPostsError
from balise.learn import Fit
from balise.learn.kpi import value
from balise.learn.posts import fit_posts
from balise.refine.gauge import Gauge

_DRAWS = 400
_NOT_KNOWN = (math.nan, math.nan, math.nan)


def judgeable(one: Slot) -> Slot:
    """Let a slot whose own KPI cannot be told be judged by what stands in for it."""
    told = one.stand_in
    return one if told is None else replace(one, q05=told.q05, q50=told.q50, q95=told.q95)


def blank(one: Slot) -> Slot:
    """Take away the objective that a slot is not judged by."""
    return replace(judgeable(one), objective="") if one.stand_in else one


def as_planned(done: Execution, slots: Iterable[Slot]) -> Execution:
    """Tell the slots with their objectives, and by what they were judged."""
    planned = {one.slot_id: one for one in slots}
    told = (
        replace(one, slot=judgeable(slot), kpi=slot.stand_in.kpi if slot.stand_in else "")
        for one in done.fulfilments
        for slot in [planned[one.slot.slot_id]]
    )
    return replace(done, fulfilments=tuple(told))


def known(
    fits: Mapping[str, Fitted], posts: Iterable[MeasuredPost], zone: str, now: datetime
) -> dict[str, Fitted]:
    """Learn what was known at a moment: fits that have seen later posts are learnt again."""
    every = list(posts)
    if all(one.post.published_at <= now for one in every):
        return dict(fits)
    there = [one for one in every if one.post.published_at <= now]
    again = {kpi: fit_before(there, kpi, zone, None) for kpi in fits}
    return {kpi: fit for kpi, fit in again.items() if fit is not None}


def fit_before(
    posts: Sequence[MeasuredPost], kpi: str, zone: str, before: datetime | None
) -> Fit | None:
    """Learn from what came before a moment; where that is too little, from all there is."""
    for moment in dict.fromkeys((before, None)):
        with suppress(NotEnoughPostsError, KpiUnknownError):
            return fit_posts(posts, kpi=kpi, timezone=zone, before=moment)
    return None


def gauge_of(fit: Fit) -> Gauge:
    """Give the yardstick that a fit is."""

    def grow(one: MeasuredPost) -> tuple[float, float, float]:
        figure = value(one.values, fit.kpi)
        if figure is None:
            return _NOT_KNOWN
        age = max((one.as_of - one.post.published_at).total_seconds() / 3600, 0.0)
        drawn = fit.grown([one.post], [(figure, age)], _DRAWS)[:, 0]
        low, middle, high = np.quantile(drawn, [0.05, 0.5, 0.95])
        return float(middle), float(low), float(high)

    def draw(posts: Sequence[Post]) -> np.ndarray:
        return fit.draw(list(posts), _DRAWS)

    return Gauge(kpi=fit.kpi, expect=fit.expect, grow=grow, draw=draw)


def blind(kpi: str) -> Gauge:
    """Give the yardstick of those who know nothing."""
    return Gauge(
        kpi=kpi,
        expect=lambda posts: [(math.nan, math.nan) for _ in posts],
        grow=lambda _one: _NOT_KNOWN,
    )
