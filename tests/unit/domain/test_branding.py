"""A brand's colour can be read, whatever is asked for."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from balise.domain.branding import LEAST_CONTRAST, PAPER, Branding, colour, contrast, readable

COLOURS = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")


@given(COLOURS, st.sampled_from([PAPER, "#17191d", "#000000"]))
def test_the_nearest_shade_can_be_read_and_one_that_could_is_left_alone(
    said: str, ground: str
) -> None:
    found = readable(said, ground)
    assert contrast(found, ground) >= LEAST_CONTRAST
    assert (found == said) == (contrast(said, ground) >= LEAST_CONTRAST)


@given(COLOURS, COLOURS)
def test_contrast_is_the_same_both_ways_and_within_its_bounds(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21


@pytest.mark.parametrize(
    ("one", "other", "published"),
    [("#ffffff", "#000000", 21.0), ("#767676", "#ffffff", 4.54), ("#ff0000", "#ffffff", 4.0)],
)
def test_contrast_is_that_of_published_pairs(one: str, other: str, published: float) -> None:
    assert contrast(one, other) == pytest.approx(published, abs=0.005)


@pytest.mark.parametrize("said", ["", "#12", "red", "#12345g", "url(x)", "#1f5f8b;}", "\u0661" * 6])
def test_what_is_no_colour_is_none(said: str) -> None:
    assert colour(said) is None


def test_a_brand_without_a_name_of_its_own_shows_its_own() -> None:
    assert Branding().shown("park") == "park"
    assert Branding(name="Le Parc").shown("park") == "Le Parc"
