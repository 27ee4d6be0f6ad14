"""By what results are judged: what was expected of a post, and what it has at full age."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

import numpy as np
import numpy.typing as npt

from balise.domain.interval import Z90
from balise.domain.metric import RATES
from balise.domain.plan import Slot
from balise.domain.ports import MeasuredPost
from balise.domain.post import Post

Floats = npt.NDArray[np.float64]
Expect = Callable[[Sequence[Post]], Sequence[tuple[float, float]]]
Grow = Callable[[MeasuredPost], tuple[float, float, float]]
Draw = Callable[[Sequence[Post]], Floats]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Gauge:
    """The yardstick of one KPI.

    Parameters
    ----------
    kpi
        Its name. Counts are judged on the scale log(1 + count), rates on that of their logarithm.
    expect
        Mean and standard deviation of the outcome of each post on that scale, as `Fitted.expect`
        gives. Of a fit that has seen the very posts that are judged, results are drawn towards 1:
        give it one that was learnt before them.
    grow
        The result of a post at full age, in the KPI's unit, with a 90 % interval of what its age
        leaves open: three times the same where it is mature, NaN where there is none.
    draw
        Joint draws (draws, posts) of what is expected, as `Fitted.draw` gives: how far the
        expectations of posts may be wrong together. Without it they are taken as exact.
    others
        Gauges of the objectives that have another KPI, by name.
    """

    kpi: str
    expect: Expect
    grow: Grow
    draw: Draw | None = None
    others: Mapping[str, Gauge] = field(default_factory=dict)

    def of(self, slot: Slot) -> Gauge:
        """Give the gauge of the objective that a slot serves."""
        return self.others.get(slot.objective, self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A post at full age: log outcome with what age leaves open, and what was expected of it."""

    measured: MeasuredPost
    actual: float
    low: float
    high: float
    y: float
    age_sd: float
    mean: float
    sd: float
    kpi: str

    @property
    def rest(self) -> float:
        """How far it lies from its expectation on the log scale."""
        return self.y - self.mean

    @property
    def account(self) -> str:
        """Name its account, `<network>:<handle>`."""
        return account_of(self.measured.post)

    @property
    def week(self) -> tuple[int, int]:
        """Name its ISO week: posts of one week share what happens in it."""
        return self.measured.post.published_at.isocalendar()[:2]


def account_of(post: Post) -> str:
    """Name the account of a post.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> at = datetime(2026, 10, 5, tzinfo=UTC)
    >>> account_of(Post(uid="x:1", network="x", account="shop", published_at=at))
    'x:shop'
    """
    return f"{post.network}:{post.account}"


def to_log(value: float, kpi: str) -> float:
    """Put a figure on the scale on which it is judged; NaN where it has no place there.

    Examples
    --------
    >>> to_log(0.0, "views"), to_log(1.0, "engagement_rate_by_reach")
    (0.0, 0.0)
    """
    if kpi in RATES:
        return math.log(value) if value > 0 else math.nan
    return math.log1p(max(value, 0.0))


def from_log(y: float, kpi: str) -> float:
    """Take a figure back to its own unit.

    Examples
    --------
    >>> round(from_log(to_log(12.0, "views"), "views"), 6)
    12.0
    """
    return math.exp(y) if kpi in RATES else max(math.expm1(y), 0.0)


def ratio(base: float, difference: float, kpi: str) -> float:
    """Turn a difference of logarithms into a ratio of figures, about a typical log figure.

    Examples
    --------
    >>> round(ratio(to_log(100.0, "views"), math.log(1.5), "views"), 3)
    1.505
    """
    whole = from_log(base, kpi)
    return from_log(base + difference, kpi) / whole if whole > 0 else math.nan


def results(
    posts: Sequence[MeasuredPost], gauge: Gauge, *, later: timedelta = timedelta()
) -> list[Result]:
    """Judge the posts whose result can be told, in their order.

    Replies and the posts of others that were repeated are no publications to compare. `later` moves
    what is expected by so much: posts of two periods are then set against the same level of their
    account, so that its own drift is not taken for what was to be expected.
    """
    grown = [(m, gauge.grow(m)) for m in posts if m.post.is_original]
    known = [(m, g) for m, g in grown if math.isfinite(to_log(g[0], gauge.kpi))]
    asked = [replace(m.post, published_at=m.post.published_at + later) for m, _ in known]
    expected = gauge.expect(asked) if asked else ()
    return [
        _result(m, g, e, gauge.kpi)
        for (m, g), e in zip(known, expected, strict=True)
        if math.isfinite(e[0]) and e[1] > 0
    ]


def _result(
    measured: MeasuredPost,
    grown: tuple[float, float, float],
    expected: tuple[float, float],
    kpi: str,
) -> Result:
    middle, low, high = grown
    ends = to_log(low, kpi), to_log(high, kpi)
    wide = (ends[1] - ends[0]) / (2 * Z90) if all(map(math.isfinite, ends)) else 0.0
    return Result(
        measured=measured,
        actual=middle,
        low=low,
        high=high,
        y=to_log(middle, kpi),
        age_sd=max(wide, 0.0),
        mean=expected[0],
        sd=expected[1],
        kpi=kpi,
    )
