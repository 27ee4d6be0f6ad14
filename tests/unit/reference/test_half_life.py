from __future__ import annotations

import pytest

from balise.domain.account import NETWORKS
from balise.reference import half_life


@pytest.mark.parametrize("network", NETWORKS)
def test_every_network_matures_between_two_days_and_a_week(network: str) -> None:
    assert 48 <= half_life.mature_after_h(network) <= 168


def test_it_waits_five_half_lives_where_that_is_between_the_bounds() -> None:
    assert half_life.mature_after_h("instagram") == pytest.approx(5 * 19.75)


def test_short_lives_wait_for_the_weekend_and_long_ones_a_week() -> None:
    assert half_life.mature_after_h("x") == 48
    assert half_life.mature_after_h("youtube") == 168
    assert half_life.mature_after_h("a network of tomorrow") == 168


def test_the_latest_figure_of_one_definition_counts() -> None:
    row = half_life.half_life("facebook")
    assert row is not None
    assert (row.year, row.value_minutes, row.n) == (2026, 81, 5_600_000)
    assert row.definition == half_life.HALF_OF_ENGAGEMENT


def test_every_row_says_where_it_comes_from() -> None:
    for row in half_life.rows():
        assert row.source_url.startswith("https://")
        assert row.confidence in {"official", "reported", "secondary"}
        assert row.value_minutes > 0
