r"""Each account's own level, taste in kinds and drift: a small Gaussian process over its cells.

For cells :math:`c = (w, k)` and :math:`c'` of one account

.. math::

    \operatorname{cov} = t_a^2 + t_k^2 [k = k']
    + h_a (t_d^2 + t_f^2 [k = k']) \exp(-|w - w'| / \rho)

(Rasmussen and Williams, *Gaussian Processes for Machine Learning*, 2006, eq. 2.21 and 4.2.1; the
last terms are Ornstein-Uhlenbeck processes: the level drifts, and so does the taste in each kind.)
How restless an account is, :math:`h_a`, differs much between accounts: it is log-normal about 1,
and its posterior mean is put in its place. A cell's mean of n posts adds :math:`s_a^2 / n`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
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
    deviation), kinds within an account by 30 %, a season by 35 % and by 20 % for each kind, single
    posts 2-fold.
    """

    level: float = 2.0
    kind: float = 0.08
    drift: float = 0.12
    taste: float = 0.04
    weeks: float = 8.0
    noise: float = 0.6

    def own(self, *, noise: float = 1.0, unrest: float = 1.0) -> Self:
        """Give those of one account, whose noise and drift are so many times the common ones.

        Examples
        --------
        >>> Scales(noise=0.5).own(noise=2.0).noise
        1.0
        """
        return replace(
            self,
            drift=self.drift * unrest,
            taste=self.taste * unrest,
            noise=self.noise * noise,
        )

    def logs(self) -> Array:
        """Return the logarithms, in the order of the fields."""
        return np.log([getattr(self, each.name) for each in fields(self)])

    @classmethod
    def of(cls, logs: Array) -> Self:
        """Make scales of their logarithms, in the order of the fields.

        Examples
        --------
        >>> Scales.of(np.zeros(6)).weeks
        1.0
        """
        names = [each.name for each in fields(cls)]
        return cls(**dict(zip(names, np.exp(logs).tolist(), strict=True)))


NOISE_WORTH = 10.0
"""Posts that the common noise is worth against an account's own: 2 / 0.45^2, where 0.45 is the
standard deviation of the logarithms of noise variances between accounts."""
_PRIOR = Scales()
UNREST = 1.3
"""Standard deviation of the logarithm of the restlessness between accounts: on a panel of 50 pages
the likelihood is highest near 1.6, and an account of a few weeks cannot tell its own."""
PRIOR_WIDTH = np.array([1.5, 1.2, 1.2, 1.2, 1.0, 1.5])
"""Standard deviations of the prior on the log scale: weak, but one account with five posts
cannot run away on any of them."""
_BOUND = 7.0
_UNREST_LOGS = UNREST * np.linspace(-3.0, 3.0, 9)
_UNREST_PRIOR = -0.5 * (_UNREST_LOGS / UNREST) ** 2
EXPECTED_UNREST = float(np.average(np.exp(_UNREST_LOGS), weights=np.exp(_UNREST_PRIOR)))
"""Mean of the restlessness before anything is known of an account."""


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
    ratio, unrest
        The account's noise and drift over the common ones.
    within, freedom
        Sum of squares within cells, and its degrees of freedom.
    """

    place: Place
    count: Array
    residual: Array
    ratio: float
    unrest: float
    within: float
    freedom: float


def covariance(scales: Scales, one: Place, other: Place) -> Array:
    """Return the covariance of the process between two sets of cells, shape (one, other).

    Examples
    --------
    >>> here = Place(week=np.array([0.0, 1.0]), kind=np.array([0, 0]))
    >>> scales = Scales(level=1.0, kind=0.5, drift=0.2, taste=0.05, weeks=8.0, noise=1.0)
    >>> covariance(scales, here, here).diagonal().tolist()
    [1.75, 1.75]
    """
    same, memory, _ = _parts(scales, one, other)
    still, moving = _still(scales, same), _moving(scales, same, memory)
    return np.asarray(still + moving)


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


def _still(scales: Scales, same: Array) -> Array:
    return np.asarray(scales.level + scales.kind * same)


def _moving(scales: Scales, same: Array, memory: Array) -> Array:
    return np.asarray((scales.drift + scales.taste * same) * memory)


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
    own = scales.own(noise=account.ratio, unrest=account.unrest)
    same, memory, apart = _parts(own, account.place, account.place)
    matrix = _still(own, same) + _moving(own, same, memory)
    matrix[np.diag_indices_from(matrix)] += own.noise / account.count
    factor = linalg.cholesky(matrix, lower=True, overwrite_a=True, check_finite=False)
    inverse = inverse_of(factor)
    seen = inverse @ account.residual
    loss = float(np.log(factor.diagonal()).sum()) + 0.5 * float(seen.trace())
    loss += 0.5 * (account.freedom * np.log(own.noise) + account.within / own.noise)
    left = 0.5 * (inverse - seen @ inverse)
    moving = left * memory
    drift, taste = own.drift * moving, own.taste * moving * same
    slope = np.array(
        [
            own.level * left.sum(),
            own.kind * (left * same).sum(),
            drift.sum(),
            taste.sum(),
            ((drift + taste) * apart).sum() / own.weeks,
            own.noise * (left.diagonal() / account.count).sum()
            + 0.5 * (account.freedom - account.within / own.noise),
        ]
    )
    return loss, slope


def unrest(scales: Scales, place: Place, count: Array, residual: Array) -> float:
    """Give the posterior mean of the restlessness of an account.

    Parameters
    ----------
    scales
        Those of the account, as if it were as restless as the common one.
    place, count, residual
        As in `Scatter`; of an account with many cells the latest ones are enough.

    Examples
    --------
    >>> nothing = Place(week=np.zeros(0), kind=np.zeros(0, np.int64))
    >>> round(unrest(Scales(), nothing, np.zeros(0), np.zeros((0, 0))), 1)  # the prior's mean
    2.3
    """
    logs = _UNREST_PRIOR.copy()
    if len(count):
        same, memory, _ = _parts(scales, place, place)
        still, moving = _still(scales, same), _moving(scales, same, memory)
        still[np.diag_indices_from(still)] += scales.noise / count
        for i, factor in enumerate(np.exp(_UNREST_LOGS).tolist()):
            lower = linalg.cholesky(still + factor * moving, lower=True, check_finite=False)
            seen = linalg.cho_solve((lower, True), residual, check_finite=False)
            logs[i] -= np.log(lower.diagonal()).sum() + 0.5 * seen.trace()
    weight = np.exp(logs - logs.max())
    return float(weight @ np.exp(_UNREST_LOGS) / weight.sum())


def inverse_of(factor: Array) -> Array:
    """Return the inverse of the matrix whose lower Cholesky factor this is, zeros above it.

    Examples
    --------
    >>> inverse_of(np.array([[2.0]])).tolist()
    [[0.25]]
    """
    lower, _ = linalg.lapack.dpotri(factor, lower=1)  # what lies above stays zero
    whole = lower + lower.T
    whole[np.diag_indices_from(whole)] *= 0.5
    return np.asarray(whole)
