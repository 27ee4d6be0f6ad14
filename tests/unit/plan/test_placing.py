from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from tests.unit.plan.built import presence, shop
from tests.unit.plan.hashed import HashedFit

from balise.domain.plan import Slot
from balise.domain.strategy import (
    Adaptation,
    Audience,
    CallToAction,
    Hashtags,
    Objective,
    Pillar,
    Planning,
)
from balise.plan.dealing import Dealt, deal
from balise.plan.horizon import Horizon
from balise.plan.make import Planner
from balise.plan.solve import solve

START = date(2027, 1, 4)
SEEN = Objective(
    name="seen", stage="awareness", kpi="views", aggregate="total", target=500.0,
    starts=START, ends=START + timedelta(days=90),
)  # fmt: skip
SOLD = replace(SEEN, name="sold", stage="conversion", kpi="link_clicks", target=50.0)


def planner(*accounts: Any, fits: Any = None, **tables: Any) -> Planner:
    usual: dict[str, Any] = {"posts_per_week": (2, 2), "posts_per_day": 1, "hours": (8, 20)}
    given = accounts or (presence(**usual), presence("tiktok", **usual))
    told = {"objectives": (SEEN,), "plan": Planning(explore=0.0), **tables}
    return Planner(
        strategy=shop(*given, **told),
        fits={"views": HashedFit()} if fits is None else fits,
        horizon=Horizon(start=START, weeks=2, timezone="Europe/Brussels"),
        seed=0,
        known={},
    )


def dealt(one: Planner) -> list[Dealt]:
    problem = one.model()
    solution = solve(problem)
    assert solution is not None
    return [*deal(problem, solution)]


def slots(one: Planner) -> list[Slot]:
    return one.placing.slots(dealt(one))


def test_names_of_slots_are_unique_and_say_where_and_when() -> None:
    found = slots(planner())
    names = [one.slot_id for one in found]
    assert len(set(names)) == len(names) == 8
    assert found[0].slot_id.startswith(f"{found[0].network}-shop-2027010")
    assert found == sorted(found, key=lambda one: one.publish_at)


def test_copies_share_a_piece_and_nothing_else_does() -> None:
    entry = Adaptation(kind="short_video", networks=("instagram", "tiktok"), lag_hours=24)
    found = slots(planner(adaptations=(entry,), capacity={"short_video": 2}))
    pieces: dict[str, list[Slot]] = {}
    for one in found:
        pieces.setdefault(one.content_id, []).append(one)
    assert len(found) == 8
    assert [len(copies) for copies in pieces.values()] == [2, 2, 2, 2]
    for first, second in pieces.values():
        assert first.network != second.network
        assert second.publish_at - first.publish_at >= timedelta(hours=24)
        assert first.pillar == second.pillar


def test_roles_are_dealt_as_often_as_the_model_says_and_evenly_over_time() -> None:
    themes = (Pillar(name="tips", share=0.5), Pillar(name="news", share=0.5))
    one = planner(presence(posts_per_week=(6, 6), posts_per_day=1, hours=(8, 20)), pillars=themes,
                  capacity={"image": 6})  # fmt: skip
    problem = one.model()
    solution = solve(problem)
    assert solution is not None
    told = sorted(deal(problem, solution), key=lambda each: each.choice.at)
    assert len(told) == len(solution.chosen) == 12
    counts = {
        role.pillar: sum(
            round(solution.columns[column])
            for column, other in problem.roles()
            if other.pillar == role.pillar
        )
        for _, role in problem.roles()
    }
    for pillar, n in counts.items():
        assert sum(each.role.pillar == pillar for each in told) == n
    half = [each.role.pillar for each in told[:6]]
    assert all(abs(half.count(pillar) - n / 2) <= 1 for pillar, n in counts.items())


def test_a_slot_serves_the_objective_of_its_stage() -> None:
    asks = (CallToAction(name="buy", stage="conversion"), CallToAction(name="look", stage="awareness"))  # fmt: skip  # noqa: E501
    fits = {"views": HashedFit(), "link_clicks": HashedFit(kpi="link_clicks")}
    found = slots(
        planner(
            objectives=(SEEN, SOLD), calls_to_action=asks, fits=fits,
            funnel={"awareness": 0.5, "conversion": 0.5},
        )
    )  # fmt: skip
    assert {(one.stage, one.objective) for one in found} == {
        ("awareness", "seen"),
        ("conversion", "sold"),
    }


def test_an_audience_is_one_that_both_account_and_objective_are_for() -> None:
    every = (Audience(name="old"), Audience(name="young"))
    account = presence(posts_per_week=(2, 2), hours=(8, 20), audiences=("young",))
    found = slots(planner(account, audiences=every))
    assert {one.audience for one in found} == {"young"}
    assert {one.audience for one in slots(planner())} == {""}


def test_the_forecast_of_a_slot_is_that_of_its_post_in_the_kpi_of_its_objective() -> None:
    one = planner(hashtags=Hashtags(brand=("#us",)))
    fit = HashedFit()
    for slot in slots(one):
        post = one.placing.post(slot)
        assert (slot.q05, slot.q50, slot.q95) == fit.quantiles([post])[0]
        assert post.hashtags == ("us",)
        assert (post.kind, post.published_at) == (slot.kind, slot.publish_at)


def test_no_result_is_told_where_nothing_was_learnt() -> None:
    assert all(math.isnan(one.q50) for one in slots(planner(fits={})))


def test_what_moved_within_its_week_keeps_its_name() -> None:
    first = slots(planner())
    moved = [replace(one, publish_at=one.publish_at + timedelta(hours=1)) for one in first]
    again = replace(planner().placing, earlier=moved)
    assert [one.slot_id for one in again.slots(dealt(planner()))] == [s.slot_id for s in first]


def test_a_name_that_stands_is_not_given_again() -> None:
    first = slots(planner())
    stands = replace(first[0], state="approved", kind="story")
    again = replace(planner().placing, earlier=[stands])
    names = [one.slot_id for one in again.slots(dealt(planner()))]
    assert stands.slot_id not in names
    assert f"{stands.slot_id}-2" in names
