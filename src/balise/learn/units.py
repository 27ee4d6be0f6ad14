"""Quantiles of a forecast, from the log scale to the KPI's own unit."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from balise.learn.kpi import is_counted, is_rate
from balise.learn.small import HIGHEST

QUANTILES = {"q05": 0.05, "q25": 0.25, "q50": 0.50, "q75": 0.75, "q95": 0.95}


def outcomes(
    mean: NDArray[np.float64], sd: NDArray[np.float64], freedom: NDArray[np.float64], kpi: str
) -> dict[str, list[float]]:
    """Give the quantiles of outcomes that are Student on the log scale, by name."""
    return {
        name: in_unit(mean + sd * stdtrit(freedom, level), kpi).tolist()
        for name, level in QUANTILES.items()
    }


def in_unit(logs: NDArray[np.float64], kpi: str) -> NDArray[np.float64]:
    """Give outcomes on the log scale in the KPI's own unit; counts as the nearest whole number.

    A quantile of a count is one: the least to which the forecast, cut half-way between counts
    (continuity correction), gives at least that probability is the nearest to the continuous one.

    Examples
    --------
    >>> in_unit(np.array([0.0, -1.0]), "engagement").tolist()
    [0.0, 0.0]
    >>> in_unit(np.log1p([0.4, 2.6]), "engagement").tolist()
    [0.0, 3.0]
    """
    logs = np.minimum(logs, HIGHEST)
    if is_rate(kpi):
        return np.exp(logs)
    figures = np.expm1(np.maximum(logs, 0))
    return np.rint(figures) if is_counted(kpi) else figures
