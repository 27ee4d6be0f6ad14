r"""What is not known of the prior variances, put into the coefficients.

With a group's variance held at its mode, little data make intervals too short: the posterior of
the variance has a long tail to the right, and there the coefficients are larger and less sure. So
each group's variance is integrated over a grid (Rue, Martino and Chopin, JRSS B 71, 2009, section
3), the others at their modes. With what the data alone tell of the group's coefficients in its
eigenvectors, :math:`d_k` their precision and :math:`h_k` that times their value,

.. math::

    \log p(\tau) = \tfrac12 \sum_k \left( \frac{h_k^2}{d_k + 1/\tau} - \log(1 + \tau d_k) \right)
    + \log \pi(\tau)

on the log scale, with the prior of `balise.learn.prior`. The group's coefficients are then a
mixture of normals. In place of the prior with the variance held comes the normal factor that gives
them the mixture's mean and covariance (a step of expectation propagation: Minka, UAI 2001), for
all groups at once. Hashtags and words have a variance each, whose prior is told by the group's:
both are integrated.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import linalg
from scipy.special import logsumexp

from balise.learn.prior import _FREEDOM, _WORTH, Coefficients, Groups
from balise.learn.process import Array, inverse_of

_GRID = np.linspace(-7.0, 9.0, 65)
"""Logarithms of variances to look at, against the mode."""
_COMMON = np.linspace(-4.0, 3.0, 15)
"""The same, of the variance that the coefficients of hashtags or words have in common."""
_LEAST_TOLD = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """Columns with one variance: where it was held, its log prior on `_GRID` about that, a root."""

    held: float
    prior: Array
    root: Array


def integrate(found: Coefficients, groups: Groups) -> Coefficients:
    """Widen the coefficients by what is not known of the variances of their groups.

    Parameters
    ----------
    found
        Coefficients as of `balise.learn.prior.solve`, their variances at the modes.
    groups
        The groups of their columns.

    Examples
    --------
    >>> from balise.learn.columns import choose
    >>> from balise.learn.prior import groups_of, solve
    >>> groups = groups_of(choose({("kind", "text"): 1}, kpi="engagement"))
    >>> held = solve(np.array([[9.0, 5.0], [5.0, 9.0]]), np.array([3.0, 1.0]), groups)
    >>> bool((integrate(held, groups).covariance.diagonal() > held.covariance.diagonal()).all())
    True
    """
    whole = inverse_of(linalg.cholesky(found.covariance, lower=True))
    moment = whole @ found.mean
    for i, name in enumerate(groups.names):
        mine = np.flatnonzero(groups.of == i)
        if groups.sparse[i]:
            precision, pull = _loose(found, mine, found.variances[name], float(groups.guess[i]))
            whole[mine, mine] += precision
        else:
            block = np.ix_(mine, mine)
            part = _part(found, groups, i)
            precision, pull = _replaced(found.mean[mine], found.covariance[block], part)
            whole[block] += precision
        moment[mine] += pull
    factor = linalg.cholesky(whole, lower=True)
    return replace(
        found, mean=linalg.cho_solve((factor, True), moment), covariance=inverse_of(factor)
    )


def _part(found: Coefficients, groups: Groups, i: int) -> _Part:
    """A group whose columns have one variance."""
    name, number = groups.names[i], int((groups.of == i).sum())
    held = found.variances[name]
    tau = held * np.exp(_GRID)
    return _Part(
        held=held,
        prior=-0.5 * _WORTH * (np.log(tau) + groups.guess[i] / tau),
        root=groups.root[name][1] if name in groups.root else np.eye(number),
    )


def _loose(
    found: Coefficients, mine: NDArray[np.int64], common: float, guess: float
) -> tuple[Array, Array]:
    """What columns with a variance each add, as `_replaced` for each by itself.

    The prior of a variance is told by what all of them tell of the common one; of that a column is
    told by the others alone: what itself tells is divided out.
    """
    mean, variance = found.mean[mine], found.covariance[mine, mine]
    held = 1 / found.precision[mine]
    own, shared = np.exp(_GRID) * held[:, None], common * np.exp(_COMMON)
    told, pull = np.maximum(1 / variance - 1 / held, _LEAST_TOLD), mean / variance
    seen = _seen(own[:, :, None], told[:, None, None], pull[:, None, None])
    prior = np.log(shared)[:, None, None] - np.log(own) - shared[:, None, None] / own
    prior = 0.5 * _FREEDOM * prior
    each = logsumexp(prior + seen, axis=2)
    whole = each.sum(axis=1) + 0.5 * _FREEDOM * _WORTH * (np.log(shared) - shared / guess)
    others = logsumexp((whole[:, None] - whole.max() - each)[:, :, None] + prior, axis=0)
    logs = seen + others
    weight = np.exp(logs - logsumexp(logs, axis=1, keepdims=True))
    unsure = 1 / (told[:, None] + 1 / own)
    centre = (weight * unsure).sum(axis=1) * pull
    away = pull[:, None] * unsure - centre[:, None]
    spread = (weight * (unsure + away**2)).sum(axis=1)
    factor = np.maximum(1 / spread - told, _LEAST_TOLD)
    return factor - 1 / held, (factor + told) * centre - pull


def _seen(tau: Array, told: Array, pull: Array) -> Array:
    """Log likelihood of variances, the coefficients of the last axis integrated out."""
    parts = pull**2 / (told + 1 / tau) - np.log1p(tau * told)
    return np.asarray(0.5 * parts.sum(axis=-1))


def _replaced(mean: Array, block: Array, part: _Part) -> tuple[Array, Array]:
    """What the prior with an unknown variance adds, to precision and moment, to the held one.

    It is the normal factor that gives the mixture its mean and covariance.
    """
    inverse = linalg.inv(block)
    told, turn = linalg.eigh(part.root.T @ inverse @ part.root - np.eye(len(mean)) / part.held)
    told, turn = np.maximum(told, _LEAST_TOLD), part.root @ turn
    pull = turn.T @ inverse @ mean
    centre, spread = _mixture(told, pull, part)
    # Between two values a mixture can be wider than what the data alone tell: no factor does that,
    # and one that tried would leave columns that only priors tell of without any variance.
    values, vectors = linalg.eigh(linalg.inv(spread) - np.diag(told))
    factor = (vectors * np.maximum(values, _LEAST_TOLD)) @ vectors.T
    back = linalg.inv(turn)
    added = (factor + np.diag(told)) @ centre - pull
    return back.T @ (factor - np.eye(len(mean)) / part.held) @ back, back.T @ added


def _mixture(told: Array, pull: Array, part: _Part) -> tuple[Array, Array]:
    """Mean and covariance of independent coefficients whose common variance is integrated out."""
    tau = part.held * np.exp(_GRID)[:, None]
    logs = _seen(tau, told, pull) + part.prior
    weight = np.exp(logs - logsumexp(logs))
    variance = 1 / (told + 1 / tau)
    values = pull * variance
    centre = weight @ values
    away = values - centre
    return centre, np.diag(weight @ variance) + (away.T * weight) @ away
