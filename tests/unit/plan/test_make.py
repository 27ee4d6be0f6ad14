"""Whole plans of made-up strategies, on fits whose effects are known."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest
from tests.unit.plan.built import ZONE, presence, shop
from tests.unit.plan.hashed import HashedFit

from balise.domain.plan import OwnDraft, Plan, Slot
from balise.domain.strategy import (
    Blackout,
    CallToAction,
    Event,
    Objective,
    Phase,
    Pillar,
    Planning,
    Strategy,
)
from balise.errors import PlanConflictError, WeeksError
from balise.plan import make

START = date(2027, 1, 4)
DAY = timedelta(days=1)
FIT = HashedFit()


def aim(name: str = "seen", kpi: str = "views", **changes: Any) -> Objective:
    told = {
        "name": name, "stage": "awareness", "kpi": kpi, "aggregate": "total", "target": 500.0,
        "starts": START, "ends": START + 90 * DAY,
    }  # fmt: skip
    return Objective(**{**told, **changes})


USUAL: dict[str, Any] = {"posts_per_week": (2, 3), "posts_per_day": 1, "min_gap_hours": 6.0,
                         "hours": (8, 20)}  # fmt: skip


def ours(*accounts: Any, explore: float = 0.0, **tables: Any) -> Strategy:
    given = accounts or (presence(**USUAL), presence("x", **USUAL))
    told = {"objectives": (aim(),), "plan": Planning(explore=explore), **tables}
    return shop(*given, **told)


def planned(
    strategy: Strategy, fit: Any = FIT, *, weeks: int = 2, start: date = START, **more: Any
) -> Plan:
    made = make(strategy, fit, start=start, weeks=weeks, **more).plan
    assert not made.violations, made.violations
    assert made.optimality_gap <= 0.005 + 1e-9
    return made


def on(slots: Sequence[Slot], network: str) -> list[Slot]:
    return [one for one in slots if one.network == network]


def seen(slots: Sequence[Slot]) -> set[tuple[str, datetime, str]]:
    return {(one.account_id, one.publish_at, one.kind) for one in slots}


@pytest.mark.parametrize("weeks", [-1, 0, 54, 10**6])
def test_no_week_and_more_than_a_year_are_refused(weeks: int) -> None:
    with pytest.raises(WeeksError):
        make(ours(), FIT, start=START, weeks=weeks)


def test_a_year_can_be_planned() -> None:
    made = planned(ours(presence(**USUAL)), None, weeks=53)
    assert len({(one.local_at.date() - START).days // 7 for one in made.slots}) == 53


def test_the_best_hours_days_and_formats_of_a_fit_are_chosen() -> None:
    fit = HashedFit(width=0.0, told={"short_video": 1.0, "hour 13": 0.5, "Thursday": 0.4})
    made = planned(ours(presence(**USUAL)), fit)
    assert {(one.kind, one.local_at.hour) for one in made.slots} == {("short_video", 13)}
    days = Counter(f"{one.local_at:%A}" for one in made.slots)
    assert days["Thursday"] == 2
    assert len(made.slots) == 6


def test_the_heavier_objective_decides() -> None:
    def kinds(views: float, clicks: float) -> set[str]:
        aims = (
            aim(priority=views),
            aim("sold", "link_clicks", stage="conversion", priority=clicks),
        )
        fits = {
            "views": HashedFit(width=0.0, told={"video": 1.0}),
            "link_clicks": HashedFit(kpi="link_clicks", width=0.0, told={"link": 1.0}),
        }
        strategy = ours(presence("facebook", **USUAL), objectives=aims)
        return {one.kind for one in planned(strategy, fits).slots}

    assert kinds(10.0, 1.0) == {"video"}
    assert kinds(1.0, 10.0) == {"link"}


def test_a_kpi_that_was_not_learnt_is_told_by_one_that_was() -> None:
    fit = HashedFit(kpi="engagement", width=0.0, told={"short_video": 1.0})
    made = planned(ours(presence(**USUAL)), fit)
    assert {one.kind for one in made.slots} == {"short_video"}
    (outlook,) = made.objectives
    assert math.isnan(outlook.p_reached)
    assert all(math.isnan(one.q50) for one in made.slots)


def test_where_only_levels_are_asked_for_there_is_a_plan_all_the_same() -> None:
    level = aim("fans", "followers", aggregate="level", target=900.0)
    made = planned(ours(objectives=(level,)), HashedFit(kpi="engagement"))
    assert len(made.slots) == 12
    assert math.isfinite(made.value)


def test_without_a_fit_hours_vary_and_no_result_is_told() -> None:
    made = planned(ours(), None, weeks=4)
    assert made.prior
    assert len(made.slots) == 24
    assert all(math.isnan(one.q50) for one in made.slots)
    assert len({one.local_at.hour for one in made.slots}) > 3


def history(at: Sequence[datetime], **columns: Any) -> pd.DataFrame:
    told = {
        "post_uid": [f"instagram:{n}" for n in range(len(at))],
        "network": "instagram", "account": "shop", "kind": "image",
        "published_at": pd.to_datetime(list(at), utc=True), "views": 40.0,
    }  # fmt: skip
    return pd.DataFrame(told | columns)


def test_what_is_published_counts_towards_paces_gaps_and_objectives() -> None:
    out = [datetime(2027, 1, 4, 9, tzinfo=UTC), datetime(2027, 1, 5, 9, tzinfo=UTC)]
    made = planned(ours(presence(**USUAL)), weeks=1, history=history(out))
    assert len(made.slots) == 1
    (one,) = made.slots
    assert all(abs(one.publish_at - at) >= timedelta(hours=6) for at in out)
    assert one.local_at.date() not in {START, START + DAY}
    (outlook,) = made.objectives
    assert outlook.published == pytest.approx(80.0)


def test_the_gap_to_the_last_post_before_the_plan_holds() -> None:
    account = presence(**(USUAL | {"min_gap_hours": 40.0, "posts_per_week": (3, 3)}))
    late = datetime(2027, 1, 3, 19, tzinfo=UTC)
    made = planned(ours(account), weeks=1, history=history([late]))
    assert all(one.publish_at - late >= timedelta(hours=40) for one in made.slots)


def test_drafts_are_placed_within_their_dates_and_what_has_no_place_is_told() -> None:
    drafts = [
        OwnDraft(
            draft_id="soon", network="instagram", account="shop", kind="image",
            earliest=START + 2 * DAY, latest=START + 3 * DAY,
        ),
        OwnDraft(draft_id="any", network="x", account="shop", kind="text"),
        OwnDraft(draft_id="late", network="x", account="shop", kind="text",
                 earliest=START + 50 * DAY),
    ]  # fmt: skip
    made = planned(ours(capacity={"image": 1, "text": 2, "carousel": 2}), drafts=drafts)
    placed = {one.draft: one for one in made.slots if one.draft}
    assert placed.keys() == {"soon", "any"}
    assert START + 2 * DAY <= placed["soon"].local_at.date() <= START + 3 * DAY
    assert (placed["any"].network, placed["any"].kind) == ("x", "text")
    assert {one.draft for one in made.slots if one.draft} == {"soon", "any"}
    untold = {one.draft_id for one in drafts} - {one.draft for one in made.slots}
    told = {one.what for one in made.shortfalls if one.code == "draft-unplaced"}
    assert told == untold


def fair(**changes: Any) -> Event:
    phase = Phase(**{"name": "last", "from_day": -1, "to_day": 0, "posts_per_day": 2, **changes})
    return Event(name="fair", date=START + 4 * DAY, objective="seen", phases=(phase,))


def test_the_pace_of_an_event_is_met_on_each_of_its_days() -> None:
    made = planned(ours(events=(fair(),)), weeks=1)
    days = Counter(one.local_at.date() for one in made.slots if one.event == "fair")
    assert days == {START + 3 * DAY: 2, START + 4 * DAY: 2}
    assert not made.shortfalls


def test_the_pace_of_an_event_that_weeks_leave_no_room_for_is_told() -> None:
    account = presence(**(USUAL | {"posts_per_week": (1, 3)}))
    made = planned(ours(account, events=(fair(),)), weeks=1)
    missing = sum(one.missing for one in made.shortfalls)
    assert missing == 1
    assert {one.code for one in made.shortfalls} == {"phase-pace"}


def test_the_same_data_move_nothing() -> None:
    first = planned(ours(), weeks=4)
    again = planned(ours(), weeks=4, earlier=first)
    assert seen(again.slots) == seen(first.slots)
    assert [one.slot_id for one in again.slots] == [one.slot_id for one in first.slots]


def test_after_an_approval_and_a_small_change_of_the_fit_little_moves() -> None:
    first = planned(ours(), weeks=4)
    approved = replace(first.slots[3], state="approved")
    before = replace(first, slots=(*first.slots[:3], approved, *first.slots[4:]))
    shifted = HashedFit(told={"hour 12": FIT.effect("hour 12") + 0.02})
    again = planned(ours(), shifted, weeks=4, earlier=before)
    assert approved.slot_id in {one.slot_id for one in again.slots if one.state == "approved"}
    assert len(seen(first.slots) - seen(again.slots)) <= 3


def test_a_week_further_on_what_was_planned_mostly_stays() -> None:
    first = planned(ours(), weeks=4)
    later = planned(ours(), weeks=4, start=START + 7 * DAY, earlier=first)
    both = [one for one in first.slots if one.local_at.date() >= START + 7 * DAY]
    assert len(seen(both) - seen(later.slots)) <= 2


def test_without_exploring_nothing_is_drawn() -> None:
    made = planned(ours(explore=0.0))
    assert made.draws == ()
    assert made.cost == 0
    assert {one.propensity for one in made.slots} == {1.0}


def test_exploring_draws_within_what_it_may_cost() -> None:
    made = planned(ours(explore=0.02), weeks=4)
    assert made.draws
    assert made.cost <= 0.02
    assert all(0 < one.propensity <= 1 for one in made.slots)


def test_a_plan_outside_the_time_of_all_objectives_is_made_all_the_same() -> None:
    made = planned(ours(), start=date(2030, 6, 3))
    assert len(made.slots) == 12
    assert made.value > 0


@pytest.mark.parametrize("start", [date(2027, 3, 22), date(2027, 10, 25)])
def test_weeks_in_which_the_clocks_change_keep_hours_and_gaps(start: date) -> None:
    account = presence(**(USUAL | {"hours": (0, 5), "posts_per_week": (7, 7)}))
    made = planned(ours(account), start=start)
    assert len(made.slots) == 14
    assert all(0 <= one.local_at.hour < 5 and not one.local_at.fold for one in made.slots)
    assert {str(one.local_at.tzinfo) for one in made.slots} == {ZONE}


def test_many_posts_a_day_keep_the_gap_and_the_limit() -> None:
    many = {"posts_per_week": (28, 28), "posts_per_day": 4, "min_gap_hours": 3.0}
    made = planned(ours(presence(**(USUAL | many))), weeks=1)
    assert Counter(one.local_at.date() for one in made.slots) == {
        START + n * DAY: 4 for n in range(7)
    }
    assert all(b.publish_at - a.publish_at >= timedelta(hours=3) for a, b in pairwise(made.slots))


def test_a_plan_is_found_at_hours_that_are_not_the_best_where_only_they_keep_the_gap() -> None:
    fit = HashedFit(width=0.0, told={"hour 2": 1.0, "hour 16": 1.0})
    account = {"posts_per_week": (14, 14), "posts_per_day": 2, "min_gap_hours": 11.0}
    made = planned(ours(presence(**(USUAL | account | {"hours": (0, 24)}))), fit, weeks=1)
    assert len(made.slots) == 14


def test_without_a_gap_no_two_posts_of_an_account_go_out_at_once() -> None:
    many = {"posts_per_week": (14, 14), "posts_per_day": 2, "min_gap_hours": 0.0}
    made = planned(ours(presence(**(USUAL | many))), weeks=1)
    assert len({one.publish_at for one in made.slots}) == 14


def test_rules_that_cannot_all_be_kept_are_named() -> None:
    account = presence(**(USUAL | {"posts_per_week": (7, 7), "min_gap_hours": 40.0}))
    with pytest.raises(PlanConflictError) as caught:
        make(ours(account), FIT, start=START, weeks=1)
    assert "instagram:shop" in str(caught.value)


def test_a_network_for_which_nothing_is_made_gets_nothing() -> None:
    account = presence("tiktok", **(USUAL | {"posts_per_week": (0, 3)}))
    made = planned(ours(presence("x", **USUAL), account, capacity={"text": 5}))
    assert {one.network for one in made.slots} == {"x"}


def test_closed_weeks_have_no_posts() -> None:
    closed = (Blackout(starts=START, ends=START + 6 * DAY),)
    made = planned(ours(blackouts=closed))
    assert min(one.local_at.date() for one in made.slots) >= START + 7 * DAY


GOLDEN: Sequence[tuple[str, dict[str, Any], Any, float]] = (
    ("plain", {}, FIT, 1.431786),
    (
        "pillars and asks",
        {
            "pillars": (
                Pillar(name="tips", share=0.5, stage="consideration"),
                Pillar(name="news", share=0.5, stage="awareness"),
            ),
            "calls_to_action": (CallToAction(name="visit", stage="conversion"),),
            "funnel": {"conversion": 0.3},
        },
        FIT,
        1.273794,
    ),
    ("what is made", {"capacity": {"image": 2, "text": 2, "video": 0.5}}, FIT, 0.949829),
    ("an event", {"events": (fair(),)}, FIT, 1.404325),
    ("nothing learnt", {"capacity": {"image": 2, "text": 2}}, None, 0.205128),
)


@pytest.mark.parametrize(("name", "tables", "fit", "value"), GOLDEN)
def test_no_plan_is_worth_less_than_it_was(
    name: str, tables: dict[str, Any], fit: Any, value: float
) -> None:
    made = planned(ours(**tables), fit, weeks=4)
    assert made.value == pytest.approx(value, rel=0.005), name
