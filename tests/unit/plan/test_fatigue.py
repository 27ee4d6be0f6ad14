from __future__ import annotations

import math

import pytest
from hypothesis import given, strategies as st
from tests.unit.plan.hashed import HashedFit

from balise.domain.estimate import Estimate
from balise.plan.fatigue import SPREAD, USUAL, fatigue


def told(level: str, multiplier: float, n: int, scope: str = "all") -> Estimate:
    return Estimate(
        factor="post of the day", level=level, scope=scope, n=n, multiplier=multiplier, low=0.1,
        high=9.0, p_better=0.5, verdict="no clear difference", evidence="adjusted",
    )  # fmt: skip


def loss(*own: Estimate) -> float:
    return fatigue([HashedFit(own=own)])


def test_without_own_posts_the_prior_is_told() -> None:
    assert fatigue(()) == loss() == pytest.approx(1 - math.exp(USUAL))
    assert loss(told("1", 1.0, 100)) == pytest.approx(0.2)


def test_own_posts_count_by_how_many_they_are() -> None:
    few = loss(told("1", 1.0, 10), told("2", 0.5, 5))
    many = loss(told("1", 1.0, 9000), told("2", 0.5, 4000))
    assert 0.2 < few < many
    assert many == pytest.approx(0.5, abs=0.01)


def test_as_many_own_posts_as_the_prior_is_sure_of_weigh_as_much() -> None:
    n = round(2 * 1.1**2 / SPREAD**2)  # variances of two means of n posts add up
    both = loss(told("1", 1.0, n), told("2", 0.5, n))
    assert math.log(1 - both) == pytest.approx((USUAL + math.log(0.5)) / 2, abs=0.01)


@given(st.floats(0.01, 50), st.integers(1, 10**6), st.integers(0, 10**6))
def test_it_is_a_share_whatever_posts_say(multiplier: float, first: int, later: int) -> None:
    assert 0 <= loss(told("1", 1.0, first), told("2", multiplier, later)) <= 0.9


def test_an_account_alone_says_nothing_of_all() -> None:
    own = (told("1", 1.0, 900, "x:shop"), told("2", 0.1, 900, "x:shop"))
    assert loss(*own) == pytest.approx(0.2)
