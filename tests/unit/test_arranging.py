"""Posts that are moved, changed and added by hand, and what that does to the plan."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time as clock, timedelta
from math import isnan
from pathlib import Path

import pytest
from tests.unit.arranged import BRAND, NOW, arranged_once, space  # noqa: F401 - fixtures

from balise.domain.plan import Breach, Slot
from balise.errors import (
    HourSkippedError,
    MomentPastError,
    PlanMissingError,
    RecordNotFoundError,
    SlotClosedError,
)
from balise.plan.by_hand import Added
from balise.plan.free import Wish, suggestions
from balise.plan.past import PastPost
from balise.words import Speech
from balise.words.plan_breaches import told
from balise.workspace import Workspace

HOUR = timedelta(hours=1)


def slots(space: Workspace) -> tuple[Slot, ...]:  # noqa: F811
    return tuple(one.slot for one in space.cards(BRAND))


def test_a_plan_as_it_was_made_keeps_its_rules_and_its_promise(space: Workspace) -> None:  # noqa: F811
    kept = space.store.latest_plan(BRAND)
    assert kept is not None
    assert space.breaches(BRAND) == ()
    (then,), (now,) = kept.plan.objectives, space.outlooks(BRAND)
    assert (now.q50, now.p_reached) == (then.q50, then.p_reached)


def test_trying_keeps_nothing(space: Workspace) -> None:  # noqa: F811
    slot = slots(space)[3]
    found = space.try_move(BRAND, slot.slot_id, slot.publish_at + 5 * HOUR, now=NOW)
    assert found.was == slot
    assert found.slot.publish_at == slot.publish_at + 5 * HOUR
    assert slots(space)[3] == slot
    assert space.slot_log(BRAND, slot.slot_id) == ()


def test_moving_to_the_same_moment_changes_no_figure_at_all(space: Workspace) -> None:  # noqa: F811
    slot = slots(space)[3]
    same = space.move_slot(BRAND, slot.slot_id, slot.publish_at, by="Ana", now=NOW)
    assert same.before == same.after
    assert (same.breaches, same.healed) == ((), ())
    assert (same.slot.q05, same.slot.q50, same.slot.q95) == (slot.q05, slot.q50, slot.q95)
    assert space.slot_log(BRAND, slot.slot_id) == ()


def test_a_worse_hour_promises_less_and_the_way_back_as_much(space: Workspace) -> None:  # noqa: F811
    there = space.bench(BRAND)
    slot = slots(space)[3]
    asked = there.planner.worth.asked[slot.account_id]
    day = (slot.local_at.date() - there.planner.horizon.start).days
    table = there.planner.worth.plain(slot.account_id)[asked.kinds.index(slot.kind), day]
    worst = min(range(*asked.account.hours), key=lambda hour: float(table[hour]))
    at = space.moment(BRAND, slot.local_at.date(), clock(worst))
    found = space.try_move(BRAND, slot.slot_id, at, now=NOW)
    assert found.slot.q50 < slot.q50
    assert found.after[0].q50 < found.before[0].q50
    space.move_slot(BRAND, slot.slot_id, at, by="Ana", now=NOW)
    assert space.outlooks(BRAND)[0].q50 == pytest.approx(found.after[0].q50, rel=0.02)
    back = space.move_slot(BRAND, slot.slot_id, slot.publish_at, by="Ana", now=NOW)
    assert back.after[0].q50 > back.before[0].q50


def test_the_quick_forecast_is_near_to_one_drawn_anew(space: Workspace) -> None:  # noqa: F811
    """Moving half of the plan by two hours: what is multiplied against what is drawn again."""
    there = space.bench(BRAND)
    moved = [
        replace(one, publish_at=one.publish_at + 2 * HOUR) if n % 2 else one
        for n, one in enumerate(there.plan.slots)
    ]
    quick = there.standing.with_slots(moved).outlooks[0]
    anew = there.planner.promise(moved).outlooks[0]
    for name in ("q05", "q50", "q95"):
        assert getattr(quick, name) == pytest.approx(getattr(anew, name), rel=0.05)
    assert quick.p_reached == pytest.approx(anew.p_reached, abs=0.06)


def test_a_slot_that_is_left_out_brings_nothing_and_one_more_brings_something(
    space: Workspace,  # noqa: F811
) -> None:
    there = space.bench(BRAND)
    fewer = there.standing.with_slots(there.plan.slots[1:]).outlooks[0]
    before = there.standing.outlooks[0]
    assert fewer.q50 < before.q50
    skipped = [replace(there.plan.slots[0], state="skipped"), *there.plan.slots[1:]]
    assert there.standing.with_slots(skipped).outlooks[0] == fewer
    again = there.standing.with_slots(there.plan.slots[1:]).with_slots(there.plan.slots)
    assert again.outlooks[0].q50 == pytest.approx(before.q50, rel=0.03)


def test_a_move_is_kept_with_who_and_is_drawn_by_chance_no_more(space: Workspace) -> None:  # noqa: F811
    slot = slots(space)[3]
    space.approve_slots(BRAND, [slot.slot_id], by="Zoé")
    at = slot.publish_at + 2 * HOUR + timedelta(minutes=15, seconds=30)
    found = space.move_slot(BRAND, slot.slot_id, at, by="Ana", now=NOW)
    now = space.card(BRAND, slot.slot_id)
    assert now.slot.publish_at == at.replace(second=0)
    assert (now.slot.touch, now.slot.is_randomised, now.standing) == ("moved", False, "planned")
    assert now.approval is None
    last = space.slot_log(BRAND, slot.slot_id)[-1]
    assert (last.by, last.why, last.state, last.touch) == ("Ana", "moved", "planned", "moved")
    assert now.slot.slot_id == found.slot.slot_id == slot.slot_id
    times = [one.publish_at for one in slots(space)]
    assert times == sorted(times)


def test_what_a_move_breaks_is_said_in_two_languages_and_moving_back_heals_it(
    space: Workspace,  # noqa: F811
) -> None:
    slot = slots(space)[3]
    night = space.moment(BRAND, slot.local_at.date(), clock(3))
    found = space.move_slot(BRAND, slot.slot_id, night, by="Ana", now=NOW)
    assert "hours" in {one.rule for one in found.breaches}
    assert list(found.breaches) == list(space.breaches(BRAND))
    for language in ("fr", "en"):
        assert all(told(one, Speech(language)) for one in found.breaches)
    back = space.try_move(BRAND, slot.slot_id, slot.publish_at, now=NOW)
    assert back.breaches == ()
    assert {one.rule for one in back.healed} == {one.rule for one in found.breaches}


def test_an_approved_slot_breaks_rules_where_it_is_moved_as_any_other(space: Workspace) -> None:  # noqa: F811
    slot = slots(space)[3]
    night = space.moment(BRAND, slot.local_at.date(), clock(3))
    plain = space.try_move(BRAND, slot.slot_id, night, now=NOW)
    space.approve_slots(BRAND, [slot.slot_id], by="Zoé")
    agreed = space.try_move(BRAND, slot.slot_id, night, now=NOW)
    assert {one.rule for one in agreed.breaches} == {one.rule for one in plain.breaches}


def test_what_is_past_or_closed_or_unknown_is_refused(space: Workspace) -> None:  # noqa: F811
    slot = slots(space)[3]
    with pytest.raises(MomentPastError, match="2026-11-08 12:59 is past"):
        space.try_move(BRAND, slot.slot_id, NOW - timedelta(minutes=1), now=NOW)
    with pytest.raises(ValueError, match="2027"):
        space.try_move(BRAND, slot.slot_id, datetime(2027, 1, 1), now=NOW)  # noqa: DTZ001
    with pytest.raises(RecordNotFoundError):
        space.try_move(BRAND, "no", slot.publish_at, now=NOW)
    space.skip_slots(BRAND, [slot.slot_id], by="Ana")
    with pytest.raises(SlotClosedError):
        space.move_slot(BRAND, slot.slot_id, slot.publish_at + HOUR, by="Ana", now=NOW)
    with pytest.raises(HourSkippedError):
        space.moment(BRAND, date(2027, 3, 28), clock(2))


def test_without_a_plan_there_is_nothing_to_move(tmp_path: Path) -> None:
    with pytest.raises(PlanMissingError):
        Workspace.open(tmp_path).outlooks("nobody")


def test_over_the_end_of_the_year_and_of_the_plan_a_move_is_told_to_be_outside(
    space: Workspace,  # noqa: F811
) -> None:
    slot = slots(space)[-1]
    at = datetime(2027, 6, 1, 12, tzinfo=UTC)
    found = space.try_move(BRAND, slot.slot_id, at, now=NOW)
    assert "outside" in {one.rule for one in found.breaches}
    assert found.after[0].q50 < found.before[0].q50


def test_a_slot_of_another_kind_is_a_piece_of_its_own(space: Workspace) -> None:  # noqa: F811
    slot = next(one for one in slots(space) if one.network == "facebook" and one.kind != "image")
    found = space.change_slot(
        BRAND, slot.slot_id, by="Ana", kind="image", pillar="shop", cta="visit", hashtags=["#a"]
    )
    now = space.card(BRAND, slot.slot_id).slot
    assert (now.kind, now.pillar, now.cta, now.hashtags) == ("image", "shop", "visit", ("#a",))
    assert (now.touch, now.publish_at) == ("rewritten", slot.publish_at)
    assert now.content_id not in {one.content_id for one in slots(space) if one != now}
    assert found.slot.q50 != slot.q50
    log = space.slot_log(BRAND, slot.slot_id)
    assert [one.why for one in log] == ["changed"]
    space.change_slot(BRAND, slot.slot_id, by="Ana", kind="image")
    assert space.slot_log(BRAND, slot.slot_id) == log
    with pytest.raises(RecordNotFoundError, match="kind of post named carrier_pigeon"):
        space.change_slot(BRAND, slot.slot_id, by="Ana", kind="carrier_pigeon")


def test_a_free_moment_is_suggested_and_filled_without_breaking_a_rule(space: Workspace) -> None:  # noqa: F811
    found = space.suggestions(BRAND, 1, most=3, now=NOW)
    assert found
    for one in found:
        assert one.breaches == ()
        asked = Added(
            network=one.network, account=one.account, kind=one.kind, at=one.publish_at,
            pillar=one.pillar, cta=one.cta,
        )  # fmt: skip
        tried = space.try_add(BRAND, asked, now=NOW)
        assert {b.rule for b in tried.breaches} <= {"week-reserve"}
        assert tried.after[0].q50 > tried.before[0].q50
        assert space.bench(BRAND).planner.horizon.week(tried.slot.local_at.date()) == 1
        assert (one.q05, one.q50, one.q95) == (tried.slot.q05, tried.slot.q50, tried.slot.q95)
        assert 0 <= one.q05 < one.q50 < one.q95
        posts = [m.post for m in space.store.posts(BRAND)]
        mine = [p for p in posts if (p.network, p.account) == (one.network, one.account)]
        assert one.n == len(mine) > 0
    middles = [one.q50 for one in found]
    assert middles == sorted(middles, reverse=True)
    assert space.suggestions(BRAND, 99, now=NOW) == space.suggestions(BRAND, -1, now=NOW) == ()
    assert space.suggestions(BRAND, 0, now=NOW + timedelta(days=60)) == ()


def test_the_posts_behind_a_suggestion_are_those_that_tell_the_figure_that_is_shown(
    space: Workspace,  # noqa: F811
) -> None:
    there = space.bench(BRAND)
    planner, past = there.planner, there.planner.history or ()

    def n(history: Sequence[PastPost]) -> int:
        changed = replace(planner, known={**planner.known, "history": tuple(history)})
        wish = Wish(week=1, most=1, now=NOW)
        (one,) = suggestions(changed, there.plan.slots, there.broken, wish)
        return one.n

    whole = n(past)
    assert whole > 0
    first = suggestions(planner, there.plan.slots, there.broken, Wish(week=1, most=1, now=NOW))[0]
    mine = [one for one in past if one.account_id == f"{first.network}:{first.account}"]
    assert whole == len(mine)
    blind, again = replace(mine[0], values={"views": 9.0}), mine[1]
    again = replace(again, post=replace(again.post, is_repost=True))
    others = [one for one in past if one not in mine[:2]]
    assert n([*others, blind, again]) == whole - 2


def test_behind_a_figure_that_stands_in_are_the_posts_that_tell_that_figure(
    space: Workspace,  # noqa: F811
) -> None:
    there = space.bench(BRAND)
    planner = there.planner
    (aim,) = planner.strategy.objectives
    ours = replace(planner.strategy, objectives=(replace(aim, kpi="link_clicks"),))
    past = [replace(one, values={"reactions": 1.0}) for one in planner.history or ()]
    blind = replace(planner, strategy=ours, known={**planner.known, "history": past})
    (one,) = suggestions(blind, there.plan.slots, there.broken, Wish(week=1, most=1, now=NOW))
    assert isnan(one.q50)
    assert one.stand_in is not None
    assert one.n == sum(each.account_id == f"{one.network}:{one.account}" for each in past) > 0


@pytest.mark.parametrize("spared", ["", "image"])
def test_more_than_the_team_makes_is_offered_only_where_nothing_else_is_left(
    space: Workspace,  # noqa: F811
    spared: str,
) -> None:
    there = space.bench(BRAND)
    limit = sum(one.kind != spared for one in there.plan.slots)

    def broken(those: Sequence[Slot]) -> list[Breach]:
        made = sum(one.kind != spared for one in those)
        figures: dict[str, str | float | date] = {"kind": "video", "found": made, "limit": limit}
        over = Breach(rule="capacity", what="video", params=figures)
        return [*there.broken(those), *([over] if made > limit else ())]

    wish = Wish(week=1, most=3, now=NOW)
    found = suggestions(there.planner, there.plan.slots, broken, wish)
    assert found
    if spared:
        assert {(one.kind, one.breaches) for one in found} == {(spared, ())}
    else:
        told_of = [one.params["found"] for each in found for one in each.breaches]
        assert told_of == [limit + 1] * len(found)


def test_what_is_kept_free_is_used_up_by_what_is_added(space: Workspace) -> None:  # noqa: F811
    kept = space.store.latest_plan(BRAND)
    assert kept is not None
    assert space.free(BRAND) == kept.plan.free
    one = space.suggestions(BRAND, 1, most=1, now=NOW)[0]
    asked = Added(network=one.network, account=one.account, kind=one.kind, at=one.publish_at)
    space.add_slot(BRAND, asked, by="Ana", now=NOW)
    assert space.free(BRAND) == {**kept.plan.free, 1: kept.plan.free[1] - 1}


def test_a_slot_of_a_persons_own_was_drawn_by_nobody(space: Workspace) -> None:  # noqa: F811
    one = space.suggestions(BRAND, 1, most=1, now=NOW)[0]
    asked = Added(network=one.network, account=one.account, kind=one.kind, at=one.publish_at)
    first, second = (space.add_slot(BRAND, asked, by="Ana", now=NOW).slot for _ in range(2))
    assert first.slot_id != second.slot_id
    assert first.content_id != second.content_id
    assert (first.propensity, first.is_randomised, first.state) == (1.0, False, "planned")
    assert first.reason == "Placée à la main."
    assert first.q50 > 0
    assert first.objective == "talk"
    moved = space.move_slot(BRAND, first.slot_id, one.publish_at + HOUR, by="Ana", now=NOW)
    assert moved.slot.reason == "Placée à la main."
    assert len({one.slot_id for one in slots(space)}) == len(slots(space))


def test_nothing_is_added_where_there_is_no_such_account_kind_or_time(space: Workspace) -> None:  # noqa: F811
    there = slots(space)[0]
    asked = Added(network=there.network, account=there.account, kind=there.kind, at=NOW + HOUR)
    with pytest.raises(RecordNotFoundError, match="account named x:nobody"):
        space.add_slot(BRAND, replace(asked, network="x", account="nobody"), by="Ana", now=NOW)
    with pytest.raises(RecordNotFoundError, match="kind of post named x"):
        space.add_slot(BRAND, replace(asked, kind="x"), by="Ana", now=NOW)
    with pytest.raises(MomentPastError):
        space.add_slot(BRAND, replace(asked, at=NOW - HOUR), by="Ana", now=NOW)


def test_what_is_at_hand_follows_what_is_done(space: Workspace) -> None:  # noqa: F811
    before = space.bench(BRAND)
    assert space.bench(BRAND) is before
    space.skip_slots(BRAND, [slots(space)[0].slot_id], by="Ana")
    after = space.bench(BRAND)
    assert after is not before
    assert after.planner.worth is before.planner.worth  # what it learnt is the same
    assert after.plan.slots[0].state == "skipped"


def test_once_all_is_at_hand_a_move_is_tried_at_once(space: Workspace) -> None:  # noqa: F811
    slot = slots(space)[3]
    space.try_move(BRAND, slot.slot_id, slot.publish_at + HOUR, now=NOW)
    started = time.process_time()
    space.try_move(BRAND, slot.slot_id, slot.publish_at + 2 * HOUR, now=NOW)
    assert time.process_time() - started < 0.5
