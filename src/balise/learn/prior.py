r"""Coefficients with one prior variance for each group of columns.

The variances are found with the coefficients by the fixed point of MacKay (*Bayesian
Interpolation*, Neural Computation 4, 1992, eq. 4.9), which is that of REML in a mixed model
(Harville, JASA 72, 1977): :math:`\tau_j = (\sum b^2 + \nu t_j) / (\gamma_j + \nu)` with
:math:`\gamma_j` the effective number of coefficients; :math:`\nu` and :math:`t_j` are a weak
scaled inverse chi-squared prior, which is all that holds a group of one column.

Hours are smooth around the clock: their prior correlation is the periodic kernel of MacKay (1998),
(Rasmussen and Williams 2006, eq. 4.31), plus a tenth of it for each hour of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy import linalg

from balise.domain.design import Design
from balise.learn.columns import FACTORS
from balise.learn.health import condition
from balise.learn.process import Array, inverse_of

SPARSE = ("hashtag", "word")
_FLAT = 1e-4
"""Prior precision of the baseline: its standard deviation is 100 on the log scale."""
_WORTH = 1.0
_LEAST = 1e-8
_FREEDOM = 2.0
_STEPS = 25
_CLOSE = 0.01
_HOURS_ALIKE = 2.5
_OWN = 0.1
_DAY = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """The groups of a design: `of` column -> number of its group, -1 for the baseline.

    `root` maps group -> (columns, square root of their prior correlation) where one is not
    independent.
    """

    names: tuple[str, ...]
    of: NDArray[np.int64]
    guess: Array
    sparse: NDArray[np.bool_]
    root: Mapping[str, tuple[NDArray[np.int64], Array]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coefficients:
    """Posterior of the coefficients: mean (p,), covariance (p, p), and group -> prior variance.

    `precision` (p,) is the prior's that they were found with, in coordinates where it is
    independent; left empty where it is not known. `condition` tells how much
    rounding grows in them (`balise.learn.health`).
    """

    mean: Array
    covariance: Array
    variances: Mapping[str, float]
    precision: Array = field(default_factory=lambda: np.zeros(0))
    condition: float = 1.0


def groups_of(design: Design) -> Groups:
    """Find the groups of a design.

    Examples
    --------
    >>> from balise.learn.columns import choose
    >>> groups_of(choose({("kind", "text"): 1}, kpi="engagement")).names
    ('kind',)
    """
    names = tuple(dict.fromkeys(c.group for c in design.columns[1:]))
    number = {name: i for i, name in enumerate(names)}
    scale = {factor.group: factor.scale for factor in FACTORS.values()}
    hours = np.array([c.index for c in design.columns if c.factor == "hour"], np.int64)
    clock = np.array([int(c.level) for c in design.columns if c.factor == "hour"], float)
    return Groups(
        names=names,
        of=np.array([number.get(c.group, -1) for c in design.columns], np.int64),
        guess=np.array([scale[name] for name in names]),
        sparse=np.array([name in SPARSE for name in names], bool),
        root={"hour": (hours, linalg.cholesky(_around_the_clock(clock), lower=True))}
        if len(hours)
        else {},
    )


def solve(
    gram: Array, moment: Array, groups: Groups, start: Mapping[str, float] | None = None
) -> Coefficients:
    """Solve (S + L) b = r, with the variances in L found on the way.

    Parameters
    ----------
    gram, moment
        S (p, p) and r (p,) of the normal equations, in units of the noise.
    groups
        The groups of the columns.
    start
        Variances to start from.

    Examples
    --------
    >>> from balise.learn.columns import choose
    >>> groups = groups_of(choose({("kind", "text"): 1}, kpi="engagement"))
    >>> found = solve(np.array([[10.0, 5.0], [5.0, 5.0]]), np.array([10.0, 5.0]), groups)
    >>> bool(abs(found.mean[0] - 1) < 0.01)
    True
    """
    gram, moment = _whiten(gram, groups), _whiten(moment, groups)
    tau = np.array(
        [(start or {}).get(n, g) for n, g in zip(groups.names, groups.guess, strict=True)]
    )
    precision = _precision(tau, groups)
    for _ in range(_STEPS):
        mean, factor = _posterior(gram, moment, precision)
        variance = _squares(linalg.lapack.dtrtri(factor, lower=1)[0])
        fresh, precision = _update(mean, variance, precision, (tau, groups))
        moved = np.abs(np.log(fresh / tau)).max(initial=0.0)
        tau = fresh
        if moved < _CLOSE:
            break
    mean, factor = _posterior(gram, moment, precision)
    covariance = inverse_of(factor)
    worst = condition(gram.diagonal() + precision, covariance.diagonal())
    found = _colour(mean, covariance, tau, groups)
    return replace(found, precision=precision, condition=worst)


def _precision(tau: Array, groups: Groups) -> Array:
    return np.where(groups.of < 0, _FLAT, 1 / np.append(tau, 1.0)[groups.of])


def _posterior(gram: Array, moment: Array, precision: Array) -> tuple[Array, Array]:
    whole = gram.copy()
    whole[np.diag_indices_from(whole)] += precision
    factor = linalg.cholesky(whole, lower=True, overwrite_a=True, check_finite=False)
    mean = linalg.cho_solve((factor, True), moment, check_finite=False)
    return mean, factor


def _squares(matrix: Array) -> Array:
    """Sums of squares of the columns: of the inverse of a factor, the diagonal of the inverse."""
    return np.asarray(np.einsum("ij,ij->j", matrix, matrix))


def _update(
    mean: Array, variance: Array, precision: Array, prior: tuple[Array, Groups]
) -> tuple[Array, Array]:
    """One step: the variance of each group, and the prior precision of each column."""
    tau, groups = prior
    inside, size = groups.of >= 0, len(groups.names)
    of = groups.of[inside]

    def by_group(values: Array) -> Array:
        return np.asarray(np.bincount(of, values[inside], minlength=size), float)

    effective = np.maximum(by_group(1 - precision * variance), 0)
    fresh = (by_group(mean**2) + _WORTH * groups.guess) / (effective + _WORTH)
    wide = _FREEDOM * np.append(tau, 1.0)[groups.of]
    local = (_FREEDOM + 1) / (wide + mean**2 + variance)
    number = by_group(np.ones(len(mean)))
    harmonic = (number + _WORTH) / (by_group(local) + _WORTH / groups.guess)
    fresh = np.maximum(np.where(groups.sparse, harmonic, fresh), _LEAST)
    loose = inside & np.append(groups.sparse, False)[groups.of]
    return fresh, np.where(loose, local, _precision(fresh, groups))


def _around_the_clock(hours: Array) -> Array:
    width = 2 * np.pi * _HOURS_ALIKE / _DAY
    turn = np.sin(np.pi * (hours[:, None] - hours[None, :]) / _DAY) / width
    return np.asarray((1 - _OWN) * np.exp(-2 * turn**2) + _OWN * np.eye(len(hours)))


def _whiten(values: Array, groups: Groups) -> Array:
    """Columns of a correlated prior in coordinates where it is independent: b = root z."""
    values = values.copy()
    for index, root in groups.root.values():
        values[index] = root.T @ values[index]
        if values.ndim > 1:
            values[:, index] = values[:, index] @ root
    return values


def _colour(mean: Array, covariance: Array, tau: Array, groups: Groups) -> Coefficients:
    for index, root in groups.root.values():
        mean[index] = root @ mean[index]
        covariance[index] = root @ covariance[index]
        covariance[:, index] = covariance[:, index] @ root.T
    return Coefficients(
        mean=mean,
        covariance=covariance,
        variances=dict(zip(groups.names, tau.tolist(), strict=True)),
    )
