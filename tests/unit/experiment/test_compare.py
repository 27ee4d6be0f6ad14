"""Tests with several arms: claims that hold, also at every look, and splits that are watched."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pytest

from balise.errors import ArmsError, ColumnMissingError
from balise.experiment import compare, learn_prior

FRAMES = [pd.DataFrame, pl.DataFrame]


def arms(clicks: list[float], impressions: list[float]) -> pd.DataFrame:
    names = [chr(ord("a") + i) for i in range(len(clicks))]
    return pd.DataFrame({"arm": names, "clicks": clicks, "impressions": impressions})


def worlds(
    n: int, sd: float, *, k: int = 4, trials: int = 3000, seed: int = 1
) -> tuple[pd.DataFrame, np.ndarray]:
    """Make tests whose true log rates differ by N(0, sd), and give their true rates."""
    rng = np.random.default_rng(seed)
    rates = 0.015 * np.exp(rng.normal(0, sd, (n, k)))
    clicks = rng.binomial(trials, rates)
    made = pd.DataFrame(
        {
            "test": np.repeat(np.arange(n), k),
            "arm": np.tile(np.arange(k), n),
            "clicks": clicks.ravel(),
            "impressions": trials,
        }
    )
    return made, rates


@pytest.mark.parametrize("frame", FRAMES)
def test_a_clear_winner_is_found_and_its_lift_is_shrunk(frame: Any) -> None:
    given = frame({"arm": ["a", "b"], "clicks": [40, 90], "impressions": [1000, 1000]})
    found = compare(given)
    assert isinstance(found.arms, frame)
    assert (found.best, found.verdict, found.srm_p) == ("b", "better", None)
    row = nw.from_native(found.arms, eager_only=True)[1].row(0)
    told = dict(zip(["arm", "rate", "lift", "low", "high", "p_best"], row, strict=True))
    raw = 0.09 / 0.065 - 1
    assert 0 < told["low"] < told["lift"] < raw
    assert told["lift"] < told["high"]
    assert told["p_best"] > 0.99


def test_what_is_claimed_for_the_best_arm_is_what_it_gives() -> None:
    tests, rates = worlds(300, 0.25)
    claimed, true, inside = [], [], []
    for number, one in tests.groupby("test"):
        found = compare(one.drop(columns="test").reset_index(drop=True))
        row = found.arms.iloc[int(str(found.best))]
        mine = rates[int(str(number))]
        truth = mine[int(str(found.best))] / mine.mean() - 1
        claimed.append(row["lift"])
        true.append(truth)
        inside.append(row["low"] <= truth <= row["high"])
    assert 0.85 < np.mean(claimed) / np.mean(true) < 1.1
    assert 0.85 <= np.mean(inside) <= 0.95


def test_looking_twenty_times_at_equal_arms_alarms_in_one_test_of_twenty_at_most() -> None:
    rng = np.random.default_rng(2)
    alarms = 0
    for _ in range(150):
        seen = rng.binomial(400, 0.02, (2, 20)).cumsum(axis=1)
        for look in range(20):
            given = arms(list(seen[:, look]), [400 * (look + 1)] * 2)
            found = compare(given, sequential=True).arms
            if ((found["low"] > 0) | (found["high"] < 0)).any():
                alarms += 1
                break
    assert alarms <= 8


def test_twice_the_rate_is_noticed_while_looking() -> None:
    given = arms([60, 120], [4000, 4000])
    found = compare(given, sequential=True)
    assert found.verdict == "better"
    assert found.arms["low"][1] > 0


def test_a_split_that_is_not_what_was_meant_silences_every_claim() -> None:
    given = arms([40, 90], [1000, 1400])
    assert compare(given, shares="equal").verdict == "broken split"
    kept = compare(given, shares={"a": 10, "b": 14})
    assert kept.srm_p == pytest.approx(1)
    assert kept.verdict == "better"


def test_an_even_split_is_hardly_ever_accused() -> None:
    rng = np.random.default_rng(3)
    p = [
        compare(arms([5, 5], [n, 2000 - n]), shares="equal").srm_p
        for n in rng.binomial(2000, 0.5, 200)
    ]
    assert sum(one is not None and one < 0.001 for one in p) <= 2
    assert np.mean([one is not None and one < 0.5 for one in p]) == pytest.approx(0.5, abs=0.12)


def test_few_successes_say_nothing() -> None:
    assert compare(arms([0, 3], [50, 50])).verdict == "not enough data"
    assert compare(arms([0, 0, 0], [1, 1, 1])).verdict == "not enough data"


def test_arms_of_one_rate_are_not_told_apart() -> None:
    found = compare(arms([50, 52, 49], [1000, 1000, 1000]))
    assert found.verdict == "no clear difference"
    assert found.arms["p_best"].sum() == pytest.approx(1)


def test_arms_that_cannot_differ_have_no_lift() -> None:
    found = compare(arms([50, 90], [1000, 1000]), prior_sd=0)
    assert found.arms["lift"].abs().max() == pytest.approx(0)


def test_the_same_seed_gives_the_same_numbers() -> None:
    given = arms([50, 70], [1000, 1000])
    assert compare(given).arms.equals(compare(given).arms)


@pytest.mark.parametrize(
    ("clicks", "impressions", "said"),
    [
        ([], [], "none"),
        ([5, 11], [10, 10], "more successes than trials"),
        ([0, 0], [0, 10], "without trials"),
        ([-1, 2], [10, 10], "negative"),
        ([1.5, 2], [10, 10], "whole"),
        ([float("nan"), 2], [10, 10], "missing"),
    ],
)
def test_counts_that_cannot_be_are_refused(
    clicks: list[float], impressions: list[float], said: str
) -> None:
    with pytest.raises(ArmsError, match=said):
        compare(arms(clicks, impressions))


def test_wrong_arguments_are_named() -> None:
    given = arms([5, 6], [10, 10])
    with pytest.raises(ArmsError, match="prior_sd"):
        compare(given, prior_sd=-1)
    with pytest.raises(ArmsError, match="each arm"):
        compare(given, shares={"a": 1})
    with pytest.raises(ArmsError, match="share"):
        compare(given, shares={"a": 1, "b": 0})
    with pytest.raises(ColumnMissingError, match="views"):
        compare(given, trials="views")
    with pytest.raises(ArmsError, match="same name"):
        compare(given.assign(arm="a"))


@pytest.mark.parametrize("sd", [0.1, 0.3])
def test_the_usual_difference_is_learnt_from_earlier_tests(sd: float) -> None:
    tests, _ = worlds(250, sd, trials=20_000)
    assert learn_prior(tests) == pytest.approx(sd, rel=0.35)


def test_a_few_large_effects_do_not_draw_the_usual_difference_up() -> None:
    tests, _ = worlds(250, 0.15, trials=20_000)
    rare, _ = worlds(10, 1.0, trials=20_000, seed=9)
    both = pd.concat([tests, rare.assign(test=rare["test"] + 1000)])
    assert learn_prior(both) < 1.25 * learn_prior(tests)


def test_there_is_nothing_to_learn_from_tests_with_one_arm() -> None:
    with pytest.raises(ArmsError, match="two arms"):
        learn_prior(pd.DataFrame({"test": [1], "arm": [1], "clicks": [1], "impressions": [9]}))
