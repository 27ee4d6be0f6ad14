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

from collections.abc import Iterator
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

    index: NDArray[np.int64]
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
    for part in _parts(found, groups):
        block = found.covariance[np.ix_(part.index, part.index)]
        precision, pull = _replaced(found.mean[part.index], block, part)
        whole[np.ix_(part.index, part.index)] += precision
        moment[part.index] += pull
    factor = linalg.cholesky(whole, lower=True)
    return replace(
        found, mean=linalg.cho_solve((factor, True), moment), covariance=inverse_of(factor)
    )


def _parts(found: Coefficients, groups: Groups) -> Iterator[_Part]:
    for i, name in enumerate(groups.names):
        mine, held = np.flatnonzero(groups.of == i), found.variances[name]
        if groups.sparse[i]:
            yield from _loose(found, mine, held, float(groups.guess[i]))
        else:
            _, root = groups.root.get(name, (mine, np.eye(len(mine))))
            tau = held * np.exp(_GRID)
            prior = -0.5 * _WORTH * (np.log(tau) + groups.guess[i] / tau)
            yield _Part(index=mine, held=held, prior=prior, root=root)


def _loose(
    found: Coefficients, mine: NDArray[np.int64], common: float, guess: float
) -> Iterator[_Part]:
    """Columns with a variance each: its prior is told by what all of them tell of the common one.

    Of the common one a column is told by the others alone: what itself tells is divided out.
    """
    mean, variance = found.mean[mine], found.covariance[mine, mine]
    held = 1 / found.precision[mine]
    own, shared = np.exp(_GRID) * held[:, None], common * np.exp(_COMMON)
    told = np.maximum(1 / variance - 1 / held, _LEAST_TOLD)
    seen = _seen(own[:, :, None], told[:, None, None], (mean / variance)[:, None, None])
    prior = np.log(shared)[:, None, None] - np.log(own) - shared[:, None, None] / own
    prior = 0.5 * _FREEDOM * prior
    each = logsumexp(prior + seen, axis=2)
    whole = each.sum(axis=1) + 0.5 * _FREEDOM * _WORTH * (np.log(shared) - shared / guess)
    others = logsumexp((whole[:, None] - whole.max() - each)[:, :, None] + prior, axis=0)
    for column, one, logs in zip(mine, held.tolist(), others, strict=True):
        yield _Part(index=np.array([column]), held=one, prior=logs, root=np.eye(1))


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
