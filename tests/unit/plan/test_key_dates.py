from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings, strategies as st
from tests.property import plan_worlds as worlds
from tests.unit.plan.built import shop

from balise.domain.strategy import Audience, Event, Identity, Strategy
from balise.plan.key_dates import key_dates


def of(
    language: str = "fr",
    *events: Event,
    zone: str = "Europe/Brussels",
    countries: tuple[str, ...] = (),
) -> Strategy:
    people = (Audience(name="us", countries=countries),) if countries else ()
    return Strategy(
        identity=Identity(name="Shop", language=language, timezone=zone),
        objectives=(), accounts=(), events=events, audiences=people,
    )  # fmt: skip


def names(strategy: Strategy, start: date, weeks: int = 1) -> list[str]:
    return [one.name for one in key_dates(strategy, start=start, weeks=weeks)]


def test_holidays_and_moments_are_named_in_the_language_of_the_strategy() -> None:
    july = date(2027, 7, 19)
    assert names(of("fr"), july) == ["Soldes d’été", "Fête nationale"]
    assert names(of("en"), july) == ["Summer sales", "National Day"]


def test_a_moment_that_began_before_stands_on_the_first_day_and_one_that_ended_does_not() -> None:
    winter = key_dates(of("en"), start=date(2027, 1, 31), weeks=1)
    assert [(one.day, one.name) for one in winter] == [(date(2027, 1, 31), "Winter sales")]
    assert "Winter sales" not in names(of("en"), date(2027, 2, 1))


def test_the_last_day_of_the_plan_is_in_it_and_the_next_is_not() -> None:
    assert "Fête nationale" in names(of(), date(2027, 7, 15))
    assert "Fête nationale" not in names(of(), date(2027, 7, 14))


def test_the_countries_of_audiences_add_theirs_and_say_whose_they_are() -> None:
    both = of("fr", countries=("FR", "BE"))
    may = key_dates(both, start=date(2027, 5, 3), weeks=5)
    mothers = [(one.day, one.name) for one in may if "mères" in one.name]
    assert mothers == [
        (date(2027, 5, 9), "Fête des mères (BE)"),
        (date(2027, 5, 30), "Fête des mères (FR)"),
    ]
    ascension = [one for one in may if one.day == date(2027, 5, 6) and one.kind == "holiday"]
    assert len(ascension) == 1
    assert "BE, FR" in ascension[0].source


def test_a_day_that_countries_name_differently_stands_once_with_both_names() -> None:
    both = key_dates(of("fr", countries=("FR",)), start=date(2027, 1, 1), weeks=1)
    (first,) = [one for one in both if one.kind == "holiday"]
    assert first.day == date(2027, 1, 1)
    assert len(first.name.split(" / ")) == len(set(first.name.split(" / ")))


def test_an_event_of_ones_own_is_not_told_again() -> None:
    mothers = date(2027, 5, 9)
    assert "Fête des mères" in names(of(), mothers)
    own = Event(name="Fete des Mères 2027", date=mothers)
    assert "Fête des mères" not in names(of("fr", own), mothers)
    earlier = Event(name="fête des mères", date=mothers - timedelta(days=2))
    assert "Fête des mères" not in names(of("fr", earlier), mothers)
    far = Event(name="fête des mères", date=mothers + timedelta(days=30))
    assert "Fête des mères" in names(of("fr", far), mothers)


def test_a_moment_that_begins_on_the_day_of_an_event_is_not_told_but_a_holiday_is() -> None:
    friday = date(2026, 11, 27)
    sale = Event(name="Grand déstockage", date=friday)
    assert "Black Friday" in names(of(), friday)
    assert "Black Friday" not in names(of("fr", sale), friday)
    party = Event(name="Notre fête", date=date(2027, 7, 21))
    assert "Fête nationale" in names(of("fr", party), date(2027, 7, 19))


def test_a_short_name_is_not_found_inside_every_other() -> None:
    short = Event(name="été", date=date(2027, 7, 3))
    assert "Soldes d’été" in names(of("fr", short), date(2027, 7, 5))


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "notre propre liste"), ("en", "our own list")]
)
def test_each_has_its_source_with_the_day_that_it_was_looked_at(language: str, said: str) -> None:
    found = key_dates(of(language), start=date(2027, 2, 8), weeks=1)
    (valentine,) = [one for one in found if one.day == date(2027, 2, 14)]
    assert said in valentine.source
    assert "2026" in valentine.source
    sales = key_dates(of(language), start=date(2027, 1, 4), weeks=1)
    assert any("Code de droit économique" in one.source for one in sales)


def test_a_zone_of_no_country_has_the_moments_of_everywhere() -> None:
    assert names(of("en", zone="UTC"), date(2027, 2, 8)) == ["Valentine’s Day"]


def test_no_week_has_no_day() -> None:
    for weeks in (0, -1):
        assert key_dates(shop(), start=date(2027, 7, 19), weeks=weeks) == ()


@given(st.data(), worlds.starts(), st.integers(0, 6))
@settings(max_examples=40)
def test_key_dates_lie_in_the_plan_in_order_and_none_twice(
    data: st.DataObject, start: date, weeks: int
) -> None:
    strategy = data.draw(worlds.strategies(start))
    found = key_dates(strategy, start=start, weeks=weeks)
    assert [one.day for one in found] == sorted(one.day for one in found)
    assert all(start <= one.day < start + timedelta(days=7 * weeks) for one in found)
    assert all(one.name and one.source for one in found)
    assert len({(one.day, one.kind, one.name) for one in found}) == len(found)
    assert len({one.day for one in found if one.kind == "holiday"}) == len(
        [one for one in found if one.kind == "holiday"]
    )
