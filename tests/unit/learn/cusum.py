"""The yardstick of drift detection: the two-sided CUSUM that knows how large the shift will be."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import ndtr

Array = NDArray[np.float64]
_STATES = 120


def run_length(size: float, bound: float) -> float:
    """Mean posts to a false alert of one side (Brook and Evans, Biometrika 59, 1972).

    The side sums z - size / 2 and never falls below 0, which is optimal for a shift of that size
    (Moustakides, Annals of Statistics 14, 1986).
    """
    width = 2 * bound / (2 * _STATES - 1)
    centre = np.arange(_STATES) * width
    gap = centre[None, :] - centre[:, None] + size / 2
    upper, lower = ndtr(gap + width / 2), ndtr(gap - width / 2)
    lower[:, 0] = 0.0
    return float(np.linalg.solve(np.eye(_STATES) - (upper - lower), np.ones(_STATES))[0])


@cache
def bound(size: float, one_in: float) -> float:
    """Find the bound at which either side comes falsely once in so many posts, both together."""
    return float(brentq(lambda at: run_length(size, at) - 2 * one_in, 0.1, 2 + 5 / size))


def path(z: Array, size: float) -> Array:
    """Give the larger of both sides after each residual, shape (series, posts)."""
    state, found = np.zeros((2, len(z))), np.empty(z.shape)
    for place, column in enumerate(z.T):
        state = np.maximum(0, state + np.array([column, -column]) - size / 2)
        found[:, place] = state.max(axis=0)
    return found


def delays(over: NDArray[np.bool_], before: int) -> Array:
    """Posts from the shift to the first alert of each series without one before it."""
    first = np.where(over.any(axis=1), over.argmax(axis=1), over.shape[1])
    return np.asarray(first[first >= before] - before + 1, float)


def median(delay: Array) -> float:
    """Median of whole numbers as classes one wide: 2.4 and 2.6 are no step from 2 to 3."""
    middle = float(np.sort(delay)[len(delay) // 2])
    below, at = float((delay < middle).mean()), float((delay == middle).mean())
    return middle - 0.5 + (0.5 - below) / at
