from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
from hypothesis import given, strategies as st
from numpy.typing import NDArray

from balise.plan.hours import APART, SHARED, spaced, useful

OPEN = st.lists(st.one_of(st.floats(0.01, 100), st.just(np.nan)), min_size=24, max_size=24)


def array(values: list[float]) -> NDArray[np.float64]:
    return np.array(values)


@given(OPEN, st.integers(1, 6), st.sampled_from([0, 0.5, 1, 3, 6, 20]))
def test_hours_are_open_in_order_and_the_best_is_among_them(
    values: list[float], limit: int, gap: float
) -> None:
    found = useful(array(values), limit=limit, gap=gap)
    assert found == sorted(set(found))
    assert all(np.isfinite(values[hour]) for hour in found)
    if np.isfinite(values).any():
        assert int(np.nanargmax(values)) in found
    else:
        assert found == []


@given(OPEN, st.sampled_from([1, 2, 3, 6]))
def test_with_two_posts_a_day_the_best_pair_that_keeps_the_gap_is_among_them(
    values: list[float], gap: float
) -> None:
    found = useful(array(values), limit=2, gap=gap)
    open_ = [h for h in range(24) if np.isfinite(values[h])]

    def best(hours: list[int]) -> float:
        pairs = [values[a] + values[b] for a, b in combinations(hours, 2) if b - a >= gap]
        return max(pairs, default=0.0)

    assert best(found) == best(open_)


def test_one_post_a_day_asks_for_one_hour_alone() -> None:
    values = np.arange(24.0)
    assert useful(values, limit=1, gap=0) == [23]
    assert useful(values, limit=0, gap=0) == [23]


@given(OPEN)
def test_spaced_hours_are_few_and_apart(values: list[float]) -> None:
    found = spaced(array(values))
    assert len(found) <= SHARED
    assert all(b - a >= APART for a, b in pairwise(found))


def test_a_day_with_room_for_many_gives_a_chain_of_them() -> None:
    values = np.full(24, np.nan)
    values[8:20] = 1.0
    found = useful(values, limit=4, gap=3)
    apart = [8]
    for hour in found:
        if hour - apart[-1] >= 3:
            apart.append(hour)
    assert len(apart) >= 4
