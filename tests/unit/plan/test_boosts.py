from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, strategies as st
from tests.unit.plan.built import CLICKS, START, ZONE, kept, shop, slot

from balise.domain.plan import Slot
from balise.domain.strategy import Budget
from balise.plan.boosts import boosted, budget
from balise.plan.horizon import Horizon

MONTH = Horizon(start=START, weeks=4, timezone=ZONE)
AIM = replace(CLICKS, starts=START, ends=START + timedelta(days=27))


def given_money(total: float, bounds: tuple[float, float] | None) -> object:
    return shop(objectives=(AIM,), budget=Budget(total=total, boost_per_post=bounds))


def boosts(
    values: list[float], total: float, bounds: tuple[float, float] | None, *stands: Slot
) -> list[float]:
    slots = [*stands, *(slot(n) for n in range(len(values)))]
    every = [0.0] * len(stands) + values
    found = boosted(slots, every, given_money(total, bounds), MONTH)  # type: ignore[arg-type]
    return [one.boost for one in found]


@given(
    st.lists(st.floats(0, 1e6), max_size=20),
    st.floats(0, 5000),
    st.tuples(st.floats(0.5, 100), st.floats(0, 200)).map(lambda b: (b[0], b[0] + b[1])),
)
def test_all_boosts_are_within_their_bounds_and_the_money(
    values: list[float], total: float, bounds: tuple[float, float]
) -> None:
    found = boosts(values, total, bounds)
    assert sum(found) <= total + 1e-6
    assert all(one == 0 or bounds[0] - 1e-6 <= one <= bounds[1] + 1e-6 for one in found)
    paid = [value for value, one in zip(values, found, strict=True) if one]
    free = [value for value, one in zip(values, found, strict=True) if not one]
    assert not paid or not free or min(paid) >= max(free)


def test_money_goes_as_the_squares_of_the_values() -> None:
    assert boosts([2.0, 1.0], 100, (10, 90)) == [80.0, 20.0]


def test_nothing_is_put_behind_posts_without_a_bound_or_money() -> None:
    assert boosts([2.0, 1.0], 100, None) == [0.0, 0.0]
    assert boosts([2.0, 1.0], 9, (10, 90)) == [0.0, 0.0]
    assert boosts([0.0, 0.0], 100, (10, 90)) == [0.0, 0.0]


def test_what_stands_keeps_its_money_and_takes_it_from_the_rest() -> None:
    stands = kept(slot(9, 12), boost=60.0)
    assert boosts([1.0, 1.0], 100, (10, 90), stands) == [60.0, 20.0, 20.0]


@pytest.mark.parametrize(("weeks", "money"), [(2, 200.0), (4, 400.0), (8, 400.0)])
def test_a_plan_has_its_part_of_the_money_of_the_main_objective(weeks: int, money: float) -> None:
    ours = given_money(400, (20, 80))
    ahead = Horizon(start=START, weeks=weeks, timezone=ZONE)
    assert budget(ours, ahead) == pytest.approx(money)  # type: ignore[arg-type]
