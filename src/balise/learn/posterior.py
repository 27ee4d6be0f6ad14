"""What is believed after the data, and its projection on posts to come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy import linalg

from balise.domain.design import Design
from balise.learn.bundles import Bundle
from balise.learn.cells import AccountCells
from balise.learn.cores import ahead
from balise.learn.newcomers import LEAST, Newcomers, learn_newcomers
from balise.learn.prior import Coefficients
from balise.learn.process import (
    EXPECTED_UNREST,
    NOISE_WORTH,
    Array,
    Place,
    Scales,
    covariance,
)
from balise.learn.rows import Row
from balise.learn.sums import indicator

_CHUNK = 2_000
_KEPT = 128
"""Accounts whose factor, a square of their cells, is kept."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Conditioned:
    """One account given its cells: Cholesky factor of V (C, C) and V^-1 (y - G b), shape (C,)."""

    factor: Array
    weight: Array


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Parts:
    """Own parts of f of one account: its level, then its departure for each kind.

    They are `base` + `slope` b: (1 + K,), (1 + K, p); `local` is their covariance given b, `n` the
    posts of each kind. They hang on the account's cells and scales alone.
    """

    base: Array
    slope: Array
    local: Array
    n: Array

    def mean(self, b: Array) -> Array:
        """Expect the parts, shape (1 + K,)."""
        return np.asarray(self.base + self.slope @ b)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Projection:
    """Posts of one account: expected outcome, how it hangs on b, and what else is uncertain.

    `mean` (rows,), `slope` (rows, p), `local` covariance of the account's process at the distinct
    places (U, U), `spot` row -> place (rows,).
    """

    mean: Array
    slope: Array
    local: Array
    spot: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Posterior:
    """All that a fit knows.

    Parameters
    ----------
    design
        The columns.
    kinds
        Kind -> code in `Place.kind`.
    scales
        Variances of the accounts' processes and the common noise.
    coefficients
        Mean, covariance and prior variances of b.
    cells
        Account -> its cells.
    own
        Account -> its scales: the common ones, but for its own noise and restlessness.
    randomised
        Levels of which an experiment told.
    bundles
        Levels that always come together.
    parts
        Account -> its own parts of f, as far as they have been worked out.
    """

    design: Design
    kinds: Mapping[str, int]
    scales: Scales
    coefficients: Coefficients
    cells: Mapping[str, AccountCells]
    own: Mapping[str, Scales]
    randomised: frozenset[tuple[str, str]] = frozenset()
    bundles: tuple[Bundle, ...] = ()
    parts: dict[str, Parts] = field(default_factory=dict, repr=False)
    _known: dict[str, Conditioned] = field(default_factory=dict, repr=False)
    _newcomers: list[Newcomers] = field(default_factory=list, repr=False)

    def conditioned(self, account: str) -> Conditioned:
        """Give the process of a known account; that of the accounts asked for last is kept."""
        if account not in self._known:
            if len(self._known) >= _KEPT:
                self._known.pop(next(iter(self._known)))
            self._known[account] = self.condition(account)
        return self._known[account]

    def condition(self, account: str) -> Conditioned:
        """Work the process of a known account out."""
        cells, scales = self.cells[account], self.own[account]
        matrix = covariance(scales, cells.place, cells.place)
        matrix[np.diag_indices_from(matrix)] += scales.noise / cells.count
        factor = linalg.cholesky(matrix, lower=True, overwrite_a=True, check_finite=False)
        residual = cells.mean - cells.columns @ self.coefficients.mean
        weight = linalg.cho_solve((factor, True), residual, check_finite=False)
        return Conditioned(factor=factor, weight=weight)

    def newcomers(self) -> Newcomers | None:
        """Give what known accounts teach of one never seen, worked out once; None from a few."""
        if len(self.cells) < LEAST:
            return None
        if not self._newcomers:
            found = list(ahead(self._level, self.cells))
            levels, variances = np.array(found).T
            self._newcomers.append(learn_newcomers(self.design, self.cells, levels, variances))
        return self._newcomers[0]

    def _level(self, account: str) -> tuple[float, float]:
        """Estimate the level of an account from its posts alone, with its variance."""
        known = self.condition(account)
        ones = np.ones(len(known.weight))
        told = float(ones @ linalg.cho_solve((known.factor, True), ones, check_finite=False))
        return float(known.weight.sum()) / told, max(1 / told - self.scales.level, 0.0)

    def scales_of(self, account: str) -> Scales:
        """Give the scales of an account; one never seen is as restless as may be expected."""
        return self.own.get(account) or self.scales.own(unrest=EXPECTED_UNREST)

    def single(self, account: str) -> float:
        """Give how far single posts of an account scatter, of a rate those of a typical weight."""
        if account in self.cells:
            return self.own[account].noise * self.cells[account].thin
        thin = [cells.thin for cells in self.cells.values()]
        return self.scales.noise * (sum(thin) / len(thin) if thin else 1.0)

    def place(self, rows: Sequence[Row]) -> Place:
        """Place rows of one account; a kind never seen has a code of its own."""
        unseen = {kind: -1 - i for i, kind in enumerate(sorted({row.kind for row in rows}))}
        return Place(
            week=np.array([row.week for row in rows], float),
            kind=np.array([self.kinds.get(row.kind, unseen[row.kind]) for row in rows], np.int64),
        )


def project(posterior: Posterior, rows: Sequence[Row]) -> Projection:
    """Project on rows of one account; of one never seen, the population's distribution.

    The level of such an account is told by the mean habits of the rows that are asked for.

    The forecast is k* V^-1 (y - G b) + g b, its hold on b g - k* V^-1 G (Rasmussen and Williams
    2006, eq. 2.42: a Gaussian process with explicit basis functions).
    """
    account = rows[0].account
    x = np.asarray(
        indicator([row.active for row in rows], len(posterior.design.columns)).toarray(), float
    )
    spots = {(row.week, row.kind): row for row in reversed(rows)}
    number = {key: i for i, key in enumerate(spots)}
    spot = np.array([number[row.week, row.kind] for row in rows], np.int64)
    place = posterior.place(list(spots.values()))
    scales = posterior.scales_of(account)
    local = covariance(scales, place, place)
    mean = x @ posterior.coefficients.mean
    if account in posterior.cells:
        cells, known = posterior.cells[account], posterior.conditioned(account)
        cross = covariance(scales, place, cells.place)
        pull = linalg.cho_solve((known.factor, True), cross.T, check_finite=False).T
        mean = mean + (cross @ known.weight)[spot]
        x = x - (pull @ cells.columns)[spot]
        local = local - pull @ cross.T
    elif (newcomers := posterior.newcomers()) is not None:
        level, variance = newcomers.level(x.mean(axis=0))
        mean, local = mean + level, local + (variance - posterior.scales.level)
    return Projection(mean=mean, slope=x, local=local, spot=spot)


def expect(posterior: Posterior, rows: Sequence[Row]) -> tuple[Array, Array]:
    """Forecast outcomes: mean and standard deviation on the log scale, in the order of the rows."""
    mean, variance = np.zeros(len(rows)), np.zeros(len(rows))
    for account, places in by_account(rows).items():
        for start in range(0, len(places), _CHUNK):
            here = places[start : start + _CHUNK]
            seen = project(posterior, [rows[i] for i in here])
            spread = seen.slope @ posterior.coefficients.covariance
            mean[here] = seen.mean
            variance[here] = np.maximum(seen.local.diagonal(), 0)[seen.spot]
            variance[here] += np.einsum("ij,ij->i", spread, seen.slope)
            variance[here] += posterior.single(account)
    return mean, np.sqrt(variance)


def steady(posterior: Posterior, rows: Sequence[Row]) -> tuple[Array, Array]:
    """Expect outcomes at each account's lasting level, its drift left out, as `expect` does.

    The drift would follow a level that has shifted, and nothing would be left to be noticed. The
    standard deviation is that of single posts. An account never seen has the level 0.
    """
    mean, sd = np.zeros(len(rows)), np.zeros(len(rows))
    for account, here in by_account(rows).items():
        mine = [rows[i] for i in here]
        x = indicator([row.active for row in mine], len(posterior.design.columns))
        mean[here] = x @ posterior.coefficients.mean
        scales = posterior.scales_of(account)
        sd[here] = np.sqrt(posterior.single(account))
        if account in posterior.cells:
            lasting = replace(scales, drift=0.0, taste=0.0)
            cross = covariance(lasting, posterior.place(mine), posterior.cells[account].place)
            mean[here] += cross @ posterior.conditioned(account).weight
    return mean, sd


def singles(posterior: Posterior, rows: Sequence[Row]) -> tuple[Array, Array]:
    """Give how far single posts scatter: of full weight, and of the weight usual in the account."""
    known = {
        account: (posterior.scales_of(account).noise, posterior.single(account))
        for account in {row.account for row in rows}
    }
    noise, usual = np.array([known[row.account] for row in rows]).reshape(-1, 2).T
    return noise, usual


def freedom(posterior: Posterior, rows: Sequence[Row], sd: Array) -> Array:
    """Count the degrees of freedom of forecasts: an account's noise is itself an estimate.

    Welch and Satterthwaite: only the noise's part of the variance is unsure (Biometrika 34, 1947).
    """
    posts = {account: float(one.posts.sum()) for account, one in posterior.cells.items()}
    own = np.array([posts.get(row.account, 0.0) for row in rows]) + NOISE_WORTH
    _, usual = singles(posterior, rows)
    return np.asarray(own * (sd**2 / usual) ** 2)


def scatter(posterior: Posterior, rows: Sequence[Row]) -> list[tuple[float, float]]:
    """Give the sd of single posts and the degrees of freedom behind it, in the order of the rows.

    It is one figure of the whole account: where it is wrong, all its posts scatter otherwise.
    """
    posts = {account: float(one.posts.sum()) for account, one in posterior.cells.items()}
    known = {
        account: (float(np.sqrt(posterior.single(account))), posts.get(account, 0.0) + NOISE_WORTH)
        for account in {row.account for row in rows}
    }
    return [known[row.account] for row in rows]


def draw(posterior: Posterior, rows: Sequence[Row], n: int, seed: int) -> Array:
    """Draw expected outcomes jointly: first b, then each account's process given b; (n, rows)."""
    chance = np.random.default_rng(seed)
    width = len(posterior.design.columns)
    drawn = chance.standard_normal((n, width)) @ _root(posterior.coefficients.covariance).T
    found = np.zeros((n, len(rows)))
    for places in by_account(rows).values():
        seen = project(posterior, [rows[i] for i in places])
        own = chance.standard_normal((n, len(seen.local))) @ _root(seen.local).T
        found[:, places] = seen.mean + drawn @ seen.slope.T + own[:, seen.spot]
    return found


def by_account(rows: Sequence[Row]) -> dict[str, list[int]]:
    """Group the places of rows by account, accounts in order."""
    found: dict[str, list[int]] = {}
    for i, row in enumerate(rows):
        found.setdefault(row.account, []).append(i)
    return {account: found[account] for account in sorted(found)}


def _root(matrix: Array) -> Array:
    """A square root of a covariance that rounding may have left slightly indefinite."""
    values, vectors = linalg.eigh(matrix, check_finite=False)
    return np.asarray(vectors * np.sqrt(np.maximum(values, 0)))
