"""The solver against every plan of tiny strategies, one after the other."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings, strategies as st
from tests.unit.plan.enumerated import Enumerated
from tests.unit.plan.hashed import HashedFit

from balise.domain.plan import OwnDraft
from balise.domain.strategy import (
    Adaptation,
    Blackout,
    CallToAction,
    Event,
    Identity,
    Objective,
    Phase,
    Pillar,
    Presence,
    Series,
    Strategy,
)
from balise.plan.choices import Choosing
from balise.plan.conflict import conflict
from balise.plan.horizon import Horizon
from balise.plan.make import Planner
from balise.plan.model import Model
from balise.plan.roles import Casting
from balise.plan.solve import solve

START = date(2027, 1, 4)
MODEST = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
AIM = Objective(
    name="seen", stage="awareness", kpi="views", aggregate="total", target=100,
    starts=START, ends=START + timedelta(days=6),
)  # fmt: skip


@st.composite
def presences(draw: st.DrawFn, network: str) -> Presence:
    least = draw(st.sampled_from([0, 0, 1, 2, 4, 7]))
    first = draw(st.integers(8, 12))
    return Presence(
        network=network,
        handle="shop",
        posts_per_week=(least, max(least, draw(st.integers(1, 3)))),
        posts_per_day=draw(st.integers(1, 2)),
        min_gap_hours=draw(st.sampled_from([0, 1, 2, 3, 21, 30])),
        hours=(first, first + draw(st.integers(1, 3))),
    )


@st.composite
def tiny(draw: st.DrawFn) -> tuple[Strategy, tuple[OwnDraft, ...], int]:
    networks = draw(st.sampled_from([("instagram",), ("instagram", "tiktok"), ("facebook", "x")]))
    open_ = draw(st.sets(st.integers(0, 6), min_size=1, max_size=2))
    closed = [START + timedelta(days=n) for n in range(7) if n not in open_]
    themes = draw(st.sampled_from([(), ("tips",), ("tips", "news")]))
    shared = draw(st.sampled_from([None, 0.2, 0.4, 0.6]))
    capacity = draw(
        st.sampled_from(
            [
                {"image": 2},
                {"image": 1, "short_video": 1},
                {"short_video": 2},
                {"text": 1, "image": 1},
            ]
        )
    )
    tables: dict[str, Any] = {
        "pillars": tuple(
            Pillar(
                name=name,
                share=shared if name == "tips" else None,
                stage="consideration" if name == "tips" else "awareness",
            )
            for name in themes
        ),
        "calls_to_action": draw(
            st.sampled_from([(), (CallToAction(name="visit", stage="conversion"),)])
        ),
        "funnel": draw(st.sampled_from([{}, {}, {"conversion": 0.5}, {"awareness": 0.3}])),
        "adaptations": draw(
            st.sampled_from(
                [
                    (),
                    (
                        Adaptation(
                            kind="short_video", networks=("instagram", "tiktok"), lag_hours=24
                        ),
                    ),
                ]
            )
        ),
        "series": draw(
            st.sampled_from([(), (), (Series(name="talk", weekday="tuesday", hour=None),)])
        ),
        "events": draw(st.sampled_from([(), (), *(_event(pace) for pace in (None, 1, 2))])),
    }
    strategy = Strategy(
        identity=Identity(name="Tiny", timezone="Europe/Brussels"),
        objectives=(AIM,),
        accounts=tuple(draw(presences(name)) for name in networks),
        blackouts=tuple(Blackout(starts=day, ends=day) for day in closed),
        capacity=capacity,
        **tables,
    )
    draft = OwnDraft(draft_id="mine", network=networks[0], account="shop", kind="image")
    return strategy, draw(st.sampled_from([(), (), (draft,)])), draw(st.integers(0, 2**20))


@st.composite
def torn(draw: st.DrawFn) -> tuple[Strategy, tuple[OwnDraft, ...], int]:
    """Make strategies that ask for much within one or two days, and have few candidates."""
    strategy, _, seed = draw(tiny())
    accounts = tuple(
        replace(
            one,
            posts_per_week=(draw(st.sampled_from([7, 7, 14])), 14),
            hours=(one.hours[0], one.hours[0] + draw(st.integers(1, 2))),
            min_gap_hours=draw(st.sampled_from([0, 2, 30])),
        )
        for one in strategy.accounts
    )
    asks = draw(st.sampled_from([(), (Series(name="talk", weekday="tuesday"),)]))
    return replace(strategy, accounts=accounts, events=(), series=asks), (), seed


def _event(pace: int | None) -> tuple[Event, ...]:
    phase = Phase(name="soon", from_day=-2, to_day=0, posts_per_day=pace)
    return (Event(name="fair", date=START + timedelta(days=2), objective="seen", phases=(phase,)),)


def put(
    strategy: Strategy,
    drafts: tuple[OwnDraft, ...] = (),
    seed: int = 0,
    *,
    every_hour: bool = False,
) -> tuple[Model, Enumerated]:
    horizon = Horizon(start=START, weeks=1, timezone=strategy.identity.timezone)
    planner = Planner(
        strategy=strategy,
        fits={"views": HashedFit(seed=seed)},
        horizon=horizon,
        seed=seed,
        known={"drafts": drafts},
    )
    casting = Casting(pace=planner.pace, best=planner._best(), drafts=planner.drafts)
    choosing = Choosing(
        pace=planner.pace, worth=planner.worth, casting=casting, seed=seed, every_hour=every_hour
    )
    listed = Enumerated(strategy=strategy, choosing=choosing, start=START, drafts=drafts)
    return planner.model(every_hour=every_hour), listed


@MODEST
@given(tiny())
def test_no_plan_is_worth_more_than_the_one_that_is_found(
    made: tuple[Strategy, tuple[OwnDraft, ...], int],
) -> None:
    model, listed = put(*made)
    assume(len(listed.choices) <= 24)
    best, found = listed.best(), solve(model, gap=0.0)
    assert (best is None) == (found is None)
    if best is not None and found is not None:
        close = 1e-5 * max(abs(best), listed.top)
        assert found.value == pytest.approx(best, abs=close)
        assert found.bound >= best - close


@MODEST
@given(torn())
def test_no_plan_is_missed_for_want_of_hours(
    made: tuple[Strategy, tuple[OwnDraft, ...], int],
) -> None:
    model, listed = put(*made, every_hour=True)
    assume(len(listed.choices) <= 14)
    assert (listed.best() is None) == (solve(model) is None)


@MODEST
@given(tiny(), st.sampled_from([0.005, 0.05, 0.3]))
def test_the_bound_of_a_plan_that_is_only_near_is_never_below_the_best(
    made: tuple[Strategy, tuple[OwnDraft, ...], int], gap: float
) -> None:
    model, listed = put(*made)
    assume(len(listed.choices) <= 24)
    best, found = listed.best(), solve(model, gap=gap)
    if best is not None:
        assert found is not None
        close = 1e-5 * max(abs(best), listed.top)
        assert found.value - close <= best <= found.bound + close
        assert best - found.value <= found.gap * abs(found.bound) + close
        assert found.gap <= gap + 1e-6


def least_hit(families: Iterable[frozenset[tuple[str, str]]]) -> int:
    """Count the fewest rules of which every plan breaks one."""
    every = {one for one in families if one}
    least = [one for one in every if not any(other < one for other in every)]
    rules = sorted({rule for one in least for rule in one})
    for size in range(1, len(rules) + 1):
        if any(all(one & set(those) for one in least) for those in combinations(rules, size)):
            return size
    raise AssertionError(least)


@MODEST
@given(torn())
def test_the_rules_in_conflict_are_truly_the_fewest_and_give_way_by_what_is_said(
    made: tuple[Strategy, tuple[OwnDraft, ...], int],
) -> None:
    model, listed = put(*made, every_hour=True)
    assume(len(listed.choices) <= 11)
    assume(solve(model) is None)
    plans = [*listed.families()]
    assert all(plans)  # each breaks something: the solver is right that none keeps all
    told = conflict(model)
    named = {(one.rule.key, one.rule.what) for one in told}
    assert all(named & set(plan) for plan in plans)
    assert len(named) == len(told) == least_hit(frozenset(plan) for plan in plans)
    for one in told:
        mine = (one.rule.key, one.rule.what)
        alone = [plan[mine] for plan in plans if set(plan) == {mine}]
        assert (one.amount is None) == (not alone), mine
        if alone and one.rule.key not in {"pillars", "funnel"}:
            assert one.amount == math.ceil(min(alone)), mine


def test_what_conflicts_is_told_where_a_series_and_a_limit_cannot_both_be() -> None:
    strategy = Strategy(
        identity=Identity(name="Tiny", timezone="Europe/Brussels"),
        objectives=(AIM,),
        accounts=(Presence(network="x", handle="shop", posts_per_week=(0, 1), hours=(9, 11)),),
        series=(Series(name="a", weekday="monday"), Series(name="b", weekday="friday")),
    )
    model, _ = put(strategy, every_hour=True)
    told = {(one.rule.key, one.rule.what): one.amount for one in conflict(model)}
    assert told == {
        ("posts_per_week", "x:shop"): 1.0, ("series", "a"): 1.0, ("series", "b"): 1.0,
    }  # fmt: skip
