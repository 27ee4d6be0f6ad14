"""Local times of every zone, the hours when clocks are changed among them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import example, given, settings, strategies as st

from balise.ingest.times import Times

ZONES = st.sampled_from(sorted(available_timezones() - {"localtime", "Factory"}))
MOMENTS = st.datetimes(datetime(2005, 1, 1), datetime(2037, 1, 1))  # noqa: DTZ001 - local time


@settings(deadline=None)  # a zone is read from the disk once
@given(ZONES, MOMENTS)
@example("America/St_Johns", datetime(2010, 11, 7, 0, 0, 30))  # noqa: DTZ001 - back at 0:01
@example("Australia/Lord_Howe", datetime(2026, 4, 5, 1, 45))  # noqa: DTZ001 - back by half an hour
@example("America/Los_Angeles", datetime(2026, 3, 8, 2, 30))  # noqa: DTZ001 - never came
@example("Asia/Kathmandu", datetime(2026, 3, 8, 2, 30))  # noqa: DTZ001 - three quarters of an hour
def test_a_local_time_is_the_moment_that_the_zone_says(name: str, at: datetime) -> None:
    whole = at.replace(microsecond=0)
    found = Times(zone_name=name).read(f"{whole:%Y-%m-%d %H:%M:%S}")
    first, later = (
        whole.replace(tzinfo=ZoneInfo(name), fold=fold).astimezone(UTC) for fold in (0, 1)
    )
    assert found is not None
    assert found.at == first
    assert found.clock == ("" if first == later else "twice" if first < later else "skipped")


@given(st.datetimes(datetime(2005, 1, 1), datetime(2037, 1, 1)), st.integers(-40, 40))  # noqa: DTZ001
def test_the_same_moment_in_two_zones_is_not_mistaken(at: datetime, hours: int) -> None:
    written = at.replace(microsecond=0)
    there = written + timedelta(hours=hours)
    paris = Times(zone_name="Europe/Paris").read(f"{written:%Y-%m-%d %H:%M:%S}")
    tokyo = Times(zone_name="Asia/Tokyo").read(f"{there:%Y-%m-%d %H:%M:%S}")
    assert paris is not None
    assert tokyo is not None
    assert tokyo.at == there.replace(tzinfo=UTC) - timedelta(hours=9)
    assert paris.at == written.replace(tzinfo=ZoneInfo("Europe/Paris")).astimezone(UTC)
