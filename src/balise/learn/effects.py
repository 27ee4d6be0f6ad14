"""What drives the KPI: effects with intervals, and claims with few false ones.

An effect is the posterior of a contrast against the account's typical post. The posterior is
shrunk, so that the winners of many comparisons need no other correction of their size (Gelman,
Hill and Yajima, *Why we don't usually have to worry about multiple comparisons*, 2012). Claims are
made in order of the posterior probability that their sign is wrong, as long as the mean of these
probabilities stays small: that mean is the expected share of false claims (Storey, Annals of
Statistics 31, 2003; Mueller, Parmigiani and Rice, 2006).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import ndtri

from balise.domain.estimate import Estimate, EvidenceLevel, Verdict
from balise.domain.interval import Z90
from balise.learn import small
from balise.learn.columns import FACTORS
from balise.learn.contrasts import Contrast, contrasts, levels_behind
from balise.learn.own import Own, every, own_kinds, scopes_of, shared, wrong_sign
from balise.learn.posterior import Posterior
from balise.learn.process import Array
from balise.learn.small import HIGHEST, Shown

LEAST_POSTS = 8
"""Fewer posts at a level, or outside it, are not enough to say anything."""
FALSE_CLAIMS = 0.01
"""Expected share of claims with the wrong sign."""
NOT_SEPARABLE = "not separable"
"""What is noted of a bundle: levels that always come together (`balise.learn.bundles`)."""
_WRONG = 0.02
_Z_CLAIM = float(ndtri(1 - _WRONG))
_NEGLIGIBLE = 0.01
_MOST_MORE = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Effect:
    contrast: Contrast
    scope: str
    mean: float
    sd: float
    outside: int
    shown: float


def estimates(posterior: Posterior) -> tuple[Estimate, ...]:
    """Estimate the effect of every reported level.

    Returns
    -------
    tuple of Estimate
        Scope `all` first, then accounts whose own effect of a kind clearly differs from it.
    """
    asked = contrasts(posterior.design, posts(posterior), posterior.bundles)
    parts = every(posterior)
    return judge(posterior, asked, shared(posterior, asked, parts), own_kinds(posterior, parts))


def judge(
    posterior: Posterior,
    asked: Sequence[Contrast],
    moments: Iterable[tuple[float, float]],
    own: Iterable[Own] = (),
) -> tuple[Estimate, ...]:
    """Make estimates of contrasts, each with its mean and standard deviation, and claim some."""
    n, seen, scopes = posts(posterior), small.shown(posterior), scopes_of(posterior)
    found = [
        _shared(posterior, contrast, moment, n, seen)
        for contrast, moment in zip(asked, moments, strict=True)
    ]
    by_scope = {scopes[account]: one for account, one in seen.accounts.items()}
    found += [_own(one, by_scope[one.scope]) for one in own]
    claimed = _claims(found)
    many = len({e.contrast.factor for e in found}) > 1
    return tuple(
        _estimate(effect, posterior, claim=bool(claim), many=many)
        for effect, claim in zip(found, claimed, strict=True)
    )


def table(found: Sequence[Estimate]) -> dict[str, list[Any]]:
    """Lay out estimates as columns of a frame; `more_posts` is NaN where there is none."""
    names = (
        "factor", "level", "scope", "n", "multiplier", "low", "high", "p_better", "verdict",
        "evidence",
    )  # fmt: skip
    columns: dict[str, list[Any]] = {name: [getattr(e, name) for e in found] for name in names}
    columns["more_posts"] = [
        math.nan if e.more_posts is None else float(e.more_posts) for e in found
    ]
    columns["note"] = ["" if e.split is None else NOT_SEPARABLE for e in found]
    return columns


def multipliers(mean: float, sd: float) -> tuple[float, float, float]:
    """Give the multiplier of a log effect with its 90 % interval, all finite.

    Examples
    --------
    >>> multipliers(0.0, 0.0), multipliers(0.0, 1e9)[2] < math.inf
    ((1.0, 1.0, 1.0), True)
    """
    logs = np.array([mean, mean - Z90 * sd, mean + Z90 * sd])
    middle, low, high = np.exp(np.clip(logs, -HIGHEST, HIGHEST)).tolist()
    return middle, low, high


def more_posts(mean: float, sd: float, prior: float, n: int) -> int | None:
    """Count the posts after which an effect of this size would be claimed by itself.

    That takes a probability of a wrong sign of at most `_WRONG`, which is stricter than a 90 %
    interval beside 0; where many effects are compared it may take somewhat more.

    Parameters
    ----------
    mean, sd
        Posterior of the log effect from n posts.
    prior
        Its prior variance; what the posts told is 1 / sd^2 - 1 / prior.
    n
        Posts so far.

    Returns
    -------
    int or None
        None where it is settled, where the effect is as good as none, or beyond 2,000 posts.

    Examples
    --------
    >>> more_posts(0.25, 0.1, 0.05, 40) is None
    True
    >>> more_posts(0.1, 0.1, 0.05, 40)
    161
    """
    if abs(mean) > _Z_CLAIM * sd or abs(mean) < _NEGLIGIBLE:
        return None
    told = max(1 / sd**2 - 1 / max(prior, 1e-8), 0.05 / sd**2) / max(n, 1)
    more = math.ceil((_Z_CLAIM**2 / mean**2 - 1 / sd**2) / told)
    return max(more, LEAST_POSTS - n) if more <= _MOST_MORE else None


def posts(posterior: Posterior) -> Array:
    """Count the settled posts with each column, shape (p,)."""
    n = np.zeros(len(posterior.design.columns))
    for cells in posterior.cells.values():
        n += cells.columns.T @ cells.posts if cells.seen is None else cells.seen
    return np.asarray(np.rint(n))


def _shared(
    posterior: Posterior, contrast: Contrast, moment: tuple[float, float], n: Array, seen: Shown
) -> _Effect:
    mean, sd = moment
    every = [c.index for c in posterior.design.columns if c.factor == contrast.factor]
    told = n[every].sum() if FACTORS[contrast.factor].exclusive else n[0]
    return _Effect(
        contrast=contrast,
        scope="all",
        mean=mean,
        sd=sd,
        outside=int(told) - contrast.n,
        shown=seen.at(contrast),
    )


def _own(own: Own, seen: float) -> _Effect:
    contrast = Contrast(factor="kind", level=own.kind, n=own.n, vector=np.zeros(0))
    return _Effect(
        contrast=contrast,
        scope=own.scope,
        mean=own.mean,
        sd=own.sd,
        outside=own.outside,
        shown=seen,
    )


def _claims(found: Sequence[_Effect]) -> Array:
    """Choose the effects to claim: wrong signs are expected among `FALSE_CLAIMS` of them."""
    wrong = np.array([wrong_sign(e.mean, e.sd) for e in found])
    wrong[[min(e.contrast.n, e.outside) < LEAST_POSTS for e in found]] = 1.0
    order = np.argsort(wrong, kind="stable")
    share = np.cumsum(wrong[order]) / np.arange(1, len(found) + 1)
    claimed = np.zeros(len(found), bool)
    claimed[order] = share <= FALSE_CLAIMS
    return np.asarray(claimed & (wrong <= _WRONG))


def _estimate(effect: _Effect, posterior: Posterior, *, claim: bool, many: bool) -> Estimate:
    mean, sd, contrast = effect.mean, effect.sd, effect.contrast
    group = FACTORS[contrast.factor].group
    prior = posterior.coefficients.variances.get(group, 0.0)
    evidence = _evidence(contrast, posterior, many=many)
    multiplier, low, high = small.on_counts(mean, sd, effect.shown)
    return Estimate(
        factor=contrast.factor,
        level=contrast.level,
        scope=effect.scope,
        n=contrast.n,
        multiplier=multiplier,
        low=low,
        high=high,
        p_better=1 - wrong_sign(mean, sd) if mean > 0 else wrong_sign(mean, sd),
        verdict=_verdict(effect, claim=claim),
        evidence=evidence,
        split=contrast.split,
        # More posts of the same accounts do not tell how other accounts would do.
        more_posts=None
        if claim or evidence == "descriptive"
        else more_posts(mean, max(sd, 1e-9), prior, contrast.n),
    )


def _verdict(effect: _Effect, *, claim: bool) -> Verdict:
    if effect.contrast.n < LEAST_POSTS:
        return "not enough data"
    if not claim:
        return "no clear difference"
    return "better" if effect.mean > 0 else "worse"


def _evidence(contrast: Contrast, posterior: Posterior, *, many: bool) -> EvidenceLevel:
    if posterior.randomised & {
        (contrast.factor, contrast.level),
        *levels_behind(contrast.factor, contrast.level),
    }:
        return "randomised"
    # No post is on two networks: accounts differ in more than the network they are on.
    return "adjusted" if many and contrast.factor != "network" else "descriptive"
