r"""Small counts: what log(1 + count) shows of an effect on the count itself.

From half a like to one is twice the likes, and a third more of 1 + likes: on the scale of the
model an effect looks the smaller, the smaller the counts. For counts X that scatter as Poisson
about means that scatter in any way, a factor :math:`e^\beta` on all the means moves log(1 + X) by

.. math::

    \frac{d}{d \beta} E \log(1 + X) = E\, X \log(1 + 1 / X)

at :math:`\beta = 0` (Stein's identity: Chen, Annals of Probability 3, 1975), which the counts
tell by themselves: 0 shows nothing, 1 shows 0.69, 10 shows 0.95. What an account's posts show on
average is its `shown`; against a typical 1 + count that an effect multiplies by :math:`e^d`, the
count is multiplied by 1 + (e^d - 1) / shown.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from balise.learn.cells import AccountCells
from balise.learn.contrasts import Contrast
from balise.learn.kpi import is_counted
from balise.learn.posterior import Posterior
from balise.learn.process import Array

HIGHEST = 600.0
"""Logarithm beyond which a multiplier or a quantile would not be a finite number."""
_COUNTS = np.arange(1, 51)
"""Counts beyond the last show an effect to 1 %, and are taken to show all of it."""
_EDGES = np.log(_COUNTS + 0.5)
_STEPS = np.diff(np.append((_COUNTS * np.log1p(1 / _COUNTS))[:-1], 1.0), prepend=0.0)
_LEAST = 0.02
"""An account with hardly any count shows next to nothing; beyond this factor nothing is told."""
_SURE = 1e-9
_TINY = 1e-300
_LEVELS = np.array([0.5, 0.05, 0.95])


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """How much of an effect log(1 + count) shows: of each account, and at each column (p,)."""

    accounts: dict[str, float]
    columns: Array

    def at(self, contrast: Contrast) -> float:
        """Give what the posts of a level show.

        Of networks all is taken to be shown: their accounts differ in level, and one level shows
        another share than the next.
        """
        mine = contrast.vector > 0
        if contrast.factor == "network" or not mine.any():
            return 1.0
        return float(np.average(self.columns[mine], weights=contrast.vector[mine]))


def shown(posterior: Posterior) -> Shown:
    """Tell how much of an effect on the count each account shows, and the posts of each column."""
    width = len(posterior.design.columns)
    if not is_counted(posterior.design.kpi):
        return Shown(accounts=dict.fromkeys(posterior.cells, 1.0), columns=np.ones(width))
    accounts, n, part = {}, np.zeros(width), np.zeros(width)
    for name, cells in posterior.cells.items():
        accounts[name] = of_account(cells, posterior.scales_of(name).noise)
        mine = cells.columns.T @ cells.posts
        n, part = n + mine, part + mine * accounts[name]
    columns = np.divide(part, n, out=np.ones(width), where=n > 0)
    return Shown(accounts=accounts, columns=columns)


def of_account(cells: AccountCells, noise: float) -> float:
    """Average what an account's posts show; posts scatter about the mean of their cell.

    A post that is alone in its cell is known as it is.
    """
    n = cells.posts
    if not n.any():
        return 1.0
    sd = np.sqrt(noise * np.maximum(1 - 1 / np.maximum(n, 1.0), _SURE))
    reached = ndtr((cells.mean[:, None] - _EDGES) / sd[:, None])
    return max(float(n @ (reached @ _STEPS) / n.sum()), _LEAST)


def on_counts(mean: float, sd: float, seen: float) -> tuple[float, float, float]:
    """Give the multiplier of a count and its 90 % interval, of an effect on log(1 + count).

    Parameters
    ----------
    mean, sd
        Of the effect's normal posterior on the log scale.
    seen
        How much of an effect is shown. No count is below 0, so the posterior is cut off where
        the multiplier would be.

    Examples
    --------
    >>> [round(x, 2) for x in on_counts(0.2, 0.05, 1.0)]
    [1.22, 1.12, 1.33]
    >>> [round(x, 2) for x in on_counts(0.2, 0.05, 0.5)]
    [1.44, 1.25, 1.65]
    """
    above = float(ndtr((mean - np.log1p(-seen)) / sd)) if seen < 1 and sd > 0 else 1.0
    # From the upper tail, which alone has digits left where nearly all is cut off.
    logs = mean - sd * ndtri((1 - _LEVELS) * max(above, _TINY))
    middle, low, high = multiplied(logs, seen).tolist()
    return middle, low, high


def multiplied(logs: Array, seen: float) -> Array:
    """Give what a count is multiplied by where 1 + count is multiplied by the exp of `logs`.

    Examples
    --------
    >>> multiplied(np.log([1.2, 0.4]), 0.5).round(2).tolist()
    [1.4, 0.0]
    """
    return np.asarray(np.maximum(1 + np.expm1(np.clip(logs, -HIGHEST, HIGHEST)) / seen, 0))
