"""Beliefs held against worlds of which the truth is known, and against estimates made by hand."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from tests.unit.refine.worlds import STRATEGY, told
from tests.unit.strategy.written import FULL, LEAST

from balise import Strategy
from balise.domain.estimate import Estimate, EvidenceLevel, Verdict
from balise.domain.refinement import Belief
from balise.refine.beliefs import beliefs
from balise.refine.changes import changed, proposed
from balise.refine.choice import MOST, TESTS, is_change
from balise.simulate import World
from balise.simulate.truth import Strength


@cache
def strong(seed: int) -> tuple[Belief, ...]:
    return told(World(seed, weeks=80, strength=Strength(effects=1.6, volume=2)))


def an_estimate(
    factor: str,
    level: str,
    multiplier: float,
    verdict: Verdict = "no clear difference",
    *,
    evidence: EvidenceLevel = "adjusted",
    **facts: Any,
) -> Estimate:
    made = Estimate(
        factor=factor, level=level, scope="all", n=40, multiplier=multiplier,
        low=multiplier * 0.9, high=multiplier * 1.1, p_better=0.99 if multiplier > 1 else 0.01,
        verdict=verdict, evidence=evidence,
    )  # fmt: skip
    return replace(made, **facts)


def held(*estimates: Estimate, text: str = STRATEGY, **options: Any) -> dict[str, Belief]:
    """Hold a strategy against estimates; the beliefs by path."""
    found = beliefs(Strategy.parse(text), {"engagement": estimates}, **options)
    return {one.proposal.path: one for one in found}


def test_where_nothing_has_an_effect_no_change_is_proposed() -> None:
    asked = [
        one.proposal.path
        for seed in range(8)
        for one in told(World.null(seed, weeks=40))
        if is_change(one) or one.proposal.action in {"stop", "change"}
    ]
    assert asked == []


def test_strong_effects_are_found_again_and_in_the_right_direction() -> None:
    right = wrong = 0
    for seed in (0, 2, 4):
        truth = World(seed, weeks=80, strength=Strength(effects=1.6, volume=2)).truth()
        asked = [one for one in strong(seed) if is_change(one)]
        assert 3 <= len(asked) <= MOST
        for one in asked:
            estimate = one.proposal.estimate
            if estimate.factor in {"cta", "hashtag"}:
                mean = sum(truth["cta", name] for name in ("comment", "save", "book", "visit", ""))
                true = truth[estimate.factor, estimate.level]
                true -= mean / 5 if estimate.factor == "cta" else 0
                right += (true > 0) == (estimate.verdict == "better")
                wrong += (true > 0) != (estimate.verdict == "better")
    assert right >= 3
    assert wrong == 0
    paths = {one.proposal.path for seed in (0, 4) for one in strong(seed) if is_change(one)}
    assert "calls_to_action.visit" in paths


def test_each_change_has_an_interval_its_posts_a_gain_and_what_it_touches() -> None:
    for one in strong(0):
        proposal, estimate = one.proposal, one.proposal.estimate
        assert one.kpi == "engagement"
        if is_change(one):
            assert estimate.verdict in {"better", "worse"}
            assert estimate.evidence != "descriptive"
            assert estimate.low <= estimate.multiplier <= estimate.high
            assert estimate.n >= 8
            assert 0 < proposal.expected_gain < 1
            assert 0 < one.touched <= 1
            assert one.lack == ""
        elif proposal.action == "keep":
            assert (proposal.after, proposal.expected_gain) == (proposal.before, 0)


@given(st.data())
@settings(max_examples=25)
def test_any_of_the_changes_in_any_order_leave_a_strategy_without_mistakes(
    data: st.DataObject,
) -> None:
    asked = proposed(strong(data.draw(st.sampled_from((0, 2, 4)))))
    mine = data.draw(st.lists(st.sampled_from(asked), unique_by=lambda one: one.path))
    new = changed(STRATEGY, mine)
    ours = Strategy.parse(new)
    assert not [one for one in ours.findings if one.severity in {"error", "warning"}]
    assert len({change.path for change in Strategy.parse(STRATEGY).diff(ours)}) >= bool(mine)
    for said in ("# Made up, as all", "# Ask: comment.", "# What two", "# the phone will do"):
        assert said in new


LEVELS = st.sampled_from((
    ("kind", "image"), ("kind", "short_video"), ("kind", "carousel"), ("cta", "visit"),
    ("cta", "comment"), ("pillar", "how-to"), ("pillar", "offers"), ("hashtag", "plantes"),
    ("hashtag", "balcon"), ("hashtag", "serredulac"), ("hashtag", "new"), ("hour", "06-09"),
    ("hour", "18-21"), ("hour", "21-24"), ("hour", "09-12"), ("post of the day", "1"),
    ("post of the day", "2"), ("gap", "4-8h"), ("gap", "1-2d"), ("network", "instagram"),
))  # fmt: skip


@given(
    st.lists(
        st.tuples(
            LEVELS,
            st.floats(0.2, 5),
            st.sampled_from(("better", "worse", "no clear difference", "not enough data")),
            st.sampled_from(("adjusted", "descriptive", "randomised")),
            st.integers(0, 500),
        ),
        max_size=20,
        unique_by=lambda one: one[0],
    )
)
@settings(max_examples=60)
def test_whatever_is_estimated_any_subset_of_changes_holds(
    given_: list[tuple[tuple[str, str], float, Verdict, EvidenceLevel, int]],
) -> None:
    estimates = [
        an_estimate(*level, value, verdict, evidence=evidence, n=n, more_posts=30)
        for level, value, verdict, evidence, n in given_
    ]
    found = beliefs(Strategy.parse(FULL), {"link_clicks": estimates})
    asked = proposed(found)
    assert len(asked) <= MOST
    assert sum(one.proposal.action == "test" for one in found) <= TESTS
    warned = sum(one.severity == "warning" for one in Strategy.parse(FULL).findings)
    for n in range(len(asked) + 1):
        for some in combinations(asked, n):
            findings = Strategy.parse(changed(FULL, some)).findings
            assert sum(one.severity == "warning" for one in findings) <= warned
    for one in found:
        if is_change(one):
            assert one.proposal.estimate.verdict in {"better", "worse"}
            assert one.proposal.estimate.evidence != "descriptive"


def test_what_is_only_observed_changes_nothing() -> None:
    found = held(
        an_estimate("cta", "visit", 0.3, "worse", evidence="descriptive"),
        an_estimate("cta", "comment", 1.5),
        an_estimate("network", "x", 0.2, "worse", evidence="descriptive"),
        an_estimate("network", "tiktok", 3, "better", evidence="descriptive"),
    )
    assert found["calls_to_action.visit"].lack == "observed"
    assert found["accounts.x:QuincParcDemo"].lack == "observed"
    assert not any(map(is_change, found.values()))


def test_what_another_objective_contradicts_is_not_asked() -> None:
    one = an_estimate("cta", "visit", 0.6, "worse")
    other = an_estimate("cta", "comment", 1.2)
    assert is_change(held(one, other)["calls_to_action.visit"])
    text = STRATEGY.replace(
        "[[accounts]]",
        '[[objectives]]\nname = "till"\nstage = "conversion"\nkpi = "link_clicks"\n'
        "target = 10\nstarts = 2026-11-02\nends = 2027-01-24\npriority = 0.5\n\n[[accounts]]",
        1,
    )
    torn = beliefs(
        Strategy.parse(text),
        {
            "link_clicks": [replace(one, multiplier=1.5, verdict="better"), other],
            "engagement": [one, other],
        },
    )
    (visit,) = (each for each in torn if each.proposal.path == "calls_to_action.visit")
    assert (visit.kpi, visit.lack, is_change(visit)) == ("engagement", "torn", False)


def test_an_ask_that_a_phase_needs_or_whose_job_is_another_stays() -> None:
    worse = an_estimate("cta", "visit", 0.5, "worse")
    both = (worse, an_estimate("cta", "other", 1.1))
    found = beliefs(Strategy.parse(FULL), {"link_clicks": both})
    assert {one.lack for one in found if one.topic == "cta"} == {"needed"}
    aim = STRATEGY.replace('name = "visit"', 'name = "visit"\nstage = "conversion"')
    assert held(*both, text=aim)["calls_to_action.visit"].lack == "other-aim"


def test_a_test_says_how_many_posts_would_settle_it_and_a_hopeless_one_is_not_asked() -> None:
    open_ = an_estimate("cta", "save", 1.15, p_better=0.9, more_posts=60)
    rest = an_estimate("cta", "comment", 1.0)
    found = held(open_, rest)["calls_to_action.save"]
    assert (found.proposal.action, found.proposal.estimate.more_posts) == ("test", 60)
    assert not is_change(found)
    slow = {"x:QuincParcDemo": [1] * 20}
    late = held(replace(open_, more_posts=53), rest, weekly=slow)["calls_to_action.save"]
    assert late.proposal.action == "keep"
    never = held(replace(open_, more_posts=None), rest)["calls_to_action.save"]
    assert never.proposal.action == "keep"


def test_bundled_hashtags_are_told_as_such_and_never_dropped_one_by_one() -> None:
    bundle = an_estimate("hashtag", "#bricolage + #renovation", 0.6, "worse", split=9)
    found = held(bundle, an_estimate("hashtag", "fetes", 1.1))
    one = found["hashtags.pool.#Bricolage"]
    assert (one.proposal.action, one.lack, one.proposal.estimate.more_posts) == (
        "test",
        "bundle",
        9,
    )
    assert not is_change(found["hashtags.pool.#Renovation"])


def test_the_tag_of_the_brand_stays_whatever_it_brings() -> None:
    found = held(an_estimate("hashtag", "quincaillerieduparc", 0.5, "worse"))
    assert found["hashtags.brand.#QuincaillerieDuParc"].lack == "own-name"


def test_a_pillar_gains_what_another_gives_and_the_shares_stay_whole() -> None:
    found = held(
        an_estimate("pillar", "how-to", 0.7, "worse"),
        an_estimate("pillar", "shop", 0.9),
        an_estimate("pillar", "community", 1.4, "better"),
    )
    one = found["pillars.share"].proposal
    assert one.before == '{ "community" = 0.2, "how-to" = 0.35 }'
    assert one.after == '{ "community" = 0.3, "how-to" = 0.25 }'
    ours = Strategy.parse(changed(STRATEGY, [one]))
    assert math.isclose(sum(each.share or 0 for each in ours.pillars), 1.0)


def test_hours_are_cut_at_their_ends_only_and_never_those_of_a_series() -> None:
    worse = an_estimate("hour", "06-09", 0.6, "worse")
    inner = an_estimate("hour", "12-15", 0.6, "worse")
    rest = an_estimate("hour", "18-21", 1.1)
    x = "accounts.x:QuincParcDemo.hours"
    assert held(worse, rest)[x].proposal.after == "[9, 22]"
    assert held(inner, rest)[x].proposal.after == "[7, 22]"
    series = STRATEGY + '\n[[series]]\nname = "Matin"\nweekday = "monday"\nhour = 8\n'
    assert not any(map(is_change, held(worse, rest, text=series).values()))
    late = an_estimate("hour", "21-24", 1.6, "better")
    assert held(late, rest)[x].proposal.after == "[7, 24]"


@pytest.mark.parametrize(
    ("weeks", "lack"),
    [
        ([3] * 8, "pace-few"),
        ([3] * 40, "pace-steady"),
        ([0] * 40, "pace-few"),
        (list(range(1, 41)), "pace-along"),
        ([1, 5] * 20, "pace-open"),
    ],
)
def test_what_another_pace_would_bring_is_said_not_to_be_known(weeks: list[int], lack: str) -> None:
    found = held(an_estimate("gap", "2-7d", 1.0), weekly={"x:QuincParcDemo": weeks})
    one = found["accounts.x:QuincParcDemo.posts_per_week"]
    assert (one.lack, is_change(one)) == (lack, False)


def test_a_second_post_of_a_day_that_is_clearly_worse_is_dropped_where_it_happens() -> None:
    ranks = (
        an_estimate("post of the day", "1", 1.05),
        an_estimate("post of the day", "2", 0.6, "worse"),
    )
    counts = {
        "x:QuincParcDemo": {("kind", "text"): 50, ("post of the day", "2"): 10},
        "tiktok:quincaillerie.parc.demo": {("kind", "short_video"): 50},
    }
    found = held(*ranks, counts=counts)
    one = found["accounts.x:QuincParcDemo.posts_per_day"]
    assert (one.proposal.before, one.proposal.after, one.touched) == ("2", "1", 0.1)
    assert found["accounts.tiktok:quincaillerie.parc.demo.posts_per_day"].lack == "rare"


def test_a_strategy_without_posts_is_told_so() -> None:
    found = beliefs(Strategy.parse(LEAST), {})
    assert {one.proposal.action for one in found} == {"keep"}
    assert "unseen" in {one.lack for one in found}
