"""Planning again after something has changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pandas as pd
import pytest

from balise import Strategy
from balise.plan import make

START = date(2027, 1, 4)
SHOP = """
[strategy]
name = "Shop"
[[objectives]]
name = "be-heard"
stage = "awareness"
kpi = "engagement"
aggregate = "total"
target = 500
starts = 2027-01-04
ends = 2027-03-28
[[accounts]]
network = "instagram"
handle = "shop"
posts_per_week = [2, 3]
[[accounts]]
network = "x"
handle = "shop"
posts_per_week = [2, 3]
"""

SHARED = """
[capacity]
image = 1
[[adaptations]]
kind = "image"
networks = ["instagram", "x"]
lag_hours = 24
[[pillars]]
name = "how-to"
[[pillars]]
name = "people"
"""
ONE_EACH = Strategy.parse(SHOP.replace("[2, 3]", "[1, 1]") + SHARED)
"""As many posts as there are networks, of one piece a week."""


@pytest.mark.parametrize("which", [0, 1])
def test_a_copy_that_was_approved_leaves_the_other_networks_theirs(which: int) -> None:
    first = make(ONE_EACH, None, start=START, weeks=2).plan
    slots = tuple(
        replace(one, state="approved") if n % 2 == which else one
        for n, one in enumerate(first.slots)
    )
    assert {one.state for one in slots} == {"approved", "planned"}
    again = make(ONE_EACH, None, start=START, weeks=2, earlier=replace(first, slots=slots))
    assert again.violations == ()
    assert len(again.plan.slots) == len(first.slots)
    for week in (again.plan.slots[:2], again.plan.slots[2:]):
        assert len({one.network for one in week}) == 2
        assert len({(one.content_id, one.kind, one.pillar) for one in week}) == 1
        assert week[1].publish_at - week[0].publish_at >= timedelta(hours=24)


def test_a_piece_that_was_approved_on_all_its_networks_gives_no_copy_more() -> None:
    more = Strategy.parse(SHOP.replace("[2, 3]", "[1, 2]") + SHARED)
    first = make(more, None, start=START, weeks=1).plan
    slots = tuple(replace(one, state="approved") for one in first.slots)
    again = make(more, None, start=START, weeks=1, earlier=replace(first, slots=slots))
    assert again.violations == ()
    assert len(again.plan.slots) == len(first.slots) == len({one.network for one in slots})


def test_hours_that_were_narrowed_since_are_kept() -> None:
    first = make(Strategy.parse(SHOP), None, start=START, weeks=2).plan
    night = Strategy.parse(SHOP.replace('handle = "shop"\n', 'handle = "shop"\nhours = [3, 5]\n'))
    again = make(night, None, start=START, weeks=2, earlier=first)
    assert again.violations == ()
    assert {one.local_at.hour for one in again.plan.slots} <= {3, 4}


def test_what_was_approved_on_an_account_that_is_gone_is_no_longer_spoken_of() -> None:
    first = make(Strategy.parse(SHOP), None, start=START, weeks=1).plan
    slots = tuple(replace(one, state="approved") for one in first.slots)
    left = Strategy.parse(SHOP.partition('[[accounts]]\nnetwork = "x"')[0])
    again = make(left, None, start=START, weeks=1, earlier=replace(first, slots=slots))
    assert again.violations == ()
    assert {one.network for one in again.plan.slots} == {"instagram"}


def test_a_published_slot_and_its_post_count_once() -> None:
    ours = Strategy.parse(SHOP)
    first = make(ours, None, start=START, weeks=1).plan
    slots = tuple(replace(one, state="published") for one in first.slots)
    history = pd.DataFrame(
        {
            "post_uid": [f"{one.network}:{n}" for n, one in enumerate(slots)],
            "network": [one.network for one in slots],
            "account": [one.account for one in slots],
            "published_at": [one.publish_at + timedelta(minutes=3) for one in slots],
            "kind": [one.kind for one in slots],
        }
    )
    again = make(
        ours, None, start=START, weeks=1, earlier=replace(first, slots=slots), history=history
    )
    assert again.violations == ()
    assert len(again.slots) == len(slots)


def test_a_plan_without_posts_has_the_columns_of_one_with() -> None:
    closed = SHOP + "[[blackouts]]\nstarts = 2027-01-01\nends = 2027-02-01\n"
    empty = make(Strategy.parse(closed), None, start=START, weeks=1).slots
    full = make(Strategy.parse(SHOP), None, start=START, weeks=1).slots
    assert len(empty) == 0
    assert list(empty.dtypes) == list(full.dtypes)


def test_posts_of_no_pillar_fill_the_rest_of_the_shares() -> None:
    pillars = '[[pillars]]\nname = "how"\nshare = 0.4\n[[pillars]]\nname = "fun"\nshare = 0.3\n'
    made = make(Strategy.parse(SHOP + pillars), None, start=START, weeks=4)
    assert made.violations == ()
    assert len(made.slots) == 24
    assert "" in set(made.slots["pillar"])


def test_what_lies_before_the_new_weeks_stays_and_counts() -> None:
    ours = Strategy.parse(SHOP + "min_gap_hours = 30\n")
    first = make(ours, None, start=START, weeks=2).plan
    carried = tuple(one for one in first.slots if one.local_at.date() < START + timedelta(7))
    bare, again = (
        make(ours, None, start=START + timedelta(7), weeks=2, carried=some).plan
        for some in ((), carried)
    )
    assert again.slots[: len(carried)] == carried
    new = again.slots[len(carried) :]
    assert len(new) == len(bare.slots)
    assert {one.slot_id for one in new}.isdisjoint(one.slot_id for one in carried)
    assert again.violations == ()
    for account in ("instagram:shop", "x:shop"):
        at = sorted(one.publish_at for one in again.slots if one.account_id == account)
        assert min(b - a for a, b in pairwise(at)) >= timedelta(hours=24)


SERIES = Strategy.parse(
    SHOP.replace("[2, 3]", "[1, 1]")
    + """
[[series]]
name = "Ask us"
weekday = "wednesday"
networks = ["instagram"]
"""
)


def published(*days: int) -> pd.DataFrame:
    at = [pd.Timestamp(START, tz="UTC") + pd.Timedelta(days=n, hours=12) for n in days]
    return pd.DataFrame({
        "post_uid": [f"i:{n}" for n in days], "network": "instagram", "account": "shop",
        "published_at": at, "kind": "image", "text": "Bonjour",
    })  # fmt: skip


@pytest.mark.parametrize(("out", "asked"), [((-5,), {0, 1}), ((3,), {1}), ((2,), {1})])
def test_a_day_that_is_over_owes_no_post_of_a_series(out: tuple[int, ...], asked: set[int]) -> None:
    made = make(SERIES, None, start=START, weeks=2, history=published(*out)).plan
    there = {(one.local_at.date() - START).days // 7 for one in made.slots if one.series}
    assert there == asked
    assert made.violations == ()
