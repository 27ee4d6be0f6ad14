"""How much a figure grows between two ages, where the curve is only believed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

Array = NDArray[np.float64]

HALF = 0.5
"""Added to a count before its logarithm is taken: none yet is a figure too."""
STILL = 0.02**2
"""Variance of a figure about itself, on the log scale: networks correct counts by 1 or 2 %."""
YOUNGEST_H = 1 / 60
"""Ages are told to the minute at best."""
_ACROSS, _ALONG = np.meshgrid(np.linspace(-4, 4, 41), np.linspace(-3, 3, 13), indexing="ij")
_POINTS = np.stack([_ACROSS.ravel(), _ALONG.ravel()], axis=1)
_WEIGHTS = np.exp(-0.5 * (_POINTS**2).sum(axis=1))
_WEIGHTS = _WEIGHTS / _WEIGHTS.sum()
_HALVINGS = 50


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Believed:
    """The curve of a post: mean (2,), covariance that it shares with others, variances of its own.

    The parameters are the log half-life in hours and log sigma (`balise.learn.growth`); `noise` is
    kappa^2.
    """

    mean: Array
    common: Array
    own: Array
    noise: float

    def curves(self) -> Array:
        """Lay out likely curves, shape (points, 2); `weights` has their chances."""
        whole = self.common + np.diag(self.own)
        return np.asarray(self.mean + _POINTS @ np.linalg.cholesky(whole).T)


def weights() -> Array:
    """Return the chances of the curves that `Believed.curves` lays out."""
    return np.asarray(_WEIGHTS)


def log_share(age: Array, mu: Array, log_sigma: Array) -> Array:
    """Return log F(age); ages in hours, all shapes broadcast.

    Examples
    --------
    >>> round(float(np.exp(log_share(np.array(8.0), np.log(8.0), np.array(0.3)))), 6)
    0.5
    """
    age = np.maximum(age, YOUNGEST_H)
    return np.asarray(special.log_ndtr((np.log(age) - mu) / np.exp(log_sigma)))


def noise_of(growth: Array, count: Array, kappa: float) -> Array:
    """Return the variance of the log growth of a count to another, given the curve of the post.

    Examples
    --------
    >>> float(noise_of(np.array(0.0), np.array(9.5), 0.1)) == STILL
    True
    """
    chance = -np.expm1(-growth) / (count + HALF)
    return np.asarray(kappa * growth + chance + STILL)


def grown(believed: Believed, value: float, age: float, later: float) -> tuple[Array, Array]:
    """Log growth between two ages under each likely curve, and the variance of its noise.

    `later` may be the earlier of the two: what is told then is how much less there was.
    """
    curves = believed.curves()
    ends = np.log(np.maximum(np.array([age, later]), YOUNGEST_H))
    z = (ends[:, None] - curves[:, 0]) / np.exp(curves[:, 1])
    share = special.log_ndtr(z)
    growth = share[1] - share[0]
    first = value * np.exp(np.minimum(growth, 0))
    return growth, noise_of(np.abs(growth), first, believed.noise)


def quantile(growth: Array, variance: Array, level: float) -> float:
    """Find a quantile of a mixture of normals, one for each likely curve.

    Examples
    --------
    >>> same = np.zeros(len(weights()))
    >>> round(quantile(same, same + 1, 0.95), 3)
    1.645
    """
    sd = np.sqrt(variance)
    low, high = float((growth - 9 * sd).min()), float((growth + 9 * sd).max())
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        if float(_WEIGHTS @ special.ndtr((middle - growth) / sd)) < level:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)
