"""Each rule once at its limit, where nothing is told, and once just beyond it."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pandas as pd
import pytest
from tests.unit.plan.built import CLICKS, START, at, kept, out, presence, shop, slot

from balise.domain.plan import OwnDraft, Published, Slot
from balise.domain.strategy import (
    Adaptation,
    Audience,
    Blackout,
    Budget,
    CallToAction,
    Event,
    Hashtags,
    Phase,
    Pillar,
    Planning,
    Series,
    Strategy,
)
from balise.plan.rules import breaches

Slots = tuple[Slot, ...]


def codes(strategy: Strategy, *slots: Slot, weeks: int = 1, **around: Any) -> list[str]:
    return [one.rule for one in breaches(strategy, slots, start=START, weeks=weeks, **around)]


def test_a_plan_within_all_rules_has_no_breach() -> None:
    assert codes(shop(), slot(0), slot(6, 23.99)) == []


def test_an_account_of_another_name_or_network_is_told() -> None:
    assert codes(shop(), slot(0, account="shop ")) == ["account"]
    assert codes(shop(), slot(0, network="threads")) == ["account"]


def test_a_handle_that_holds_the_sign_between_network_and_handle_is_no_other_account() -> None:
    odd = shop(presence("instagram", handle="a:b"))
    assert codes(odd, slot(0, account="a:b")) == []
    assert codes(odd, slot(0, network="instagram:a", account="b")) == ["account"]


def test_a_kind_that_the_network_does_not_take_is_told() -> None:
    assert codes(shop(), slot(0, kind="story")) == []
    assert codes(shop(), slot(0, kind="text")) == ["kind"]


def test_a_week_has_the_most_and_no_more() -> None:
    three = shop(presence(posts_per_week=(0, 3)))
    assert codes(three, slot(0), slot(1), slot(6)) == []
    assert codes(three, slot(0), slot(1), slot(2), slot(6)) == ["week-most"]
    assert codes(three, slot(0), slot(1), slot(6), slot(7), weeks=2) == []


def test_what_was_published_in_the_week_counts_against_its_most() -> None:
    three = shop(presence(posts_per_week=(0, 3)))
    assert codes(three, slot(4), slot(5), history=[out(1), out(-1)]) == []
    assert codes(three, slot(4), slot(5), history=[out(1), out(0)]) == ["week-most"]


def test_a_published_slot_and_the_post_that_came_of_it_are_one() -> None:
    one = shop(presence(posts_per_week=(0, 2), min_gap_hours=6))
    done = kept(slot(1), state="published")
    assert codes(one, done, slot(3), history=[out(1, 9.1)]) == []
    assert codes(one, done, slot(3), history=[out(1, 9.1), out(1, 9.1)]) == ["week-most"]
    assert codes(one, done, slot(3), history=[out(1, 9.3)]) == ["week-most"]


def test_a_week_has_its_least() -> None:
    two = shop(presence(posts_per_week=(2, 3)))
    assert codes(two, slot(0), slot(6)) == []
    assert codes(two, slot(0), slot(6), weeks=2) == ["week-least"]
    assert codes(two, slot(0)) == ["week-least"]
    assert codes(two, slot(4), history=[out(0)]) == []


@pytest.mark.parametrize(("closed", "least"), [(0, 5), (1, 4), (2, 3), (3, 2), (5, 1), (6, 0)])
def test_closed_days_lower_the_least_of_their_week(closed: int, least: int) -> None:
    until = START + timedelta(days=closed - 1)
    days = (Blackout(starts=START, ends=until),) if closed else ()
    five = shop(presence(posts_per_week=(5, 9)), blackouts=days)
    enough = [slot(6, hour) for hour in range(least)]
    assert codes(five, *enough) == []
    if least:
        assert codes(five, *enough[1:]) == ["week-least"]


def test_days_that_two_blackouts_close_are_closed_once() -> None:
    twice = (Blackout(starts=START, ends=START), Blackout(starts=START, ends=START))
    assert codes(shop(presence(posts_per_week=(5, 9)), blackouts=twice), *map(slot, (1, 2, 3))) == [
        "week-least"
    ]


def test_a_day_has_the_most_and_no_more() -> None:
    two = shop(presence(posts_per_day=2))
    assert codes(two, slot(0, 9), slot(0, 23), slot(1, 0)) == []
    assert codes(two, slot(0, 9), slot(0, 10), slot(0, 23)) == ["day-most"]
    assert codes(two, slot(0, 9), slot(0, 10), history=[out(0, 0)]) == ["day-most"]


def test_a_day_is_one_of_the_zone_and_not_of_utc() -> None:
    one = shop(presence(posts_per_day=1), zone="America/New_York")
    late = slot(0, 20, zone="America/New_York"), slot(1, 1, zone="America/New_York")
    assert late[0].publish_at.date() == late[1].publish_at.date()
    assert codes(one, *late) == []


def test_a_phase_raises_the_most_of_its_days_alone() -> None:
    rush = Phase(name="rush", from_day=-1, to_day=0, posts_per_day=2)
    fair = Event(name="fair", date=START + timedelta(days=3), phases=(rush,))
    ours = shop(presence(posts_per_day=1), events=(fair,))
    assert codes(ours, slot(2, 9), slot(2, 12), slot(3, 9), slot(3, 12)) == []
    assert codes(ours, slot(1, 9), slot(1, 12)) == ["day-most"]
    assert codes(ours, slot(4, 9), slot(4, 12)) == ["day-most"]
    assert codes(ours, slot(3, 9), slot(3, 12), slot(3, 13)) == ["day-most"]
    lazy = shop(presence(posts_per_day=3), events=(fair,))
    assert codes(lazy, slot(3, 9), slot(3, 12), slot(3, 13)) == []


def test_two_posts_lie_as_far_apart_as_they_must_also_across_midnight() -> None:
    six = shop(presence(min_gap_hours=6))
    assert codes(six, slot(0, 20), slot(1, 2)) == []
    assert codes(six, slot(0, 20), slot(1, 1.9)) == ["gap"]
    assert codes(six, slot(0, 2), history=[out(-1, 20)]) == []
    assert codes(six, slot(0, 2), history=[out(-1, 20.1)]) == ["gap"]


def test_the_gap_is_told_in_real_hours_when_the_clocks_go_forward() -> None:
    six = shop(presence(min_gap_hours=6))
    assert codes(six, slot(5, 23), slot(6, 6)) == []  # six hours: one of seven was left out
    assert codes(six, slot(5, 23), slot(6, 5.9)) == ["gap"]


def test_the_gap_is_told_in_real_hours_when_the_clocks_go_back() -> None:
    autumn = date(2027, 10, 25)  # the clocks go back on the last day of this week
    six = shop(presence(min_gap_hours=6))

    def found(hour: float) -> list[str]:
        slots = slot(5, 23, start=autumn), slot(6, hour, start=autumn)
        return [one.rule for one in breaches(six, slots, start=autumn, weeks=1)]

    assert found(4) == []
    assert found(3.9) == ["gap"]


def test_the_second_of_an_hour_that_comes_twice_is_told() -> None:
    autumn = date(2027, 10, 25)
    first = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    for when, rules in ((first, []), (first + timedelta(hours=1), ["hour-twice"])):
        one = slot(6, publish_at=when)
        assert one.local_at.hour == 2
        found = breaches(shop(), [one], start=autumn, weeks=1)
        assert [each.rule for each in found] == rules


def test_hours_are_half_open_and_those_of_the_clock() -> None:
    day = shop(presence(hours=(7, 22)))
    assert codes(day, slot(0, 7), slot(6, 7), slot(6, 21.99)) == []
    assert codes(day, slot(0, 6.99), slot(0, 22)) == ["hours", "hours"]


def test_each_piece_counts_once_in_the_week_of_its_first_copy() -> None:
    ours = shop(
        presence(), presence("facebook"), capacity={"image": 1},
        adaptations=(Adaptation(kind="image", networks=("instagram", "facebook")),),
    )  # fmt: skip
    copies = slot(6, content_id="a"), slot(7, network="facebook", content_id="a")
    assert codes(ours, *copies, slot(8), weeks=2) == []
    assert codes(ours, *copies, slot(5), weeks=2) == ["capacity"]


def test_a_kind_without_capacity_is_not_made_and_without_the_table_all_are() -> None:
    assert codes(shop(capacity={"image": 1}), slot(0, kind="story")) == ["capacity"]
    assert codes(shop(capacity={}), *(slot(n, kind="story") for n in range(7))) == []


def test_fractions_of_capacity_add_up_over_the_weeks() -> None:
    ours = shop(capacity={"image": 0.25})
    assert codes(ours, slot(21), weeks=4) == []
    assert codes(ours, slot(20), weeks=4) == ["capacity"]
    tenths = shop(capacity={"image": 0.1})
    assert codes(tenths, slot(63), weeks=10) == []  # 0.1 x 10 is 1, whatever binary figures say
    assert codes(tenths, slot(63), slot(64), weeks=10) == ["capacity"]
    odd = shop(capacity={"image": 1.16})  # 25 weeks of it are 29, and not the 28.9… of a computer
    assert codes(odd, slot(24 * 7), slot(24 * 7 + 1), weeks=25) == []


def test_pieces_that_were_approved_are_over_capacity_without_a_breach_until_one_is_added() -> None:
    old = kept(slot(0)), kept(slot(1))
    assert codes(shop(capacity={"image": 1}), *old, slot(8), weeks=2) == []
    assert codes(shop(capacity={"image": 1}), *old, slot(2), slot(8), weeks=2) == ["capacity"]


def test_copies_that_were_approved_too_close_are_no_breach_of_the_plan() -> None:
    three = replace(
        ADAPTED,
        adaptations=(Adaptation(kind="image", networks=("instagram", "facebook", "threads")),),
    )
    old = tuple(map(kept, pair(0, 10)))
    assert codes(three, *old, slot(2, network="threads", content_id="a")) == []
    assert codes(three, *old, slot(1, network="threads", content_id="a")) == ["copies-lag"]


def test_what_the_user_made_takes_no_capacity() -> None:
    ready = OwnDraft(draft_id="d", network="instagram", account="shop", kind="image")
    made = slot(0, draft="d"), slot(1)
    assert codes(shop(capacity={"image": 1}), *made, drafts=[ready]) == []
    assert codes(shop(capacity={"image": 1}), *made, slot(2), drafts=[ready]) == ["capacity"]


def test_what_was_published_in_the_week_takes_its_capacity() -> None:
    two = shop(capacity={"image": 2})
    assert codes(two, slot(4), history=[out(0), out(-1), out(1, kind="story")]) == []
    assert codes(two, slot(4), history=[out(0), out(1)]) == ["capacity"]


ADAPTED = shop(
    presence(), presence("facebook"), presence("threads"),
    adaptations=(Adaptation(kind="image", networks=("instagram", "facebook"), lag_hours=24),),
)  # fmt: skip


def pair(day: float, hour: float, **changes: Any) -> Slots:
    second = slot(day, hour, **{"content_id": "a", "network": "facebook", **changes})
    return slot(0, content_id="a"), second


def test_a_piece_serves_the_networks_of_an_adaptation_apart_in_time() -> None:
    assert codes(ADAPTED, *pair(1, 9)) == []
    assert codes(ADAPTED, *pair(1, 8.9)) == ["copies-lag"]
    assert codes(ADAPTED, *pair(2, 9, network="threads")) == ["copies"]
    assert codes(ADAPTED, *pair(2, 9, network="instagram")) == ["copies-network"]
    assert codes(ADAPTED, *pair(2, 9, kind="story")) == ["copies-differ", "copies"]


def test_copies_have_one_pillar() -> None:
    pillars = replace(ADAPTED, pillars=(Pillar(name="p"), Pillar(name="q")))
    first, second = pair(2, 9, pillar="p")
    assert codes(pillars, replace(first, pillar="p"), second) == []
    assert codes(pillars, replace(first, pillar="q"), second) == ["copies-differ"]


def test_copies_on_three_networks_need_one_entry_of_them_all() -> None:
    some = [
        Adaptation(kind="image", networks=("instagram", "facebook")),
        Adaptation(kind="image", networks=("facebook", "threads")),
    ]
    three = (*pair(2, 9), slot(4, network="threads", content_id="a"))
    assert codes(replace(ADAPTED, adaptations=tuple(some)), *three) == ["copies"]
    whole = Adaptation(kind="image", networks=("instagram", "threads", "facebook"))
    assert codes(replace(ADAPTED, adaptations=(*some, whole)), *three) == []


def spread(n: int, first: int) -> Slots:
    return tuple(slot(0, k / 60, pillar="p" if k < first else "q") for k in range(n))


@pytest.mark.parametrize(
    ("n", "share", "least", "most"),
    [
        (10, 0.4, 3, 5),
        (10, 0.2, 1, 3),
        (10, 0.3, 2, 4),
        (7, 0.4, 2, 4),
        (3, 0.05, 0, 1),
        (1, 0.5, 0, 1),
        (10, 1, 9, 11),
    ],
)
def test_a_pillar_has_its_share_give_or_take_a_tenth(
    n: int, share: float, least: int, most: int
) -> None:
    ours = shop(pillars=(Pillar(name="p", share=share), Pillar(name="q")))
    for first in range(n + 1):
        said = codes(ours, *spread(n, first))
        assert said == ([] if least <= first <= most else ["pillar-share"]), first


def test_the_funnel_has_its_shares_by_the_stage_of_the_slot() -> None:
    ask = CallToAction(name="visit", stage="loyalty")
    ours = shop(calls_to_action=(ask,), funnel={"loyalty": 0.5})
    asked = [slot(k, cta="visit", stage="loyalty") for k in range(3)]
    assert (
        codes(ours, *asked, *(slot(k, stage="conversion", objective="clicks") for k in (3, 4)))
        == []
    )
    assert codes(ours, *asked) == ["stage-share"]
    assert codes(ours, slot(0), slot(1), slot(2), slot(3)) == ["stage-share"]


def test_the_stage_is_that_of_the_ask_then_of_the_pillar_then_of_the_objective() -> None:
    ours = shop(
        calls_to_action=(CallToAction(name="visit", stage="loyalty"), CallToAction(name="look")),
        pillars=(Pillar(name="p", stage="awareness"), Pillar(name="q")),
    )
    cases = [
        ("visit", "p", "clicks", "loyalty"),
        ("look", "p", "clicks", "awareness"),
        ("look", "q", "clicks", "conversion"),
        ("", "q", "", ""),
    ]
    for cta, pillar, objective, stage in cases:
        told: dict[str, Any] = {"cta": cta, "pillar": pillar, "objective": objective}
        assert codes(ours, slot(0, **told, stage=stage)) == []
        assert codes(ours, slot(0, **told, stage="consideration")) == ["stage"]


def test_names_that_the_strategy_does_not_have_are_told() -> None:
    ours = shop(pillars=(Pillar(name="p"),), audiences=(Audience(name="us"),))
    assert codes(ours, slot(0, pillar="p", audience="us")) == []
    assert codes(ours, slot(0)) == ["pillar"]
    assert codes(shop(), slot(0, pillar="p")) == ["pillar"]
    for key in ("cta", "objective", "audience"):
        wrong: dict[str, Any] = {"pillar": "p", key: "nowhere"}
        assert codes(ours, slot(0, **wrong)) == [key]


TUESDAY = Series(name="tip", weekday="tuesday", hour=18, kind="story")


def tip(day: float = 1, hour: float = 18, **changes: Any) -> Slot:
    return slot(day, hour, **{"series": "tip", "kind": "story", **changes})


def test_a_series_comes_once_a_week_on_its_day() -> None:
    ours = shop(series=(TUESDAY,))
    assert codes(ours, tip(), tip(8), weeks=2) == []
    assert codes(ours, tip(), weeks=2) == ["series-missing"]
    assert codes(ours, tip(), tip(1, 18.5)) == ["series-twice"]
    assert codes(ours, tip(2)) == ["series-day"]
    assert codes(ours, tip(1, 19)) == ["series-hour"]
    assert codes(ours, tip(kind="image")) == ["series-kind"]
    assert codes(ours, tip(series="tipp")) == ["series", "series-missing"]


def test_a_series_that_was_approved_twice_is_no_breach_of_the_plan() -> None:
    old = kept(tip()), kept(tip(1, 18.5))
    assert codes(shop(series=(TUESDAY,)), *old) == []
    assert codes(shop(series=(TUESDAY,)), old[0], tip(1, 18.5)) == ["series-twice"]


def test_a_series_at_an_hour_that_is_half_left_out_is_not_missed() -> None:
    night = replace(TUESDAY, weekday="sunday", hour=2)
    island = shop(series=(night,), zone="Australia/Lord_Howe")  # from 2:00 to 2:30
    found = breaches(island, (), start=date(2027, 9, 27), weeks=2)
    assert [(one.rule, one.day) for one in found] == [("series-missing", date(2027, 10, 10))]


def test_a_series_has_its_pillar_and_its_networks() -> None:
    where = replace(TUESDAY, pillar="p", networks=("facebook",))
    ours = shop(
        presence(),
        presence("facebook"),
        series=(where,),
        pillars=(Pillar(name="p"), Pillar(name="q")),
    )
    assert codes(ours, tip(pillar="p", network="facebook")) == []
    assert codes(ours, tip(pillar="q", network="facebook")) == ["series-pillar"]
    assert codes(ours, tip(pillar="p")) == ["series-network"]


def test_a_series_leaves_out_closed_days() -> None:
    closed = Blackout(starts=START + timedelta(days=1), ends=START + timedelta(days=1))
    assert codes(shop(series=(TUESDAY,), blackouts=(closed,))) == []
    assert codes(shop(series=(TUESDAY,), blackouts=(closed,)), tip()) == ["blackout"]


def test_a_series_at_an_hour_that_a_night_leaves_out_is_not_missed() -> None:
    night = replace(TUESDAY, weekday="sunday", hour=2)
    assert codes(shop(series=(night,)), weeks=2) == ["series-missing"]  # of the second Sunday


def test_a_series_on_a_day_that_an_island_left_out_is_not_missed() -> None:
    friday = replace(TUESDAY, weekday="friday", hour=None)
    apia = shop(series=(friday,), zone="Pacific/Apia")
    found = breaches(apia, (), start=date(2011, 12, 26), weeks=2)
    assert [(one.rule, one.day) for one in found] == [("series-missing", date(2012, 1, 6))]


FAIR = Event(
    name="fair", date=START + timedelta(days=5), objective="clicks",
    phases=(
        Phase(name="soon", from_day=-3, to_day=-2, cta="visit"),
        Phase(name="now", from_day=0, to_day=0),
    ),
)  # fmt: skip
LEADING = shop(events=(FAIR,), calls_to_action=(CallToAction(name="visit"),))


def led(day: float, hour: float = 9, **changes: Any) -> Slot:
    told = {"event": "fair", "phase": "soon", "cta": "visit", "objective": "clicks"}
    return slot(day, hour, **{**told, "stage": "conversion", **changes})


def test_what_leads_up_to_an_event_is_in_the_days_of_its_phase() -> None:
    assert (
        codes(
            LEADING,
            led(2),
            led(3, 23.9),
            led(5, phase="now", cta=""),
        )
        == []
    )
    assert codes(LEADING, led(1, 23.9)) == ["phase-days"]
    assert codes(LEADING, led(4, 0)) == ["phase-days"]


def test_what_leads_up_to_an_event_has_its_ask_and_its_objective() -> None:
    assert codes(LEADING, led(2, cta="")) == ["phase-cta"]
    assert codes(LEADING, led(2, objective="", stage="")) == ["event-objective"]
    assert codes(LEADING, led(2, phase="later")) == ["phase"]
    assert codes(LEADING, led(2, event="feast")) == ["event"]
    assert codes(LEADING, led(2, event="")) == ["event"]
    assert codes(LEADING, led(6, phase="", cta="")) == []


def test_of_two_phases_of_one_name_that_of_the_day_says_what_is_asked() -> None:
    again = Phase(name="soon", from_day=0, to_day=0, cta="write")
    fair = replace(FAIR, phases=(*FAIR.phases, again))
    asks = CallToAction(name="visit"), CallToAction(name="write")
    ours = replace(LEADING, events=(fair,), calls_to_action=asks)
    assert codes(ours, led(2), led(5, cta="write")) == []
    assert codes(ours, led(5)) == ["phase-cta"]


def test_closed_days_are_closed_from_midnight_to_midnight() -> None:
    closed = Blackout(starts=START + timedelta(days=1), ends=START + timedelta(days=2))
    ours = shop(blackouts=(closed, closed))
    assert codes(ours, slot(0, 23.99), slot(3, 0)) == []
    assert codes(ours, slot(1, 0), slot(2, 23.99)) == ["blackout", "blackout"]


DRAFT = OwnDraft(
    draft_id="d", network="instagram", account="shop", kind="image",
    earliest=START + timedelta(days=2), latest=START + timedelta(days=3),
)  # fmt: skip


def test_a_draft_of_the_user_stays_what_it_is() -> None:
    ours = shop(presence(), presence("facebook"))
    for day, hour in ((2, 0), (3, 23.99)):
        assert codes(ours, slot(day, hour, draft="d"), drafts=[DRAFT]) == []
    wrong: list[tuple[float, dict[str, Any], str]] = [
        (1.999, {}, "draft-early"), (4, {}, "draft-late"), (2, {"kind": "story"}, "draft-kind"),
        (2, {"network": "facebook"}, "draft-account"), (2, {"draft": "e"}, "draft"),
    ]  # fmt: skip
    for moved, changes, rule in wrong:
        assert codes(ours, slot(moved, 0, **{"draft": "d", **changes}), drafts=[DRAFT]) == [rule]


def test_a_draft_of_the_user_stands_once() -> None:
    two = slot(2, draft="d"), slot(3, draft="d")
    assert codes(shop(), *two, drafts=[DRAFT]) == ["draft-twice", "draft-twice"]
    assert codes(shop(), kept(two[0]), two[1], drafts=[DRAFT]) == ["draft-twice"]


TAGGED = shop(
    hashtags=Hashtags(brand=("#Shop",), pool=("#été", "#a", "#b", "#c", "#d"), banned=("#ete",))
)


def test_hashtags_are_those_of_the_strategy_and_none_that_is_banned() -> None:
    assert codes(TAGGED, slot(0, hashtags=("#shop", "#A"))) == []
    assert codes(TAGGED, slot(0, hashtags=("#e",))) == ["tag"]
    assert codes(TAGGED, slot(0, hashtags=("#été",))) == ["tag-banned"]


def test_hashtags_are_no_more_than_the_strategy_and_the_network_allow() -> None:
    five = ("#shop", "#a", "#b", "#c", "#d")
    assert codes(TAGGED, slot(0, hashtags=five)) == []
    few = replace(TAGGED, hashtags=replace(TAGGED.hashtags, max_per_post=4))
    assert codes(few, slot(0, hashtags=five)) == ["tags-many"]
    many = replace(TAGGED, hashtags=replace(TAGGED.hashtags, max_per_post=9, pool=(*five, "#e")))
    assert codes(many, slot(0, hashtags=(*five, "#e"))) == ["tags-network"]
    threads = replace(many, accounts=(presence("threads"),))
    assert codes(threads, slot(0, network="threads", hashtags=("#a",))) == []
    assert codes(threads, slot(0, network="threads", hashtags=("#a", "#b"))) == ["tags-network"]


@pytest.mark.parametrize(
    ("week", "reserve", "most"),
    [
        ((0, 5), 0.1, 4),
        ((0, 5), 0.2, 4),
        ((0, 10), 0.7, 3),
        ((4, 5), 0.5, 4),
        ((0, 5), 1, 0),
        ((0, 5), 0, 5),
    ],
)
def test_what_is_kept_free_lowers_the_most_but_not_below_the_least(
    week: tuple[int, int], reserve: float, most: int
) -> None:
    ours = shop(presence(posts_per_week=week), plan=Planning(reserve=reserve))
    assert codes(ours, *(slot(0, k) for k in range(most))) == []
    over = "week-most" if most == week[1] else "week-reserve"
    assert codes(ours, *(slot(0, k) for k in range(most + 1))) == [over]


def test_boosts_are_nothing_or_within_their_limits() -> None:
    ours = shop(budget=Budget(total=1e6, boost_per_post=(20, 80)))
    assert codes(ours, slot(0), slot(1, boost=20), slot(2, boost=80)) == []
    assert codes(ours, slot(1, boost=19.99), slot(2, boost=80.01)) == ["boost", "boost"]
    for odd in (math.nan, math.inf, -1.0):
        assert codes(ours, slot(0, boost=odd)) == ["boost-odd"]


def test_boosts_are_within_the_part_of_the_money_that_the_days_are_of_the_main_period() -> None:
    ours = shop(budget=Budget(total=91))  # 91 days: one for each
    assert codes(ours, slot(0, boost=7)) == []
    assert codes(ours, slot(0, boost=7.01)) == ["budget"]
    minor = replace(CLICKS, name="views", priority=0.5, starts=START, ends=START)
    assert codes(replace(ours, objectives=(minor, CLICKS)), slot(0, boost=7)) == []
    ended = replace(CLICKS, ends=START + timedelta(days=1))  # 24 days, of which the plan has 2
    assert codes(shop(budget=Budget(total=24), objectives=(ended,)), slot(0, boost=2)) == []
    assert codes(shop(budget=Budget(total=24), objectives=(ended,)), slot(0, boost=2.1)) == [
        "budget"
    ]
    assert codes(shop(), slot(0, boost=1)) == ["budget"]
    assert codes(shop(), slot(0, boost=1), budget=1.0) == []


def test_what_was_approved_stands_unchanged() -> None:
    one = kept(slot(0))
    assert codes(shop(), one, slot(2), kept=[one]) == []
    assert codes(shop(), slot(2), kept=[one]) == ["kept-missing"]
    assert codes(shop(), replace(one, kind="story"), kept=[one]) == ["kept-changed"]
    assert codes(shop(), replace(one, state="planned"), kept=[one]) == ["kept-changed"]
    lost: Any = math.nan
    assert codes(shop(), replace(one, publish_at=lost), kept=[one]) == ["slot-time", "kept-changed"]
    assert codes(shop(), replace(one, q50=2.0, reason="so"), kept=[one]) == []


def test_what_was_approved_is_no_breach_alone_but_counts_for_the_rest() -> None:
    strict = shop(
        presence(posts_per_week=(0, 1), posts_per_day=1, min_gap_hours=24, hours=(12, 13)),
        blackouts=(Blackout(starts=START, ends=START),), capacity={"image": 1},
        hashtags=Hashtags(banned=("#a",)),
    )  # fmt: skip
    old = [kept(slot(0, hour, hashtags=("#a",), content_id="a")) for hour in (9, 10)]
    assert codes(strict, *old) == []
    assert codes(strict, *old, slot(0, 12)) == [
        "week-most",
        "day-most",
        "gap",
        "capacity",
        "blackout",
    ]


def test_a_share_that_what_was_approved_alone_breaks_is_no_breach() -> None:
    ours = shop(pillars=(Pillar(name="p", share=0.1), Pillar(name="q")))
    old = [kept(slot(0, hour, pillar="p")) for hour in range(4)]
    assert codes(ours, *old, slot(1, pillar="q")) == []
    assert codes(ours, *old, slot(1, pillar="p")) == ["pillar-share"]


def test_what_was_skipped_is_nothing() -> None:
    one = shop(presence(posts_per_week=(1, 1)))
    assert codes(one, slot(0, state="skipped"), slot(1)) == []
    assert codes(one, slot(0, state="skipped")) == ["week-least"]


def test_days_outside_the_weeks_are_told() -> None:
    assert codes(shop(), slot(-1, 23.99), slot(7, 0)) == ["outside", "outside"]
    assert codes(shop(), slot(0), weeks=0) == ["outside"]
    assert codes(shop(presence(posts_per_week=(2, 3))), weeks=0) == []
    assert codes(shop(presence(posts_per_week=(2, 3))), weeks=-3) == []


@pytest.mark.parametrize(
    "when",
    [
        datetime(2027, 3, 22, 9),  # noqa: DTZ001 - of no zone
        math.nan,
        pd.NaT,
        None,
        "2027-03-22",
        datetime.max.replace(tzinfo=UTC),
    ],
)
def test_a_time_that_is_none_is_told_and_not_read(when: Any) -> None:
    odd = replace(slot(0), publish_at=when)
    assert codes(shop(), odd, slot(1)) == ["slot-time"]
    post = Published(account="instagram:shop", kind="image", published_at=when)
    assert codes(shop(), slot(1), history=[post]) == ["history-time"]


def test_times_are_kept_in_utc_and_told_in_the_zone_of_the_strategy() -> None:
    told = slot(0)
    local = told.publish_at.astimezone(told.local_at.tzinfo)
    assert codes(shop(), replace(told, publish_at=local)) == ["slot-utc"]
    assert codes(shop(), replace(told, timezone="UTC")) == ["slot-zone"]
    assert codes(shop(zone="Mars/Olympus"), told) == ["zone"]


def test_slots_have_names_of_their_own_and_chances_that_can_be() -> None:
    assert codes(shop(), slot(0, slot_id="")) == ["slot-id"]
    assert codes(shop(), slot(0, slot_id="a"), slot(1, slot_id="a")) == ["slot-twice"] * 2
    assert codes(shop(), slot(0, content_id="")) == ["piece"]
    assert codes(shop(), slot(0, propensity=1e-9)) == []
    for odd in (0.0, -0.1, 1.01, math.nan):
        assert codes(shop(), slot(0, propensity=odd)) == ["chance"]


def test_a_plan_at_the_end_of_time_is_read() -> None:
    last = date(9999, 12, 27)
    five = shop(presence(posts_per_week=(7, 9)), series=(TUESDAY,))
    found = {one.rule for one in breaches(five, (), start=last, weeks=3)}
    assert found == {"week-least", "series-missing"}


def test_figures_that_are_none_break_no_plan() -> None:
    odd = shop(
        presence(min_gap_hours=math.nan),
        plan=Planning(reserve=math.nan), capacity={"image": math.inf},
        pillars=(Pillar(name="p", share=math.nan),), funnel={"awareness": math.inf},
    )  # fmt: skip
    assert codes(odd, slot(0, pillar="p"), slot(0, pillar="p", slot_id="b", content_id="b")) == []
    assert codes(shop(capacity={"image": math.nan}), slot(0)) == ["capacity"]


def test_breaches_come_in_order_of_days_with_what_and_when() -> None:
    found = breaches(shop(), [slot(9), slot(-3)], start=START, weeks=1)
    assert [(one.what, one.day) for one in found] == [
        ("instagram--3-9", START - timedelta(days=3)),
        ("instagram-9-9", START + timedelta(days=9)),
    ]
    assert found[0].params == {"account": "instagram:shop", "time": "09:00"}
    assert at(0) == datetime(2027, 3, 22, 8, tzinfo=UTC)
