"""The rows behind a number: the posts it was told from, and those that were set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from balise.domain.metric import ENGAGEMENT, METRICS, RATES
from balise.domain.ports import MeasuredPost, Trace
from balise.learn import kpi as figure
from balise.learn.columns import FACTORS
from balise.learn.contrasts import levels_behind
from balise.learn.features import Level
from balise.learn.rows import account_of, follow
from balise.report.best_worst import outcomes
from balise.report.period import local
from balise.report.sources import STATES, Posts, State
from balise.report.values import Learnt, Material


@dataclass(frozen=True, slots=True, kw_only=True)
class TracedPost:
    """A post behind a number: its local time, the KPI (`None`: not known), what became of it."""

    measured: MeasuredPost
    at: datetime
    figure: float | None
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """The rows behind a number, oldest first, and how many posts are in each state.

    `rows` are those whose state the number counts; `counts` holds the others too, so that what was
    set aside is told.
    """

    rows: tuple[TracedPost, ...]
    counts: Mapping[State, int]


class Archive:
    """All posts of a brand with the levels that a fit sees in them, worked out once.

    Parameters
    ----------
    material
        Posts and accounts; its KPI is not used.
    """

    def __init__(self, material: Material) -> None:
        self.material = material
        self._by_kpi: dict[str, list[TracedPost]] = {}

    def trail(self, behind: Posts, kpi: str) -> Trail:
        """List the posts behind a number.

        Parameters
        ----------
        behind
            Which posts; `balise.report.sources` names them from estimates, periods and moments.
        kpi
            The KPI by which they are compared.
        """
        found = list(self._traced(behind, kpi))
        counts = Counter(row.state for row in found)
        return Trail(
            rows=tuple(row for row in found if row.state in behind.states),
            counts={state: counts[state] for state in STATES},
        )

    def find(self, uid: str) -> tuple[MeasuredPost, datetime] | None:
        """Give one post with its local time."""
        return self._by_uid.get(uid)

    def levels(self, uid: str) -> tuple[Level, ...]:
        """Tell the levels of a post that are compared with others, in the order of the factors."""
        order = list(FACTORS)
        own = self._levels.get(uid, frozenset())
        return tuple(sorted(own, key=lambda level: (order.index(level[0]), level[1])))

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

    def _traced(self, behind: Posts, kpi: str) -> Iterator[TracedPost]:
        wanted = [frozenset(levels_behind(*level)) for level in behind.levels]
        levels = self._levels if wanted else {}
        for row in self._all(kpi):
            m, day = row.measured, row.at.date()
            if (
                _is_of(m, behind.scope)
                and (behind.start is None or behind.start <= day)
                and (behind.end is None or day <= behind.end)
                and (not behind.metric or behind.metric in m.values)
                and not any(one.isdisjoint(levels.get(m.post.uid, ())) for one in wanted)
            ):
                yield _placed(row) if wanted else row

    def _all(self, kpi: str) -> list[TracedPost]:
        """Judge every post by a KPI, once."""
        if kpi not in self._by_kpi:
            self._by_kpi[kpi] = [_traced(m, at, kpi) for m, at in self._local]
        return self._by_kpi[kpi]

    @cached_property
    def _by_uid(self) -> dict[str, tuple[MeasuredPost, datetime]]:
        return {found[0].post.uid: found for found in self._local}

    @cached_property
    def _local(self) -> list[tuple[MeasuredPost, datetime]]:
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


def outside(trail: Trail, fit: Learnt | None, kpi: str) -> Trail:
    """Keep the rows that lie outside the interval in which a fit expected them."""
    known = [row for row in trail.rows if row.figure is not None]
    expected = fit.expect([row.measured.post for row in known]) if fit and known else ()
    kept = []
    for row, (mean, sd) in zip(known, expected, strict=False):
        _, low, high = outcomes(mean, sd, kpi)
        if sd > 0 and not low <= (row.figure or 0.0) <= high:
            kept.append(row)
    counts = Counter(row.state for row in kept)
    return Trail(rows=tuple(kept), counts={state: counts[state] for state in STATES})


def read_in(traces: Sequence[Trace], kpi: str) -> Trace | None:
    """Find the newest reading that tells a KPI; readings come oldest first."""
    names = figure.metrics_of(kpi)
    told = (trace for trace in traces if any(name in trace.reading.values for name in names))
    return max(told, key=lambda trace: trace.reading.as_of, default=None)


def _is_of(m: MeasuredPost, scope: str) -> bool:
    return scope in {"all", m.post.account, account_of(m.post)}


def _traced(m: MeasuredPost, at: datetime, kpi: str) -> TracedPost:
    value = figure.value(m.values, kpi)
    state: State = "compared"
    if not m.post.is_original:
        state = "aside"
    elif value is None:
        state = "unmeasured"
    elif not figure.is_mature(m.post, m.as_of):
        state = "young"
    return TracedPost(measured=m, at=at, figure=value, state=state)


def _placed(row: TracedPost) -> TracedPost:
    """Set aside what has no time where levels are compared: it cannot be placed in the model."""
    is_lost = row.measured.post.precision == "unknown" and row.state in {"compared", "young"}
    return replace(row, state="undated") if is_lost else row
