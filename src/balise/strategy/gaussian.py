"""Relative effects of a few levels: a normal prior, and figures known up to a common constant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one source tells of some levels: log values with their variances.

    Only their differences count: what a series measures, and how large an account is, is a constant
    that is the same for all its levels and that nothing is known of.
    """

    values: Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """Joint normal of the effects of `names`."""

    names: tuple[str, ...]
    mean: Array
    cov: Array

    def draw(self, normals: Array) -> Array:
        """Turn standard normals (draws, levels) into draws of the effects."""
        root = np.linalg.cholesky(self.cov + 1e-10 * np.eye(len(self.names)))
        drawn: Array = self.mean + normals @ root.T
        return drawn


def posterior(
    names: Sequence[str], prior: Mapping[str, tuple[float, float]], seen: Sequence[Seen]
) -> Effects:
    """Update independent normal priors (mean, sd) by what was seen.

    Examples
    --------
    >>> one = Seen(values={"a": (5.0, 1e-6), "b": (4.0, 1e-6)})
    >>> found = posterior(("a", "b"), {}, [one])
    >>> [round(float(x), 2) for x in found.mean]
    [0.5, -0.5]
    """
    told = [prior.get(name, (0.0, 1.0)) for name in names]
    precision = np.diag([1 / sd**2 for _, sd in told])
    pull = precision @ np.array([mean for mean, _ in told], dtype=float)
    for one in seen:
        places = [i for i, name in enumerate(names) if name in one.values]
        if len(places) < 2:  # noqa: PLR2004 - one level alone tells nothing of another
            continue
        values = np.array([one.values[names[i]][0] for i in places])
        weights = 1 / np.array([one.values[names[i]][1] for i in places])
        # The constant is integrated out: W - W 1 1' W / 1' W 1.
        inner = np.diag(weights) - np.outer(weights, weights) / weights.sum()
        precision[np.ix_(places, places)] += inner
        pull[places] += inner @ values
    cov = np.linalg.inv(precision)
    return Effects(names=tuple(names), mean=cov @ pull, cov=(cov + cov.T) / 2)
