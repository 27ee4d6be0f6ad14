"""Where an account of which no post is known is likely to stand, told by how it posts.

The levels of the known accounts are regressed on the means of their columns, with a Gaussian prior
whose size, and what it leaves, are found by marginal likelihood (Mundlak, Econometrica 46, 1978,
in the dual form of Rasmussen and Williams 2006, eq. 2.12).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy import linalg, optimize

from balise.domain.design import Design
from balise.learn.cells import AccountCells
from balise.learn.process import Array

LEAST = 8
"""Fewer accounts teach nothing of one more."""
_OWN = ("hashtag", "gap", "post of the day", "network", "baseline")
_SMALL = 0.05


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Newcomers:
    """The regression of levels on habits of A accounts.

    `habits` (A, q) centred, `used` the q columns, `centre` (q,), `weight` (A,) and `factor` (A, A)
    the Cholesky factor of the levels' covariance, `gain` its prior variance, `left` the variance
    of levels that habits do not tell.
    """

    used: Array
    centre: Array
    habits: Array
    weight: Array
    factor: Array
    gain: float
    left: float

    def level(self, columns: Array) -> tuple[float, float]:
        """Tell mean and variance of the level of an account with these mean columns, (p,)."""
        near = self.gain * (self.habits @ (columns[self.used > 0] - self.centre))
        away = columns[self.used > 0] - self.centre
        pull = linalg.solve_triangular(self.factor, near, lower=True, check_finite=False)
        told = self.gain * float(away @ away) - float(pull @ pull)
        return float(near @ self.weight), max(told, 0.0) + self.left


def learn_newcomers(
    design: Design, cells: Mapping[str, AccountCells], levels: Array, variances: Array
) -> Newcomers:
    """Learn from accounts whose levels are known, each with its variance, both of shape (A,)."""
    used = np.array([float(c.factor not in _OWN) for c in design.columns])
    habits = np.array([one.columns.T @ one.count / one.count.sum() for one in cells.values()])
    habits = habits[:, used > 0]
    centre = habits.mean(axis=0)
    habits = habits - centre
    alike = habits @ habits.T
    spread = float(levels.var()) + _SMALL
    start = np.log([spread / (2 * alike.diagonal().mean() + _SMALL), spread / 2])
    found = optimize.fmin_l_bfgs_b(
        lambda logs: _loss(np.exp(np.asarray(logs, float)), alike, levels, variances),
        start,
        approx_grad=True,
        bounds=[(x - 7, x + 4) for x in start.tolist()],
        maxiter=15,
    )[0]
    gain, left = np.exp(np.asarray(found, float)).tolist()
    factor = linalg.cholesky(gain * alike + np.diag(left + variances), lower=True)
    weight = linalg.cho_solve((factor, True), levels)
    return Newcomers(
        used=used,
        centre=centre,
        habits=habits,
        weight=weight,
        factor=factor,
        gain=gain,
        left=left,
    )


def _loss(scales: Array, alike: Array, levels: Array, variances: Array) -> float:
    matrix = scales[0] * alike + np.diag(scales[1] + variances)
    factor = linalg.cholesky(matrix, lower=True, check_finite=False)
    scaled = linalg.solve_triangular(factor, levels, lower=True, check_finite=False)
    return float(np.log(factor.diagonal()).sum() + 0.5 * scaled @ scaled)
