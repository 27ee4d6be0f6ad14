r"""The rates of the arms, shrunk towards each other.

Counts give :math:`r_i \sim N(\theta_i, s_i^2)`, the log rate of arm i. Arms of one test differ by

.. math:: \theta_i \sim N(\mu, \tau^2), \qquad \log \tau \sim N(\log \sigma, \omega^2)

with a flat prior on :math:`\mu`. :math:`\sigma` is `prior_sd`, the usual size of differences
between arms; tests differ in how much their arms do, which `SPREAD` lets each test tell for
itself: where its arms lie far apart, they are shrunk less. For a given :math:`\tau` all is normal
and known; :math:`\tau` is summed over a grid. Gelman et al., Bayesian Data Analysis, 3rd edition,
section 5.4.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from balise.experiment.counts import Counts, Floats

PRIOR_SD = 0.28
"""Usual SD of true log rates between arms, where none is given: that of the log click rates of the
headlines in 3,818 tests of the Upworthy archive (Matias et al., Scientific Data 8, 2021).
"""
SPREAD = 0.7
"""SD over tests of the log of that SD."""
_GRID = 31
_REACH = 3.0
_DRAWS = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """Sizes of differences and how likely the counts make each."""

    sizes: Floats
    shares: Floats


def weigh(counts: Counts, prior_sd: float) -> Weighed:
    """Weigh the sizes that differences between the arms may have."""
    if prior_sd == 0:
        return Weighed(sizes=np.zeros(1), shares=np.ones(1))
    steps = np.linspace(-_REACH, _REACH, _GRID)
    sizes = prior_sd * np.exp(SPREAD * steps)
    log = log_likelihood(counts, sizes) - steps**2 / 2
    shares = np.exp(log - log.max())
    return Weighed(sizes=sizes, shares=shares / shares.sum())


def log_likelihood(counts: Counts, sizes: Floats) -> Floats:
    """Tell the log likelihood of each size, the common level being summed out. Shape (sizes,)."""
    known = 1 / (counts.variances + sizes[:, None] ** 2)
    total = known.sum(axis=1)
    rates = counts.log_rates
    level = known @ rates / total
    miss = known * (rates - level[:, None]) ** 2
    told: Floats = 0.5 * (np.log(known).sum(axis=1) - np.log(total) - miss.sum(axis=1))
    return told


def draw(counts: Counts, prior_sd: float, seed: int) -> Floats:
    """Draw log rates of the arms together. Shape (draws, arms)."""
    weighed = weigh(counts, prior_sd)
    rng = np.random.default_rng(seed)
    # As many draws of each size as it is likely: less noise than sizes drawn by chance.
    ends = np.round(np.cumsum(weighed.shares) * _DRAWS).astype(int)
    sizes = np.repeat(weighed.sizes, np.diff(ends, prepend=0))[:, None]
    known = 1 / (counts.variances + sizes**2)
    total = known.sum(axis=1, keepdims=True)
    level = (known * counts.log_rates).sum(axis=1, keepdims=True) / total
    level = level + rng.standard_normal(level.shape) / np.sqrt(total)
    kept = sizes**2 * known
    middle = kept * counts.log_rates + (1 - kept) * level
    spread = np.sqrt(kept * counts.variances)
    drawn: Floats = middle + spread * rng.standard_normal(middle.shape)
    return drawn
