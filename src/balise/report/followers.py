"""Engagement at equal follower size: two accounts as if as many followed both.

On one network, log(1 + engagement) of a post is taken to be a + b log(followers). Engagement is the
sum of what is known of both: where nobody sees the shares of one, those of the other do not count.
Two accounts alone cannot tell b, so it starts from what Balise assumes, 0.8 with a standard
deviation of 0.3 (twice the followers bring between 1.2 and 2.5 times the engagement, 9 times in
10), and moves as far as the accounts at hand, own and others', say otherwise. That doubt is in
every interval.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from balise.domain.metric import ENGAGEMENT
from balise.domain.ports import MeasuredPost
from balise.learn.kpi import HIGHEST

Floats = NDArray[np.float64]
SLOPE, SLOPE_SD = 0.8, 0.3
"""What Balise assumes of b: no measurement, and shown as an assumption."""
LEAST = 8
"""Posts of each side on one network, their followers known, below which nothing is told."""
_ACCOUNT_SD = 0.7
_SHRUNK = 1.0
_YOUNG = timedelta(days=3)
_NINETY = 0.95
_MOSTLY = 0.8


class Size(NamedTuple):
    """How many followed an account at a moment."""

    at: datetime
    followers: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Equal:
    """How many times the brand's engagement a competitor has at equal follower size.

    Parameters
    ----------
    rival
        The competitor.
    networks
        Networks on which both have posts enough, each with what makes up engagement there.
    n, n_own
        Posts compared of each.
    no_followers, too_young
        Posts of both that were left out: their followers are not known, or they were read within
        three days.
    multiplier, low, high
        `None`: cannot tell.
    """

    rival: str
    networks: tuple[tuple[str, tuple[str, ...]], ...] = ()
    n: int = 0
    n_own: int = 0
    no_followers: int = 0
    too_young: int = 0
    multiplier: float | None = None
    low: float | None = None
    high: float | None = None


class _Row(NamedTuple):
    """A post: log followers, and what is known of its engagement."""

    account: str
    x: float
    values: Mapping[str, float]
    y: float = 0.0


class _Difference(NamedTuple):
    log: float
    variance: float


def equal(
    rival: str,
    ours: Iterable[MeasuredPost],
    theirs: Iterable[MeasuredPost],
    sizes: Mapping[str, Sequence[Size]],
) -> Equal:
    """Compare a competitor with the brand at equal follower size, network by network."""
    left: dict[str, int] = {"followers": 0, "young": 0}
    own, other = _rows(ours, sizes, left), _rows(theirs, {}, left)
    n, n_own = (sum(map(len, side.values())) for side in (other, own))
    blank = Equal(
        rival=rival, n=n, n_own=n_own, no_followers=left["followers"], too_young=left["young"]
    )
    pairs = {network: _alike(own[network], other[network]) for network in own.keys() & other.keys()}
    shared = {
        network: pair for network, pair in sorted(pairs.items())
        if min(len(pair.own), len(pair.other)) >= LEAST
    }  # fmt: skip
    if not shared:
        return blank
    n, n_own = (sum(len(pair[side]) for pair in shared.values()) for side in (1, 0))
    slope, doubt = _slope([[*pair.own, *pair.other] for pair in shared.values()])
    found = [_difference(pair.own, pair.other, slope, doubt) for pair in shared.values()]
    weights = np.array([1 / one.variance for one in found])
    log = float(weights @ np.array([one.log for one in found]) / weights.sum())
    half = float(stats.t.ppf(_NINETY, n + n_own - 2)) * math.sqrt(_pooled(found, weights))
    return replace(
        blank,
        networks=tuple((network, pair.parts) for network, pair in shared.items()),
        n=n,
        n_own=n_own,
        multiplier=math.exp(log),
        low=math.exp(log - half),
        high=math.exp(log + half),
    )


class _Pair(NamedTuple):
    """The posts of both on one network, their engagement made of the same parts."""

    own: list[_Row]
    other: list[_Row]
    parts: tuple[str, ...]


def _alike(own: Sequence[_Row], other: Sequence[_Row]) -> _Pair:
    """Keep the parts of engagement that most posts of both tell, and the posts that tell them."""

    def told(part: str, rows: Sequence[_Row]) -> bool:
        return sum(part in row.values for row in rows) >= _MOSTLY * len(rows)

    parts = tuple(part for part in ENGAGEMENT if told(part, own) and told(part, other))

    def summed(rows: Sequence[_Row]) -> list[_Row]:
        return [
            row._replace(y=math.log1p(max(sum(row.values[part] for part in parts), 0.0)))
            for row in rows
            if parts and row.values.keys() >= set(parts)
        ]

    return _Pair(summed(own), summed(other), parts)


def _pooled(found: Sequence[_Difference], weights: Floats) -> float:
    """Give the variance of the mean as if the networks erred together, which is the widest.

    The doubt of b is the same on all of them: it does not shrink as they are put together.
    """
    share = weights / weights.sum()
    return float((share @ np.sqrt([one.variance for one in found])) ** 2)


def _rows(
    posts: Iterable[MeasuredPost], sizes: Mapping[str, Sequence[Size]], left: dict[str, int]
) -> dict[str, list[_Row]]:
    found: defaultdict[str, list[_Row]] = defaultdict(list)
    for measured in posts:
        post = measured.post
        account = f"{post.network}:{post.account}"
        values = {
            part: measured.values[part] for part in ENGAGEMENT
            if abs(measured.values.get(part, math.nan)) <= HIGHEST
        }  # fmt: skip
        if not values or not post.is_original:
            continue
        if measured.as_of - post.published_at < _YOUNG:
            left["young"] += 1
            continue
        followers = post.followers or _at(sizes.get(account, ()), post.published_at)
        if not followers or followers < 1:
            left["followers"] += 1
            continue
        found[post.network].append(_Row(account, math.log(followers), values))
    return found


def _at(sizes: Sequence[Size], at: datetime) -> float | None:
    """Give the followers at a moment: the last that were counted before it, else the first."""
    if not sizes:
        return None
    place = bisect_right([size.at for size in sizes], at)
    return sizes[max(place - 1, 0)].followers


def _slope(networks: Sequence[Sequence[_Row]]) -> tuple[float, float]:
    """Move b from what is assumed as far as the accounts of each network say; gives its variance.

    Between accounts only: what an account gains over its own life goes with too much else.
    """
    precision, pull = 1 / SLOPE_SD**2, SLOPE / SLOPE_SD**2
    for rows in networks:
        by_account: defaultdict[str, list[_Row]] = defaultdict(list)
        for row in rows:
            by_account[row.account].append(row)
        x = np.array([np.mean([row.x for row in mine]) for mine in by_account.values()])
        y = np.array([np.mean([row.y for row in mine]) for mine in by_account.values()])
        variance = _ACCOUNT_SD**2 + _SHRUNK / np.array([len(m) for m in by_account.values()])
        weight = 1 / variance
        x, y = x - np.average(x, weights=weight), y - np.average(y, weights=weight)
        precision += float(weight @ x**2)
        pull += float(weight @ (x * y))
    return pull / precision, 1 / precision


def _difference(
    own: Sequence[_Row], other: Sequence[_Row], slope: float, doubt: float
) -> _Difference:
    """Tell the log of how many times the engagement, and its variance."""
    y = [np.array([row.y for row in side]) for side in (other, own)]
    gap = float(np.mean([row.x for row in other]) - np.mean([row.x for row in own]))
    pooled = sum(float(((one - one.mean()) ** 2).sum()) for one in y) / (len(own) + len(other) - 2)
    spread = max(pooled, 1e-4) * (1 / len(own) + 1 / len(other))
    return _Difference(
        log=float(y[0].mean() - y[1].mean()) - slope * gap, variance=spread + doubt * gap**2
    )
