"""What can be said before the first post: a range from published figures, and when it is a figure.

The ranges are priors of others' accounts, shown with source and year; they yield to own posts.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from balise.domain.ranking import Citation
from balise.reference.benchmarks import Benchmark, rows
from balise.strategy.citing import cited, once

SPREAD = 0.9
"""sd on the log scale of single posts of one account, before it is known. Ours: three posts in four
lie between a third and three times the usual one."""
WITHIN = 1.25
"""A figure is known once its 90 % interval reaches no farther than a quarter up or down."""
Z = 1.645
_SIZE = re.compile(r"(\d+)(k|M)?-(\d+)(k|M) followers")
_TIMES = {"k": 1_000, "M": 1_000_000}
_FEW = 3
_NO_BRANDS = frozenset({"influencers"})
"""People with followers of their own: an organisation is not one of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a post of an account may get: `low` to `high`, by published figures.

    `kpi` is `engagement` or `views`. Both are `None` where nothing is published of the network, or
    the followers are not known; `posts` are those after which it is a figure of one's own.
    """

    network: str
    kpi: str
    low: float | None
    high: float | None
    posts: int
    sources: tuple[Citation, ...] = ()


def posts_to_tell(within: float = WITHIN, *, spread: float = SPREAD, groups: int = 1) -> int:
    """Count the posts after which a usual post, or a difference of groups, is known so well.

    Examples
    --------
    >>> posts_to_tell(), posts_to_tell(1.5, groups=2)
    (45, 27)
    """
    return math.ceil(groups * (Z * spread / math.log(within)) ** 2)


def events_to_tell(within: float = WITHIN) -> int:
    """Count the sales, bookings or gifts after which their number a week is known so well.

    Examples
    --------
    >>> events_to_tell()
    55
    """
    return math.ceil((Z / math.log(within)) ** 2)


def expected(network: str, followers: float | None) -> Expected:
    """Tell what one post may get, before there is any.

    Engagement from published rates by followers (lowest and highest of all publishers and trades);
    views of short videos where only these are published for accounts of the size.

    Examples
    --------
    >>> found = expected("instagram", 1000)
    >>> round(found.low, 1), round(found.high, 1), found.posts
    (1.4, 21.0, 45)
    >>> expected("mastodon", 1000).low is None
    True
    """
    rates = [row for row in rows() if _fits(row, network)]
    if len(rates) < _FEW or not followers:
        return Expected(network=network, kpi="engagement", low=None, high=None, posts=_posts())
    shares = [row.value / 100 for row in rates if row.value > 0]
    return Expected(
        network=network,
        kpi="engagement",
        low=min(shares) * followers,
        high=max(shares) * followers,
        posts=_posts(),
        sources=once(cited(row) for row in rates),
    )


def views(network: str, followers: float | None) -> tuple[float, Citation] | None:
    """Give the published mean of views of a short video, for accounts of this size.

    Examples
    --------
    >>> views("instagram", 3000)[0], views("instagram", 40) is None
    (580.0, True)
    """
    for row in rows():
        found = _SIZE.search(row.population)
        if row.network != network or not row.unit.startswith("views per") or not found:
            continue
        high = int(found[3]) * _TIMES[found[4]]
        low = int(found[1]) * _TIMES[found[2] or found[4]]
        if low <= (followers or 0) < high:
            return row.value, cited(row)
    return None


def _fits(row: Benchmark, network: str) -> bool:
    """Tell whether a row is a brand's rate of engagement by followers, of all posts there."""
    return (
        row.network == network
        and row.kind == "all"
        and row.industry not in _NO_BRANDS
        and row.outcome == "engagement"
        and row.denominator == "followers"
        and "interactions per" not in row.unit
    )


def _posts() -> int:
    return posts_to_tell()
