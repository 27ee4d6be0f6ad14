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

The work of a turn grows with the cube of an account's cells, so where there are many accounts the
variances are found from some of them, spread evenly over their sizes; then each of the others finds
its own noise and restlessness, and b is found from all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import linalg

from balise.domain.design import Design, Sums
from balise.learn import bundles, health
from balise.learn.cells import AccountSums, Laid, kinds_of, lay_out, lay_over, newcomers
from balise.learn.cores import ahead
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
_JUDGES, _JUDGED = 40, 120
"""Accounts that the scales are learnt from at most, spread over all, and their latest cells."""
_LATEST = 60
"""Cells that the restlessness of an account is told by at most."""
_STUDIED = 5e9
"""Multiplications a turn that finding the variances may take."""
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

    def of(self, accounts: int) -> _State:
        """Begin with other accounts, of which nothing is known yet."""
        return replace(self, ratios=np.ones(accounts), unrest=np.ones(accounts))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weighed:
    """The cells of an account weighed by V^-1: its diagonal, the means (C,), the columns (C, p).

    `condition` tells how much rounding grows in them (`balise.learn.health`).
    """

    diagonal: Array
    mean: Array
    columns: Array
    condition: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Left:
    """What b leaves of an account, its own uncertainty included; `residual` of its latest cells."""

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
    settled = (*settled, *newcomers(sorted(over.keys() - sums.n.keys()), width))
    groups = groups_of(design)

    def with_young(accounts: Iterable[AccountSums], state: _State) -> tuple[AccountSums, ...]:
        return _with_young(accounts, over, kinds, state)

    studied = _spread([_work(account) for account in settled], _STUDIED)
    state = _start(len(studied), width)
    for _ in range(_rounds(settled, width)):
        before = state.scales.logs()
        some = with_young((settled[i] for i in studied), state)
        state = _turn(some, groups, state, told)
        if np.abs(state.scales.logs() - before).max() < _STILL:
            break
    if len(studied) < len(settled):
        state = state.of(len(settled))
        state = _every(with_young(settled, state), state)
    accounts = with_young(settled, state)
    coefficients = _watched(accounts, (groups, state), told)
    return Posterior(
        design=design,
        kinds=kinds,
        scales=state.scales,
        coefficients=coefficients,
        randomised=frozenset(randomised),
        bundles=bundles.find(design, sums),
        cells={account.cells.account: account.cells for account in accounts},
        own=dict(zip((a.cells.account for a in accounts), state.own(), strict=True)),
    )


def _start(accounts: int, width: int) -> _State:
    nothing = Coefficients(mean=np.zeros(width), covariance=np.eye(width), variances={})
    one = np.ones(accounts)
    return _State(scales=Scales(), ratios=one, unrest=one, coefficients=nothing)


def _rounds(accounts: Sequence[AccountSums], width: int) -> int:
    work = sum(len(account.cells.count) for account in accounts) + 5 * width
    return _ROUNDS[0] if work > _WORK else _ROUNDS[1]


def _by_account(young: Sequence[Laid]) -> dict[str, list[Laid]]:
    found: dict[str, list[Laid]] = {}
    for one in young:
        found.setdefault(one.account, []).append(one)
    return found


def _with_young(
    accounts: Iterable[AccountSums],
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
    """One turn: b and its variances, each account's noise and restlessness, the scales."""
    weighed = list(ahead(_weighed, accounts, state.own()))
    found = _coefficients(accounts, weighed, (groups, state), told)
    left = [_left(account, found) for account in accounts]
    state = _individual(accounts, weighed, left, replace(state, coefficients=found))
    # The common noise is that of an account of which nothing is known: the mean over accounts.
    typical = float(np.average(state.ratios, weights=[min(a.n, _KNOWN) for a in accounts]))
    common = replace(state.scales, noise=state.scales.noise * typical)
    state = replace(state, scales=common, ratios=state.ratios / typical)
    scatter = [_scatter(accounts[i], left[i], state, i) for i in _judges(accounts)]
    return replace(state, scales=learn_scales(scatter, common))


def _every(accounts: Sequence[AccountSums], state: _State) -> _State:
    """Find the noise and the restlessness of accounts of which few were studied."""
    left = (_left(account, state.coefficients) for account in accounts)
    return _individual(accounts, ahead(_weighed, accounts, state.own()), left, state)


def _individual(
    accounts: Iterable[AccountSums],
    weighed: Iterable[_Weighed],
    left: Iterable[_Left],
    state: _State,
) -> _State:
    """Find the noise and the restlessness of each account, given b."""
    ratios, restless = [], []
    for account, cells, one, own in zip(accounts, weighed, left, state.own(), strict=True):
        ratio = _ratio(account, cells, one, (own.noise, state))
        ratios.append(ratio)
        restless.append(_unrest(account, one, state.scales.own(noise=ratio)))
    return replace(state, ratios=np.array(ratios), unrest=np.array(restless))


def _unrest(account: AccountSums, left: _Left, scales: Scales) -> float:
    """The restlessness of an account, by its latest settled cells."""
    some = _last(account, _LATEST)
    residual = left.residual[-_LATEST:, -_LATEST:]
    return unrest(scales, _at(account, some), account.cells.count[some], residual)


def _scatter(account: AccountSums, left: _Left, state: _State, i: int) -> Scatter:
    """What the settled posts of an account tell of the scales."""
    some = _last(account, _JUDGED)
    return Scatter(
        place=_at(account, some),
        count=account.cells.count[some],
        residual=left.residual,
        ratio=float(state.ratios[i]),
        unrest=float(state.unrest[i]),
        within=left.within,
        freedom=left.freedom,
    )


def _last(account: AccountSums, most: int) -> slice:
    """The latest settled cells."""
    return slice(max(account.settled - most, 0), account.settled)


def _at(account: AccountSums, some: slice) -> Place:
    place = account.cells.place
    return Place(week=place.week[some], kind=place.kind[some])


def _coefficients(
    accounts: Iterable[AccountSums],
    weighed: Iterable[_Weighed],
    believed: tuple[Groups, _State],
    told: Sequence[Told],
) -> Coefficients:
    groups, state = believed
    width = len(state.coefficients.mean)
    upper, whole, moment = np.zeros(width * width), np.zeros((width, width)), np.zeros(width)
    for account, cells, scales in zip(accounts, weighed, state.own(), strict=True):
        g, noise = account.cells.dense(), scales.noise
        through = cells.columns - g * (account.cells.count / noise)[:, None]
        upper[account.where] += account.gram / noise
        whole += g.T @ through
        moment += account.gy / noise + through.T @ account.cells.mean
    for one in told:
        whole += np.outer(one.contrast, one.contrast) / one.sd**2
        moment += one.contrast * one.effect / one.sd**2
    square = upper.reshape(width, width)
    whole += square + np.triu(square, 1).T
    found = solve(whole, moment, groups, state.coefficients.variances)
    # Of what the processes were taken out of, the rounding is left.
    worst = health.condition(square.diagonal(), found.covariance.diagonal())
    return replace(found, condition=max(found.condition, worst))


def _watched(
    accounts: Sequence[AccountSums], believed: tuple[Groups, _State], told: Sequence[Told]
) -> Coefficients:
    """Find b from all accounts, and refuse what double precision does not carry."""
    conditions: dict[str, float] = {}

    def noted() -> Iterator[_Weighed]:
        every = ahead(_weighed, accounts, believed[1].own())
        for account, cells in zip(accounts, every, strict=True):
            conditions[account.cells.account] = cells.condition
            yield cells

    found = _coefficients(accounts, noted(), believed, told)
    health.watch(found.condition, conditions.items())
    return found


def _weighed(account: AccountSums, scales: Scales) -> _Weighed:
    """Weigh the cells of an account by V^-1, V being the covariance of their means given b."""
    cells = account.cells
    matrix = covariance(scales, cells.place, cells.place)
    matrix[np.diag_indices_from(matrix)] += scales.noise / cells.count
    factor = linalg.cholesky(matrix, lower=True, check_finite=False)
    inverse = inverse_of(factor)
    return _Weighed(
        condition=health.condition(matrix.diagonal(), inverse.diagonal()),
        diagonal=inverse.diagonal().copy(),
        mean=inverse @ cells.mean,
        columns=inverse @ cells.dense(),
    )


def _left(account: AccountSums, coefficients: Coefficients) -> _Left:
    """Expected scatter within cells, and expected outer product of the latest cells' residuals."""
    b, spread, cells = coefficients.mean, coefficients.covariance, account.cells
    width, some = len(b), _last(account, _JUDGED)
    row, column = account.where // width, account.where % width
    twice = np.where(row == column, 1.0, 2.0) * account.gram
    squares = account.yy - 2 * float(b @ account.gy)
    squares += float(twice @ (b[row] * b[column] + spread[row, column]))
    g, residual = cells.dense(), cells.mean - cells.columns @ b
    unsure = g @ spread
    expected = residual**2 + np.einsum("cp,cp->c", unsure, g)
    outer = np.outer(residual[some], residual[some]) + unsure[some] @ g[some].T
    return _Left(
        within=max(squares - float(cells.count @ expected), 0.0),
        freedom=account.n - account.settled,
        residual=np.asarray(outer),
    )


def _ratio(
    account: AccountSums, cells: _Weighed, left: _Left, believed: tuple[float, _State]
) -> float:
    """Noise of an account against the common one: all its squares given f, shrunk to 1."""
    noise, state = believed
    b, spread = state.coefficients.mean, state.coefficients.covariance
    seen = (cells.mean - cells.columns @ b) ** 2 - cells.diagonal
    seen += np.einsum("cp,cp->c", cells.columns @ spread, cells.columns)
    scale = noise / account.cells.count
    every = account.cells.count * (scale**2 * seen + scale)
    between = float(every[: account.settled].sum())
    whole = (left.within + between) / state.scales.noise
    return (whole + NOISE_WORTH) / (account.n + NOISE_WORTH)


def _work(account: AccountSums) -> float:
    """Count the multiplications of one turn."""
    cells, width = account.cells.columns.shape
    return float(cells * (cells**2 + 3 * cells * width + 3 * width**2))


def _spread(work: Sequence[float], most: float) -> list[int]:
    """Choose accounts, evenly over their sizes, whose work stays within a limit."""
    order = sorted(range(len(work)), key=lambda i: (work[i], i))
    step = max(1.0, sum(work) / most)
    picked = (
        {order[-1 - int(k * step)] for k in range(int(len(order) / step) or 1)} if order else ()
    )
    return sorted(picked)


def _judges(accounts: Sequence[AccountSums]) -> list[int]:
    """Accounts to learn the scales from, of every size."""
    known = [i for i in range(len(accounts)) if accounts[i].settled]
    order = sorted(known, key=lambda i: (accounts[i].settled, i))
    step = max(1, -(-len(order) // _JUDGES))
    return order[::-step]
