r"""A figure that is followed from its readings, and where it goes on to.

Readings y at times t (0 at the first; a unit is what lies between two on average) are

.. math:: y = X \beta + u, \quad \operatorname{cov}(u) = \sigma^2 (\lambda I + \min(t, t'))

a line (or a level) about which the figure walks at random, read with some error; beta and log sigma
have flat priors, lambda is one of a few ratios, weighed by their restricted likelihood (Harville,
JASA 72, 1977). Given lambda, readings to come are Student with n - p degrees of freedom (Rasmussen and
Williams 2006, section 2.7). Few readings tell the direction badly, and the band says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import linalg

Array = NDArray[np.float64]
LEAST = 4
"""Readings from which a figure is followed: a line has two parameters, and its errors one."""
MOST = 60
"""Readings that are looked at, the latest; more tell little of what comes."""
_RATIOS = (0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 100.0)
"""Error of a reading over a step of the walk, both variances. Ours."""
_SMALLEST = 1e-4
"""Share of a figure by which it is taken to waver at least: networks round what they show."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Seen:
    """What one ratio says: its likelihood, the forecast, and the factor of its spread."""

    log_likelihood: float
    mean: Array
    root: Array
    variance: float


def follow(
    readings: Sequence[tuple[float, float]],
    ahead: Sequence[float],
    *,
    n: int,
    seed: int,
    sloped: bool = True,
) -> Array:
    """Draw readings to come jointly.

    Parameters
    ----------
    readings
        Time in days and figure, in order of time; at least `LEAST`.
    ahead
        Times asked for, later than the last reading.
    n, seed
        How many draws; the same seed gives the same ones.
    sloped
        Whether it goes up or down along a line; otherwise it has a level that wanders.

    Returns
    -------
    array (n, len(ahead))

    Examples
    --------
    >>> line = [(float(day), 100.0 + 2 * day) for day in range(0, 40, 4)]
    >>> drawn = follow(line, [50.0], n=500, seed=1)
    >>> bool(abs(np.median(drawn) - 200) < 1)
    True
    """
    kept = np.array(readings, float)[-MOST:]
    span = max(kept[-1, 0] - kept[0, 0], 1e-9) / (len(kept) - 1)
    t, y = (kept[:, 0] - kept[0, 0]) / span, kept[:, 1]
    later = (np.array(ahead, float) - kept[0, 0]) / span
    found = [_seen(t, y, later, ratio, sloped=sloped) for ratio in _RATIOS]
    logs = np.array([one.log_likelihood for one in found])
    chance = np.random.default_rng([seed, 41])
    weights = np.exp(logs - logs.max())
    chosen = chance.choice(len(found), size=n, p=weights / weights.sum())
    free = len(y) - (2 if sloped else 1)
    scale = np.sqrt(free / chance.chisquare(free, n))
    z = chance.standard_normal((n, len(later)))
    drawn = np.empty((n, len(later)))
    for i, one in enumerate(found):
        mine = chosen == i
        spread = np.sqrt(one.variance) * scale[mine, None]
        drawn[mine] = one.mean + spread * (z[mine] @ one.root.T)
    return drawn


def _seen(t: Array, y: Array, later: Array, ratio: float, *, sloped: bool) -> _Seen:
    def covariance(one: Array, other: Array) -> Array:
        return np.asarray(np.minimum(one[:, None], other[None, :]))

    def columns(at: Array) -> Array:
        return np.stack([np.ones_like(at), at], axis=1) if sloped else np.ones((len(at), 1))

    factor = linalg.cholesky(covariance(t, t) + ratio * np.eye(len(t)), lower=True)
    x = linalg.solve_triangular(factor, columns(t), lower=True)
    whitened = linalg.solve_triangular(factor, y, lower=True)
    gram = x.T @ x
    beta = np.linalg.solve(gram, x.T @ whitened)
    left = whitened - x @ beta
    free = len(t) - x.shape[1]
    floor = (_SMALLEST * float(np.abs(y).max(initial=0.0))) ** 2 + 1e-12
    variance = max(float(left @ left) / free, floor)
    cross = linalg.solve_triangular(factor, covariance(t, later), lower=True)
    open_ = columns(later) - cross.T @ x
    whole = covariance(later, later) + ratio * np.eye(len(later)) - cross.T @ cross
    whole = whole + open_ @ np.linalg.solve(gram, open_.T)
    values, vectors = linalg.eigh(whole)
    loss = float(np.log(factor.diagonal()).sum()) + 0.5 * float(np.linalg.slogdet(gram)[1])
    return _Seen(
        log_likelihood=-loss - 0.5 * free * float(np.log(variance)),
        mean=columns(later) @ beta + cross.T @ left,
        root=np.asarray(vectors * np.sqrt(np.maximum(values, 0))),
        variance=variance,
    )
