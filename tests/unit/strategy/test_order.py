from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from balise.strategy.order import chosen, placed, standing

SCORES = st.lists(st.floats(0.1, 100), min_size=1, max_size=6)


@settings(max_examples=80, deadline=None)
@given(SCORES, st.data())
def test_the_choice_is_the_best_of_all_that_fit(scores: list[float], data: st.DataObject) -> None:
    hours = data.draw(st.lists(st.floats(0.5, 9), min_size=len(scores), max_size=len(scores)))
    limit = data.draw(st.floats(0, 20))
    took = chosen(np.array([scores]), list(hours), limit, 0.0)[0]
    best = max(
        sum(s for s, take in zip(scores, takes, strict=True) if take)
        for takes in product((False, True), repeat=len(scores))
        if sum(h for h, take in zip(hours, takes, strict=True) if take) <= limit + 1e-9
    )
    assert sum(np.array(scores)[took]) == pytest.approx(best)
    assert sum(np.array(hours)[took]) <= limit + 1e-6


def test_without_a_limit_all_is_kept_that_is_worth_its_while() -> None:
    took = chosen(np.array([[9.0, 3.1, 2.9]]), [1.0, 1.0, 1.0], None, 1 / 3)
    assert took.tolist() == [[True, True, False]]


def test_what_cannot_be_made_is_never_chosen_and_shuts_nothing_out() -> None:
    took = chosen(np.array([[9.0, 1.0]]), [None, 1.0], None, 1 / 3)
    assert took.tolist() == [[False, True]]


def test_one_alone_is_first_for_sure() -> None:
    found = placed(np.array([[1.0], [2.0]]))
    assert (found.at, found.p_order, found.p_lead) == ((0,), 1.0, 1.0)


def test_draws_that_never_cross_hold_for_sure() -> None:
    found = placed(np.array([[1.0, 2.0, 9.0, 0.5], [1.1, 2.1, 8.0, 0.2]]))
    assert found.at == (2, 1, 0, 3)
    assert found.p_order == found.p_lead == 1


def test_between_a_fifth_and_four_fifths_nothing_is_told() -> None:
    assert [standing(p) for p in (0, 0.2, 0.21, 0.79, 0.8, 1)] == [
        "drop", "drop", "cannot tell", "cannot tell", "keep", "keep",
    ]  # fmt: skip
