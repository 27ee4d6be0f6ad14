"""Compare the arms of a test: rates, lifts over the mean arm, and which is best."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import narwhals as nw
import numpy as np

from balise.errors import ArmsError, Said
from balise.experiment import posterior, sequential as looks, split
from balise.experiment.counts import Counts, Floats, counts_of
from balise.words import mark

Verdict = Literal["better", "no clear difference", "not enough data", "broken split"]
_FEWEST = 10
"""Successes of all arms together, below which nothing is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What a test tells.

    Attributes
    ----------
    arms : frame
        arm, rate, lift, low, high, p_best. `lift` is multiplicative against the mean arm (0.1: a
        rate 10 % above), shrunk; `low` and `high` its 90 % interval.
    best : object
        Name of the arm with the highest expected rate.
    srm_p : float or None
        p of the sample ratio; None where no shares were intended.
    verdict : str
        better | no clear difference | not enough data | broken split
    """

    arms: Any
    best: object
    srm_p: float | None
    verdict: Verdict


def compare(  # noqa: PLR0913 - the contract
    arms: Any,
    *,
    successes: str = "clicks",
    trials: str = "impressions",
    prior_sd: float | None = None,
    shares: split.Shares | None = None,
    sequential: bool = False,
    seed: int = 0,
) -> Comparison:
    """Compare the arms of a test.

    Parameters
    ----------
    arms
        Any frame that narwhals reads, one row an arm, with the column `arm` and the two counts.
    successes, trials
        Columns of the counts.
    prior_sd
        SD of true log rates between arms of such tests (`learn_prior`); `posterior.PRIOR_SD` where
        not given.
    shares
        Intended share of trials of each arm, or "equal".
    sequential
        Whether intervals must hold at every look: then at all looks together 19 times in 20.
    seed
        Of the draws of which intervals are made: the same seed, the same intervals.

    Raises
    ------
    ColumnMissingError
        A column is absent.
    ArmsError
        Counts, shares or `prior_sd` cannot be.

    Examples
    --------
    >>> import pandas as pd
    >>> arms = pd.DataFrame({"arm": ["a", "b"], "clicks": [40, 90], "impressions": [1000, 1000]})
    >>> found = compare(arms, shares="equal")
    >>> found.best, found.verdict, found.srm_p
    ('b', 'better', 1.0)
    """
    if prior_sd is not None and not 0 <= prior_sd < np.inf:
        raise ArmsError(reason=Said(mark("prior_sd is below 0 or not known")))
    counts = counts_of(arms, successes, trials)
    usual = posterior.PRIOR_SD if prior_sd is None else prior_sd
    rates = np.exp(posterior.draw(counts, usual, seed))
    lifts = rates / rates.mean(axis=1, keepdims=True) - 1
    lift = lifts.mean(axis=0)
    best = int(np.argmax(lift))
    low, high = _at_every_look(counts) if sequential else np.quantile(lifts, [0.05, 0.95], axis=0)
    p = None if shares is None else split.p_of_split(counts, shares)
    columns = {
        "arm": list(counts.names),
        "rate": counts.successes / counts.trials,
        "lift": lift,
        "low": low,
        "high": high,
        "p_best": np.bincount(rates.argmax(axis=1), minlength=len(lift)) / len(rates),
    }
    table = nw.from_native(arms, eager_only=True)
    made = nw.from_dict(columns, backend=table.implementation)
    return Comparison(
        arms=made.to_native(),
        best=counts.names[best],
        srm_p=p,
        verdict=_verdict(counts, low, high, p),
    )


def _at_every_look(counts: Counts) -> tuple[Floats, Floats]:
    """Give intervals of the lifts that hold however often one looks: unshrunk and wider.

    They are against the geometric mean of the rates, for which the errors of two arms are alike.
    """
    rates, n = counts.log_rates, len(counts.names)
    deviation = rates - rates.mean()
    variance = (np.eye(n) - 1 / n) ** 2 @ counts.variances
    span = looks.half_width(variance * _PAIR) / np.sqrt(_PAIR)
    return np.expm1(deviation - span), np.expm1(deviation + span)


_PAIR = 4.0
"""Of two arms each lies half a difference from the mean: intervals are tuned for the difference."""


def _verdict(counts: Counts, low: Floats, high: Floats, p: float | None) -> Verdict:
    if p is not None and p < split.ALARM:
        return "broken split"
    if counts.successes.sum() < _FEWEST:
        return "not enough data"
    clear = (low > 0).any() or (high < 0).any()
    return "better" if clear else "no clear difference"
