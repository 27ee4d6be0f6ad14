"""Moments as clocks show them, over zones and the days on which clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given, strategies as st

from balise.domain.clock import at_local
from balise.errors import HourSkippedError

ZONES = sorted(available_timezones() - {"localtime", "Factory"})


@given(
    day=st.dates(date(1990, 1, 1), date(2037, 12, 31)),
    hour=st.times(),
    zone=st.sampled_from(ZONES),
)
@example(day=date(2027, 3, 28), hour=time(2, 30), zone="Europe/Brussels")
@example(day=date(2026, 10, 25), hour=time(2, 30), zone="Europe/Brussels")
@example(day=date(2027, 4, 4), hour=time(1, 45), zone="Australia/Lord_Howe")  # half an hour
@example(day=date(2011, 12, 30), hour=time(12), zone="Pacific/Apia")  # a whole day is skipped
def test_it_is_what_the_clock_shows_the_first_time_or_is_refused(
    day: date, hour: time, zone: str
) -> None:
    clock, wanted = ZoneInfo(zone), datetime.combine(day, hour.replace(second=0, microsecond=0))
    try:
        at = at_local(day, hour, zone)
    except HourSkippedError:
        around = [wanted.replace(tzinfo=clock, fold=fold).astimezone(UTC) for fold in (0, 1)]
        assert wanted not in {one.astimezone(clock).replace(tzinfo=None) for one in around}
        return
    assert at.utcoffset() == timedelta(0)
    assert at.astimezone(clock).replace(tzinfo=None) == wanted
    second = wanted.replace(tzinfo=clock, fold=1).astimezone(UTC)
    assert at <= second


def test_a_time_that_no_clock_shows_is_refused_with_what_to_do() -> None:
    with pytest.raises(HourSkippedError, match=r"go forward over 02:30.*Choose another"):
        at_local(date(2027, 3, 28), time(2, 30), "Europe/Brussels")
