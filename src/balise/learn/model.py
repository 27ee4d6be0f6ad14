r"""The model, exact from sums that add up.

.. math::

    y_i = g_i' b + f_a(w_i, k_i) + e_i, \qquad e_i \sim N(0, s_a^2)

on the log scale, with the process f of `balise.learn.process` for each account a and the prior of
b of `balise.learn.prior`. With cell means :math:`\bar y, \bar G` and n posts in each cell, V the
covariance of the cell means given b and :math:`D = s_a^2 \operatorname{diag}(1/n)`, all the f are
eliminated exactly (a Schur complement; Lindley and Smith, JRSS B 34, 1972):

.. math::

    S = \sum_a G'G / s_a^2 + \bar G' (V^{-1} - D^{-1}) \bar G, \qquad
    r = \sum_a G'y / s_a^2 + \bar G' (V^{-1} - D^{-1}) \bar y, \qquad
    b = (S + \Lambda)^{-1} r

Nothing that is inverted grows with the number of accounts. The variances are found in turns: those
of b by MacKay's fixed point, those of f and the noise by expectation-maximisation of the marginal
likelihood of the cell means and of the scatter within cells, each account's own noise by its
scatter, shrunk to the common one, and its restlessness by the likelihood of its own cell means.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import linalg

from balise.domain.design import Design, Sums
from balise.learn import bundles
from balise.learn.cells import AccountSums, Laid, kinds_of, lay_out, lay_over, newcomers
from balise.learn.posterior import Posterior
from balise.learn.prior import Coefficients, Groups, groups_of, solve
from balise.learn.process import (
    NOISE_WORTH,
    Array,
    Place,
    Scales,
    Scatter,
    covariance,
    inverse_of,
    learn_scales,
    unrest,
)

_KNOWN = 100
"""Posts from which an account's own noise counts fully towards the common one."""
_JUDGES = 40
"""Accounts that the scales are learnt from at most, spread over all."""
_MOST_CELLS = 600
_LATEST = 60
"""Cells that the restlessness of an account is told by at most."""
_WORK = 6_000
_ROUNDS = (5, 12)
_STILL = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A contrast of the coefficients that an experiment measured: c'b ~ N(effect, sd^2)."""

    contrast: Array
    effect: float
    sd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    scales: Scales
    ratios: Array
    unrest: Array
    coefficients: Coefficients

    def own(self) -> list[Scales]:
        """Give the scales of each account."""
        each = zip(self.ratios.tolist(), self.unrest.tolist(), strict=True)
        return [self.scales.own(noise=ratio, unrest=unrest) for ratio, unrest in each]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Left:
    """What b leaves of one account, its own uncertainty included."""

    within: float
    freedom: float
    residual: Array


def learn(
    design: Design,
    sums: Sums,
    told: Sequence[Told] = (),
    *,
    randomised: Iterable[tuple[str, str]] = (),
    young: Sequence[Laid] = (),
) -> Posterior:
    """Learn all of the model from sums.

    Parameters
    ----------
    design, sums
        The columns and the sums over posts of that design.
    told
        What experiments found.
    randomised
        The levels of which they told.
    young
        Young posts to lay over the sums, corrected to full age.

    Returns
    -------
    Posterior
        The same for the same sums: nothing is drawn at random.
    """
    kinds = kinds_of(sums, young)
    width, over = len(design.columns), _by_account(young)
    settled = lay_out(sums, kinds, width)
    settled = accounts = (*settled, *newcomers(sorted(over.keys() - sums.n.keys()), width))
    groups = groups_of(design)
    state = _State(
        scales=Scales(),
        ratios=np.ones(len(accounts)),
        unrest=np.ones(len(accounts)),
        coefficients=Coefficients(mean=np.zeros(width), covariance=np.eye(width), variances={}),
    )
    for _ in range(_rounds(settled, width)):
        before = state.scales.logs()
        accounts = _with_young(settled, over, kinds, state)
        state = _turn(accounts, groups, state, told)
        if np.abs(state.scales.logs() - before).max() < _STILL:
            break
    accounts = _with_young(settled, over, kinds, state)
    coefficients = _coefficients(accounts, groups, state, told)
    return Posterior(
        design=design,
        kinds=kinds,
        scales=state.scales,
        coefficients=coefficients,
        randomised=frozenset(randomised),
        bundles=bundles.find(design, sums),
        cells={account.cells.account: account.cells for account in accounts},
        own={
            account.cells.account: scales
            for account, scales in zip(accounts, state.own(), strict=True)
        },
    )


def _rounds(accounts: Sequence[AccountSums], width: int) -> int:
    work = sum(len(account.cells.count) for account in accounts) + 5 * width
    return _ROUNDS[0] if work > _WORK else _ROUNDS[1]


def _by_account(young: Sequence[Laid]) -> dict[str, list[Laid]]:
    found: dict[str, list[Laid]] = {}
    for one in young:
        found.setdefault(one.account, []).append(one)
    return found


def _with_young(
    accounts: Sequence[AccountSums],
    over: Mapping[str, Sequence[Laid]],
    kinds: Mapping[str, int],
    state: _State,
) -> tuple[AccountSums, ...]:
    """Lay young posts over, weighed by the noise of their accounts as it is believed now."""
    return tuple(
        lay_over(account, over.get(account.cells.account, ()), kinds, scales.noise)
        for account, scales in zip(accounts, state.own(), strict=True)
    )


def _turn(
    accounts: Sequence[AccountSums], groups: Groups, state: _State, told: Sequence[Told]
) -> _State:
    """One turn: b and its variances, each account's noise, the scales."""
    state = replace(state, coefficients=_coefficients(accounts, groups, state, told))
    judges, judged = _judges(accounts), dict[int, _Left]()
    ratios, restless = np.ones(len(accounts)), np.ones(len(accounts))
    for i, (account, own) in enumerate(zip(accounts, state.own(), strict=True)):
        left = _left(account, state.coefficients)  # a square of cells: not kept for each account
        ratios[i] = _ratio(account, left, own, state.scales.noise)
        restless[i] = _unrest(account, left, state.scales.own(noise=float(ratios[i])))
        if i in judges:
            judged[i] = left
    # The common noise is that of an account of which nothing is known: the mean over accounts.
    typical = float(np.average(ratios, weights=[min(a.n, _KNOWN) for a in accounts]))
    common = replace(state.scales, noise=state.scales.noise * typical)
    state = replace(state, scales=common, ratios=ratios / typical, unrest=restless)
    scatter = [_scatter(accounts[i], judged[i], state, i) for i in judges]
    return replace(state, scales=learn_scales(scatter, common))


def _unrest(account: AccountSums, left: _Left, scales: Scales) -> float:
    """The restlessness of an account, by its latest settled cells."""
    some, place = slice(max(account.settled - _LATEST, 0), account.settled), account.cells.place
    latest = Place(week=place.week[some], kind=place.kind[some])
    return unrest(scales, latest, account.cells.count[some], left.residual[some, some])


def _scatter(account: AccountSums, left: _Left, state: _State, i: int) -> Scatter:
    """What the settled posts of an account tell of the scales."""
    n, place = account.settled, account.cells.place
    return Scatter(
        place=Place(week=place.week[:n], kind=place.kind[:n]),
        count=account.cells.count[:n],
        residual=left.residual[:n, :n],
        ratio=float(state.ratios[i]),
        unrest=float(state.unrest[i]),
        within=left.within,
        freedom=left.freedom,
    )


def _coefficients(
    accounts: Sequence[AccountSums], groups: Groups, state: _State, told: Sequence[Told]
) -> Coefficients:
    width = len(state.coefficients.mean)
    upper, whole, moment = np.zeros(width * width), np.zeros((width, width)), np.zeros(width)
    for account, scales in zip(accounts, state.own(), strict=True):
        noise = scales.noise
        g = account.cells.dense()
        matrix = _inverse(account, scales)
        matrix[np.diag_indices_from(matrix)] -= account.cells.count / noise
        upper[account.where] += account.gram / noise
        through = matrix @ g
        whole += g.T @ through
        moment += account.gy / noise + through.T @ account.cells.mean
    for one in told:
        whole += np.outer(one.contrast, one.contrast) / one.sd**2
        moment += one.contrast * one.effect / one.sd**2
    square = upper.reshape(width, width)
    whole += square + np.triu(square, 1).T
    return solve(whole, moment, groups, state.coefficients.variances)


def _inverse(account: AccountSums, scales: Scales) -> Array:
    """V^-1 of an account's cell means given b."""
    matrix = covariance(scales, account.cells.place, account.cells.place)
    matrix[np.diag_indices_from(matrix)] += scales.noise / account.cells.count
    return inverse_of(linalg.cholesky(matrix, lower=True, overwrite_a=True, check_finite=False))


def _left(account: AccountSums, coefficients: Coefficients) -> _Left:
    """Expected scatter within cells and expected outer product of the cells' residuals."""
    b, spread, cells = coefficients.mean, coefficients.covariance, account.cells
    width = len(b)
    row, column = account.where // width, account.where % width
    twice = np.where(row == column, 1.0, 2.0) * account.gram
    fitted = cells.columns @ b
    unsure = cells.columns @ (cells.columns @ spread).T
    squares = account.yy - 2 * float(b @ account.gy) + float(twice @ (b[row] * b[column]))
    squares += float(twice @ spread[row, column])
    residual = cells.mean - fitted
    outer = np.outer(residual, residual) + unsure
    within = squares - float(cells.count @ outer.diagonal())
    return _Left(
        within=max(within, 0.0), freedom=account.n - account.settled, residual=np.asarray(outer)
    )


def _ratio(account: AccountSums, left: _Left, scales: Scales, common: float) -> float:
    """Noise of an account against the common one: all its squares given f, shrunk to 1."""
    noise = scales.noise
    inverse = _inverse(account, scales)
    seen = inverse @ left.residual @ inverse - inverse
    scale = noise / account.cells.count
    every = account.cells.count * (scale**2 * seen.diagonal() + scale)
    between = float(every[: account.settled].sum())
    whole = (left.within + between) / common
    return (whole + NOISE_WORTH) / (account.n + NOISE_WORTH)


def _judges(accounts: Sequence[AccountSums]) -> list[int]:
    """Accounts to learn the scales from: of every size, but none whose cells cost too much."""
    known = [i for i in range(len(accounts)) if accounts[i].settled]
    order = sorted(known, key=lambda i: (accounts[i].settled, i))
    fit = [i for i in order if accounts[i].settled <= _MOST_CELLS] or order[:1]
    step = max(1, -(-len(fit) // _JUDGES))
    return fit[::-step]
