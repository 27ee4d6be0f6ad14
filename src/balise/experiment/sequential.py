r"""Intervals that hold at every look, however often one looks and whenever one stops.

Robbins' normal mixture: with information :math:`V` (the inverse variance of an estimate) the
interval of half width

.. math:: \frac{1}{V} \sqrt{(V + \rho) \log \frac{V + \rho}{\rho \alpha^2}}

holds at all times together with probability :math:`1 - \alpha`. Robbins, Annals of Mathematical
Statistics 41 (1970); :math:`\rho` as in Howard et al., Annals of Statistics 49 (2021), eq. 14 and
section 3.5, which makes it narrowest at the information `NARROWEST`.
"""

from __future__ import annotations

import numpy as np

from balise.experiment.counts import Floats

NARROWEST = 25.0
"""Information at which intervals are narrowest: that of a difference at 50 successes an arm."""


def half_width(variance: Floats, alpha: float = 0.05) -> Floats:
    """Give the half width of an interval around an estimate with this variance so far.

    Examples
    --------
    >>> half_width(np.array([0.04])).round(2).item()  # 1.96 x 0.2 = 0.39 at a single look
    0.61
    """
    log = -2 * np.log(alpha)
    rho = NARROWEST / (log + np.log(log) + 1)
    information = 1 / variance
    grown = information + rho
    found: Floats = np.sqrt(grown * np.log(grown / (rho * alpha**2))) / information
    return found
