"""The page on rankings names the figures that the program uses."""

from __future__ import annotations

from pathlib import Path

import pytest

from balise.strategy import levels, order, rank, responses, shares

ROOT = Path(__file__).resolve().parents[2]
PAGES = {"en": "docs/choosing-networks.md", "fr": "docs/choisir-ses-reseaux.md"}
SPREADS = (
    levels.DRIFT, levels.OTHER_PEOPLE, levels.DISTANCE["reported"], levels.DISTANCE["secondary"],
    levels.NEIGHBOUR, levels.CONTINENT, levels.WEST, levels.FAR, shares.ELSEWHERE, shares.NO_AGE,
    shares.NO_GENDER, shares.ONE_LANGUAGE, responses.SERIES_NOISE, responses.FOLLOWERS_NOISE,
    responses.BETWEEN_NETWORKS, rank.STAY,
)  # fmt: skip


@pytest.mark.parametrize("language", PAGES)
@pytest.mark.parametrize("spread", SPREADS)
def test_the_page_names_each_spread(language: str, spread: float) -> None:
    page = (ROOT / PAGES[language]).read_text(encoding="utf-8")
    written = f"{spread:g}" if spread % 1 else f"{spread:.1f}"
    assert (written.replace(".", ",") if language == "fr" else written) in page


@pytest.mark.parametrize("language", PAGES)
def test_the_page_names_the_chances_and_the_draws(language: str) -> None:
    page = (ROOT / PAGES[language]).read_text(encoding="utf-8")
    for share in (order.KEEP, order.DROP):
        assert f"{100 * share:.0f} %" in page
    digits = f"{rank.DRAWS:,}"
    assert (digits if language == "en" else digits.replace(",", " ")) in page
    assert str(levels.UNKNOWN_N) in page
