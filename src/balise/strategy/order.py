"""Draws of scores -> an order, with the chance that it holds and what to keep within capacity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from balise.domain.ranking import Standing

Array = NDArray[np.float64]
Taken = NDArray[np.bool_]
KEEP, DROP = 0.8, 0.2
"""Chances from which on something is kept, and up to which it is dropped."""
LEAD = 3
_MOST_SETS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Scores in order: `at` are their places in the draws, best first."""

    at: tuple[int, ...]
    median: Array
    low: Array
    high: Array
    p_first: Array
    p_above_next: Array
    p_order: float
    p_lead: float


def placed(draws: Array) -> Placed:
    """Put columns of draws in order, by their median.

    Examples
    --------
    >>> found = placed(np.array([[1.0, 2.0], [1.0, 3.0], [4.0, 2.5]]))
    >>> found.at, round(float(found.p_first[1]), 2)
    ((1, 0), 0.67)
    """
    median = np.median(draws, axis=0)
    low, high = np.quantile(draws, (0.05, 0.95), axis=0)
    first = np.bincount(draws.argmax(axis=1), minlength=draws.shape[1]) / len(draws)
    at = tuple(int(i) for i in np.lexsort((-first, -median)))
    sorted_ = draws[:, list(at)]
    above = sorted_[:, :-1] > sorted_[:, 1:]
    beyond = np.ones(draws.shape[1])
    beyond[list(at[:-1])] = above.mean(axis=0)
    lead = sorted_[:, :LEAD].min(axis=1) > sorted_[:, LEAD:].max(axis=1, initial=-np.inf)
    return Placed(
        at=at, median=median, low=low, high=high, p_first=first, p_above_next=beyond,
        p_order=float(above.all(axis=1).mean()), p_lead=float(lead.mean()),
    )  # fmt: skip


def chosen(draws: Array, hours: Sequence[float | None], limit: float | None, worth: float) -> Taken:
    """Tell in which draws each column belongs to the best choice: booleans (draws, columns).

    The best choice takes what scores at least `worth` of the best in its draw and, where hours are
    limited, the set of those with the highest sum that fits.

    Examples
    --------
    >>> scores = np.array([[3.0, 2.0, 2.0, 0.1]])
    >>> chosen(scores, [4.0, 2.0, 2.0, 0.5], 4.0, 0.3).tolist()
    [[False, True, True, False]]
    """
    can = np.array([one is not None for one in hours])
    values = np.where(can, draws, 0.0)
    good = (values >= worth * values.max(axis=1, keepdims=True)) & can
    if limit is None:
        return np.asarray(good)
    cost = np.array([one or 0.0 for one in hours])
    order = np.argsort(-np.where(can, np.median(values, axis=0), -1))[:_MOST_SETS]
    sets = _sets(len(order))
    sets = sets[sets @ cost[order] <= max(limit, 0.0) + 1e-9]
    # Of sets of one worth the one with the fewest hours.
    gain = (np.where(good, values, 0.0)[:, order] @ sets.T) - 1e-9 * (sets @ cost[order])
    best = sets[gain.argmax(axis=1)] > 0
    found = np.zeros_like(good)
    found[:, order] = best
    return np.asarray(found & good)


@lru_cache(maxsize=16)
def _sets(n: int) -> Array:
    return ((np.arange(2**n)[:, None] >> np.arange(n)) & 1).astype(float)


def standing(p_kept: float) -> Standing:
    """Say what a chance to be kept means.

    Examples
    --------
    >>> [standing(p) for p in (0.9, 0.5, 0.1)]
    ['keep', 'cannot tell', 'drop']
    """
    if p_kept >= KEEP:
        return "keep"
    return "drop" if p_kept <= DROP else "cannot tell"
