"""No plan ever breaks a rule: held by code that the solver has no part in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, given, settings, strategies as st
from tests.often import often
from tests.property.plan_worlds import starts, strategies

from balise.domain.strategy import Strategy
from balise.errors import PlanConflictError, PlanTangleError
from balise.plan import make
from balise.plan.frames import Planned
from balise.plan.rules import breaches

MODEST = settings(
    max_examples=often(40),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@st.composite
def planned(draw: st.DrawFn) -> tuple[Strategy, date, int]:
    start = draw(starts())
    return draw(strategies(start)), start, draw(st.integers(1, 3))


def tried(strategy: Strategy, start: date, weeks: int, seed: int) -> Planned | PlanConflictError:
    """Make a plan, or give the refusal."""
    try:
        return make(strategy, None, start=start, weeks=weeks, seed=seed)
    except PlanConflictError as error:
        return error


@MODEST
@given(planned(), st.integers(0, 3))
def test_a_plan_breaks_no_rule_or_says_which_rules_conflict(
    asked: tuple[Strategy, date, int], seed: int
) -> None:
    strategy, start, weeks = asked
    made = tried(strategy, start, weeks, seed)
    if isinstance(made, PlanConflictError):
        assert made.rules
        assert made.remedies or isinstance(made, PlanTangleError)
        return
    assert made.violations == ()
    assert breaches(strategy, made.plan.slots, start=start, weeks=weeks) == ()
    assert 0 <= made.optimality_gap <= 0.01
    assert made.plan.cost <= strategy.plan.explore + 1e-9


@MODEST
@given(planned())
def test_the_same_seed_gives_the_same_plan(asked: tuple[Strategy, date, int]) -> None:
    strategy, start, weeks = asked
    try:
        one = make(strategy, None, start=start, weeks=weeks, seed=5).plan
    except PlanConflictError:
        return
    other = make(strategy, None, start=start, weeks=weeks, seed=5).plan
    assert one.slots == other.slots
    assert one.draws == other.draws


@MODEST
@given(planned())
def test_planning_again_keeps_what_is_approved_and_all_names(
    asked: tuple[Strategy, date, int],
) -> None:
    strategy, start, weeks = asked
    try:
        first = make(strategy, None, start=start, weeks=weeks).plan
    except PlanConflictError:
        return
    slots = tuple(
        replace(one, state="approved") if n % 2 else one for n, one in enumerate(first.slots)
    )
    again = make(strategy, None, start=start, weeks=weeks, earlier=replace(first, slots=slots))
    assert again.violations == ()
    kept = {one.slot_id: one for one in again.plan.slots}
    for one in slots:
        if one.state == "approved":
            assert kept[one.slot_id].publish_at == one.publish_at
            assert kept[one.slot_id].kind == one.kind
