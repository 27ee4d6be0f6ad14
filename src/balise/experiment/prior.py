"""How much arms of tests like these usually differ, learnt from earlier tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import narwhals as nw
import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import logsumexp

from balise.errors import ArmsError, ColumnMissingError, Said
from balise.experiment.counts import Counts, Floats, counts_of
from balise.experiment.posterior import SPREAD, log_likelihood
from balise.words import mark

_LEAST, _MOST = 0.002, 3.0
_STEPS = np.linspace(-3.0, 3.0, 31)


def learn_prior(
    tests: Any,
    *,
    test: str = "test",
    arm: str = "arm",
    successes: str = "clicks",
    trials: str = "impressions",
) -> float:
    """Learn `prior_sd` from tests that have ended.

    The most likely one under the model of `balise.experiment.posterior`, in which tests differ in
    how far their arms lie apart: a few large effects, which draw up an estimate by moments, are
    tests with a large size of their own and move it little.

    Parameters
    ----------
    tests
        A frame with one row an arm.
    test, arm, successes, trials
        Its columns.

    Returns
    -------
    float
        SD of true log rates between the arms of a usual test.

    Raises
    ------
    ColumnMissingError
        A column is absent.
    ArmsError
        No test has two arms with trials.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [(t, a, 30 + 9 * a * (t % 3), 1000) for t in range(30) for a in range(2)]
    >>> tests = pd.DataFrame(rows, columns=["test", "arm", "clicks", "impressions"])
    >>> round(learn_prior(tests), 1)
    0.1
    """
    several = list(_tests(tests, (test, arm, successes, trials)))
    if not several:
        raise ArmsError(reason=Said(mark("no test has two arms with trials")))
    found = minimize_scalar(
        lambda log_sd: -_likelihood(several, float(np.exp(log_sd))),
        bounds=(np.log(_LEAST), np.log(_MOST)),
        method="bounded",
    )
    return float(np.exp(found.x))


def _likelihood(tests: list[Counts], prior_sd: float) -> float:
    sizes = prior_sd * np.exp(SPREAD * _STEPS)
    told = np.array([log_likelihood(counts, sizes) for counts in tests])
    weights: Floats = -(_STEPS**2) / 2
    return float(np.sum(logsumexp(told + weights, axis=1)))


def _tests(frame: Any, columns: tuple[str, ...]) -> Iterator[Counts]:
    """Give the counts of each test; arms without trials and tests with one arm tell nothing."""
    table = nw.from_native(frame, eager_only=True)
    test, arm, successes, trials = columns
    for column in columns:
        if column not in table.columns:
            raise ColumnMissingError(column=column, purpose="learn from earlier tests")
    used = table.filter(nw.col(trials) > 0)
    for _, rows in used.group_by(test):
        if len(rows) > 1:
            yield counts_of(rows, successes, trials, arm)
