from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest
from tests.unit.plan.told import START, ToldFit, history, slots, strategy

from balise.domain.plan import Outlook
from balise.domain.strategy import Blackout, Budget, Identity, Strategy
from balise.errors import ColumnMissingError
from balise.plan.forecast import outlooks


def one(asked: Strategy, fit: Any = None, planned: Any = None, **options: Any) -> Outlook:
    fits = {} if fit is None else {fit.kpi: fit}
    given: dict[str, Any] = {"start": START, "weeks": 4, "draws": 1000} | options
    (found,) = outlooks(asked, fits, slots() if planned is None else planned, **given)
    return found


def test_a_total_is_what_is_out_and_what_the_plan_brings() -> None:
    asked = strategy(starts=START - timedelta(20))
    found = one(asked, ToldFit(), history=history([10, 12], [300.0, 200.0]))
    each = math.exp(4 + 0.5**2 / 2 + 0.1**2 / 2)
    assert found.published == 500
    assert found.q50 == pytest.approx(500 + 12 * each, rel=0.06)
    assert found.course == "on course"
    assert found.q05 < found.q50 < found.q95


def test_posts_of_before_the_objective_and_after_it_count_for_nothing() -> None:
    asked = strategy(ends=START + timedelta(6))
    found = one(asked, ToldFit(), history=history([10, 12], [300.0, 200.0]))
    assert found.published == 0
    assert found.q50 == pytest.approx(3 * math.exp(4.13), rel=0.15)


def test_what_is_already_published_reaches_a_target_below_it_for_certain() -> None:
    asked = strategy(starts=START - timedelta(20), target=400.0)
    found = one(asked, ToldFit(), history=history([10, 12], [300.0, 200.0]))
    assert (found.course, found.p_reached, found.needs) == ("reached", 1.0, ())
    bare = one(asked, history=history([10, 12], [300.0, 200.0]))
    assert (bare.course, bare.p_reached, bare.q05) == ("reached", 1.0, 500.0)


def test_without_a_fit_it_cannot_be_told() -> None:
    found = one(strategy(), history=history([10], [1.0]))
    assert (found.course, found.lack) == ("cannot tell", "no-fit")
    assert math.isnan(found.p_reached)
    assert math.isnan(found.q50)


def test_published_rates_give_a_range_of_engagement_and_no_chance() -> None:
    asked = strategy(kpi="engagement", target=5.0)
    accounts = tuple(replace(one_, followers=1000.0) for one_ in asked.accounts)
    found = one(replace(asked, accounts=accounts))
    assert found.lack.split() == ["no-fit", "prior"]
    assert 0 < found.q05 < found.q95
    assert math.isnan(found.p_reached)
    assert math.isnan(one(replace(asked, accounts=())).q05)


def test_a_plan_goes_on_at_its_pace_to_the_end_of_the_objective() -> None:
    short, long = (
        one(strategy(ends=START + timedelta(7 * weeks - 1)), ToldFit()) for weeks in (4, 12)
    )
    assert long.q50 == pytest.approx(3 * short.q50, rel=0.06)


def test_an_event_does_not_come_again_and_nothing_goes_on_in_a_blackout() -> None:
    asked = strategy(ends=START + timedelta(55))
    once = one(asked, ToldFit(), [replace(slot, event="fair") for slot in slots()])
    twice = one(asked, ToldFit())
    assert twice.q50 == pytest.approx(2 * once.q50, rel=0.08)
    closed = Blackout(starts=START + timedelta(28), ends=START + timedelta(55))
    assert one(replace(asked, blackouts=(closed,)), ToldFit()).q50 == pytest.approx(once.q50, 0.05)


def test_what_was_published_goes_on_until_the_plan_starts() -> None:
    asked = strategy(starts=START - timedelta(14), target=1e5)
    past = history([30, 23, 37, 16], [50.0] * 4)
    past["as_of"] = pd.to_datetime([datetime(2027, 2, 15, tzinfo=UTC)] * 4)
    gap = one(asked, ToldFit(), (), history=past)
    assert gap.q50 > 0
    assert one(strategy(target=1e5), ToldFit(), (), history=past).q50 == 0


def test_a_plan_of_no_weeks_leaves_what_was_published_to_go_on() -> None:
    past = history([3, 10, 17, 24], [50.0] * 4)
    assert one(strategy(), ToldFit(), (), weeks=0, history=past).q50 > 0
    assert one(strategy(), ToldFit(), (), weeks=4, history=past).q50 == 0


@pytest.mark.parametrize("weeks", [0, 4])
def test_nothing_planned_and_nothing_known_is_missed_by_no_chance(weeks: int) -> None:
    found = one(strategy(), ToldFit(), (), weeks=weeks)
    assert (found.q05, found.q95, found.p_reached, found.course) == (0, 0, 0, "behind")
    assert found.needs == ()


def test_what_was_not_known_before_the_plan_is_said_to_be_missing() -> None:
    assert one(strategy(starts=START - timedelta(9)), ToldFit()).lack == "no-history"
    assert one(strategy(), ToldFit()).lack == ""


def test_an_objective_whose_time_is_over_is_reached_or_missed() -> None:
    asked = strategy(starts=START - timedelta(60), ends=START - timedelta(1), target=600.0)
    past = history([10, 12], [300.0, 200.0])
    past["as_of"] = past["as_of"] + pd.Timedelta(days=30)
    found = one(asked, ToldFit(), history=past)
    assert (found.course, found.p_reached, found.q50) == ("missed", 0.0, 500.0)
    assert one(replace(asked, objectives=(replace(asked.objectives[0], target=500.0),)), ToldFit(),
               history=past).course == "reached"  # fmt: skip


def test_a_later_post_of_a_day_brings_less() -> None:
    later = timedelta(hours=3)
    twin = [
        replace(slot, slot_id=f"{slot.slot_id}b", publish_at=slot.publish_at + later)
        for slot in slots()
    ]
    all_ = one(strategy(), ToldFit(), [*slots(), *twin], fatigue=1.0)
    assert all_.q50 == pytest.approx(one(strategy(), ToldFit()).q50, rel=0.03)


def test_a_network_that_tells_no_clicks_brings_none_and_that_is_said() -> None:
    past = pd.concat([
        history([9, 10, 11], [1.0] * 3),
        history([9, 10, 11, 12, 13], [math.nan] * 5, network="tiktok", post_uid=list("abcde")),
    ])  # fmt: skip
    planned = [*slots(), *slots(network="tiktok")]
    found = one(strategy(), ToldFit(), planned, history=past)
    assert found.lack == "unseen:tiktok"
    assert found.q50 == pytest.approx(one(strategy(), ToldFit()).q50, rel=0.04)


def test_a_post_that_was_not_read_yet_is_expected_to_bring_what_such_posts_do() -> None:
    asked = strategy(starts=START - timedelta(20))
    found = one(asked, ToldFit(), (), history=history([10, 12], [300.0, math.nan]))
    assert found.published == 300
    assert found.q50 == pytest.approx(300 + math.exp(4), rel=0.1)


def test_a_slot_that_is_out_is_counted_once() -> None:
    planned = slots(1)
    past = history([0], [70.0])
    past["published_at"] = pd.to_datetime([planned[0].publish_at], utc=True)
    found = one(strategy(ends=START + timedelta(6)), ToldFit(), planned[:1], history=past, weeks=1)
    assert (found.q05, found.q95) == (70.0, 70.0)


@pytest.mark.parametrize(("later", "of", "n"), [
    (0.1, "instagram:shop", 12), (1.5, "instagram:shop", 11), (1.5, "facebook:shop", 12),
])  # fmt: skip
def test_a_slot_that_never_came_out_is_waited_for_only_until_its_account_goes_on(
    later: float, of: str, n: int
) -> None:
    planned = slots()
    network, account = of.split(":")
    past = history([10], [0.0])
    past["network"], past["account"] = network, account
    past["published_at"] = pd.to_datetime([planned[0].publish_at + timedelta(later)], utc=True)
    past["as_of"] = past["published_at"] + timedelta(60)
    found = one(strategy(starts=START), ToldFit(), planned, history=past)
    each = math.exp(4 + 0.5**2 / 2 + 0.1**2 / 2)
    assert found.q50 == pytest.approx(n * each, rel=0.04)


@pytest.mark.parametrize(("days", "n"), [(27, 12), (34, 15)])
def test_a_slot_before_the_weeks_of_a_plan_counts_and_does_not_come_again(
    days: int, n: int
) -> None:
    asked = strategy(ends=START + timedelta(days))
    found = one(asked, ToldFit(), start=START + timedelta(7), weeks=3)
    each = math.exp(4 + 0.5**2 / 2 + 0.1**2 / 2)
    assert found.q50 == pytest.approx(n * each, rel=0.05)


def test_a_skipped_slot_brings_nothing() -> None:
    planned = [replace(slot, state="skipped") for slot in slots()]
    assert one(strategy(), ToldFit(), planned).q95 == 0


def test_a_rate_is_weighed_by_what_was_shown() -> None:
    name = "engagement_rate_by_views"
    past = history([10, 12], [100.0, 900.0], reactions=[10.0, 9.0])
    asked = strategy(kpi=name, aggregate="rate", target=0.019, starts=START - timedelta(20))
    found = one(asked, ToldFit(kpi=name, level=-4.0), (), history=past)
    assert found.q50 == pytest.approx(19 / 1000)
    assert found.published == pytest.approx(19 / 1000)
    later = one(asked, ToldFit(kpi=name, level=-2.0, noise=0.1), history=past)
    assert 0.019 < later.q50 < math.exp(-2) * 1.05
    assert later.curve[0].day == START - timedelta(12)


def test_a_rate_of_no_post_cannot_be_told() -> None:
    asked = strategy(kpi="engagement_rate_by_views", aggregate="rate", target=0.02)
    found = one(asked, ToldFit(kpi="engagement_rate_by_views"), ())
    assert (found.course, found.lack) == ("cannot tell", "no-posts")


def test_a_curve_tells_each_day_and_its_milestones_the_ends_of_months() -> None:
    found = one(strategy(ends=date(2027, 5, 15)), ToldFit())
    assert [point.day for point in found.milestones] == [
        date(2027, 3, 31), date(2027, 4, 30), date(2027, 5, 15)
    ]  # fmt: skip
    assert len(found.curve) == 76
    assert found.curve[-1].q50 == found.q50


def test_a_long_period_is_told_by_week() -> None:
    found = one(strategy(ends=START + timedelta(800)), ToldFit(), draws=500)
    assert len(found.curve) <= 120
    assert found.curve[-1].day == START + timedelta(800)
    assert {point.day for point in found.milestones} <= {point.day for point in found.curve}


def test_a_local_day_holds_across_the_change_of_the_clock() -> None:
    planned = slots(1, 1)
    found = one(strategy(ends=START + timedelta(34)), ToldFit(), planned, weeks=1)
    steps = np.diff([0.0, *(point.q50 for point in found.curve)])
    grew = [point.day for point, step in zip(found.curve, steps, strict=True) if step > 0]
    assert grew == [START + timedelta(7 * week) for week in range(5)]  # 28 March: one hour less


def test_enormous_figures_and_targets_are_borne() -> None:
    found = one(strategy(target=1e300), ToldFit(level=500.0, noise=30.0))
    assert math.isfinite(found.q95)
    assert found.course in {"behind", "on course"}
    tiny = one(strategy(target=1e-9), ToldFit(level=-20.0))
    assert tiny.q05 == 0


def test_the_same_seed_tells_the_same_and_the_order_of_slots_nothing() -> None:
    first = one(strategy(), ToldFit(), seed=3)
    assert one(strategy(), ToldFit(), seed=3) == first
    assert one(strategy(), ToldFit(), slots()[::-1], seed=3).q50 == pytest.approx(first.q50)
    assert one(strategy(), ToldFit(), seed=4).q05 != first.q05


def test_a_history_that_does_not_tell_when_is_refused() -> None:
    with pytest.raises(ColumnMissingError):
        one(strategy(), ToldFit(), history=pd.DataFrame({"post_uid": ["a"]}))


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_a_history_of_any_library_tells_the_same(library: str) -> None:
    import narwhals as nw  # noqa: PLC0415

    past = nw.from_native(history([10, 12, 12], [300.0, 200.0, math.nan]))
    given = past.to_polars() if library == "polars" else past.to_arrow()
    frame = past.to_native() if library == "pandas" else given
    asked = strategy(starts=START - timedelta(20), target=400.0)
    assert one(asked, ToldFit(), history=frame).published == 500


def test_objectives_are_told_in_their_order() -> None:
    aim = strategy().objectives[0]
    asked = Strategy(
        identity=Identity(name="-"),
        objectives=(replace(aim, name="b"), replace(aim, name="a", target=1.0)),
        accounts=(),
    )
    found = outlooks(asked, {"views": ToldFit()}, slots(), start=START, weeks=4, draws=400)
    assert [each.objective for each in found] == ["b", "a"]
    assert found[0].p_reached <= found[1].p_reached


def behind(fit: ToldFit, planned: Any = None, **tables: Any) -> Outlook:
    target = tables.pop("target", 1300.0)
    return one(strategy(target=target, **tables), fit, planned)


def test_it_tells_how_many_more_posts_make_the_chance_even() -> None:
    found = behind(ToldFit())
    more = next(each for each in found.needs if each.way == "posts")
    each = math.exp(4 + 0.13)
    assert more.amount == pytest.approx((1300 - 12 * each) / each / 4, abs=0.6)
    assert 0.5 <= more.p_reached < 0.65


def test_nothing_is_told_beyond_three_times_the_plan() -> None:
    found = behind(ToldFit(), target=1e6)
    more = [each for each in found.needs if each.way == "posts"]
    assert not more
    near = next(each for each in behind(ToldFit(), target=2500.0).needs if each.way == "posts")
    assert near.amount <= 6
    assert near.p_reached < 0.5


def test_it_tells_the_share_of_the_best_format() -> None:
    planned = [*slots(2), *slots(4, 3, kind="carousel")[6:]]
    fit = ToldFit(kinds={"carousel": 1.0})
    found = behind(fit, planned, target=1600.0)
    mix = next(each for each in found.needs if each.way == "format")
    assert mix.what == "carousel"
    assert 0.5 < mix.amount <= 1
    assert mix.p_reached >= 0.5


def test_it_tells_which_network_to_publish_more_on() -> None:
    planned = [*slots(), *slots(network="facebook", kind="link")]
    found = behind(ToldFit(kinds={"link": -2.0}), planned, target=1200.0)
    more = next(each for each in found.needs if each.way == "network")
    assert more.what == "instagram"
    assert more.p_reached >= 0.5


def test_a_budget_is_told_only_where_it_is_known_what_a_boost_brings() -> None:
    budget = Budget(total=300.0, boost_per_post=(20.0, 40.0))
    known = behind(ToldFit(paid=0.8), budget=budget)
    spent = next(each for each in known.needs if each.way == "budget")
    assert 0 < spent.amount <= 900
    assert spent.amount % 30 == 0
    assert "budget" not in {each.way for each in behind(ToldFit(), budget=budget).needs}
    assert "budget" not in {each.way for each in behind(ToldFit(paid=0.8)).needs}


def test_it_tells_the_target_that_has_an_even_chance() -> None:
    found = behind(ToldFit())
    target = found.needs[-1]
    assert target.way == "target"
    assert target.amount == pytest.approx(found.q50, abs=1)
    assert target.p_reached == pytest.approx(0.5, abs=0.02)


def test_what_is_on_course_needs_nothing() -> None:
    assert one(strategy(target=10.0), ToldFit()).needs == ()
