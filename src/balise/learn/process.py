r"""Each account's own level, taste in kinds and drift: a small Gaussian process over its cells.

For cells :math:`c = (w, k)` and :math:`c'` of one account

.. math::

    \operatorname{cov} = t_a^2 + t_k^2 [k = k'] + t_d^2 \exp(-|w - w'| / \rho)

(Rasmussen and Williams, *Gaussian Processes for Machine Learning*, 2006, eq. 2.21 and 4.2.1; the
last term is the Ornstein-Uhlenbeck process.) A cell's mean of n posts adds :math:`s_a^2 / n`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, optimize

Array = NDArray[np.float64]
Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scales:
    """Variances on the log scale, and the length of memory of the drift in weeks.

    The defaults are the medians of the priors: levels of accounts differ 4-fold (one standard
    deviation), kinds within an account by 30 %, a season by 35 %, single posts 2-fold.
    """

    level: float = 2.0
    kind: float = 0.08
    drift: float = 0.12
    weeks: float = 8.0
    noise: float = 0.6

    def logs(self) -> Array:
        """Return the logarithms, in the order of the fields."""
        return np.log([self.level, self.kind, self.drift, self.weeks, self.noise])

    @classmethod
    def of(cls, logs: Array) -> Self:
        """Make scales of their logarithms, in the order of the fields.

        Examples
        --------
        >>> Scales.of(np.zeros(5)).weeks
        1.0
        """
        level, kind, drift, weeks, noise = np.exp(logs).tolist()
        return cls(level=level, kind=kind, drift=drift, weeks=weeks, noise=noise)


NOISE_WORTH = 10.0
"""Posts that the common noise is worth against an account's own: 2 / 0.45^2, where 0.45 is the
standard deviation of the logarithms of noise variances between accounts."""
_PRIOR = Scales()
PRIOR_WIDTH = np.array([1.5, 1.2, 1.2, 1.0, 1.5])
"""Standard deviations of the prior on the log scale: weak, but one account with five posts
cannot run away on any of them."""
_BOUND = 7.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where posts or cells of one account lie: week (float array) and code of the kind."""

    week: Array
    kind: Codes


@dataclass(frozen=True, slots=True, kw_only=True)
class Scatter:
    """What the scales of one account are judged by.

    Parameters
    ----------
    place
        The C cells.
    count
        Posts in each, shape (C,).
    residual
        Expected outer product of the cell means less their columns' part, shape (C, C): the
        coefficients' own uncertainty is in it (the E step of Dempster, Laird and Rubin, 1977).
    ratio
        The account's noise variance over the common one.
    within, freedom
        Sum of squares within cells, and its degrees of freedom.
    """

    place: Place
    count: Array
    residual: Array
    ratio: float
    within: float
    freedom: float


def covariance(scales: Scales, one: Place, other: Place) -> Array:
    """Return the covariance of the process between two sets of cells, shape (one, other).

    Examples
    --------
    >>> here = Place(week=np.array([0.0, 1.0]), kind=np.array([0, 0]))
    >>> scales = Scales(level=1.0, kind=0.5, drift=0.25, weeks=8.0, noise=1.0)
    >>> covariance(scales, here, here).diagonal().tolist()
    [1.75, 1.75]
    """
    same, memory, _ = _parts(scales, one, other)
    return np.asarray(scales.level + scales.kind * same + scales.drift * memory)


def learn_scales(accounts: Sequence[Scatter], start: Scales) -> Scales:
    """Find the scales by the marginal likelihood of the cell means and the scatter within cells.

    Weak log-normal priors hold what the data cannot tell (with one account: the level).

    Examples
    --------
    >>> learn_scales([], Scales(weeks=20.0)).weeks < 20.0  # nothing seen: back to the prior
    True
    """
    found, _, _ = optimize.fmin_l_bfgs_b(
        lambda logs: _loss(accounts, np.asarray(logs, float)),
        start.logs(),
        bounds=[(x - _BOUND, x + _BOUND) for x in _PRIOR.logs().tolist()],
        factr=1e10,
        maxiter=12,
    )
    return Scales.of(np.asarray(found, float))


def _parts(scales: Scales, one: Place, other: Place) -> tuple[Array, Array, Array]:
    same = (one.kind[:, None] == other.kind[None, :]).astype(float)
    apart = np.abs(one.week[:, None] - other.week[None, :])
    return same, np.exp(-apart / scales.weeks), apart


def _loss(accounts: Sequence[Scatter], logs: Array) -> tuple[float, Array]:
    scales = Scales.of(logs)
    away = (logs - _PRIOR.logs()) / PRIOR_WIDTH
    loss, gradient = 0.5 * float(away @ away), away / PRIOR_WIDTH
    for account in accounts:
        more, slope = _account_loss(account, scales)
        loss += more
        gradient = gradient + slope
    return loss, gradient


def _account_loss(account: Scatter, scales: Scales) -> tuple[float, Array]:
    """Half of minus twice the log likelihood of one account, and its slope by the log scales."""
    same, memory, apart = _parts(scales, account.place, account.place)
    noise = scales.noise * account.ratio
    matrix = scales.level + scales.kind * same + scales.drift * memory
    matrix[np.diag_indices_from(matrix)] += noise / account.count
    factor = linalg.cholesky(matrix, lower=True, overwrite_a=True, check_finite=False)
    inverse = inverse_of(factor)
    seen = inverse @ account.residual
    loss = float(np.log(factor.diagonal()).sum()) + 0.5 * float(seen.trace())
    loss += 0.5 * (account.freedom * np.log(noise) + account.within / noise)
    left = 0.5 * (inverse - seen @ inverse)
    drift = left * memory * scales.drift
    slope = np.array(
        [
            scales.level * left.sum(),
            scales.kind * (left * same).sum(),
            drift.sum(),
            (drift * apart).sum() / scales.weeks,
            noise * (left.diagonal() / account.count).sum()
            + 0.5 * (account.freedom - account.within / noise),
        ]
    )
    return loss, slope


def inverse_of(factor: Array) -> Array:
    """Return the inverse of the matrix whose lower Cholesky factor this is.

    Examples
    --------
    >>> inverse_of(np.array([[2.0]])).tolist()
    [[0.25]]
    """
    lower, _ = linalg.lapack.dpotri(factor, lower=1)
    lower = np.tril(lower)
    return np.asarray(lower + np.tril(lower, -1).T)
