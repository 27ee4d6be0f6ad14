r"""How the result of a post comes in: a curve a post, drawn together by what posts share.

The share of a post's final result that has come in at age t is

.. math::

    F_i(t) = \Phi\left(\frac{\log t - \mu_i}{\sigma_i}\right), \qquad
    \theta_i = (\mu_i, \log \sigma_i) = \theta_n + \delta_k + \delta_a + \delta_i

a log-normal distribution of the times of reaction, so that :math:`e^{\mu}` is the half-life. Its
parameters are those of the network, plus what is peculiar to the kind, to the account and to the
post, each normal with a variance of its own. Between two readings the figure V grows by

.. math::

    \log V_{j+1} - \log V_j \sim N\left(g, \; \kappa^2 g + \tfrac{1}{V_j}(1 - e^{-g}) + s^2\right),
    \qquad g = \log F_i(t_{j+1}) - \log F_i(t_j)

with independent noise: it adds up as the log share does, the second term is what chance makes of
small counts (a negative binomial), the last is for figures that networks correct. No level of a
post has to be known.

What one post tells of its curve is worked out on a grid of curves, and handed to the tree above it
as the normal distribution with the same mean and variance (expectation propagation; Minka, *UAI*
17, 2001, 362-369): two readings may leave a whole ridge of curves open, where a linearised curve
would run off. The variances come from expectation-maximisation (Laird and Ware, *Biometrics* 38,
1982, 963-974), each with a scaled inverse chi-squared prior.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from balise.learn.share import HALF, STILL, Array, log_share

Codes = NDArray[np.int64]
Single = NDArray[np.float32]
Believed = tuple[Array, Array]

_SPREADS = np.array([[0.8, 0.2], [0.7, 0.2], [0.6, 0.25]])
"""What the standard deviations of kind, account and post are before anything is read; first of the
log half-life, then of log sigma. Published half-lives of one network differ by a factor of 2 to 8
with what was posted (`balise.reference.half_life.rows`)."""
_WORTH = 4.0
"""Members that the prior of such a variance is worth."""
_NOISE, _NOISE_WORTH = 0.05, 10.0
"""Prior of kappa^2, and how many readings it is worth."""
_LEAST_NOISE = 1e-4
_ROUNDS, _WARM = 60, 4
_DAMPED = 0.7
_MOVED = 0.01
_SETTLED = 0.05
_CHUNK = 500
_STEP = np.array([0.2, 0.2])
_MU = np.arange(-3.5, 9.7, _STEP[0])
_LOG_SIGMA = np.arange(-0.9, 1.6, _STEP[1])
GRID = np.stack([each.ravel() for each in np.meshgrid(_MU, _LOG_SIGMA, indexing="ij")], axis=1)
"""Half-lives from 2 minutes to 18 months, sigma from 0.4 to 4.5."""
_SQUARES = (GRID[:, :, None] * GRID[:, None, :]).reshape(-1, 4)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Steps:
    """R pairs of consecutive readings: age and count before, age after, log growth.

    `post` is in ascending order.
    """

    post: Codes
    age: Array
    later: Array
    count: Array
    growth: Array


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tree:
    """Posts hang on accounts, accounts on kinds, kinds on networks.

    `parent[0]` maps kind -> network, `parent[1]` account -> kind, `parent[2]` post -> account;
    `mean` (networks, 2) and `variance` (networks, 2) are the prior of the networks.
    """

    parent: tuple[Codes, Codes, Codes]
    mean: Array
    variance: Array


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Learned:
    """What is believed of each network, kind and account: mean (n, 2) and covariance (n, 2, 2).

    `spread` (3, 2) are the variances of kinds, accounts and posts about what they hang on.
    """

    means: tuple[Array, Array, Array]
    covariances: tuple[Array, Array, Array]
    spread: Array
    noise: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Told:
    """What is told of each member of a level: precision (n, 2, 2), and precision times value."""

    info: Array
    moment: Array


def prior_spread() -> Array:
    """Return the variances of kinds, accounts and posts before anything is read, shape (3, 2).

    Examples
    --------
    >>> prior_spread().shape
    (3, 2)
    """
    return np.asarray(_SPREADS**2)


def prior_noise() -> float:
    """Return kappa^2 before anything is read."""
    return _NOISE


def learn(steps: Steps, tree: Tree) -> Learned:
    """Learn the curves of networks, kinds and accounts from pairs of readings.

    Returns
    -------
    Learned
        The same for the same readings: nothing is drawn at random.
    """
    n = len(tree.parent[2])
    told = _Told(info=np.zeros((n, 2, 2)), moment=np.zeros((n, 2)))
    spread, noise = prior_spread(), _NOISE
    levels, _ = _solve(told, tree, spread)
    growth, settled = _grown(steps), False
    likely = _likely(steps, growth, noise, n)
    for turn in range(_ROUNDS if n else 0):
        told, chance = _tilted(likely, levels[3], told)
        levels, wider = _solve(told, tree, spread)
        moved = np.abs(np.log(wider / spread)).max()
        spread = wider if turn >= _WARM else spread
        if not settled:
            heard = _heard(steps, growth, noise, chance)
            settled = turn >= _WARM and abs(np.log(heard / noise)) < _SETTLED
            noise = heard
            likely = _likely(steps, growth, noise, n)
        elif moved < _MOVED:
            break
    means, covariances = zip(*levels[:3], strict=True)
    return Learned(means=means, covariances=covariances, spread=spread, noise=noise)


def _grown(steps: Steps) -> Single:
    """Log growth of each pair of readings under each curve of the grid, shape (R, G)."""
    found = np.empty((len(steps.age), len(GRID)), np.float32)
    for here in _chunks(len(found)):
        before, after = (log_share(a[here, None], *GRID.T) for a in (steps.age, steps.later))
        found[here] = np.maximum(after - before, 0.0)
    return found


def _likely(steps: Steps, growth: Single, kappa: float, n: int) -> Array:
    """Log likelihood of each post under each curve, shape (n, G)."""
    found = np.zeros((n, len(GRID)))
    for here in _chunks(len(growth)):
        variance, squares = _left(steps, growth, kappa, here)
        each = -0.5 * (np.log(variance) + squares)
        first, of = np.unique(steps.post[here], return_index=True)
        found[first] += np.add.reduceat(each, of, axis=0)
    return found


def _heard(steps: Steps, growth: Single, kappa: float, chance: Array) -> float:
    """Score kappa^2 by what the curves leave, each by its chance."""
    pull, whole = _NOISE_WORTH * (_NOISE - kappa) / kappa**2, _NOISE_WORTH / kappa**2
    for here in _chunks(len(growth)):
        variance, squares = _left(steps, growth, kappa, here)
        share, of = growth[here] / variance, chance[steps.post[here]]
        pull += float((of * share * (squares - 1)).sum())
        whole += float((of * share**2).sum())
    moved = float(np.clip((kappa + pull / whole) / kappa, 0.5, 2.0))
    return max(kappa * moved, _LEAST_NOISE)


def _left(steps: Steps, growth: Single, kappa: float, here: slice) -> tuple[Single, Single]:
    """Variance of the noise under each curve, and the squares it leaves in units of that."""
    expected = growth[here]
    count = (steps.count[here, None] + HALF).astype(np.float32)
    variance = np.float32(kappa) * expected - np.expm1(-expected) / count + np.float32(STILL)
    left = steps.growth[here, None].astype(np.float32) - expected
    return np.asarray(variance, np.float32), np.asarray(left**2 / variance, np.float32)


def _tilted(likely: Array, levels: Believed, told: _Told) -> tuple[_Told, Array]:
    """Match each post on the grid, given all the others; and the chance of each curve (n, G)."""
    whole = _inverse(levels[1])
    others = whole - told.info
    pull = _times(whole, levels[0]) - told.moment
    log = likely + pull @ GRID.T - 0.5 * others.reshape(-1, 4) @ _SQUARES.T
    chance = np.exp(log - log.max(axis=1, keepdims=True))
    chance /= chance.sum(axis=1, keepdims=True)
    mean = chance @ GRID
    squares = (chance @ _SQUARES).reshape(-1, 2, 2)
    covariance = squares - mean[:, :, None] * mean[:, None, :] + np.diag(_STEP**2 / 12)
    info = _raised(_inverse(covariance) - others)
    fresh = _Told(info=info, moment=_times(others + info, mean) - pull)
    return _Told(
        info=told.info + _DAMPED * (fresh.info - told.info),
        moment=told.moment + _DAMPED * (fresh.moment - told.moment),
    ), chance


def _inverse(matrix: Array) -> Array:
    return np.asarray(np.linalg.inv(matrix), np.float64)


def _raised(matrix: Array) -> Array:
    """Nearest matrices without a negative eigenvalue: no reading makes a post less known."""
    values, vectors = np.linalg.eigh(matrix)
    return np.asarray((vectors * np.maximum(values, 0)[:, None, :]) @ vectors.transpose(0, 2, 1))


def _chunks(n: int) -> list[slice]:
    return [slice(start, start + _CHUNK) for start in range(0, n, _CHUNK)]


def _solve(told: _Told, tree: Tree, spread: Array) -> tuple[list[tuple[Array, Array]], Array]:
    """Believe of every level, from networks to posts, and the variances that follow."""
    up = [told]
    sizes = (len(tree.mean), len(tree.parent[0]), len(tree.parent[1]))
    for level in (2, 1, 0):
        up.insert(0, _gathered(up[0], spread[level], tree.parent[level], sizes[level]))
    precision = _diagonal(1 / tree.variance)
    covariance = _inverse(precision + up[0].info)
    start = _times(precision, tree.mean) + up[0].moment
    levels = [(_times(covariance, start), covariance)]
    fresh = []
    for level in range(3):
        mean, covariance, squares = _passed(
            up[level + 1], spread[level], levels[-1], tree.parent[level]
        )
        levels.append((mean, covariance))
        prior = _WORTH * prior_spread()[level]
        fresh.append((prior + squares.sum(axis=0)) / (_WORTH + len(mean)))
    return levels, np.array(fresh)


def _gathered(child: _Told, spread: Array, parent: Codes, n: int) -> _Told:
    """What children tell of the parent, each with its own spread about it."""
    mixed = np.eye(2) + child.info * spread[None, None, :]
    info = np.asarray(np.linalg.solve(mixed, child.info), np.float64)
    moment = np.asarray(np.linalg.solve(mixed, child.moment[:, :, None])[:, :, 0], np.float64)
    return _Told(info=_by(parent, info, n), moment=_by(parent, moment, n))


def _passed(
    child: _Told, spread: Array, above: tuple[Array, Array], parent: Codes
) -> tuple[Array, Array, Array]:
    """Mean and covariance of the children given all, and expected squares about the parent."""
    mean, covariance = above[0][parent], above[1][parent]
    precision = np.diag(1 / spread)
    own = _inverse(precision + child.info)
    found = _times(own, mean @ precision + child.moment)
    pull = own @ precision
    whole = own + pull @ covariance @ pull.transpose(0, 2, 1)
    away = pull - np.eye(2)
    apart = own + away @ covariance @ away.transpose(0, 2, 1)
    squares = (found - mean) ** 2 + np.diagonal(apart, axis1=1, axis2=2)
    return found, whole, squares


def _by(of: Codes, values: Array, n: int) -> Array:
    added = np.zeros((n, *values.shape[1:]))
    np.add.at(added, of, values)
    return added


def _times(matrix: Array, vector: Array) -> Array:
    return np.asarray((matrix @ vector[:, :, None])[:, :, 0])


def _diagonal(values: Array) -> Array:
    return np.asarray(values[:, :, None] * np.eye(2))


def thinned(ages: Sequence[float], ratio: float = 1.2) -> list[int]:
    """Choose readings so that each is older than the one before by a factor; the last is kept.

    Examples
    --------
    >>> thinned([24.0, 25.0, 48.0, 49.0])
    [0, 2, 3]
    """
    kept: list[int] = []
    for i, age in enumerate(ages):
        if not kept or age >= ratio * ages[kept[-1]]:
            kept.append(i)
    last = len(ages) - 1
    if kept and kept[-1] != last:
        kept = [*kept, last]
    return kept
