"""Planning again after something has changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd

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
