"""A report is due once on each of its days, whatever the clocks do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from balise.domain.report_schedule import ReportSchedule

BRUSSELS = ZoneInfo("Europe/Brussels")
ZONES = st.sampled_from(
    [
        ZoneInfo(name)
        for name in (
            "Europe/Brussels", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu",
            "Pacific/Apia", "Pacific/Kiritimati", "America/Sao_Paulo", "Africa/Casablanca", "UTC",
        )
    ]
)  # fmt: skip
START = datetime(2010, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(365, 10_950).flatmap(
    lambda days: st.integers(0, 86_399).map(
        lambda seconds: START + timedelta(days=days, seconds=seconds)
    )
)


@st.composite
def schedules(draw: st.DrawFn) -> ReportSchedule:
    every = draw(st.sampled_from(["week", "month"]))
    day = draw(st.integers(0, 6) if every == "week" else st.integers(1, 31))
    hour = draw(st.integers(0, 23))
    made = draw(MOMENTS)
    return ReportSchedule(brand="park", every=every, day=day, hour=hour, made_at=made)  # type: ignore[arg-type]


@given(schedules(), ZONES, MOMENTS)
def test_what_is_due_has_come_and_is_not_older_than_its_schedule(
    schedule: ReportSchedule, zone: ZoneInfo, now: datetime
) -> None:
    day = schedule.due(now, zone)
    if day is not None:
        assert schedule.falls(day)
        assert schedule.made_at <= schedule.moment(day, zone) <= now
        assert replace(schedule, last=day).due(now, zone) is None
        assert replace(schedule, is_on=False).due(now, zone) is None


@given(schedules(), ZONES, MOMENTS)
def test_the_next_moment_is_the_first_at_which_it_is_due(
    schedule: ReportSchedule, zone: ZoneInfo, now: datetime
) -> None:
    then = schedule.next(now, zone)
    assert now < then <= now + timedelta(days=33)
    made = replace(schedule, made_at=now)
    assert made.due(then - timedelta(seconds=1), zone) is None
    assert made.due(then, zone) is not None


@given(schedules(), ZONES, MOMENTS)
def test_asked_each_hour_of_a_year_it_is_due_once_on_each_of_its_days(
    schedule: ReportSchedule, zone: ZoneInfo, start: datetime
) -> None:
    now = start
    live = replace(schedule, made_at=now)
    days: list[date] = []
    for _ in range(24 * 70):
        now += timedelta(hours=1)
        day = live.due(now, zone)
        if day is not None:
            days.append(day)
            live = replace(live, last=day)
    apart = [(b - a).days for a, b in pairwise(days)]
    assert len(days) >= 2
    assert all(n == 7 for n in apart) if live.every == "week" else all(28 <= n <= 31 for n in apart)


@pytest.mark.parametrize(
    ("day", "hour", "moment"),
    [
        (date(2027, 3, 28), 2, "2027-03-28T01:00"),  # 2:00 is left out in spring: 3:00 it is
        (date(2027, 10, 31), 2, "2027-10-31T00:00"),  # 2:00 comes twice in autumn: the first
        (date(2027, 7, 4), 8, "2027-07-04T06:00"),
    ],
)
def test_an_hour_that_is_missing_or_comes_twice_is_due_once(
    day: date, hour: int, moment: str
) -> None:
    schedule = ReportSchedule(brand="park", every="week", day=6, hour=hour, made_at=START)
    assert schedule.moment(day, BRUSSELS).isoformat().startswith(moment)


def test_of_days_that_went_by_only_the_last_is_due() -> None:
    schedule = ReportSchedule(brand="park", every="week", day=0, made_at=START)
    assert schedule.due(datetime(2027, 3, 31, tzinfo=UTC), BRUSSELS) == date(2027, 3, 29)


@given(schedules(), st.dates(date(2012, 1, 1), date(2035, 1, 1)))
def test_a_report_tells_of_days_that_are_over(schedule: ReportSchedule, day: date) -> None:
    start, end = schedule.span(day)
    assert start <= end < day
    if schedule.every == "week":
        assert (end - start).days == 6
    else:
        assert (start.day, (end + timedelta(days=1)).day) == (1, 1)


@pytest.mark.parametrize(
    "facts",
    [{"day": 0}, {"day": 32}, {"hour": 24}, {"hour": -1}, {"every": "week", "day": 7},
     {"every": "week", "day": -1}, {"every": "year"}],
)  # fmt: skip
def test_a_time_that_there_is_not_is_told(facts: dict[str, object]) -> None:
    schedule = ReportSchedule(brand="park", made_at=START)
    assert schedule.is_possible
    assert not replace(schedule, **facts).is_possible  # type: ignore[arg-type]
