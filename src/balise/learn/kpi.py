"""The KPI of one reading, and the scale on which it is learnt.

Counts are learnt as log(1 + count). A rate is learnt as log((engagement + 0.5) / exposure): half a
reaction keeps a post without any finite, and biases a post of 1,000 views by 0.05 %.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import NoReturn

from balise.domain.metric import ENGAGEMENT, METRICS, RATES
from balise.domain.post import KNOWS_HOUR, Post
from balise.errors import KpiUnknownError, NotEnoughPostsError, PostsTooRecentError
from balise.reference.half_life import mature_after_h

SMALL = 0.5
"""Added to the engagement of a rate before its logarithm is taken."""
HIGHEST = 1e15
"""No post has so much of anything: such a figure is an identifier, or a mistake."""


def is_rate(kpi: str) -> bool:
    """Tell whether a KPI is a rate, and hence learnt as a plain logarithm.

    Examples
    --------
    >>> is_rate("engagement_rate_by_reach"), is_rate("engagement")
    (True, False)
    """
    return kpi in RATES


def metrics_of(kpi: str) -> tuple[str, ...]:
    """Name the metrics from which a KPI is told, in the order in which they are looked for.

    Examples
    --------
    >>> metrics_of("engagement")
    ('engagement', 'reactions', 'comments', 'shares')
    >>> metrics_of("link_clicks")
    ('link_clicks',)
    """
    parts = ("engagement", *ENGAGEMENT)
    if is_rate(kpi):
        return (*parts, RATES[kpi])
    return parts if kpi == "engagement" else (kpi,)


def value(values: Mapping[str, float], kpi: str) -> float | None:
    """Tell the KPI of one reading, in its own unit.

    Parameters
    ----------
    values
        Canonical metric -> figure; absent or NaN means not known.
    kpi
        `engagement`, a rate of `balise.domain.metric.RATES`, or a canonical metric.

    Returns
    -------
    float or None
        None where it is not known: a missing metric is never 0, and one beyond `HIGHEST` is none.
        `engagement` is the sum of those of its three parts that are known; of a rate it is at
        least 0, and what was shown less than once has no rate.

    Examples
    --------
    >>> value({"reactions": 3.0, "shares": 1.0}, "engagement")
    4.0
    >>> value({"impressions": 10.0}, "engagement") is None
    True
    >>> value({"reactions": 2.0, "reach": 5.0}, "engagement_rate_by_reach")
    0.5
    """
    if kpi == "engagement":
        return _engagement(values)
    if not is_rate(kpi):
        return _known(values, kpi)
    engagement, exposure = _engagement(values), _known(values, RATES[kpi])
    if engagement is None or exposure is None or exposure < 1:
        return None
    return (max(engagement, 0.0) + SMALL) / exposure


def to_log(figure: float, kpi: str) -> float:
    """Put a KPI on the scale of the model; a negative count (corrected figures) is taken as 0.

    Examples
    --------
    >>> to_log(0.0, "engagement")
    0.0
    """
    return math.log(figure) if is_rate(kpi) else math.log1p(max(figure, 0.0))


def outcome(
    post: Post, values: Mapping[str, float], as_of: datetime | None, kpi: str
) -> float | None:
    """Tell what a post teaches of a KPI, on the model's scale; None where it teaches nothing.

    Replies and repeated posts are no publications to compare, a post of no known time cannot be
    placed, and one that was read too young for its network is still growing. Where `as_of` is not
    known, the reading is taken as final.

    Examples
    --------
    >>> from datetime import UTC
    >>> at = datetime(2026, 3, 2, tzinfo=UTC)
    >>> post = Post(uid="x:1", network="x", account="a", published_at=at)
    >>> outcome(post, {"reactions": 0.0}, at, "reactions") is None
    True
    >>> outcome(post, {"reactions": 0.0}, None, "reactions")
    0.0
    """
    if not post.is_original or post.precision == "unknown" or not is_mature(post, as_of):
        return None
    figure = value(values, kpi)
    return None if figure is None else to_log(figure, kpi)


def young(
    post: Post, values: Mapping[str, float], as_of: datetime | None, kpi: str
) -> tuple[float, float] | None:
    """Tell figure and age in hours of a post that `outcome` leaves out as too young; else None.

    Only what adds up as a post gets older can be corrected for its age, and only where the time of
    publication is known to the hour.

    Examples
    --------
    >>> from datetime import UTC
    >>> at = datetime(2026, 3, 2, tzinfo=UTC)
    >>> post = Post(uid="x:1", network="x", account="a", published_at=at)
    >>> young(post, {"reactions": 3.0}, at + timedelta(hours=6), "reactions")
    (3.0, 6.0)
    """
    if as_of is None or not post.is_original or post.precision not in KNOWS_HOUR:
        return None
    if is_mature(post, as_of) or not accumulates(kpi):
        return None
    figure, age = value(values, kpi), (as_of - post.published_at).total_seconds() / 3600
    return None if figure is None or age <= 0 else (figure, age)


def accumulates(kpi: str) -> bool:
    """Tell whether a KPI only grows as a post gets older: counts and people do, rates do not.

    Examples
    --------
    >>> [accumulates(k) for k in ("engagement", "reach", "engagement_rate_by_reach", "avg_watch_s")]
    [True, True, False, False]
    """
    return kpi == "watch_time_s" or is_counted(kpi)


def is_counted(kpi: str) -> bool:
    """Tell whether a KPI of a post is a whole number: of things or of people.

    Examples
    --------
    >>> [is_counted(k) for k in ("engagement", "reach", "engagement_rate_by_reach", "avg_watch_s")]
    [True, True, False, False]
    """
    found = METRICS.get(kpi)
    counted = found is not None and found.unit in {"count", "people"}
    return kpi == "engagement" or (not is_rate(kpi) and counted)


def is_mature(post: Post, as_of: datetime | None) -> bool:
    """Tell whether a post was old enough for its network when it was read."""
    if as_of is None:
        return True
    return as_of - post.published_at >= timedelta(hours=mature_after_h(post.network))


def _engagement(values: Mapping[str, float]) -> float | None:
    whole = _known(values, "engagement")
    if whole is not None:
        return whole
    parts = [part for name in ENGAGEMENT if (part := _known(values, name)) is not None]
    return sum(parts) if parts else None


def _known(values: Mapping[str, float], name: str) -> float | None:
    figure = values.get(name)
    return figure if figure is not None and abs(figure) <= HIGHEST else None  # nor is NaN


_LEADING = ("engagement", "views", "impressions", "reach", "watch_time_s", "link_clicks")


def refuse(readings: Iterable[Mapping[str, float]], kpi: str) -> NoReturn:
    """Tell why posts with these figures, one reading each, teach nothing about a KPI.

    Raises
    ------
    PostsTooRecentError
        Where posts have the KPI, but none of their readings has settled.
    NotEnoughPostsError
        Where there are no posts, or none that anybody reacted to.
    KpiUnknownError
        Where no post has the KPI; the message names those that posts have.
    """
    every = list(readings)
    measured = sum(value(values, kpi) is not None for values in every)
    if measured:
        raise PostsTooRecentError(n=measured, kpi=kpi)
    known = sorted({name for values in every for name in values})
    if not known:
        raise NotEnoughPostsError(n=0, kpi=kpi, needed=1)
    has_engagement = any(value(values, "engagement") is not None for values in every)
    first = ["engagement"] if has_engagement else []
    raise KpiUnknownError(kpi=kpi, known=", ".join([*first, *known]))


def leading(readings: Iterable[Mapping[str, float]]) -> str:
    """Name the KPI to look at where none is asked for: engagement, else what most posts have.

    Examples
    --------
    >>> leading([{"views": 9.0}, {"views": 8.0, "reach": 5.0}]), leading([])
    ('views', 'engagement')
    """
    counted = Counter(
        name for values in readings for name in _LEADING if value(values, name) is not None
    )
    if counted["engagement"] or not counted:
        return "engagement"
    return max(_LEADING, key=lambda name: counted[name])
