"""A brand beside others that let their sums be compared: between-brand random effects.

posts --sums--> sums of one brand          own sums, those of others --beside--> Beside

The log rates of brand i of a cell (network, kind, rate) have the mean y_i / n_i with the sampling
variance s_i^2 / n_i, and the true means of brands lie around mu with the variance tau^2:

    w_i = 1 / (s_i^2 / n_i + tau^2),   mu = sum w_i m_i / sum w_i,
    var(mu) = max(1, q) / sum w_i,   q = sum w_i (m_i - mu)^2 / (k - 1),   t with k - 1 degrees

tau^2 is the estimate of Paule and Mandel (1982): the one for which q is 1, or 0 where q is below it
already; so q is never under-dispersed and `max` only matters there. The interval is that of
Hartung and Knapp (2001, Statistics in Medicine 20:1771), which keeps its level with few brands
where that of DerSimonian and Laird (1986) does not: IntHout, Ioannidis and Borm (2014, BMC Medical
Research Methodology 14:25); with q held at 1 or more: Roever, Knapp and Friede (2015, the same
15:99). The difference of the brand from mu has degrees of freedom by Welch and Satterthwaite.
Which brands stand apart is decided over all cells at once: Benjamini and Hochberg (1995).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np
from scipy.optimize import brentq
from scipy.stats import false_discovery_control, t as student

from balise.domain.beside import (
    FEWEST_BRANDS,
    FEWEST_OF_ONE,
    FEWEST_POSTS,
    Beside,
    KindBeside,
    KindSum,
    Stand,
)
from balise.domain.metric import RATES
from balise.domain.ports import MeasuredPost
from balise.learn.kpi import outcome

SPAN = timedelta(weeks=52)
"""How far back from its newest post a brand is summed up."""
LEVEL = 0.9
FALSE_CLAIMS = 0.1
_PRIOR_POSTS = 5.0
"""Posts as which the spread within all brands counts in that of one: few posts tell it badly."""
_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean:
    """A mean on the log scale, with its variance and the degrees of freedom of that."""

    at: float
    variance: float
    df: float


def sums(posts: Iterable[MeasuredPost]) -> tuple[KindSum, ...]:
    """Sum up the posts of a brand of its last year, by network, kind and rate.

    Left out are posts that were paid for, and those that `learn.kpi.outcome` leaves out: replies,
    repeated posts, and figures that were read too young.
    """
    every = tuple(posts)
    since = max((one.post.published_at for one in every), default=None)
    found: defaultdict[_Key, list[float]] = defaultdict(list)
    for one in every:
        if since is None or one.post.is_paid or one.post.published_at < since - SPAN:
            continue
        for rate in RATES:
            y = outcome(one.post, one.values, one.as_of, rate)
            if y is not None:
                found[one.post.network, one.post.kind, rate].append(y)
    return tuple(_sum(key, figures) for key, figures in sorted(found.items()))


def _sum(key: _Key, figures: Sequence[float]) -> KindSum:
    network, kind, rate = key
    y, yy = math.fsum(figures), math.fsum(each * each for each in figures)
    return KindSum(network=network, kind=kind, rate=rate, n=len(figures), y=y, yy=yy)


def beside(own: Sequence[KindSum], others: Sequence[Sequence[KindSum]]) -> Beside:
    """Put the sums of a brand beside those of others; `others` has not the brand's own.

    Of the rates of a kind that can be compared the one that most brands have is told.
    """
    by_key: defaultdict[_Key, list[KindSum]] = defaultdict(list)
    for one in (each for brand in others for each in brand if each.n >= FEWEST_OF_ONE):
        by_key[one.key].append(one)
    told: dict[tuple[str, str], tuple[KindBeside, float]] = {}
    for mine in own:
        theirs = by_key[mine.key]
        if mine.n < FEWEST_OF_ONE or not is_enough(theirs):
            continue
        made, place = _compared(mine, theirs), (mine.network, mine.kind)
        if place not in told or _weight(made[0]) > _weight(told[place][0]):
            told[place] = made
    return Beside(kinds=_judged([told[place] for place in sorted(told)]))


def is_enough(theirs: Sequence[KindSum]) -> bool:
    """Tell whether nobody of so many can be made out."""
    return len(theirs) >= FEWEST_BRANDS and sum(one.n for one in theirs) >= FEWEST_POSTS


def _weight(one: KindBeside) -> tuple[int, int]:
    return one.brands, one.n


def _compared(mine: KindSum, theirs: Sequence[KindSum]) -> tuple[KindBeside, float]:
    """Compare one cell; gives the chance of so much where there is no difference, too."""
    spread = _within([mine, *theirs])
    own, mean = _mean(mine, spread), pooled([_mean(one, spread) for one in theirs])
    variance = own.variance + mean.variance
    df = variance**2 / (own.variance**2 / own.df + mean.variance**2 / mean.df)
    away, error = own.at - mean.at, math.sqrt(variance)
    reach, theirs_reach = _reach(df) * error, _reach(mean.df) * math.sqrt(mean.variance)
    told = KindBeside(
        network=mine.network,
        kind=mine.kind,
        rate=mine.rate,
        own=math.exp(own.at),
        own_n=mine.n,
        theirs=math.exp(mean.at),
        low=math.exp(mean.at - theirs_reach),
        high=math.exp(mean.at + theirs_reach),
        n=sum(one.n for one in theirs),
        brands=len(theirs),
        ratio=math.exp(away),
        ratio_low=math.exp(away - reach),
        ratio_high=math.exp(away + reach),
    )
    return told, float(2 * student.sf(abs(away) / error, df))


def _reach(df: float) -> float:
    return float(student.ppf((1 + LEVEL) / 2, df))


def _judged(found: Sequence[tuple[KindBeside, float]]) -> tuple[KindBeside, ...]:
    if not found:
        return ()
    chances = false_discovery_control([chance for _, chance in found], method="bh")
    return tuple(
        replace(one, verdict=_stand(one) if chance <= FALSE_CLAIMS else one.verdict)
        for (one, _), chance in zip(found, chances, strict=True)
    )


def _stand(one: KindBeside) -> Stand:
    return "better" if one.ratio > 1 else "worse"


def _within(every: Sequence[KindSum]) -> float:
    """Tell the variance of posts around the mean of their brand, over all brands."""
    squares = sum(_squares(one) for one in every)
    return max(squares / max(sum(one.n - 1 for one in every), 1), 1e-9)


def _squares(one: KindSum) -> float:
    return max(one.yy - one.y**2 / one.n, 0.0)


def _mean(one: KindSum, spread: float) -> Mean:
    df = one.n - 1 + _PRIOR_POSTS
    variance = (_squares(one) + _PRIOR_POSTS * spread) / df
    return Mean(at=one.y / one.n, variance=variance / one.n, df=df)


def pooled(means: Sequence[Mean]) -> Mean:
    """Give the mean of brands of which these are some.

    Examples
    --------
    >>> three = [Mean(at=at, variance=0.01, df=9) for at in (0.0, 0.3, 0.6)]
    >>> found = pooled(three)
    >>> round(found.at, 6), round(found.variance, 6), found.df
    (0.3, 0.03, 2)
    """
    at = np.array([one.at for one in means])
    sampled = np.array([one.variance for one in means])
    between, df = _between(at, sampled), len(means) - 1
    weights = 1 / (sampled + between)
    mean = float(weights @ at / weights.sum())
    q = max(1.0, float(weights @ (at - mean) ** 2) / df)
    return Mean(at=mean, variance=q / float(weights.sum()), df=df)


def _between(at: np.ndarray, sampled: np.ndarray) -> float:
    """Estimate the variance of the true means of brands."""

    def excess(between: float) -> float:
        weights = 1 / (sampled + between)
        mean = weights @ at / weights.sum()
        return float(weights @ (at - mean) ** 2) - (len(at) - 1)

    if excess(0.0) <= 0:
        return 0.0
    high = float(np.ptp(at)) ** 2 * len(at)
    return float(brentq(excess, 0.0, high))
