from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st
from tests.unit.plan.built import START, ZONE, at, out, presence, shop

from balise.domain.plan import Published
from balise.domain.strategy import Blackout, Event, Phase, Planning
from balise.plan.horizon import Horizon, closed
from balise.plan.pace import Pace


def pace(
    *accounts: object, published: tuple[Published, ...] = (), weeks: int = 2, **tables: object
) -> Pace:
    strategy = shop(*accounts, **tables)  # type: ignore[arg-type]
    horizon = Horizon(start=START, weeks=weeks, timezone=ZONE)
    return Pace(strategy=strategy, horizon=horizon, published=published)


def test_what_is_closed_takes_its_part_off_the_least_and_nothing_off_the_most() -> None:
    one = presence(posts_per_week=(5, 6))
    days = Blackout(starts=START, ends=START + timedelta(days=1))
    assert pace(one, blackouts=(days,)).weekly(one, 0) == (3, 6)
    assert pace(one, blackouts=(days,)).weekly(one, 1) == (5, 6)


@given(st.integers(0, 20), st.integers(0, 20), st.floats(0, 1))
def test_the_reserve_takes_the_most_down_but_never_under_the_least(
    least: int, more: int, reserve: float
) -> None:
    one = presence(posts_per_week=(least, least + more))
    held = pace(one, plan=Planning(reserve=reserve))
    low, high = held.weekly(one, 0)
    assert (low, least) == (least, low)
    assert least <= high <= least + more
    assert high + held.free(one) == least + more


def test_a_reserve_is_counted_as_people_do_and_not_in_binary_fractions() -> None:
    one = presence(posts_per_week=(0, 10))
    assert pace(one, plan=Planning(reserve=0.7)).weekly(one, 0) == (0, 3)


def test_what_is_published_counts_in_its_week_and_day() -> None:
    one = presence(posts_per_week=(2, 3), posts_per_day=2)
    held = pace(one, published=(out(0), out(0, 15), out(8), out(-1)))
    assert held.weekly(one, 0) == (0, 1)
    assert held.weekly(one, 1) == (1, 2)
    assert [held.daily(one, START + timedelta(days=n)) for n in (0, 1, 8)] == [0, 2, 1]


def test_more_than_the_most_may_be_out_already_and_nothing_is_then_left() -> None:
    one = presence(posts_per_week=(1, 2), posts_per_day=1)
    held = pace(one, published=(out(0), out(1), out(2), out(2, 18)))
    assert held.weekly(one, 0) == (0, 0)
    assert held.daily(one, START + timedelta(days=2)) == 0


def test_the_pace_of_an_event_raises_the_day_and_never_lowers_it() -> None:
    phase = Phase(name="last", from_day=-1, to_day=0, posts_per_day=2)
    event = Event(name="fair", date=START + timedelta(days=3), phases=(phase,))
    few, many = presence(posts_per_day=1), presence("x", posts_per_day=4)
    held = pace(few, many, events=(event,))
    days = [START + timedelta(days=n) for n in range(1, 5)]
    assert [held.daily(few, day) for day in days] == [1, 2, 2, 1]
    assert [held.daily(many, day) for day in days] == [4, 4, 4, 4]


@given(st.sampled_from([0.1, 0.25, 1 / 3, 0.5, 0.7, 1.0, 2.5]), st.integers(1, 53))
def test_parts_of_pieces_add_up_over_the_weeks(each: float, weeks: int) -> None:
    held = pace(capacity={"video": each}, weeks=weeks)
    made = [held.pieces("video", week) or 0 for week in range(weeks)]
    assert abs(sum(made) - each * weeks) < 1
    assert max(made) - min(made) <= 1


def test_copies_of_a_piece_count_once_and_drafts_not_at_all() -> None:
    posts = [
        Published(account=f"{name}:shop", kind="video", published_at=at(day), piece="one")
        for name, day in (("instagram", 0), ("tiktok", 1))
    ]
    draft = Published(account="instagram:shop", kind="", published_at=at(3))
    held = pace(published=(*posts, draft), capacity={"video": 3.0, "image": 1})
    assert held.pieces("video", 0) == 2
    assert held.pieces("image", 0) == 1
    assert held.pieces("poll", 0) == 0


def test_without_the_table_nothing_limits_pieces() -> None:
    assert pace().pieces("video", 0) is None


def test_kinds_are_those_that_the_team_makes_and_the_network_takes() -> None:
    held = pace(presence("x"), capacity={"text": 1, "story": 2, "image": 0})
    assert held.of(held.strategy.accounts[0]) == ("text",)


def test_posts_long_ago_are_not_looked_at() -> None:
    one = presence(min_gap_hours=6)
    held = pace(one, published=(out(-30), out(-1, 23), out(20)))
    assert [post.published_at for post in held.near] == [at(-1, 23)]


def test_a_skipped_hour_is_none_and_the_first_of_two_is_meant() -> None:
    ahead = Horizon(start=date(2027, 10, 25), weeks=1, timezone=ZONE)
    sunday = date(2027, 10, 31)
    twice = ahead.at(sunday, 2)
    assert twice is not None
    assert twice.isoformat() == "2027-10-31T00:00:00+00:00"
    spring = Horizon(start=START, weeks=1, timezone=ZONE)
    assert spring.at(date(2027, 3, 28), 2) is None
    assert spring.local_day(at(5.99)) == START + timedelta(days=6)


@pytest.mark.parametrize("n", [0, 1, 2])
def test_blackouts_hold_both_their_ends(n: int) -> None:
    days = Blackout(starts=START, ends=START + timedelta(days=1))
    assert closed(shop(blackouts=(days,)), START + timedelta(days=n)) == (n < 2)
