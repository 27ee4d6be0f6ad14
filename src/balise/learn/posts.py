"""Learn from measured posts as they come from a store, without a frame and without blocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from balise.domain.ports import MeasuredPost
from balise.learn.fit import Fit, fit_sums
from balise.learn.frames import seen
from balise.learn.gather import summed


def fit_posts(
    posts: Iterable[MeasuredPost],
    *,
    kpi: str,
    timezone: str | Mapping[str, str],
    before: datetime | None = None,
    seed: int = 0,
) -> Fit:
    """Learn as `fit` does, from posts of a store; those from `before` on are left out.

    What a plan brought is judged by a fit that has not seen it.

    Raises
    ------
    NotEnoughPostsError, PostsTooRecentError
        Where there are no posts at all, or none whose figures have settled.

    Examples
    --------
    >>> from datetime import UTC
    >>> from balise.domain.post import Post
    >>> at = datetime(2026, 3, 2, tzinfo=UTC)
    >>> post = Post(uid="x:1", network="x", account="a", published_at=at, kind="text")
    >>> one = MeasuredPost(
    ...     post=post, values={"reactions": 4.0}, as_of=datetime(2026, 4, 2, tzinfo=UTC)
    ... )
    >>> fit_posts([one], kpi="engagement", timezone="UTC").kpi
    'engagement'
    """
    told = [
        seen(one.post, one.values, one.as_of, kpi)
        for one in posts
        if before is None or one.post.published_at < before
    ]
    design, sums, ageing = summed(told, kpi=kpi, timezone=timezone)
    return fit_sums(design, sums, seed=seed, ageing=ageing)
