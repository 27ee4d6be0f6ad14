from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from balise.domain.strategy import Audience
from balise.strategy.followers import fit, fits

WOMEN = Audience(name="women", ages=(25, 44), genders=("female",), countries=("BE",))


def test_ages_and_genders_that_are_crossed_are_read_as_they_are() -> None:
    figures = {
        "audience.age_gender.25-34 women": 0.2,
        "audience.age_gender.35-44 women": 0.1,
        "audience.age_gender.25-34 men": 0.6,
        "audience.age_gender.65+ women": 0.1,
    }
    found = fit(WOMEN, figures)
    assert found is not None
    assert found[0] == pytest.approx(0.3)


def test_countries_are_known_by_code_and_by_name() -> None:
    them = Audience(name="them", countries=("BE",))
    for name in ("BE", "Belgium", "Belgique"):
        found = fit(them, {f"audience.country.{name}": 0.4})
        assert found is not None
        assert found[0] == pytest.approx(0.4)


def test_what_the_export_does_not_tell_tells_nothing() -> None:
    assert fit(WOMEN, {"views.country.BE": 1.0, "followers": 10}) is None
    assert fit(Audience(name="all"), {"audience.age.25-34": 1.0}) is None


def test_a_count_of_people_is_not_taken_for_a_share() -> None:
    assert fit(WOMEN, {"audience_count.age.25-34": 300.0}) is None


def test_few_followers_say_less() -> None:
    figures = {"audience.age.25-34": 0.5}
    few, many = (fit(WOMEN, {**figures, "followers": n}) for n in (20, 20_000))
    assert few is not None
    assert many is not None
    assert few[2] > many[2]


def test_only_the_difference_between_accounts_counts_where_all_suit_alike() -> None:
    alike = (0.5, 1.0, 0.02)
    found = fits(("x", "facebook"), {"x", "facebook"}, {"x": alike, "facebook": alike})
    assert found.mean[0] == pytest.approx(found.mean[1])


def test_the_account_whose_followers_are_meant_gains_on_the_other() -> None:
    counted = {"x": (0.1, -0.5, 0.02), "facebook": (0.6, 1.0, 0.02)}
    found = fits(("x", "facebook", "tiktok"), {"x", "facebook"}, counted)
    low, high, unknown = (float(value) for value in found.mean)
    assert low < unknown < high


BANDS = st.text(max_size=30) | st.from_regex(r"\d{1,5}(-\d{1,5}|\+)?", fullmatch=True)


@given(st.dictionaries(BANDS, st.floats(0, 1), max_size=8))
def test_strange_names_of_segments_are_passed_over(names: dict[str, float]) -> None:
    figures = {f"audience.age.{name}": value for name, value in names.items()}
    found = fit(WOMEN, figures)
    assert found is None or found[0] >= 0
