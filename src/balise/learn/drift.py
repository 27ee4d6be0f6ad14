r"""Sequential detection of a shift of an account's level, post by post.

Each post gives a residual: its outcome less what its levels let expect, in the account's own
standard deviations. A shift of size :math:`\delta` after post k of n has the likelihood ratio

.. math::

    B_{k,n}(\delta) = \exp(\delta d / v - \delta^2 / 2 v), \qquad v = 1 / (n - k) + 1 / k

where d is the mean of the posts after k less that of the k before: the old level is not known, and
its uncertainty is in v (the ratio of what is invariant to the level). Size and direction are not
known either, so that the ratios are averaged over :math:`\pm` `SIZES` and added over k

.. math:: R_n = r B_{0,n} + \sum_k B_{k,n}

which is the procedure of Shiryaev and Roberts, mixed over sizes (Pollak, Annals of Statistics 15,
1987) and with a head start r (Moustakides, Polunchenko and Tartakovsky, Statistica Sinica 21,
2011). :math:`R_n - n` is a martingale without a shift, hence an alert at :math:`R_n \ge A` comes
falsely once in A posts or less often; what R exceeds A by is allowed for as Siegmund (*Sequential
Analysis*, 1985, chapter 8) does, see `threshold`.

Heavy tails: a residual is taken to the normal scale by its own distribution, Student's t with the
degrees of freedom that the residuals show (`tails`), and tells 3.5 standard deviations at most, so
that one post that went round the world is no new level.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import pairwise
from typing import TypeVar

import numpy as np
from scipy.special import gammaln, ndtri, stdtr

from balise.domain.shift import Delay, Shift, Watch
from balise.learn.process import Array

SIZES = (0.25, 0.5, 1.0, 2.0)
"""Sizes of a shift that are looked for, in standard deviations of a single post."""
ONE_IN = 200
"""Posts to one false alert."""
HEAD = 10.0
"""The weight of a shift at the very first post that is watched, in posts."""
LEARN = 10
"""Posts that only tell the level, at the start and after an alert."""
CHANGES = (0.8, 2 / 3, 0.5)
"""Levels against the old one of which the expected delay is told."""
_OVERSHOOT = 0.5826
"""-zeta(1/2) / sqrt(2 pi): mean excess of a normal random walk over a boundary, Siegmund 1985."""
_Z90 = 1.6448536269514722
_DEGREES = (3.0, 4.0, 5.0, 6.0, 8.0, 12.0, 20.0, 50.0, 1e6)
_USUAL, _USUAL_WIDTH = 8.0, 0.7
_LONG = 1_000
_HIGHEST = 300.0
_MOST = 3.5
"""The most that one post tells, in standard deviations: not enough for an alert by itself."""
_RUNS, _SETTLED = 2_000, 30


_Any = TypeVar("_Any")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A post with its outcome `y`, what was expected of it and the spread, all on the log scale.

    `mean` holds what the levels of the post tell and nothing that follows the account's drift.
    """

    uid: str
    at: datetime
    y: float
    mean: float
    sd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Segment:
    """From one alert to the next, by place: its first post, the first after the shift, the alert.

    Without an alert, `change` and `alarm` are the end.
    """

    start: int
    change: int
    alarm: int


def threshold(one_in: float = ONE_IN) -> float:
    """Give the bound at which an alert comes falsely once in so many posts.

    The mean number of posts is (A - r) / c where c is the mean over sizes of exp(-0.583 size), the
    share of A in what R is when it passes A.

    Examples
    --------
    >>> round(threshold(200), 1)
    130.3
    """
    return (one_in + HEAD) * float(np.mean(np.exp(-_OVERSHOOT * np.array(SIZES))))


def known_level(z: Array) -> Array:
    """Give R after each residual of series whose level without a shift is known to be 0.

    Parameters
    ----------
    z
        Standard normal without a shift, shape (series, posts).

    Returns
    -------
    array (series, posts)

    Examples
    --------
    >>> known_level(np.zeros((1, 3))).round(1).tolist()
    [[7.1, 6.4, 6.2]]
    """
    sizes = np.array([*SIZES, *(-size for size in SIZES)])[:, None]
    state = np.full((len(sizes), len(z)), HEAD)
    found = np.empty(z.shape)
    for place, column in enumerate(z.T):
        with np.errstate(over="ignore"):
            state = (1 + state) * np.exp(sizes * column - sizes**2 / 2)
        found[:, place] = state.mean(axis=0)
    return found


def first_alert(z: Array, bound: float) -> tuple[int, int] | None:
    """Find the first alert in one series whose level is told by its own posts.

    Parameters
    ----------
    z
        Normal with standard deviation 1 and any mean without a shift, shape (posts,).
    bound
        `threshold`.

    Returns
    -------
    (change, alarm) or None
        Places of the first post after the shift, where that is likeliest, and of the alert.

    Examples
    --------
    >>> first_alert(np.repeat([0.0, 2.0], 40), threshold())
    (40, 43)
    """
    total = np.concatenate([[0.0], np.cumsum(z)])
    for n in range(LEARN + 1, len(z) + 1):
        k = np.arange(LEARN, n)
        ratio = _ratio((total[n] - total[k]) / (n - k) - total[k] / k, 1 / (n - k) + 1 / k)
        if HEAD * ratio[0] + ratio.sum() >= bound:
            return int(k[ratio.argmax()]), n - 1
    return None


def _ratio(gap: Array, variance: Array) -> Array:
    """Likelihood ratio of a shift of any of `SIZES`, up or down, against none."""
    sizes = np.array(SIZES)[:, None]
    away = np.minimum(np.abs(gap) / variance * sizes, _HIGHEST)
    half = sizes**2 / (2 * variance)
    return np.asarray((np.exp(away - half) + np.exp(-away - half)).mean(axis=0) / 2)


def tails(u: Array) -> float:
    """Find the degrees of freedom of Student's t that residuals show, whatever their scale.

    By maximum likelihood with a weak prior around 8, which is about what posts of brands show.

    Examples
    --------
    >>> normal = np.random.default_rng(1).standard_normal(4000)
    >>> tails(normal) >= 20, tails(normal**3) <= 4
    (True, True)
    """
    worth = [
        _likelihood(u, free) - (math.log(free / _USUAL) / _USUAL_WIDTH) ** 2 / 2
        for free in _DEGREES
    ]
    return _DEGREES[int(np.argmax(worth))]


def _likelihood(u: Array, free: float) -> float:
    square, scale = u**2, max(float(np.mean(u**2)), 1e-12)
    for _ in range(30):  # expectation-maximisation of the scale
        scale = float(np.mean((free + 1) * square / (free + square / scale)))
        scale = max(scale, 1e-12)
    shape = gammaln((free + 1) / 2) - gammaln(free / 2) - math.log(free * scale) / 2
    return float(len(u) * shape - (free + 1) / 2 * np.log1p(square / (free * scale)).sum())


def to_normal(u: Array, free: float) -> Array:
    """Take residuals of variance 1 with tails of Student's t to the normal scale.

    Examples
    --------
    >>> to_normal(np.array([-6.0, 0.5, 6.0]), 5.0).round(2).tolist()
    [-3.44, 0.6, 3.44]
    """
    low = stdtr(free, -np.abs(u) * math.sqrt(free / (free - 2)))
    return np.asarray(np.sign(u) * np.minimum(-ndtri(low), _MOST))


def expected_delay(size: float, before: float = math.inf) -> int | None:
    """Count the posts, as a median, before a shift of so many standard deviations is noticed.

    Parameters
    ----------
    size
        In standard deviations of a single post, either way.
    before
        Posts that tell the old level. Where m posts would do against a known level, about
        m (1 + m / before) are needed: what the level leaves unsure, to the first order.

    Returns
    -------
    int or None
        None beyond `ONE_IN` posts, or where the old level is not known yet.

    Examples
    --------
    >>> [expected_delay(size) for size in (0.5, 1.0, 2.0)], expected_delay(0.25, before=10)
    ([19, 8, 3], None)
    """
    sizes, delays = _delays()
    if abs(size) < sizes[0]:
        return None
    m = math.exp(float(np.interp(math.log(abs(size)), np.log(sizes), np.log(delays))))
    posts = max(round(m * (1 + m / max(before, 1))), 1)
    return posts if before >= LEARN and posts <= ONE_IN else None


@cache
def _delays() -> tuple[Array, Array]:
    """Median delay after a shift against a known level, by its size; simulated once."""
    sizes = np.array([0.1, 0.15, 0.2, 0.25, 0.35, 0.5, 0.7, 1.0, 1.4, 2.0, 2.8, 4.0])
    noise = np.random.default_rng(1).standard_normal((_RUNS, _SETTLED + ONE_IN + 100))
    found = []
    for size in sizes:
        z = noise.copy()
        z[:, _SETTLED:] += size
        over = known_level(z) >= threshold()
        first = np.where(over.any(axis=1), over.argmax(axis=1), z.shape[1])
        found.append(float(np.median(first[first >= _SETTLED] - _SETTLED + 1)))
    return sizes, np.array(found)


def recent(posts: Sequence[_Any]) -> Sequence[_Any]:
    """Leave out the first thousands of 2,000 posts or more: the watch need not go so far back.

    Examples
    --------
    >>> [len(recent(range(n))) for n in (1_999, 2_000, 12_345)]
    [1999, 1000, 1345]
    """
    return posts[max(0, (len(posts) // _LONG - 1) * _LONG) :]


def centred(seen: Sequence[Seen]) -> Array:
    """Give the residuals of one account in its own standard deviations, around their median."""
    u = np.array([(one.y - one.mean) / one.sd for one in seen])
    return np.asarray(u - np.median(u)) if len(u) else u


def watch(account: str, seen: Sequence[Seen], free: float) -> Watch:
    """Watch the level of an account over its posts.

    After an alert the watch starts anew with the next post, so that false alerts stay one in
    `ONE_IN`.

    Parameters
    ----------
    account
        `<network>:<handle>`.
    seen
        Its posts in order of time.
    free
        Degrees of freedom of the residuals, see `tails`.

    Examples
    --------
    >>> from datetime import UTC, timedelta
    >>> seen = [
    ...     Seen(
    ...         uid=f"x:{i}",
    ...         at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=i),
    ...         y=3.0 + (i >= 60) + 0.2 * (-1) ** i,
    ...         mean=0.0,
    ...         sd=0.5,
    ...     )
    ...     for i in range(90)
    ... ]
    >>> [(one.first_post, one.after) for one in watch("x:a", seen, 8).shifts]
    [('x:60', 30)]
    """
    u = np.array([(one.y - one.mean) / one.sd for one in seen])
    parts = _segments(u, free)
    spread = float(np.mean([one.sd for one in seen])) if seen else math.nan
    current = len(seen) - parts[-1].start
    return Watch(
        account=account,
        posts=len(seen),
        current=current,
        spread=spread,
        one_in=ONE_IN,
        shifts=tuple(
            _shift(account, seen, u[one.start : until.change] * spread, one)
            for one, until in pairwise(parts)
        ),
        delays=tuple(
            Delay(multiplier=by, posts=expected_delay(math.log(by) / spread, current))
            for by in CHANGES
            if seen
        ),
    )


def _segments(u: Array, free: float) -> list[_Segment]:
    """Cut a series at its alerts; the last segment has none."""
    found, start, bound = [], 0, threshold()
    while len(u) - start > LEARN:
        part = u[start:]
        alert = first_alert(to_normal(part - np.median(part[:LEARN]), free), bound)
        if alert is None:
            break
        found.append(_Segment(start=start, change=start + alert[0], alarm=start + alert[1]))
        start = found[-1].alarm + 1
    return [*found, _Segment(start=start, change=len(u), alarm=len(u))]


def _shift(account: str, seen: Sequence[Seen], residual: Array, one: _Segment) -> Shift:
    """Tell the shift of a segment; the residuals go on to the next one."""
    old, new = residual[: one.change - one.start], residual[one.change - one.start :]
    gap = float(new.mean() - old.mean())
    half = _Z90 * float(np.mean([x.sd for x in seen])) * math.sqrt(1 / len(new) + 1 / len(old))
    return Shift(
        account=account,
        first_post=seen[one.change].uid,
        since=seen[one.change].at,
        noticed_post=seen[one.alarm].uid,
        noticed_at=seen[one.alarm].at,
        before=len(old),
        after=len(new),
        multiplier=math.exp(gap),
        low=math.exp(gap - half),
        high=math.exp(gap + half),
    )
