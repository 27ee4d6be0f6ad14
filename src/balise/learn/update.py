r"""A posterior brought up to date with a few posts, all variances held.

Of the cells of an account U stay, O go and N come in their place. With

.. math::

    R_N = \bar G_N - K_{NU} V_{UU}^{-1} \bar G_U, \qquad
    S_N = V_{NN} - K_{NU} V_{UU}^{-1} K_{UN}

the account's part of the normal equations of `balise.learn.model` is that of U and

.. math::

    R_N' S_N^{-1} R_N + G_N'G_N / s_a^2 - \bar G_N' D_N^{-1} \bar G_N

(a block of a matrix eliminated: Golub and Van Loan, *Matrix Computations*, 2013, section 3.2.11),
and likewise of O before: what U tells by itself cancels. Of young posts, each a cell of its own,
the last two terms cancel too. The prior, and what other accounts tell, are in the precision of the
coefficients as it stands. So the result is that of all posts, exactly, at the variances, noises and
restlessness that were found last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from scipy import linalg, sparse

from balise.domain.design import Sums
from balise.learn import health
from balise.learn.cells import AccountCells, AccountSums, Laid, lay_out, lay_over, newcomers
from balise.learn.cores import ahead
from balise.learn.posterior import Posterior
from balise.learn.process import Array, Place, Scales, covariance, inverse_of
from balise.learn.table import CellTable

WHOLE_BELOW = 20_000
"""Fewer posts are learnt anew each time: that takes a second or two, and finds all variances."""
MOST_CHANGED = 0.02
"""Share of posts that may change before the variances are found anew."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Told:
    """What cells add to S (p, p) and r (p,) beside those that stay."""

    gram: Array
    moment: Array


def renew(posterior: Posterior, before: Sums, after: Sums, young: Sequence[Laid]) -> Posterior:
    """Put some sums in the place of others.

    Parameters
    ----------
    posterior
        What was believed; it knows every account and kind of the sums (`knows`).
    before, after
        Cells that the posterior was learnt from, and what stands in their place now.
    young
        Every young post of the accounts of these sums; those of others are left as they are.

    Raises
    ------
    ConditionError, LinAlgError
        Double precision does not carry the equations.
    """
    width = len(posterior.design.columns)
    old, new = (_by_account(sums, posterior, width) for sums in (before, after))
    over: dict[str, list[Laid]] = {}
    for one in young:
        over.setdefault(one.account, []).append(one)
    touched = sorted(old.keys() | new.keys() | over.keys())
    none = {one.cells.account: one for one in newcomers(touched, width)}
    parts = list(
        ahead(
            partial(_exchanged, posterior),
            (old.get(account, none[account]) for account in touched),
            (new.get(account, none[account]) for account in touched),
            (over.get(account, []) for account in touched),
        )
    )
    return _solved(posterior, parts)


def knows(posterior: Posterior, after: Sums, young: Sequence[Laid]) -> bool:
    """Tell whether all accounts and kinds that come in are known."""
    tables = CellTable.of(after.cells).accounts.values()
    kinds = {table.kinds[code] for table in tables for code in np.unique(table.kind).tolist()}
    kinds |= {one.kind for one in young}
    accounts = after.n.keys() | {one.account for one in young}
    return kinds <= posterior.kinds.keys() and accounts <= posterior.cells.keys()


def changed(before: Sums, after: Sums) -> int:
    """Count the posts that came and went, and those of cells whose figures are not what they were.

    Examples
    --------
    >>> none = Sums(design_id="d", cells=(), gram={}, gy={}, yy={}, n={})
    >>> changed(none, none)
    0
    """
    old, new = ({c.key: (c.n, c.y) for c in sums.cells} for sums in (before, after))
    none = (0, 0.0)
    pairs = ((old.get(key, none), new.get(key, none)) for key in old.keys() | new.keys())
    return sum(abs(was[0] - now[0]) or now[0] for was, now in pairs if was != now)


def _by_account(sums: Sums, posterior: Posterior, width: int) -> dict[str, AccountSums]:
    return {one.cells.account: one for one in lay_out(sums, posterior.kinds, width)}


def _exchanged(
    posterior: Posterior, old: AccountSums, new: AccountSums, young: Sequence[Laid]
) -> tuple[AccountCells, _Told]:
    """The cells of one account as they are now, and what changes of its part in S and r."""
    account = old.cells.account
    cells, scales = posterior.cells[account], posterior.own[account]
    is_young = np.arange(len(cells.count)) >= len(cells.count) - cells.young
    goes = is_young | np.isin(_keys(cells), _keys(old.cells))
    stay, gone = _some(cells, ~goes), _some(cells, goes, young=cells.young)
    come = lay_over(new, young, posterior.kinds, scales.noise).cells
    matrix = covariance(scales, stay.place, stay.place)
    matrix[np.diag_indices_from(matrix)] += scales.noise / stay.count
    factor = linalg.cholesky(matrix, lower=True, overwrite_a=True, check_finite=False)
    was = _told(replace(old, cells=gone), stay, scales, factor)
    now = _told(replace(new, cells=come), stay, scales, factor)
    told = _Told(gram=now.gram - was.gram, moment=now.moment - was.moment)
    return _joined(stay, come), told


def _told(part: AccountSums, stay: AccountCells, scales: Scales, factor: Array) -> _Told:
    """What cells tell beside those that stay, whose covariance has this factor."""
    cells, width = part.cells, part.cells.columns.shape[1]
    cross = covariance(scales, stay.place, cells.place)
    pull = linalg.cho_solve((factor, True), cross, check_finite=False)
    inner = covariance(scales, cells.place, cells.place) - cross.T @ pull
    inner[np.diag_indices_from(inner)] += scales.noise / cells.count
    lower = linalg.cholesky(inner, lower=True, overwrite_a=True, check_finite=False)
    g = linalg.solve_triangular(
        lower, cells.dense() - (stay.columns.T @ pull).T, lower=True, check_finite=False
    )
    y = linalg.solve_triangular(
        lower, cells.mean - pull.T @ stay.mean, lower=True, check_finite=False
    )
    upper = np.zeros(width * width)
    upper[part.where] = part.gram / scales.noise
    square = upper.reshape(width, width)
    settled = cells.columns[: part.settled]
    weighed = settled.T * (cells.count[: part.settled] / scales.noise)
    return _Told(
        gram=g.T @ g + square + np.triu(square, 1).T - (weighed @ settled).toarray(),
        moment=g.T @ y + part.gy / scales.noise - weighed @ cells.mean[: part.settled],
    )


def _solved(posterior: Posterior, parts: Sequence[tuple[AccountCells, _Told]]) -> Posterior:
    known = posterior.coefficients
    whole = inverse_of(linalg.cholesky(known.covariance, lower=True))
    moment = whole @ known.mean
    for _, told in parts:
        whole += told.gram
        moment += told.moment
    factor = linalg.cholesky(whole, lower=True)
    spread = inverse_of(factor)
    condition = health.condition(whole.diagonal(), spread.diagonal())
    health.watch(condition, ())
    mean = linalg.cho_solve((factor, True), moment)
    fresh: Mapping[str, AccountCells] = {cells.account: cells for cells, _ in parts}
    return replace(
        posterior,
        coefficients=replace(known, mean=mean, covariance=spread, condition=condition),
        cells={a: fresh.get(a, cells) for a, cells in posterior.cells.items()},
        parts={a: one for a, one in posterior.parts.items() if a not in fresh},
        _known={},
        _newcomers=[],
    )


def _keys(cells: AccountCells) -> Array:
    return cells.place.week * 1_000 + cells.place.kind  # fewer kinds than that are known


def _some(cells: AccountCells, mine: np.ndarray, *, young: int = 0) -> AccountCells:
    return replace(
        cells,
        place=Place(week=cells.place.week[mine], kind=cells.place.kind[mine]),
        count=cells.count[mine],
        mean=cells.mean[mine],
        columns=cells.columns[np.flatnonzero(mine)],
        young=young,
    )


def _joined(stay: AccountCells, come: AccountCells) -> AccountCells:
    """Cells of one account, in order of week and kind, young posts last."""
    both = AccountCells(
        account=stay.account,
        place=Place(
            week=np.concatenate([stay.place.week, come.place.week]),
            kind=np.concatenate([stay.place.kind, come.place.kind]),
        ),
        count=np.concatenate([stay.count, come.count]),
        mean=np.concatenate([stay.mean, come.mean]),
        columns=sparse.csr_array(sparse.vstack([stay.columns, come.columns], format="csr")),
        young=come.young,
    )
    settled = len(both.count) - come.young
    order = np.lexsort((both.place.kind[:settled], both.place.week[:settled]))
    return replace(
        both,
        place=Place(
            week=_put(both.place.week, order),
            kind=_put(both.place.kind, order),
        ),
        count=_put(both.count, order),
        mean=_put(both.mean, order),
        columns=both.columns[np.concatenate([order, np.arange(settled, len(both.count))])],
    )


def _put(values: np.ndarray, order: np.ndarray) -> np.ndarray:
    """Put the first values in order."""
    return np.concatenate([values[order], values[len(order) :]])
