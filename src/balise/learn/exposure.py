r"""How much a post tells of a rate: 1 reaction to 10 views is known worse than 1,000 to 10,000.

Of k reactions, that scatter as Poisson, the logarithm has a sampling variance of about

.. math:: v = 1 / (k + 1/2)

(delta method; with the half that is added to the rate as well the bias is of a higher order: Gart
and Zweifel, Biometrika 54, 1967). A k that happens to be high would make its own post count more,
and pull all means up. So k is taken as `TYPICAL` of the views, and the weight of a post hangs on
its exposure alone: a rate ten times as high or low costs some sharpness, and biases nothing.

Beside the variance :math:`s_0^2` by which posts scatter anyhow a post counts as

.. math:: w = s_0^2 / (s_0^2 + v)

of one, so that posts scatter by :math:`s_a^2 / w`. With :math:`s_0^2` the same for all, sums of
weighed posts add up like counts.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from balise.domain.design import WHOLE
from balise.domain.metric import RATES
from balise.learn.kpi import HIGHEST, SMALL, is_rate, value
from balise.learn.process import Array

NOISE = 0.3
"""Variance of the log of rates beside the sampling, to weigh that against."""
TYPICAL = 0.03
"""Reactions to a view, of which the expected ones are told."""
WEIGHTS = (1, 2, 3, 4, 6, 8, 12, WHOLE)
"""Those that divide `THINNESS`; each is within a fifth of the exact one."""


def sampling(exposure: float) -> float:
    """Tell the variance that so much exposure leaves to the logarithm of a rate.

    Examples
    --------
    >>> round(sampling(20), 2), round(sampling(20_000), 4)
    (0.91, 0.0017)
    """
    return 1 / (TYPICAL * exposure + SMALL)


def thinness(exposure: float) -> float:
    """Tell how many times as much as one of endless exposure a post scatters: 1 / w.

    NaN where the exposure is not known.

    Examples
    --------
    >>> round(thinness(20), 2), round(thinness(20_000), 2), thinness(0.0)
    (4.03, 1.01, nan)
    """
    return 1 + sampling(exposure) / NOISE if 1 <= exposure <= HIGHEST else math.nan


def weight(values: Mapping[str, float], kpi: str) -> int | None:
    """Weigh a post by its exposure; None where the KPI is no rate, or is not known.

    Examples
    --------
    >>> weight({"reactions": 1.0, "views": 10.0}, "engagement_rate_by_views")
    3
    >>> weight({"reactions": 1_000.0, "views": 10_000.0}, "engagement_rate_by_views")
    16
    >>> weight({"reactions": 1.0}, "engagement") is None
    True
    """
    if not is_rate(kpi) or value(values, kpi) is None:
        return None
    exact = math.log(WHOLE / thinness(values[RATES[kpi]]))
    return min(WEIGHTS, key=lambda one: abs(math.log(one) - exact))


def exposed(sd: Array, exposures: Sequence[float], noise: Array, usual: Array) -> Array:
    """Let posts scatter as their exposures say, where they are known.

    Parameters
    ----------
    sd
        Standard deviations of the forecasts, for the usual exposure of the account.
    exposures
        Of each post; NaN where not known.
    noise, usual
        Variance of single posts of the account: at endless exposure, and at the usual one.

    Examples
    --------
    >>> one = np.array([1.0, 1.0])
    >>> exposed(one, [math.nan, 20_000.0], one / 2, one * 0.6).round(2).tolist()
    [1.0, 0.95]
    """
    thin = np.array([thinness(exposure) for exposure in exposures])
    found = np.sqrt(np.maximum(sd**2 - usual, 0.0) + noise * thin)
    return np.where(np.isnan(thin), sd, found)
