r"""Draws of what posts will bring: what is expected of them, and what chance adds to each.

What is expected is drawn jointly (`Fitted.draw`): where an account's level or a format is taken too
high, all its posts are. Single posts scatter about that on the log scale as

.. math:: y_i = \mu_i + s_a \sqrt{\nu_a / X_a} z_i, \quad X_a \sim \chi^2_{\nu_a}

with s and nu of the account: how far its posts scatter is itself an estimate, and where it is
wrong it is wrong for all of them. Of one post this is the Student distribution of `Fitted.predict`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from balise.domain.fitted import Fitted, Seasoned
from balise.domain.metric import METRICS, RATES
from balise.domain.post import Post

Array = NDArray[np.float64]
_HIGHEST = 600.0
"""Logarithm beyond which a figure would not be a finite number."""
_MANY = 1e6
_CELLS = 4_000_000
_FEWEST = 400


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Luck:
    """What is expected of posts in each draw (n, posts), and how far single ones lie from it."""

    kpi: str
    expected: Array
    spread: Array

    def outcomes(self, seed: int, turn: int = 0) -> Array:
        """Draw outcomes in the KPI's unit; another turn is another fate for the same posts."""
        chance = np.random.default_rng([seed, 31, turn])
        return self.met(chance.standard_normal(self.expected.shape))

    def met(self, chance: Array) -> Array:
        """Give the outcomes of these standard normal chances (n, posts)."""
        return in_unit(self.expected + self.spread * chance, self.kpi)


def luck(fit: Fitted, posts: Sequence[Post], n: int, seed: int) -> Luck:
    """Draw what is expected of posts, and how far each account's posts scatter."""
    expected = np.asarray(fit.draw(posts, n, seed=seed), float)
    sd, freedom = _scatter(fit, posts, expected)
    chance = np.random.default_rng([seed, 37])
    accounts = [f"{post.network}:{post.account}" for post in posts]
    spread = np.empty_like(expected)
    for account in sorted(set(accounts)):
        mine = [i for i, one in enumerate(accounts) if one == account]
        free = freedom[mine[0]]
        wrong = np.sqrt(free / chance.chisquare(free, n))
        spread[:, mine] = wrong[:, None] * sd[mine]
    return Luck(kpi=fit.kpi, expected=expected, spread=spread)


def few(n: int, posts: int) -> int:
    """Take fewer draws where there are very many posts.

    Examples
    --------
    >>> few(2000, 100), few(2000, 5000), few(2000, 10**6)
    (2000, 800, 400)
    """
    return min(n, max(_FEWEST, _CELLS // max(posts, 1)))


def in_unit(logs: Array, kpi: str) -> Array:
    """Give outcomes on the log scale in the KPI's own unit, as forecasts of single posts do.

    Examples
    --------
    >>> in_unit(np.log1p([-0.5, 0.4, 2.6]), "views").tolist()
    [0.0, 0.0, 3.0]
    """
    logs = np.minimum(logs, _HIGHEST)
    if kpi in RATES:
        return np.asarray(np.exp(logs))
    figures = np.expm1(np.maximum(logs, 0))
    metric = METRICS.get(kpi)
    counted = kpi == "engagement" or (metric is not None and metric.unit in {"count", "people"})
    return np.asarray(np.rint(figures) if counted else figures)


def _scatter(fit: Fitted, posts: Sequence[Post], expected: Array) -> tuple[Array, Array]:
    """Give sd and degrees of freedom of single posts; from what is left to chance where not told.

    The variance of a forecast is that of what is expected and that of single posts.
    """
    if isinstance(fit, Seasoned):
        told = np.array(fit.scatter(posts), float).reshape(-1, 2)
        return told[:, 0], told[:, 1]
    whole = np.array(fit.expect(posts), float).reshape(-1, 2)[:, 1] ** 2
    left = np.maximum(whole - expected.var(axis=0), 0.0)
    return np.sqrt(left), np.full(len(left), _MANY)
