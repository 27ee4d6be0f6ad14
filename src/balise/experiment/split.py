"""Whether the trials were dealt to the arms as intended: the sample ratio."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
from scipy.stats import chi2

from balise.errors import ArmsError, Said
from balise.experiment.counts import Counts, Floats
from balise.words import mark

Shares = Mapping[object, float] | Literal["equal"]
ALARM = 0.001
"""Below this p no effect is claimed. Fabijan et al., KDD 2019."""


def p_of_split(counts: Counts, shares: Shares) -> float:
    """Give the p of Pearson's chi-square that the arms have the intended shares of all trials.

    Raises
    ------
    ArmsError
        `shares` names other arms, or is not above 0.
    """
    wanted = _wanted(counts, shares)
    expected = wanted * counts.trials.sum()
    miss = float(np.sum((counts.trials - expected) ** 2 / expected))
    return float(chi2.sf(miss, len(expected) - 1))


def _wanted(counts: Counts, shares: Shares) -> Floats:
    if shares == "equal":
        return np.full(len(counts.names), 1 / len(counts.names))
    if not isinstance(shares, Mapping) or set(shares) != set(counts.names):
        raise ArmsError(reason=Said(mark("shares must name each arm")))
    wanted = np.array([shares[name] for name in counts.names], dtype=np.float64)
    if not np.isfinite(wanted).all() or (wanted <= 0).any():
        raise ArmsError(reason=Said(mark("a share is not above 0")))
    shared: Floats = wanted / wanted.sum()
    return shared
