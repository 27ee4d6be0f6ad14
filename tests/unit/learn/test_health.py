"""What double precision does not carry is noticed, and usual data are far from it."""

from __future__ import annotations

import logging
import re
import sys
from datetime import timedelta

import numpy as np
import pandas as pd
import pytest
from tests.unit.learn.test_degenerate import Make, beside, many

from balise import learn, simulate
from balise.domain.design import Sums
from balise.errors import ConditionError
from balise.learn import health, model
from balise.learn.columns import choose
from balise.learn.gather import gathered
from balise.learn.health import WORST, condition, watch
from balise.learn.prior import groups_of, solve
from balise.learn.process import Array, Scales
from balise.simulate.frames import post_frame


def brand(seed: int, weeks: int) -> pd.DataFrame:
    world = simulate.World(seed, weeks=weeks)
    read = [one.post.published_at + timedelta(days=60) for one in world.published]
    frame: pd.DataFrame = post_frame(world.published, read, "pandas")
    return frame


def of(matrix: Array) -> float:
    return condition(matrix.diagonal(), np.asarray(np.linalg.inv(matrix), float).diagonal())


def conditions(said: str) -> list[float]:
    return [float(one) for one in re.findall(r"\d[.]\de[+]\d\d", said)]


def test_it_bounds_the_condition_number_and_hangs_on_no_scale() -> None:
    chance = np.random.default_rng(1)
    for size in (1, 5, 40):
        root = chance.standard_normal((size, size))
        matrix = root @ root.T + 1e-6 * np.eye(size)
        found = of(matrix)
        scale = 1 / np.sqrt(matrix.diagonal())
        whole = float(np.linalg.cond(matrix * scale * scale[:, None]))
        assert found <= whole * 1.01
        assert whole <= size**2 * found * 1.01
        far = matrix * np.outer(10.0 ** np.arange(size), 10.0 ** np.arange(size))
        assert of(far) == pytest.approx(found, rel=1e-3)


def test_coefficients_know_their_condition() -> None:
    groups = groups_of(choose({("kind", "a"): 1, ("kind", "b"): 1}, kpi="engagement"))
    usual = np.array([[100.0, 50.0, 50.0], [50.0, 50.0, 0.0], [50.0, 0.0, 50.0]])
    assert solve(usual, np.ones(3), groups).condition < 1e4
    assert solve(usual * 1e11, np.ones(3) * 1e11, groups).condition > WORST
    assert condition(np.array([1.0, np.nan]), np.ones(2)) == np.inf


@pytest.mark.parametrize("weeks", [4, 40])
def test_made_up_brands_are_far_from_what_cannot_be_solved(
    weeks: int, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="balise.learn.health"):
        learn.fit(brand(1, weeks), timezone="Europe/Paris")
    effects, accounts = conditions(caplog.text)
    assert 1 <= effects < 1e4
    assert 1 <= accounts < 1e3


def test_a_million_posts_of_an_account_are_far_from_it_too(
    world: Make, caplog: pytest.LogCaptureFixture
) -> None:
    design, sums, _ = gathered(beside(world))
    with caplog.at_level(logging.INFO, logger="balise.learn.health"):
        learn.fit_sums(design, many(sums, "x:account0", 1_000))
    assert max(conditions(caplog.text)) < WORST / 1e3


@pytest.mark.parametrize("times", [10**8, 10**12])
def test_posts_that_double_precision_cannot_count_are_refused(times: int, world: Make) -> None:
    design, sums, _ = gathered(beside(world))
    with pytest.raises(ConditionError, match="absurd size"):
        learn.fit_sums(design, many(sums, "x:account0", times))


def test_scales_that_cannot_be_solved_are_refused(
    world: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    design, sums, _ = gathered(beside(world))
    stiff = Scales(level=1e8, kind=1e-7, drift=1e-7, taste=1e-7, noise=1e-6)
    monkeypatch.setattr(model, "learn_scales", lambda *_: stiff)
    with pytest.raises(ConditionError, match="trusted"):
        learn.fit_sums(design, sums)


def test_a_matrix_that_has_no_factor_is_refused(
    world: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object, **__: object) -> object:
        raise np.linalg.LinAlgError

    monkeypatch.setattr(sys.modules["balise.learn.fit"], "learn", failing)
    design, sums, _ = gathered(beside(world))
    assert isinstance(sums, Sums)
    with pytest.raises(ConditionError, match="inf"):
        learn.fit_sums(design, sums)


@pytest.mark.parametrize("bad", [1.1 * WORST, np.inf])
def test_what_is_beyond_the_bound_is_refused(bad: float) -> None:
    watch(WORST, [("x:a", WORST)])
    watch(1.0, [])
    with pytest.raises(ConditionError, match="the effects"):
        watch(bad, [])
    with pytest.raises(ConditionError, match="x:b"):
        watch(1.0, [("x:a", 1.0), ("x:b", bad)])


def test_the_bound_is_a_thousandth_of_a_standard_deviation() -> None:
    assert 1_000 * np.finfo(float).eps / 2 * health.WORST == pytest.approx(1e-3, rel=0.2)
