from __future__ import annotations

import pytest

from balise.domain.kpi import KPIS, Kpi
from balise.domain.metric import METRICS, RATES


@pytest.mark.parametrize("name", KPIS)
def test_only_what_adds_up_may_be_a_total(name: str) -> None:
    kpi = Kpi(name=name, aggregate="total")
    adds_up = name == "engagement" or (name in METRICS and METRICS[name].adds_up)
    assert kpi.adds_up == adds_up
    assert kpi.source == "metric"
    assert not (kpi.counts_people and kpi.adds_up)


@pytest.mark.parametrize(
    ("name", "natural", "exposure"),
    [
        ("views", "total", ""),
        ("revenue", "total", ""),
        ("views.country.BE", "total", ""),
        ("followers", "level", ""),
        ("reach", "level", ""),
        ("avg_watch_s", "level", ""),
        ("audience.gender.f", "level", ""),
        ("engagement_rate_by_views", "rate", "views"),
        ("ctr_impressions", "rate", "impressions"),
        ("engagement_rate_native", "rate", ""),
        ("till", "total", ""),
        ("till.amount.EUR", "total", ""),
        ("site.users", "level", ""),
        ("survey", "level", ""),
        ("Sondage 2027", "level", ""),
        ("survey.answers", "total", ""),
        ("underscore", "total", ""),
    ],
)
def test_each_figure_adds_up_in_its_own_way(name: str, natural: str, exposure: str) -> None:
    kpi = Kpi(name=name, aggregate="total")
    assert (kpi.natural, kpi.exposure) == (natural, exposure)


def test_every_rate_names_its_exposure() -> None:
    assert all(Kpi(name=name, aggregate="rate").exposure in name for name in RATES)


def test_no_post_is_credited_with_a_level() -> None:
    assert not Kpi(name="followers", aggregate="level").is_attributed
    assert Kpi(name="views", aggregate="total").is_attributed
    assert Kpi(name="engagement_rate_by_reach", aggregate="rate").is_attributed


def test_the_figure_of_an_outcome_is_behind_its_point() -> None:
    assert Kpi(name="till.amount.EUR", aggregate="total").figure == "amount.EUR"
    assert Kpi(name="till", aggregate="total").figure == ""
    assert Kpi(name="views.country.BE", aggregate="total").figure == ""
