from __future__ import annotations

import subprocess
import sys
from datetime import date
from importlib.resources import files
from zoneinfo import available_timezones

import pytest
from babel.core import get_global

from balise.reference.public_holidays import (
    country_of,
    holidays_of,
    named_holidays,
    public_holidays,
)

TABLE = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8").splitlines()
ZONES = [line.split("\t")[2] for line in TABLE if not line.startswith("#")]
MOST_DAYS = 45


def is_holiday(day: date, timezone: str) -> bool:
    return day in public_holidays(timezone, day.year)


@pytest.mark.parametrize(
    ("day", "timezone"),
    [
        (date(2026, 7, 21), "Europe/Brussels"),
        (date(2026, 7, 14), "Europe/Paris"),
        (date(2026, 7, 1), "America/Toronto"),
        (date(2026, 7, 4), "America/New_York"),
        (date(2026, 10, 3), "Europe/Berlin"),
        (date(2026, 1, 26), "Asia/Kolkata"),
    ],
)
def test_a_national_day_is_a_holiday_of_its_country(day: date, timezone: str) -> None:
    assert is_holiday(day, timezone)


def test_the_day_of_one_country_is_a_plain_day_in_another() -> None:
    assert not is_holiday(date(2026, 7, 21), "Europe/Paris")
    assert not is_holiday(date(2026, 7, 14), "Europe/Brussels")


@pytest.mark.parametrize("timezone", ["Europe/Brussels", "Europe/Paris"])
@pytest.mark.parametrize(
    "day",
    [date(2024, 4, 1), date(2025, 4, 21), date(2026, 4, 6), date(2024, 5, 9), date(2026, 5, 14)],
)
def test_easter_monday_and_ascension_move_from_year_to_year(day: date, timezone: str) -> None:
    assert is_holiday(day, timezone)
    assert not is_holiday(day.replace(year=2023), timezone)


def test_a_holiday_on_a_weekend_is_made_up_for_where_the_law_says_so() -> None:
    assert {date(2026, 7, 3), date(2026, 7, 4)} <= public_holidays("America/New_York", 2026)
    # New Year of 2028 is a Saturday: the day off is in the year before.
    assert date(2027, 12, 31) in public_holidays("America/New_York", 2027)


def test_a_holiday_of_a_region_is_none_of_the_country() -> None:
    assert not is_holiday(date(2026, 6, 24), "America/Toronto")  # of Quebec
    assert not is_holiday(date(2026, 1, 6), "Europe/Berlin")  # of three states


@pytest.mark.parametrize(
    ("old", "today"),
    [
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("America/Montreal", "America/Toronto"),
        ("US/Eastern", "America/New_York"),
        ("GB", "Europe/London"),
        ("Europe/Kiev", "Europe/Kyiv"),
    ],
)
def test_a_zone_that_was_renamed_keeps_its_country(old: str, today: str) -> None:
    assert country_of(old) == country_of(today) is not None
    assert public_holidays(old, 2026) == public_holidays(today, 2026)


def test_a_zone_is_of_its_own_country_though_its_clock_is_that_of_another() -> None:
    assert country_of("Europe/Amsterdam") == "NL"
    assert country_of("Europe/Luxembourg") == "LU"
    assert country_of("Iceland") == country_of("Atlantic/Reykjavik") == "IS"


@pytest.mark.parametrize(
    "timezone",
    ["UTC", "Etc/UTC", "Etc/GMT+5", "GMT", "Zulu", "CET", "EST5EDT", "Factory", "Mars/Olympus", ""],
)
def test_a_zone_of_no_country_has_no_holidays(timezone: str) -> None:
    assert country_of(timezone) is None
    assert not public_holidays(timezone, 2026)


def test_a_country_that_the_library_does_not_know_has_no_holidays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("balise.reference.public_holidays.country_of", lambda _: "XX")
    assert not public_holidays.__wrapped__("Europe/Brussels", 2026)


@pytest.mark.parametrize("year", [1, 1969, 2026, 2100, 9999])
def test_every_zone_answers_in_any_year(year: int) -> None:
    for zone in ZONES:
        found = public_holidays(zone, year)
        assert len(found) < MOST_DAYS
        assert {day.year for day in found} <= {year}


def test_most_zones_have_holidays() -> None:
    without = {country_of(zone) for zone in ZONES if not public_holidays(zone, 2025)}
    assert len(without) < 0.05 * len(ZONES)


def test_every_name_of_a_zone_has_the_country_that_unicode_gives_it() -> None:
    territories, aliases = get_global("zone_territories"), get_global("zone_aliases")
    packaged = set(files("tzdata").joinpath("zones").read_text(encoding="utf-8").split())
    for name in available_timezones():
        told = country_of(name)
        theirs = territories.get(name) or territories.get(aliases.get(name, ""))
        # Unicode gives a country to clocks, and to a station in Antarctica the whole world, or,
        # in older data, the country whose clock it keeps.
        is_station = name.startswith("Antarctica/")
        assert told in {theirs, None} or theirs in {None, "001"} or is_station, name
        # The computer's own table may be newer than the package.
        is_known = name in packaged and "/" in name and not name.startswith("Etc/")
        assert told or not is_known, name


def test_the_library_is_loaded_only_for_a_zone_that_has_a_country() -> None:
    asked = "import sys; from balise.reference.public_holidays import public_holidays as ask; "
    ends = "ask('UTC', 2026); sys.exit('holidays' in sys.modules)"
    subprocess.run([sys.executable, "-c", asked + ends], check=True)  # noqa: S603 - our own


@pytest.mark.parametrize(
    ("timezone", "language", "day", "name"),
    [
        ("Europe/Brussels", "fr", date(2027, 7, 21), "Fête nationale"),
        ("Europe/Brussels", "en", date(2027, 7, 21), "National Day"),
        ("America/New_York", "fr", date(2027, 7, 4), "Independence Day"),
    ],
)
def test_a_holiday_has_its_name_in_the_language_where_the_library_has_one(
    timezone: str, language: str, day: date, name: str
) -> None:
    assert named_holidays(timezone, day.year, language)[day] == name


@pytest.mark.parametrize(
    "zone", ["Europe/Brussels", "America/New_York", "Asia/Kathmandu", "Pacific/Apia"]
)
def test_days_with_a_name_are_the_public_holidays(zone: str) -> None:
    for language in ("fr", "en"):
        named = named_holidays(zone, 2027, language)
        assert frozenset(named) == public_holidays(zone, 2027)
        assert list(named) == sorted(named)
        assert all(named.values())


def test_a_zone_or_a_country_that_is_none_has_no_named_holidays() -> None:
    assert named_holidays("Etc/UTC", 2027, "fr") == {}
    assert holidays_of("ZZ", 2027, "fr") == holidays_of("", 2027, "en") == {}
