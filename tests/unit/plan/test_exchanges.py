from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import combinations

import pytest
from tests.unit.plan.drawing import ASKS, made_plan, made_slot, made_strategy

from balise.domain.plan import Slot
from balise.plan.exchanges import Way, at_hour, changed, ways

FREE = made_strategy(funnel={})
PLAN = made_plan()
WEEK = PLAN[:3]


def of(found: Sequence[Way], slot_id: str) -> set[str]:
    """Which aspects of a slot an exchange may change."""
    return {s.aspect for way in found for s in way.swaps if s.slot_id == slot_id}


def with_first(**told: object) -> tuple[Way, ...]:
    first = replace(WEEK[0], **told)  # type: ignore[arg-type]
    plan = (first, *PLAN[1:])
    return ways(plan[:3], plan, FREE)


def test_all_four_forms_of_exchange_are_told_for_a_free_week() -> None:
    found = ways(WEEK, PLAN, FREE)
    told = {(way.aspect, len(way.swaps)) for way in found}
    assert told == {("kind", 2), ("cta", 2), ("cta", 1), ("hour", 1)}
    assert of(found, WEEK[0].slot_id) == {"kind", "cta", "hour"}
    asked = [w.swaps[0].after for w in found if (w.aspect, len(w.swaps)) == ("cta", 1)]
    assert set(asked) == set(ASKS)
    assert len(asked) == 3 * (len(ASKS) - 1)


def test_no_two_exchanges_are_the_same_and_none_is_the_week_as_solved() -> None:
    outcomes = [WEEK, *(way.slots for way in ways(WEEK, PLAN, FREE))]
    assert all(one != other for one, other in combinations(outcomes, 2))


@pytest.mark.parametrize(
    "told",
    [
        {"state": "approved"},
        {"state": "published"},
        {"state": "skipped"},
        {"touch": "moved"},
        {"draft": "d1"},
        {"experiment_id": "e1"},
        {"content_id": PLAN[-1].content_id},
    ],
)
def test_what_is_not_chance_s_to_change_is_never_touched(told: dict[str, object]) -> None:
    found = with_first(**told)
    assert of(found, WEEK[0].slot_id) == set()
    assert of(found, WEEK[1].slot_id) == {"kind", "cta", "hour"}


def test_a_series_keeps_its_kind_and_hour_and_may_ask_for_something_else() -> None:
    assert of(with_first(series="tips"), WEEK[0].slot_id) == {"cta"}


def test_a_phase_with_an_ask_keeps_it_and_one_without_does_not() -> None:
    asking = with_first(event="fair", phase="last days")
    assert of(asking, WEEK[0].slot_id) == {"kind", "hour"}
    other = with_first(event="fair", phase="some other")
    assert of(other, WEEK[0].slot_id) == {"kind", "cta", "hour"}


def test_an_account_that_the_strategy_does_not_name_keeps_its_hours() -> None:
    plan = [replace(one, account="gone") for one in PLAN]
    found = ways(plan[:3], plan, FREE)
    assert {way.aspect for way in found} == {"kind", "cta"}


def test_hours_stay_within_the_day_and_the_gap_to_other_posts_of_the_account() -> None:
    early, late = made_slot("a", 0, 9), made_slot("b", 0, 18)
    elsewhere = made_slot("c", 0, 12, network="x")
    found = ways([early, late], [early, late, elsewhere], FREE)
    hours = sorted(int(w.swaps[0].after) for w in found if w.of == {"a"} and w.aspect == "hour")
    assert hours == [8, 10, 11, 12]
    hours = sorted(int(w.swaps[0].after) for w in found if w.of == {"b"} and w.aspect == "hour")
    assert hours == [15, 16, 17, 19, 20]
    for way in found:
        assert {one.local_at.date() for one in way.slots} == {date(2027, 1, 4)}


def test_an_hour_near_another_week_s_post_is_not_free() -> None:
    late = made_slot("a", 6, 20)
    early = made_slot("b", 7, 9)
    wide = replace(FREE, accounts=tuple(replace(o, min_gap_hours=14) for o in FREE.accounts))
    hours = {w.swaps[0].after for w in ways([late], [late, early], wide) if w.aspect == "hour"}
    assert hours == {f"{hour:02d}" for hour in range(8, 20)}


def test_an_hour_that_does_not_exist_is_never_told_and_one_that_exists_twice_is_the_first() -> None:
    night = replace(FREE, accounts=tuple(replace(o, hours=(0, 5)) for o in FREE.accounts))
    spring = made_slot("a", 0, 9, publish_at=datetime(2027, 3, 28, 3, tzinfo=UTC))
    hours = {w.swaps[0].after for w in ways([spring], [spring], night) if w.aspect == "hour"}
    assert hours == {"00", "01", "03", "04"}
    autumn = made_slot("a", 0, 9, publish_at=datetime(2027, 10, 31, 12, tzinfo=UTC))
    assert at_hour(autumn, 2) == datetime(2027, 10, 31, 0, tzinfo=UTC)


def test_minutes_are_kept_when_the_hour_changes() -> None:
    slot = made_slot("a", 0, 9)
    slot = replace(slot, publish_at=slot.publish_at.replace(minute=20))
    found = ways([slot], [slot], FREE)
    assert {w.slots[0].publish_at.minute for w in found if w.aspect == "hour"} == {20}


def test_the_shares_of_the_funnel_bound_what_is_asked() -> None:
    tight = made_strategy(funnel={"conversion": 0.1})
    asking = [replace(one, cta="visit", stage="conversion") for one in PLAN[:2]]
    plan: list[Slot] = [*asking, *(replace(o, cta="", stage="consideration") for o in PLAN[2:10])]
    # Ten posts, at most two of conversion: none may be added, one may go.
    found = ways(plan[:3], plan, tight)
    counts = {sum(s.stage == "conversion" for s in (*way.slots, *plan[3:])) for way in found}
    assert counts == {1, 2}


def test_an_ask_takes_its_stage_with_it() -> None:
    found = ways(WEEK, PLAN, FREE)
    stages = {s.cta: s.stage for way in found for s in way.slots if way.aspect == "cta"}
    assert stages == {"visit": "conversion", "save": "consideration", "": "consideration"}


def test_making_an_exchange_changes_its_slots_and_nothing_else() -> None:
    for way in ways(WEEK, PLAN, FREE):
        made = changed(PLAN, way.swaps, FREE)
        differ = {one.slot_id for one, other in zip(PLAN, made, strict=True) if one != other}
        assert differ == way.of
        assert made[:3] == way.slots


def test_an_exchange_of_kinds_takes_no_other_pieces_than_the_week_had() -> None:
    found = [way for way in ways(WEEK, PLAN, FREE) if way.aspect == "kind"]
    assert len(found) == 3
    for way in found:
        assert sorted(one.kind for one in way.slots) == sorted(one.kind for one in WEEK)
