from __future__ import annotations

import math

import pytest

from balise.learn.kpi import metrics_of, to_log, value


def test_it_sums_the_parts_of_engagement_that_are_known() -> None:
    assert value({"reactions": 2.0, "comments": math.nan, "shares": 1.0}, "engagement") == 3.0


def test_it_does_not_take_a_missing_metric_for_zero() -> None:
    assert value({"impressions": 5.0}, "engagement") is None
    assert value({"reactions": math.nan}, "engagement") is None
    assert value({}, "link_clicks") is None


def test_it_never_uses_the_networks_own_count_as_engagement() -> None:
    assert value({"engagements": 9.0}, "engagement") is None


def test_it_takes_a_column_of_that_name_before_the_parts() -> None:
    assert value({"engagement": 7.0, "reactions": 1.0}, "engagement") == 7.0


def test_a_rate_needs_its_own_exposure() -> None:
    kpi = "engagement_rate_by_reach"
    assert value({"reactions": 4.0, "impressions": 10.0}, kpi) is None
    assert value({"reactions": 4.0, "reach": 0.0}, kpi) is None
    assert value({"reactions": 4.0, "reach": 9.0}, kpi) == 0.5


@pytest.mark.parametrize("kpi", ["engagement", "engagement_rate_by_views", "saves"])
def test_a_post_that_got_nothing_has_a_finite_logarithm(kpi: str) -> None:
    figure = value({"engagement": 0.0, "views": 10.0, "saves": 0.0}, kpi)
    assert figure is not None
    assert math.isfinite(to_log(figure, kpi))


def test_a_corrected_figure_below_zero_counts_as_nothing() -> None:
    assert to_log(-3.0, "reactions") == 0.0


def test_it_names_the_metrics_that_it_looks_for() -> None:
    assert metrics_of("engagement_rate_by_views")[-1] == "views"
