from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings, strategies as st

from balise.domain.strategy import Audience
from balise.reference.usage import Usage, rows, shares
from balise.strategy.effort import KINDS
from balise.strategy.levels import Figures, carried, level, published
from balise.strategy.shares import share

YEAR = 2026


def told(network: str, **of: object) -> tuple[float, float]:
    found = share(Audience(name="them", **of), network, YEAR, published())  # type: ignore[arg-type]
    return found.median, found.sd


def codes(network: str, **of: object) -> set[str]:
    found = share(Audience(name="them", **of), network, YEAR, published())  # type: ignore[arg-type]
    return {ground.code for ground in found.grounds}


def row(**changes: object) -> Usage:
    return replace(rows()[0], **changes)  # type: ignore[arg-type]


def test_a_young_american_is_on_instagram_as_the_latest_study_found() -> None:
    median, sd = told("instagram", ages=(18, 29), countries=("US",))
    assert median == pytest.approx(0.80, abs=0.03)
    assert sd < 0.3


def test_what_networks_are_made_of_moves_nothing() -> None:
    made_of = [r for r in rows() if r.metric == "composition_share"]
    assert made_of
    plain, mixed = Figures(shares()), Figures((*shares(), *made_of))
    them = Audience(name="them", ages=(18, 29), countries=("US",), genders=("female",))
    for network in KINDS:
        assert share(them, network, YEAR, plain) == share(them, network, YEAR, mixed)


def test_a_country_without_a_figure_is_wider_the_farther_its_lenders_are() -> None:
    spread = [told("facebook", countries=(code,))[1] for code in ("US", "LU", "SE", "JP")]
    assert spread == sorted(spread)
    assert spread[3] > 3 * spread[0]


@pytest.mark.parametrize(
    ("country", "code"),
    [("LU", "country_neighbours"), ("SE", "country_continent"), ("JP", "country_far")],
)
def test_a_country_without_a_figure_is_said(country: str, code: str) -> None:
    assert code in codes("facebook", countries=(country,))


def test_an_audience_without_a_country_is_said() -> None:
    assert "country_unknown" in codes("facebook")


def test_ages_without_any_figure_widen_and_are_said() -> None:
    assert "age_unknown" in codes("threads", ages=(18, 24), countries=("US",))
    wide = told("threads", ages=(18, 24), countries=("US",))[1]
    assert wide > told("threads", countries=("US",))[1]


def test_ages_from_another_country_are_said_and_wider() -> None:
    assert "age_elsewhere" in codes("facebook", ages=(60, 90), countries=("FR",))
    assert "age_here" in codes("instagram", ages=(18, 29), countries=("US",))


def test_older_people_are_less_on_instagram_wherever_they_are() -> None:
    for country in ("US", "FR", "BE", "DE", "JP"):
        young, _ = told("instagram", ages=(18, 29), countries=(country,))
        old, _ = told("instagram", ages=(65, 90), countries=(country,))
        assert old < young / 2


def test_women_are_more_on_pinterest_and_both_together_move_nothing() -> None:
    women, _ = told("pinterest", countries=("US",), genders=("female",))
    men, _ = told("pinterest", countries=("US",), genders=("male",))
    both = told("pinterest", countries=("US",), genders=("female", "male"))
    assert men < both[0] < women
    assert both == told("pinterest", countries=("US",))


def test_one_language_of_a_country_of_several_is_wider_and_said() -> None:
    plain = told("facebook", countries=("BE",), languages=("fr", "nl"))[1]
    assert told("facebook", countries=("BE",), languages=("fr",))[1] > plain
    assert "language_unknown" in codes("facebook", countries=("BE",), languages=("fr",))
    assert "language_unknown" not in codes("facebook", countries=("FR",), languages=("fr",))


def test_a_study_of_a_part_of_the_country_is_said_to_be_one() -> None:
    assert "age_region" in codes("tiktok", ages=(25, 45), countries=("BE",))


def test_an_older_figure_is_wider() -> None:
    spread = [carried(row(year=year), YEAR, Figures(()))[1] for year in (2026, 2023, 2020)]
    assert spread == sorted(spread)
    assert spread[0] < spread[2]


def test_a_smaller_sample_is_wider() -> None:
    few, many = (carried(row(n=n, year=YEAR), YEAR, Figures(()))[1] for n in (50, 5000))
    assert few > many


def test_the_surest_figure_of_a_country_speaks_alone() -> None:
    found = level("instagram", "BE", YEAR, published())
    assert len(found.rows) == 1
    other = [r for r in published().of("instagram", "total") if r.country == "BE"]
    assert len(other) > 1


def test_a_network_that_nobody_asked_about_is_a_wide_guess() -> None:
    found = share(Audience(name="them", countries=("FR",)), "myspace", YEAR, published())
    assert found.sd > 2
    assert [ground.code for ground in found.grounds] == ["country_nowhere"]


def test_nine_in_ten_figures_of_a_country_lie_where_the_other_countries_put_them() -> None:
    held = []
    for network in published().by_network:
        for country in {r.country for r in published().of(network, "total")}:
            rest = Figures(tuple(r for r in shares() if r.country != country))
            own = level(network, country, YEAR, published())
            lent = level(network, country, YEAR, rest)
            if lent.near != "nowhere":
                held.append(abs(own.mean - lent.mean) / math.sqrt(own.var + lent.var) < 1.645)
    assert len(held) > 30
    assert 0.8 <= sum(held) / len(held) <= 0.97


@settings(max_examples=60, deadline=None)
@given(
    first=st.integers(13, 99),
    years=st.integers(0, 60),
    genders=st.lists(st.sampled_from(["female", "male", "women", "other", "ÿ"]), max_size=3),
    countries=st.lists(st.sampled_from(["BE", "be", "US", "JP", "", "??", "FR"]), max_size=3),
    network=st.sampled_from([*KINDS, "other", "nowhere"]),
)
def test_any_audience_has_a_share_between_none_and_all(
    first: int, years: int, genders: list[str], countries: list[str], network: str
) -> None:
    them = Audience(
        name="them",
        ages=(first, first + years),
        genders=tuple(genders),
        countries=tuple(countries),
    )
    found = share(them, network, YEAR, published())
    assert 0 < found.median < 1
    assert 0 < found.sd < 5
    assert math.isfinite(found.mean)
