"""The rows behind a number: the posts it was told from, and those that were set aside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from balise.domain.metric import ENGAGEMENT, METRICS, RATES
from balise.domain.ports import MeasuredPost, Trace
from balise.domain.post import Post
from balise.learn import kpi as figure
from balise.learn.columns import FACTORS
from balise.learn.features import Level
from balise.learn.rows import account_of, follow
from balise.report.best_worst import outcomes
from balise.report.funnel import placing
from balise.report.period import local
from balise.report.sources import NO_STAGE, State
from balise.report.values import Learnt, Material
from balise.strategy import Strategy


@dataclass(frozen=True, slots=True, kw_only=True)
class TracedPost:
    """A post behind a number: its local time, the KPI (`None`: not known), what became of it."""

    post: Post
    at: datetime
    figure: float | None
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """The rows behind a number, and how many posts are in each state.

    Parameters
    ----------
    rows
        Places in `balise.report.index.Index` of those whose state the number counts.
    counts
        Holds the others too, so that what was set aside is told.
    states, figures
        State (its place in `STATES`) and KPI of every post of the index.
    orders
        `rows` in each order that was asked for: the pages of one order are cut from one array.
    """

    rows: NDArray[np.int64]
    counts: Mapping[State, int]
    states: NDArray[np.int64] = field(repr=False)
    figures: NDArray[np.float64] = field(repr=False)
    orders: dict[str, NDArray[np.int64]] = field(default_factory=dict, repr=False, compare=False)


class Archive:
    """All posts of a brand with the levels that a fit sees in them, worked out once.

    Parameters
    ----------
    material
        Posts and accounts; its KPI is not used.
    """

    def __init__(self, material: Material) -> None:
        self.material = material

    def levels(self, uid: str) -> frozenset[Level]:
        """Tell the levels of a post that are compared with others."""
        return self._levels.get(uid, frozenset())

    @cached_property
    def kpis(self) -> tuple[str, ...]:
        """The KPIs that some publication has, `engagement` first."""
        known = {
            name
            for m in self.material.posts
            if m.post.is_original
            for name in m.values
            if name in METRICS
        }
        rates = (name for name, exposure in RATES.items() if exposure in known)
        engaged = ("engagement", *rates) if known.intersection(ENGAGEMENT) else ()
        return (*engaged, *(name for name in METRICS if name in known))

    @cached_property
    def accounts(self) -> tuple[str, ...]:
        """The accounts (`<network>:<handle>`) that published something, in order."""
        return tuple(sorted({account_of(m.post) for m in self.material.posts}))

    @cached_property
    def last_day(self) -> date | None:
        """The local day of the newest post."""
        return max((at.date() for _, at in self.local), default=None)

    @cached_property
    def local(self) -> list[tuple[MeasuredPost, datetime]]:
        """Each post at its local time."""
        return local(self.material)

    @cached_property
    def _levels(self) -> dict[str, frozenset[Level]]:
        """Tell the levels of each post as the model was told them: in order, account by account."""
        posts = sorted((m.post for m in self.material.posts), key=lambda p: (p.published_at, p.uid))
        zones = {account.id: account.timezone for account in self.material.accounts}
        return {
            post.uid: frozenset(level for level in found if FACTORS[level[0]].reported)
            for post, found, _ in follow(posts, {"": self.material.timezone, **zones})
        }


def outside(known: Sequence[tuple[Post, float]], fit: Learnt | None, kpi: str) -> tuple[str, ...]:
    """Name those of posts with their figures that lie outside the interval of what was expected."""
    expected = fit.expect([post for post, _ in known]) if fit and known else ()
    kept = []
    for (post, observed), (mean, sd) in zip(known, expected, strict=False):
        _, low, high = outcomes(mean, sd, kpi)
        if sd > 0 and not low <= observed <= high:
            kept.append(post.uid)
    return tuple(kept)


def stages(posts: Iterable[Post], strategy: Strategy | None) -> tuple[str, ...]:
    """Tell the stage of the funnel that each post serves."""
    stage_of = placing(strategy)
    return tuple(stage_of(post) or NO_STAGE for post in posts)


def read_in(traces: Sequence[Trace], kpi: str) -> Trace | None:
    """Find the newest reading that tells a KPI; readings come oldest first."""
    names = figure.metrics_of(kpi)
    told = (trace for trace in traces if any(name in trace.reading.values for name in names))
    return max(told, key=lambda trace: trace.reading.as_of, default=None)
