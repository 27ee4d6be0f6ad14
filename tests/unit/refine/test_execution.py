"""Which post answers to which slot, and what became of each."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, strategies as st
from tests.unit.refine.made import LEVEL, NOW, START, gauge, post, published, slot

from balise.domain.plan import Slot
from balise.domain.ports import MeasuredPost
from balise.domain.refinement import Execution, Fulfilment
from balise.refine.execution import Window, execution, settled
from balise.refine.matching import REACH, pairs

BRUSSELS = ZoneInfo("Europe/Brussels")
WHOLE = Window(
    starts=date(2026, 9, 1), ends=date(2026, 12, 31), now=NOW, timezone="Europe/Brussels"
)
HOUR = timedelta(hours=1)


def done(slots: list[Slot], posts: list[MeasuredPost], window: Window = WHOLE) -> Execution:
    return execution(slots, posts, window, gauge())


def fate(one: Slot, *posts: MeasuredPost) -> str:
    return done([one], list(posts)).fulfilments[0].fate


@pytest.mark.parametrize(
    ("hours", "changes", "expected"),
    [
        (0, {}, "posted"),
        (2, {}, "posted"),
        (-2, {}, "posted"),
        (2.1, {}, "moved"),
        (25, {}, "moved"),
        (-24, {}, "moved"),
        (0, {"kind": "carousel"}, "changed"),
        (5, {"kind": "carousel"}, "changed"),
        (0, {"cta": "buy"}, "changed"),
        (0, {"cta": None}, "posted"),
        (0, {"pillar": "news"}, "posted"),
        (72.1, {}, "missed"),
        (0, {"account": "otter"}, "missed"),
        (0, {"network": "facebook"}, "missed"),
        (0, {"is_reply": True}, "missed"),
        (0, {"is_repost": True}, "missed"),
        (0, {"precision": "month"}, "missed"),
    ],
)
def test_what_became_of_a_slot(hours: float, changes: dict[str, Any], expected: str) -> None:
    one = slot("1", START, cta="visit", pillar="how-to")
    answer = post("1", START + hours * HOUR, **({"cta": "visit"} | changes))
    usual = post("usual", START - 400 * HOUR, cta="visit")
    assert fate(one, answer, usual) == expected


def test_a_format_that_the_files_never_tell_of_an_account_is_no_difference() -> None:
    one, answer = slot("1", START, kind="carousel"), post("1", START, kind="image")
    assert fate(one, answer) == "posted"
    assert fate(one, answer, post("2", START - 400 * HOUR, kind="carousel")) == "changed"


def test_an_hour_before_midnight_and_one_after_are_not_the_same_day() -> None:
    late = datetime(2026, 10, 5, 23, 30, tzinfo=BRUSSELS).astimezone(UTC)
    assert fate(slot("1", late), post("1", late + HOUR)) == "moved"
    assert fate(slot("1", late), post("1", late - HOUR)) == "posted"


def test_the_day_is_that_of_the_clock_where_the_slot_is_told() -> None:
    at = datetime(2026, 10, 5, 22, 30, tzinfo=UTC)  # half past midnight in Brussels, 6 October
    assert fate(slot("1", at), post("1", at - HOUR)) == "moved"
    assert fate(slot("1", at, timezone="UTC"), post("1", at - HOUR)) == "posted"


def test_hours_are_those_that_pass_where_the_clock_goes_back() -> None:
    first = datetime(2026, 10, 25, 2, 30, tzinfo=BRUSSELS)  # the first of two
    later = datetime(2026, 10, 25, 3, 45, tzinfo=BRUSSELS)
    told = fate(slot("1", first.astimezone(UTC)), post("1", later.astimezone(UTC)))
    assert told == "moved"  # 1:15 by the clock, 2:15 in truth


def test_a_bare_day_is_the_networks_own_and_says_nothing_of_hours() -> None:
    evening = datetime(2026, 10, 5, 21, tzinfo=UTC)
    same = post("1", datetime(2026, 10, 5, tzinfo=UTC), precision="day")
    other = post("2", datetime(2026, 10, 7, tzinfo=UTC), precision="day")
    assert fate(slot("1", evening), same) == "posted"
    assert fate(slot("1", evening), other) == "moved"


def test_what_is_ahead_is_to_come_and_what_was_skipped_is_missed() -> None:
    ahead = slot("1", NOW + HOUR)
    assert fate(ahead) == "to come"
    assert fate(replace(ahead, state="skipped")) == "missed"
    assert fate(slot("1", NOW - HOUR)) == "to come"  # two hours have not passed yet
    assert fate(slot("1", NOW - 3 * HOUR)) == "missed"


def test_what_nobody_has_looked_for_is_not_missed() -> None:
    read = post("old", START - timedelta(days=20), as_of=START - timedelta(days=1))
    assert fate(slot("1", START), read) == "to come"
    assert fate(slot("1", START), replace(read, as_of=NOW)) == "missed"


def test_a_post_that_came_out_early_answers_to_a_slot_ahead_by_a_day_at_most() -> None:
    window = replace(WHOLE, now=START)
    for early, expected in ((23, "moved"), (26, "to come")):
        one, answer = slot("1", START + 10 * HOUR), post("1", START + (10 - early) * HOUR)
        told = execution([one], [replace(answer, as_of=START)], window, gauge())
        assert told.fulfilments[0].fate == expected


def test_of_two_posts_the_one_of_the_same_kind_answers() -> None:
    near = post("near", START + HOUR, kind="text")
    right = post("right", START + 5 * HOUR)
    assert done([slot("1", START)], [near, right]).fulfilments[0].post_uid == right.post.uid


def test_the_text_of_a_draft_tells_which_post_is_its_own() -> None:
    slots = [slot("a", START), slot("b", START + 4 * HOUR)]
    posts = [
        post("x", START, text="Planting bulbs before the frost"),
        post("y", START + 4 * HOUR, text="Oil your garden tools"),
    ]
    texts = {"a": "Oil your garden tools!", "b": "Planting bulbs before the frost."}
    told = pairs(slots, posts, now=NOW, texts=texts)
    assert [(s.slot_id, m.post.uid) for s, m in told] == [
        ("a", "instagram:y"),
        ("b", "instagram:x"),
    ]
    plain = pairs(slots, posts, now=NOW)
    assert [m.post.uid for _, m in plain] == ["instagram:x", "instagram:y"]


def test_taking_the_nearest_first_is_not_the_nearest_in_all() -> None:
    slots = [slot("a", START), slot("b", START + 30 * HOUR)]
    posts = [post("x", START + 20 * HOUR), post("y", START + 60 * HOUR)]
    told = pairs(slots, posts, now=NOW)
    assert [m.post.uid for _, m in told] == ["instagram:x", "instagram:y"]


def test_no_demand_is_no_change_where_the_plan_demands_nothing_anywhere() -> None:
    answer = post("1", START, cta="read")
    assert fate(slot("1", START), answer) == "posted"
    asking = slot("2", START + timedelta(days=9), cta="visit")
    told = done([slot("1", START), asking], [answer])
    assert told.fulfilments[0].fate == "changed"
    silent = done([slot("1", START), asking], [post("1", START, cta="none")])
    assert silent.fulfilments[0].fate == "posted"


def test_posts_without_a_slot_are_off_plan_with_what_was_to_be_expected() -> None:
    other = post("2", START + timedelta(days=8), 250.0)
    told = done([slot("1", START)], [post("1", START), other])
    assert [one.post_uid for one in told.off_plan] == ["instagram:2"]
    assert told.off_plan[0].actual == 250.0
    assert told.off_plan[0].expected == pytest.approx(math.expm1(LEVEL))


def test_a_post_late_from_the_days_before_is_not_off_plan() -> None:
    window = replace(WHOLE, starts=date(2026, 10, 6), ends=date(2026, 10, 31))
    told = done([slot("1", START)], [post("1", START + 20 * HOUR)], window)
    assert told.fulfilments == ()
    assert told.off_plan == ()


def test_fewer_than_five_posts_have_no_ratio() -> None:
    four = [slot(str(i), START + i * timedelta(days=4)) for i in range(4)]
    told = done(four, [post(s.slot_id, s.publish_at) for s in four])
    assert all(map(math.isnan, (*told.ratio, *told.off_ratio)))


def test_results_on_plan_and_off_plan_are_told_apart() -> None:
    rng = np.random.default_rng(1)
    on = published(rng, 30, shift=0.5)
    slots = [slot(m.post.uid, m.post.published_at) for m in on]
    off = published(rng, 30, shift=-0.5, start=START + 21 * HOUR)
    told = done(slots, on + off)
    assert {one.fate for one in told.fulfilments} == {"posted"}
    assert told.ratio[1] > 1 > told.off_ratio[2]


def test_each_objective_is_judged_by_its_own_kpi() -> None:
    clicks = gauge(kpi="link_clicks", grow=lambda m: (m.values["clicks"],) * 3)
    one = slot("1", START, objective="sales")
    answer = replace(post("1", START), values={"views": 900.0, "clicks": 7.0})
    told = execution([one], [answer], WHOLE, gauge(others={"sales": clicks}))
    assert told.fulfilments[0].actual == 7.0


def test_what_was_changed_says_nothing_of_the_forecast() -> None:
    posts = [post("1", START, kind="text"), post("usual", START - 400 * HOUR)]
    one = done([slot("1", START)], posts).fulfilments[0]
    assert one.actual == 100.0
    assert math.isnan(one.pit)


@pytest.mark.parametrize(
    ("minutes", "kind", "touch", "is_randomised"),
    [
        (0, "image", "", True),
        (59, "image", "", True),
        (61, "image", "moved", False),
        (60 * 30, "image", "moved", False),
        (0, "text", "rewritten", False),
        (60 * 100, "image", "skipped", False),
    ],
)
def test_a_drawn_slot_stays_randomised_only_as_it_was_drawn(
    minutes: int, kind: str, touch: str, *, is_randomised: bool
) -> None:
    one = slot("1", START, propensity=0.4, draw_id="d")
    usual = post("usual", START - 400 * HOUR)
    told = done([one], [post("1", START + timedelta(minutes=minutes), kind=kind), usual])
    (after,) = settled([one], told.fulfilments)
    assert (after.touch, after.is_randomised) == (touch, is_randomised)


def test_what_a_person_did_before_stays() -> None:
    one = slot("1", START, propensity=0.4, touch="rewritten")
    (after,) = settled([one], done([one], [post("1", START)]).fulfilments)
    assert (after.touch, after.state) == ("rewritten", "published")
    ahead = slot("2", NOW + HOUR, propensity=0.4)
    assert settled([ahead], done([ahead], []).fulfilments) == (ahead,)


KINDS = st.sampled_from(["image", "text", "short_video"])
AT = st.integers(0, 24 * 40).map(lambda h: datetime(2026, 10, 10, tzinfo=UTC) + h * HOUR)
ACCOUNTS = st.sampled_from(["heron", "otter"])
SLOTS = st.lists(st.tuples(AT, KINDS, ACCOUNTS), max_size=9)
POSTS = st.lists(st.tuples(AT, KINDS, ACCOUNTS, st.integers(0, 900)), max_size=9)


@given(SLOTS, POSTS, st.randoms(use_true_random=False))
def test_every_slot_has_one_fate_and_order_changes_nothing(
    wanted: list[tuple[datetime, str, str]],
    there: list[tuple[datetime, str, str, int]],
    shuffled: object,
) -> None:
    slots = [
        slot(f"s{i}", at, kind=kind, account=name) for i, (at, kind, name) in enumerate(wanted)
    ]
    posts = [
        post(f"p{i}", at, float(n), kind=kind, account=name)
        for i, (at, kind, name, n) in enumerate(there)
    ]
    told = done(slots, posts)
    assert sorted(f.slot.slot_id for f in told.fulfilments) == sorted(s.slot_id for s in slots)
    used = [f.post_uid for f in told.fulfilments if f.post_uid]
    assert len(used) == len(set(used))
    assert {*used, *(o.post_uid for o in told.off_plan)} == {m.post.uid for m in posts}
    assert not set(used) & {o.post_uid for o in told.off_plan}
    by = {m.post.uid: m.post for m in posts}
    for one in told.fulfilments:
        assert (one.fate in {"missed", "to come"}) == (not one.post_uid)
        if one.post_uid:
            assert by[one.post_uid].account == one.slot.account
            assert abs(by[one.post_uid].published_at - one.slot.publish_at) <= REACH
    for items in (slots, posts):
        shuffled.shuffle(items)  # type: ignore[attr-defined]
    assert repr(done(slots, posts)) == repr(told)


@given(st.integers(0, 200), st.sampled_from(["Europe/Brussels", "America/New_York", "Asia/Tokyo"]))
def test_posted_as_planned_is_posted_in_every_zone_and_season(hours: int, zone: str) -> None:
    at = datetime(2026, 10, 20, tzinfo=UTC) + hours * HOUR
    one = slot("1", at, timezone=zone)
    told = execution([one], [post("1", at)], replace(WHOLE, timezone=zone), gauge())
    fulfilled: Fulfilment = told.fulfilments[0]
    assert fulfilled.fate == "posted"


def test_what_differs_in_all_but_its_hour_still_answers_within_a_day() -> None:
    one = slot("1", START, cta="visit", pillar="how-to", hashtags=("#garden",))
    far: dict[str, Any] = {"kind": "text", "cta": "buy", "pillar": "news", "hashtags": ("sale",)}
    assert fate(one, post("1", START + 20 * HOUR, **far)) == "changed"
    assert fate(one, post("1", START + 40 * HOUR, **far)) == "missed"
