r"""The equations of `balise.learn.model` in NumPyro, with every variance drawn and none fixed.

.. math::

    \log(t_a^2, t_k^2, t_d^2, \rho, s^2) \sim N(m, \operatorname{diag}(w^2)), \qquad
    s_a^2 \sim \chi^{-2}(\nu_s, s^2), \qquad
    \tau_j \sim \chi^{-2}(\nu, t_j), \qquad
    b_i \sim N(0, \tau_{j(i)})

with the constants of `balise.learn.process` and `balise.learn.prior`: the priors of which the
closed form takes the mode on the log scale (:math:`\chi^{-2}` is the scaled inverse chi-squared).
Hashtags and words have :math:`b_i \sim N(0, \tau_j / u_i)`, :math:`u_i \sim \Gamma(f/2, f/2)`, a
Student t of f degrees of freedom, and :math:`\tau_j \sim \Gamma(f\nu/2, f\nu/2t_j)`.

Given the variances all is Gaussian, so b and the processes f are integrated out exactly and only
the variances are left to NUTS (Hoffman and Gelman, JMLR 15, 2014); of b and f the normal
distribution given each draw is kept. That is the same posterior as with b and f among the unknowns
(Gelman et al., *Bayesian Data Analysis*, 2013, section 5.3), from chains that mix much better.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from balise.errors import ExtraMissingError
from balise.learn.cells import AccountSums
from balise.learn.model import Told
from balise.learn.prior import _FLAT, _FREEDOM, _WORTH, Groups
from balise.learn.process import NOISE_WORTH, PRIOR_WIDTH, Array, Scales


class Arrays(NamedTuple):
    """Sums of A accounts, padded to C cells each, in coordinates where all columns are independent.

    Parameters
    ----------
    week, kind, posts, mean
        Of each cell, shape (A, C); a cell of 0 posts is padding.
    columns
        Mean columns of each cell, shape (A, C, p).
    gram, moment, squares, freedom
        Of what is within cells: shapes (A, p, p), (A, p), (A,), (A,).
    extra, pull
        What experiments add to the normal equations, shapes (p, p) and (p,).
    """

    week: Array
    kind: NDArray[np.int64]
    posts: Array
    mean: Array
    columns: Array
    gram: Array
    moment: Array
    squares: Array
    freedom: Array
    extra: Array
    pull: Array


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Material:
    """The sums, the groups of their columns, and `turn` (p, p): b is turn z in the sums' terms."""

    arrays: Arrays
    groups: Groups
    turn: Array


def material(accounts: Sequence[AccountSums], groups: Groups, told: Sequence[Told]) -> Material:
    """Lay out the sums of accounts for `model`."""
    width, deep = len(groups.of), max(len(one.cells.count) for one in accounts)
    turn = np.eye(width)
    for index, root in groups.root.values():
        turn[np.ix_(index, index)] = root
    # An experiment is worth the same as a cell of its own: c'b was seen with a known variance.
    seen = np.array([one.contrast / one.sd for one in told]).reshape(-1, width) @ turn
    effects = np.array([one.effect / one.sd for one in told])
    within = [_within(one, turn) for one in accounts]
    arrays = Arrays(
        week=np.array([_padded(one.cells.place.week, deep) for one in accounts]),
        kind=np.array([_padded(one.cells.place.kind, deep) for one in accounts]),
        posts=np.array([_padded(one.cells.count, deep) for one in accounts]),
        mean=np.array([_padded(one.cells.mean, deep) for one in accounts]),
        columns=np.array([_padded(one.cells.dense() @ turn, deep) for one in accounts]),
        gram=np.array([gram for gram, _, _ in within]),
        moment=np.array([moment for _, moment, _ in within]),
        squares=np.array([squares for _, _, squares in within]),
        freedom=np.array([one.n - len(one.cells.count) for one in accounts], float),
        extra=seen.T @ seen,
        pull=seen.T @ effects,
    )
    return Material(arrays=arrays, groups=groups, turn=turn)


def model(known: Material) -> None:
    """Tell NumPyro the priors of the variances and the likelihood of the posts given them.

    Sites: `scales` (5,) the logs of `Scales`, `noise` (A,) the accounts' own, `spread` the
    variances of the groups (`tight`, and those of hashtags and words, `common`), `tails` their u.
    """
    _, jnp, numpyro = libraries()
    dist = numpyro.distributions
    scales = numpyro.sample("scales", dist.Normal(Scales().logs(), PRIOR_WIDTH).to_event(1))
    typical = jnp.exp(scales[-1])
    with numpyro.plate("accounts", len(known.arrays.posts)):
        noise = numpyro.sample(
            "noise", dist.InverseGamma(NOISE_WORTH / 2, NOISE_WORTH * typical / 2)
        )
    precision = _precision(known.groups)
    numpyro.factor("posts", likelihood(known.arrays, scales, noise, precision))


def start(known: Material) -> dict[str, Array]:
    """Give the middle of the priors, all on the log scale, to start from."""
    groups, found = known.groups, {"scales": Scales().logs()}
    found["noise"] = np.full(len(known.arrays.posts), found["scales"][-1])
    if not groups.sparse.all():
        found["tight"] = np.log(groups.guess[~groups.sparse])
    if groups.sparse.any():
        found["common"] = np.log(groups.guess[groups.sparse])
        found["tails"] = np.zeros(len(_loose(groups)))
    return found


def likelihood(arrays: Arrays, scales: Any, noise: Any, precision: Any) -> Any:
    """Give the log likelihood of variances but for a constant, b and f integrated out."""
    _, jnp, _ = libraries()
    gram, moment, loss = _eliminated(arrays, scales, noise)
    factor = jnp.linalg.cholesky(gram + jnp.diag(precision))
    pull = _solve(factor, moment)
    told = 0.5 * pull @ pull - jnp.log(jnp.diagonal(factor)).sum()
    return told + 0.5 * jnp.log(precision).sum() - loss


def coefficients(known: Material, drawn: Mapping[str, Any]) -> tuple[Array, Array]:
    """Give mean (p,) and covariance (p, p) of b given one draw of the variances."""
    precision = _of_columns(known.groups, drawn["spread"], drawn.get("tails"))
    found = _compiled(_posterior)(known.arrays, drawn["scales"], drawn["noise"], precision)
    mean, covariance = (np.asarray(part, float) for part in found)
    return known.turn @ mean, known.turn @ covariance @ known.turn.T


def libraries() -> tuple[Any, Any, Any]:
    """Import jax, jax.numpy and numpyro.

    Raises
    ------
    ExtraMissingError
        They are not installed.
    """
    try:
        import jax  # noqa: PLC0415 - an extra
        import jax.numpy as jnp  # noqa: PLC0415 - an extra
        import numpyro  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise ExtraMissingError(what="NUTS", extra="bayes") from error
    return jax, jnp, numpyro


def _within(one: AccountSums, turn: Array) -> tuple[Array, Array, float]:
    cells, width = one.cells, len(turn)
    gram = np.zeros(width * width)
    gram[one.where] = one.gram
    upper = gram.reshape(width, width)
    g = cells.dense()
    weighted = g.T * cells.count
    whole = upper + np.triu(upper, 1).T - weighted @ g
    squares = one.yy - float(cells.count @ cells.mean**2)
    return turn.T @ whole @ turn, turn.T @ (one.gy - weighted @ cells.mean), squares


def _padded(values: NDArray[Any], length: int) -> NDArray[Any]:
    return np.concatenate(
        [values, np.zeros((length - len(values), *values.shape[1:]), values.dtype)]
    )


def _precision(groups: Groups) -> Any:
    """Draw the variance of each group, and give the prior precision of each column."""
    _, jnp, numpyro = libraries()
    dist, guess, sparse = numpyro.distributions, groups.guess, groups.sparse
    heavy = _FREEDOM * _WORTH / 2
    spread = jnp.zeros(len(guess))
    if not sparse.all():
        prior = dist.InverseGamma(_WORTH / 2, _WORTH * guess[~sparse] / 2)
        spread = spread.at[~sparse].set(numpyro.sample("tight", prior.to_event(1)))
    tails = None
    if sparse.any():
        prior = dist.Gamma(heavy, heavy / guess[sparse])
        spread = spread.at[sparse].set(numpyro.sample("common", prior.to_event(1)))
        half = np.full(len(_loose(groups)), _FREEDOM / 2)
        tails = numpyro.sample("tails", dist.Gamma(half, half).to_event(1))
    numpyro.deterministic("spread", spread)
    return _of_columns(groups, spread, tails)


def _loose(groups: Groups) -> NDArray[np.int64]:
    return np.flatnonzero(np.append(groups.sparse, False)[groups.of])


def _of_columns(groups: Groups, spread: Any, tails: Any) -> Any:
    _, jnp, _ = libraries()
    precision = jnp.where(groups.of < 0, _FLAT, 1 / jnp.append(spread, 1.0)[groups.of])
    if tails is None:
        return precision
    return precision * jnp.ones(len(groups.of)).at[_loose(groups)].set(tails)


def _eliminated(known: Arrays, scales: Any, noise: Any) -> tuple[Any, Any, Any]:
    """S, r and the rest of minus the log likelihood, the processes f integrated out."""
    _, jnp, _ = libraries()
    level, kind, drift, weeks, _ = jnp.exp(scales)
    same = known.kind[:, :, None] == known.kind[:, None, :]
    apart = jnp.abs(known.week[:, :, None] - known.week[:, None, :])
    there = known.posts > 0
    pair = there[:, :, None] & there[:, None, :]
    cov = jnp.where(pair, level + kind * same + drift * jnp.exp(-apart / weeks), 0.0)
    # A padded cell is seen to be 0, with variance 1, by itself: it tells nothing.
    own = jnp.where(there, noise[:, None] / jnp.maximum(known.posts, 1.0), 1.0)
    factor = jnp.linalg.cholesky(cov + own[:, :, None] * np.eye(known.posts.shape[1]))
    columns, mean = _solve(factor, known.columns), _solve(factor, known.mean[:, :, None])[:, :, 0]
    gram = jnp.einsum("acp,acq->pq", columns, columns) + known.extra
    gram = gram + jnp.tensordot(1 / noise, known.gram, 1)
    moment = jnp.einsum("acp,ac->p", columns, mean) + known.pull
    moment = moment + (1 / noise) @ known.moment
    loss = jnp.log(jnp.diagonal(factor, axis1=1, axis2=2)).sum() + 0.5 * (mean**2).sum()
    loss = loss + 0.5 * (known.freedom * jnp.log(noise) + known.squares / noise).sum()
    return gram, moment, loss


def _posterior(arrays: Arrays, scales: Any, noise: Any, precision: Any) -> tuple[Any, Any]:
    jax, jnp, _ = libraries()
    gram, moment, _ = _eliminated(arrays, scales, noise)
    factor = (jnp.linalg.cholesky(gram + jnp.diag(precision)), True)
    solve = jax.scipy.linalg.cho_solve
    return solve(factor, moment), solve(factor, np.eye(len(moment)))


@cache
def _compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile as one, and once: NumPyro runs a model step by step before it compiles it."""
    jax, _, _ = libraries()
    compiled: Callable[..., Any] = jax.jit(function)
    return compiled


def _solve(factor: Any, values: Any) -> Any:
    jax, _, _ = libraries()
    return jax.scipy.linalg.solve_triangular(factor, values, lower=True)
