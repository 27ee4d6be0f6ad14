from __future__ import annotations

import importlib
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, strategies as st

from balise.reference.moments import easter, moments, rows

EASTER: Any = importlib.import_module("dateutil.easter")
COUNTRIES = sorted({row.country for row in rows()} - {"ALL"})


def days(country: str, id_: str, year: int) -> list[tuple[date, date]]:
    found = moments(country, date(year, 1, 1), date(year, 12, 31))
    return [(one.first, one.last) for one in found if one.entry.id == id_]


@pytest.mark.parametrize(
    ("country", "id_", "first"),
    [
        ("FR", "soldes_hiver", date(2026, 1, 7)),  # the second Wednesday is the 14th, too late
        ("FR", "soldes_hiver", date(2027, 1, 6)),
        ("FR", "soldes_hiver", date(2024, 1, 10)),
        ("FR", "soldes_ete", date(2025, 6, 25)),
        ("FR", "soldes_ete", date(2027, 6, 23)),  # the last Wednesday is the 30th, too late
        ("BE", "soldes_be_hiver", date(2026, 1, 3)),
        ("BE", "soldes_be_hiver", date(2027, 1, 2)),
        ("BE", "soldes_be_ete", date(2029, 6, 30)),
        ("FR", "mothers_day", date(2026, 5, 31)),
        ("FR", "mothers_day", date(2020, 6, 7)),  # the last Sunday of May was Pentecost
        ("BE", "mothers_day", date(2027, 5, 9)),
        ("GB", "mothers_day", date(2027, 3, 7)),
        ("PL", "mothers_day", date(2027, 5, 26)),
        ("SE", "mothers_day", date(2027, 5, 30)),
        ("DE", "fathers_day", date(2027, 5, 6)),
        ("US", "black_friday", date(2026, 11, 27)),
        ("US", "cyber_monday", date(2024, 12, 2)),
        ("US", "giving_tuesday", date(2026, 12, 1)),
        ("US", "super_bowl", date(2027, 2, 14)),
        ("FR", "heritage_days", date(2026, 9, 19)),
        ("FR", "back_to_school", date(2027, 8, 20)),
        ("BE-WAL", "back_to_school", date(2027, 8, 30)),
    ],
)
def test_a_moment_falls_on_the_day_that_its_rule_gives(country: str, id_: str, first: date) -> None:
    assert first in [day for day, _ in days(country, id_, first.year)]


def test_sales_that_begin_a_day_sooner_end_on_the_same_day() -> None:
    assert days("BE", "soldes_be_hiver", 2027) == [(date(2027, 1, 2), date(2027, 1, 31))]
    assert days("BE", "soldes_be_ete", 2029) == [(date(2029, 6, 30), date(2029, 7, 31))]


def test_a_stretch_over_the_new_year_is_found_from_both_sides() -> None:
    for day in (date(2026, 12, 31), date(2027, 1, 5)):
        found = [one for one in moments("FR", day, day) if one.entry.id == "gift_returns"]
        assert [(one.first, one.last) for one in found] == [(date(2026, 12, 26), date(2027, 1, 5))]
    assert not [
        o for o in moments("FR", date(2027, 1, 6), date(2027, 1, 6)) if o.entry.id == "gift_returns"
    ]


def test_a_moment_without_a_rule_is_told_and_never_given_a_day() -> None:
    announced = [row for row in rows() if row.rule == "announced"]
    assert [row.id for row in announced] == ["french_days"]
    assert not days("FR", "french_days", 2027)


def test_a_region_has_the_moments_of_its_country_and_a_country_those_of_its_regions() -> None:
    year = date(2027, 1, 1), date(2027, 12, 31)
    belgium = {one.entry.country for one in moments("BE", *year)}
    assert belgium == {"ALL", "BE", "BE-VAN", "BE-VLG", "BE-WAL"}
    assert {one.entry.country for one in moments("be-wal", *year)} == {"ALL", "BE", "BE-WAL"}
    assert {one.entry.country for one in moments("ZZ", *year)} == {"ALL"}
    assert {one.entry.country for one in moments("", *year)} == {"ALL"}


def test_every_moment_has_its_source_or_says_that_it_is_our_own() -> None:
    for row in rows():
        assert row.label_fr, row.id
        assert row.label_en, row.id
        assert row.days >= 1
        assert row.verified <= date(2026, 12, 31)
        assert row.confidence in {"official", "reported", "secondary"}
        assert bool(row.source_url) == bool(row.source_title)
        if not row.source_url:
            assert row.confidence == "secondary"
    assert len({(row.id, row.country) for row in rows()}) == len(rows())


@given(st.integers(1583, 9998))
def test_easter_is_that_of_another_program(year: int) -> None:
    assert easter(year) == EASTER.easter(year)


@given(
    st.sampled_from(["", "ZZ", *COUNTRIES]),
    st.dates(),
    st.integers(-3, 400),
)
def test_moments_hold_a_day_of_those_asked_for_and_come_in_order(
    country: str, first: date, n: int
) -> None:
    last = date.fromordinal(max(1, min(first.toordinal() + n, date.max.toordinal())))
    found = moments(country, first, last)
    assert [one.first for one in found] == sorted(one.first for one in found)
    for one in found:
        assert one.first <= last
        assert first <= one.last
        assert one.last - one.first < timedelta(days=70)
