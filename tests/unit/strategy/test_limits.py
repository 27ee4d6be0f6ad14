"""What is just within the limits is no mistake, and what is just beyond is one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests.unit.strategy.test_mistakes import found, with_
from tests.unit.strategy.written import FULL, LEAST

import balise

SERIES = '[[series]]\nname = "{n}"\nweekday = "monday"\n'


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("posts_per_week = [2, 5]", "posts_per_week = [14, 20]"),  # two a day, seven days
        ("min_gap_hours = 6", "min_gap_hours = 15"),  # from 7 to 22
        ("share = 0.6", "share = 0.604"),  # rounding
        ("share = 0.6", "share = 0.596"),
        ("max_per_post = 5", "max_per_post = 1"),
        ("short_video = 2", "short_video = 1"),
        ("hour = 18", "hour = 21"),
        ("hour = 18", "hour = 7"),
        ("boost_per_post = [20, 80]", "boost_per_post = [900, 980]"),
        ("starts = 2026-12-24\nends = 2026-12-26", "starts = 2026-12-24\nends = 2026-12-24"),
        ("to_day = -14", "to_day = -4"),
        ("from_day = -30, to_day = -14", "from_day = -14, to_day = -14"),
        ("to_day = 0,", "to_day = 8,"),  # the last day of the objective
        ("day = 1\n", "day = 31\n"),
        ('every = "month"\nday = 1\n', 'every = "quarter"\nday = 92\n'),
        ("baseline = 640", "baseline = 1199"),
        ('kpi = "views"', 'kpi = "tickets"'),
        (
            'kpi = "views"\naggregate = "total"\ntarget = 30000',
            'kpi = "ctr_impressions"\ntarget = 1',
        ),
        ('handle = "serredulac"', 'handle = "serre@lac.example"'),
        ('handle = "serredulac"', 'handle = "Serre du Lac"'),
        ('code = "PRINTEMPS10"', 'code = ""'),
        ('name = "Mardi astuce"', 'name = "À quoi ça sert\u202f?"'),
        ('name = "Mardi astuce"', 'name = "👩\u200d🌾 du mardi\u00a0!"'),
        ("date = 2027-02-20", "date = 2027-02-28"),  # the last day of the objective
    ],
)
def test_what_is_just_within_a_limit_is_no_mistake(old: str, new: str) -> None:
    assert found(with_(old, new)) == ()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("hour = 18", "hour = 22", "strategy-hour-closed"),
        ("date = 2027-02-20", "date = 2026-12-24", "strategy-event-closed"),
        ("date = 2027-02-20", "date = 2026-12-26", "strategy-event-closed"),
        ("to_day = -14", "to_day = -3", "strategy-phases-overlap"),
        ("to_day = 0,", "to_day = 9,", "strategy-phase-outside"),
        ('every = "month"\nday = 1\n', 'every = "week"\nday = 8\n', "strategy-review"),
        ("baseline = 640", "baseline = 1200", "strategy-baseline"),
        ('name = "Mardi astuce"', 'name = "a\u202eb"', "strategy-value"),
        ('name = "Mardi astuce"', 'name = "a\u2028b"', "strategy-value"),
        ('code = "PRINTEMPS10"', 'code = "a\\u001b[2J"', "strategy-value"),
        ("https://example.org/serre", "https://example.org/\\u202e", "strategy-value"),
    ],
)
def test_what_is_just_beyond_a_limit_is_one(old: str, new: str, code: str) -> None:
    assert code in {one.code for one in found(with_(old, new))}


def test_an_event_outside_its_objective_is_told_once_not_for_each_phase() -> None:
    text = with_("date = 2027-02-20", "date = 2029-02-20")
    assert [one.code for one in found(text)] == ["strategy-event-outside"]


def test_a_wrong_capacity_raises_no_doubt_about_its_series() -> None:
    assert [one.code for one in found(with_("short_video = 2", "short_video = -2"))] == [
        "strategy-value"
    ]


def test_a_level_without_a_worth_in_money_is_nothing_to_weigh() -> None:
    text = with_("value = 0.01\n", "").replace(
        'kpi = "views"\naggregate = "total"', 'kpi = "reach"'
    )
    assert found(text) == ()


def test_as_many_series_as_posts_are_fine() -> None:
    three = "".join(SERIES.format(n=n) for n in range(3))
    assert found(LEAST + three) == ()
    assert [one.code for one in found(LEAST + three + SERIES.format(n=3))] == [
        "strategy-series-rhythm"
    ]


def test_lists_have_an_end() -> None:
    names = ", ".join(f'"{n}"' for n in range(1_001))
    text = f"{LEAST}[voice]\nnever_say = [{names}]\n"
    assert [one.code for one in found(text)] == ["strategy-value"]
    phases = ", ".join(f'{{ name = "p{n}", from_day = {n}, to_day = {n} }}' for n in range(51))
    event = f'[[events]]\nname = "fair"\ndate = 2027-01-01\nphases = [{phases}]\n'
    assert [one.code for one in found(LEAST + event)] == ["strategy-value"]


def test_an_old_file_may_have_some_tables_of_today() -> None:
    text = LEAST.replace('name = "Shop"', 'name = "Shop"\nversion = 0')
    ours = balise.Strategy.parse(text)
    assert ours.objectives == balise.Strategy.parse(LEAST).objectives
    assert "[[objectives]]" in ours.text


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_a_new_file_may_be_read_by_others(tmp_path: Path) -> None:
    balise.Strategy.parse(FULL).save(tmp_path / "strategy.toml")
    assert (tmp_path / "strategy.toml").stat().st_mode & 0o777 == 0o644


def test_a_number_that_is_written_otherwise_is_no_difference() -> None:
    ours = balise.Strategy.parse(FULL)
    same = FULL.replace("priority = 2.0", "priority = 2").replace("total = 900", "total = 9e2")
    assert ours.diff(balise.Strategy.parse(same)) == ()
