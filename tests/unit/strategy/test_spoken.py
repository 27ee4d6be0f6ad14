"""Answers as people write them, in French and in English, and what is refused with an example."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, strategies as st

from balise.errors import AnswerError
from balise.strategy import spoken
from balise.strategy.answers import Holding

MONDAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("said", "target", "ends", "baseline"),
    [
        ("160", 160, None, None),
        ("1 200", 1200, None, None),
        ("1\u202f200", 1200, None, None),
        ("1,200", 1200, None, None),
        ("1.200", 1200, None, None),
        ("4,5", 4.5, None, None),
        ("160 by 2027-02-28", 160, date(2027, 2, 28), None),
        ("160 d’ici le 28/02/2027, 90 avant", 160, date(2027, 2, 28), 90),
        ("160 in 8 weeks", 160, date(2027, 1, 24), None),
        ("160 en 8 semaines", 160, date(2027, 1, 24), None),
        ("12 weeks, 160", 160, date(2027, 2, 21), None),
        ("5 % by 2027-02-28", 0.05, date(2027, 2, 28), None),
        ("2027-02-28: 300, 250 before", 300, date(2027, 2, 28), 250),
    ],
)
def test_a_target_is_read_as_it_is_said(
    said: str, target: float, ends: date | None, baseline: float | None
) -> None:
    found = spoken.aim(said, MONDAY)
    assert found.target == pytest.approx(target)
    assert (found.ends, found.baseline) == (ends, baseline)


@pytest.mark.parametrize(
    "said",
    ["", "soon", "2027-02-28", "160 by 2027-02-30", "160 by 2026-11-01", "0", "160 in 999 weeks",
     "160 by 9999-12-31",
     "9" * 40, "by the end"],
)  # fmt: skip
def test_a_target_that_cannot_be_is_refused_with_an_example(said: str) -> None:
    with pytest.raises(AnswerError, match="such as: 160"):
        spoken.aim(said, MONDAY)


@pytest.mark.parametrize(
    ("said", "people", "ages", "countries"),
    [
        ("young parents 25-40 BE, FR", "young parents", (25, 40), ("BE", "FR")),
        ("25 à 40 ans", "", (25, 40), ()),
        ("FR FR", "", None, ("FR",)),
        ("voisins", "voisins", None, ()),
    ],
)
def test_an_audience_is_read_in_any_order(
    said: str, people: str, ages: tuple[int, int] | None, countries: tuple[str, ...]
) -> None:
    found = spoken.meant(said)
    assert (found.people, found.ages, found.countries) == (people, ages, countries)


@pytest.mark.parametrize("said", ["40-25", "10-999", " , "])
def test_ages_that_nobody_has_are_refused(said: str) -> None:
    with pytest.raises(AnswerError, match="ages and countries"):
        spoken.meant(said)


def test_accounts_are_read_with_what_is_known_of_them() -> None:
    said = "insta @shop 1200 2,5; fb - 120, tiktok"
    assert spoken.accounts(said) == (
        Holding(network="instagram", handle="shop", followers=1200, per_week=2.5),
        Holding(network="facebook", followers=120),
        Holding(network="tiktok"),
    )


@pytest.mark.parametrize(
    "said", ["", "myspace shop", "instagram shop many", "instagram a 1 2 3", "x, x", "other shop"]
)
def test_accounts_that_cannot_be_are_refused_with_an_example(said: str) -> None:
    with pytest.raises(AnswerError, match="instagram myshop 340 2"):
        spoken.accounts(said)


@pytest.mark.parametrize("said", ["0", "169", "many", "-4", "1e3"])
def test_hours_are_those_of_a_week(said: str) -> None:
    with pytest.raises(AnswerError, match="hours a week"):
        spoken.hours(said)


def test_a_name_is_found_by_its_beginning_without_accents_and_never_by_chance() -> None:
    names = ["habitués", "assiettes", "table"]
    assert spoken.one_of("HABITUES", names, {}) == "habitués"
    assert spoken.one_of("tab", names, {}) == "table"
    for said in ("", "0", "4", "zzz"):
        with pytest.raises(AnswerError):
            spoken.one_of(said, names, {})
    with pytest.raises(AnswerError):
        spoken.one_of("a", ["aa", "ab"], {})


def test_tags_and_competitors_are_told_from_the_tone() -> None:
    said = spoken.manner("warm, short #OurShop #ourshop instagram:@rival see: nobody")
    assert said.tone == "warm, short see: nobody"
    assert said.hashtags == ("#ourshop",)
    assert [one.handle for one in said.competitors] == ["rival"]
    with pytest.raises(AnswerError):
        spoken.manner("#")


@given(st.text(max_size=60))
def test_no_text_breaks_a_reader_otherwise_than_by_refusing_it(text: str) -> None:
    for read in (
        lambda: spoken.aim(text, MONDAY),
        lambda: spoken.meant(text),
        lambda: spoken.accounts(text),
        lambda: spoken.hours(text),
        lambda: spoken.manner(text),
        lambda: spoken.several(text, ["a", "b"]),
    ):
        with suppress(AnswerError):
            read()
