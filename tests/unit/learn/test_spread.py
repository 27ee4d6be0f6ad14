"""Coefficients whose variances are not known, against plain integration over them."""

from __future__ import annotations

import numpy as np
import pytest

from balise.learn.columns import choose
from balise.learn.prior import _FREEDOM, _WORTH, Groups, groups_of, solve
from balise.learn.spread import integrate

RANGE = np.exp(np.linspace(-16.0, 6.0, 4000))


def one_column(factor: str, told: float, value: float) -> tuple[Groups, np.ndarray, np.ndarray]:
    """A column by itself, the last, of which the data tell this value with this precision."""
    groups = groups_of(choose({("kind", "x"): 30, (factor, "a"): 20}, kpi="engagement"))
    return groups, np.diag([1e6, 1e6, told]), np.array([0.0, 0.0, told * value])


def moments(tau: np.ndarray, weight: np.ndarray, told: float, value: float) -> tuple[float, float]:
    variance = 1 / (told + 1 / tau)
    mean = told * value * variance
    seen = np.exp(0.5 * (told * value) ** 2 * variance) / np.sqrt(1 + tau * told)
    weight = weight * seen / (weight * seen).sum()
    centre = float(weight @ mean)
    return centre, float(weight @ (variance + (mean - centre) ** 2))


@pytest.mark.parametrize(("told", "value"), [(400.0, 0.02), (400.0, 0.3), (3_000.0, -0.15)])
def test_one_column_is_what_integrating_its_variance_gives(told: float, value: float) -> None:
    groups, gram, moment = one_column("cta", told, value)
    found = integrate(solve(gram, moment, groups), groups)
    guess = float(groups.guess[1])
    prior = np.exp(-0.5 * _WORTH * (np.log(RANGE) + guess / RANGE))
    mean, variance = moments(RANGE, prior, told, value)
    assert found.mean[2] == pytest.approx(mean, rel=0.02)
    # A prior never makes one less sure than the data alone, in this approximation.
    assert found.covariance[2, 2] == pytest.approx(min(variance, 1 / told), rel=0.03)


@pytest.mark.parametrize(("told", "value"), [(400.0, 0.02), (400.0, 0.3)])
def test_a_hashtag_is_what_integrating_both_its_variances_gives(told: float, value: float) -> None:
    groups, gram, moment = one_column("hashtag", told, value)
    found = integrate(solve(gram, moment, groups), groups)
    guess, common = float(groups.guess[1]), RANGE[::10]
    worth = common ** (0.5 * _FREEDOM * _WORTH) * np.exp(-0.5 * _FREEDOM * _WORTH * common / guess)
    own = (common / RANGE[:, None]) ** (0.5 * _FREEDOM)
    own = own * np.exp(-0.5 * _FREEDOM * common / RANGE[:, None])
    mean, variance = moments(RANGE, own @ worth, told, value)
    assert found.mean[2] == pytest.approx(mean, rel=0.05)
    assert found.covariance[2, 2] == pytest.approx(min(variance, 1 / told), rel=0.05)


def test_twins_that_no_post_tells_apart_stay_finite() -> None:
    """Words that always come together: their sum is known, their difference is not."""
    groups = groups_of(choose({("word", "a"): 14, ("word", "b"): 14, ("kind", "x"): 30}, kpi="x"))
    assert groups.sparse.any()
    twins = np.flatnonzero(np.append(groups.sparse, False)[groups.of])
    gram = np.diag(np.full(len(groups.of), 500.0))
    gram[np.ix_(twins, twins)] = 500.0
    moment = np.zeros(len(gram))
    moment[twins] = 150.0
    held = solve(gram, moment, groups)
    found = integrate(held, groups)
    assert found.mean[twins[0]] == pytest.approx(found.mean[twins[1]], abs=1e-6)
    assert np.abs(found.mean).max() < 0.3
    assert (np.linalg.eigvalsh(found.covariance) > 0).all()
    assert (found.covariance.diagonal() >= 0.99 * held.covariance.diagonal()).all()


def test_much_data_leave_nothing_to_widen() -> None:
    groups, gram, moment = one_column("cta", 1e7, 0.1)
    held = solve(gram, moment, groups)
    found = integrate(held, groups)
    assert found.mean[2] == pytest.approx(held.mean[2], rel=1e-3)
    assert found.covariance[2, 2] == pytest.approx(held.covariance[2, 2], rel=1e-3)
