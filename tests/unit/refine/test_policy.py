import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from numpy.random import Generator
from tests.unit.plan.drawing import START, brings, keeps, made_plan, made_strategy

from balise.domain.plan import Draw, Exchange, Slot, Swap
from balise.domain.refinement import PolicyValue
from balise.plan.chances import chances
from balise.plan.draw import Drawn, draw, touched
from balise.plan.exchanges import changed
from balise.refine.policy import Lived, policy_value, target_of


def made_draws(rng: Generator, n: int, m: int) -> list[Draw]:
    """Weeks with a solved way and others that are expected to lose a few hundredths."""
    found = []
    for at in range(n):
        values = 10 * (1 - np.abs(rng.normal(0, 0.03, m)))
        values[0] = 10
        odds = chances(values, 0.3)
        found.append(
            Draw(
                draw_id=f"{at}",
                account="x:shop",
                week=START + timedelta(days=7 * at),
                explore=0.1,
                temperature=0.3,
                exchanges=tuple(
                    Exchange(swaps=swapped(place), value=float(got), chance=float(chance))
                    for place, (got, chance) in enumerate(zip(values, odds, strict=True))
                ),
                chosen=0,
                cost=0.0,
            )
        )
    return found


def swapped(place: int) -> tuple[Swap, ...]:
    swap = Swap(slot_id="1", aspect="hour", before="09", after=f"{place + 9:02d}")
    return (swap,) if place else ()


class World:
    """Weeks whose true mean result with each exchange is known."""

    def __init__(self, seed: int, *, n: int, m: int, noise: float) -> None:
        self.rng = np.random.default_rng(seed)
        self.draws = made_draws(self.rng, n, m)
        self.noise = noise
        # What is so has little to do with what was expected.
        self.truth = 0.9 * np.exp(self.rng.normal(0, 0.15, (n, m)))

    def lives(self) -> list[Lived]:
        odds = np.array([[x.chance for x in one.exchanges] for one in self.draws])
        picks = (odds.cumsum(1) > self.rng.random((len(odds), 1))).argmax(1)
        luck = np.exp(self.rng.normal(-(self.noise**2) / 2, self.noise, len(odds)))
        return [
            Lived(
                draw=replace(one, chosen=int(pick)),
                slots=(),
                result=float(10 * self.truth[at, pick] * luck[at]),
            )
            for at, (one, pick) in enumerate(zip(self.draws, picks, strict=True))
        ]

    def always(self, places: Sequence[int]) -> tuple[dict[str, tuple[float, ...]], float]:
        """A plan that is not drawn, and what it truly brings."""
        target = {
            one.draw_id: tuple(float(j == place) for j in range(len(one.exchanges)))
            for one, place in zip(self.draws, places, strict=True)
        }
        return target, float(self.truth[np.arange(len(places)), list(places)].mean())


def best_by_truth(world: World) -> list[int]:
    """A plan that learnt: of the three likeliest ways it takes what truly is the best."""
    found = []
    for one, truth in zip(world.draws, world.truth, strict=True):
        likely = sorted(range(len(truth)), key=lambda j: -one.exchanges[j].chance)[:3]
        found.append(max(likely, key=lambda j: float(truth[j])))
    return found


@pytest.mark.parametrize(
    ("seed", "n", "m", "noise", "learnt"),
    [(1, 150, 6, 0.5, False), (2, 300, 6, 0.5, True), (3, 400, 12, 0.7, True)],
)
def test_the_interval_covers_what_a_changed_plan_truly_brings(
    seed: int,
    n: int,
    m: int,
    noise: float,
    learnt: bool,  # noqa: FBT001 - a case
) -> None:
    world = World(seed, n=n, m=m, noise=noise)
    target, truth = world.always(best_by_truth(world) if learnt else [0] * n)
    told = [policy_value(world.lives(), target) for _ in range(400)]
    claimed = [one for one in told if one.ess >= 30]
    assert len(claimed) > 360
    kept = [one.low <= truth <= one.high for one in claimed]
    assert 0.87 <= sum(kept) / len(kept) <= 0.95
    assert float(np.mean([one.value for one in claimed])) == pytest.approx(truth, rel=0.02)
    assert all(one.low <= one.value <= one.high for one in claimed)
    if learnt:
        assert truth > float(np.mean([one.baseline for one in told])) * 1.05


def test_a_plan_that_is_drawn_itself_can_be_valued_too() -> None:
    world = World(4, n=200, m=6, noise=0.3)
    even = {one.draw_id: (1 / 6,) * 6 for one in world.draws}
    truth = float(world.truth.mean())
    told = [policy_value(world.lives(), even) for _ in range(200)]
    assert float(np.mean([one.low <= truth <= one.high for one in told])) >= 0.85


def test_the_plan_as_it_was_drawn_is_worth_its_baseline() -> None:
    world = World(5, n=100, m=6, noise=0.5)
    same = {one.draw_id: tuple(x.chance for x in one.exchanges) for one in world.draws}
    found = policy_value(world.lives(), same)
    assert found.value == pytest.approx(found.baseline)
    assert found.ess == pytest.approx(100)
    assert found.outside == 0


def refused(one: PolicyValue) -> bool:
    return math.isnan(one.value) and math.isnan(one.low) and math.isnan(one.high)


@pytest.mark.parametrize("n", [1, 20, 29, 40])
def test_nothing_is_claimed_under_thirty_effective_weeks(n: int) -> None:
    world = World(6, n=n, m=6, noise=0.5)
    found = policy_value(world.lives(), world.always([1] * n)[0])
    assert found.ess < 30
    assert refused(found)
    assert found.n == n
    assert math.isfinite(found.baseline)


def test_thirty_weeks_that_weigh_the_same_are_enough_and_twenty_nine_are_not() -> None:
    world = World(7, n=30, m=2, noise=0.5)
    same = {one.draw_id: tuple(x.chance for x in one.exchanges) for one in world.draws}
    lives = world.lives()
    assert not refused(policy_value(lives, same))
    assert refused(policy_value(lives[1:], same))


def test_what_no_lot_could_have_done_is_refused_and_its_share_is_told() -> None:
    world = World(8, n=200, m=6, noise=0.5)
    target, _ = world.always([0] * 200)
    lives = world.lives()
    assert not refused(policy_value(lives, target))
    for name in ("3", "5", "8", "11"):
        target[name] = (0.0,) * 6
    found = policy_value(lives, target)
    assert found.ess >= 30
    assert refused(found)
    assert found.outside == pytest.approx(4 / 200)
    del target["20"]
    assert policy_value(lives, target).outside == pytest.approx(5 / 200)


def test_an_exchange_that_the_log_never_drew_is_outside() -> None:
    world = World(9, n=60, m=2, noise=0.1)
    never = [
        replace(one, draw=replace(one.draw, chosen=0, exchanges=(
            replace(one.draw.exchanges[0], chance=1.0), replace(one.draw.exchanges[1], chance=0.0)
        )))
        for one in world.lives()
    ]  # fmt: skip
    found = policy_value(never, {one.draw_id: (0.75, 0.25) for one in world.draws})
    assert refused(found)
    assert found.outside == pytest.approx(0.25)


def test_no_weeks_at_all_claim_nothing() -> None:
    found = policy_value([], {})
    assert refused(found)
    assert math.isnan(found.baseline)
    assert (found.n, found.ess, found.outside) == (0, 0, 0)


def test_weeks_without_a_result_do_not_count() -> None:
    world = World(10, n=100, m=2, noise=0.5)
    lives = world.lives()
    same = {one.draw_id: tuple(x.chance for x in one.exchanges) for one in world.draws}
    lost = [replace(one, result=math.nan) for one in lives[:40]]
    assert policy_value([*lost, *lives[40:]], same) == policy_value(lives[40:], same)


def test_results_that_are_all_the_same_have_an_interval_of_no_width() -> None:
    world = World(11, n=80, m=2, noise=0.5)
    same = [replace(one, result=12.0) for one in world.lives()]
    target = {one.draw_id: tuple(x.chance for x in one.exchanges) for one in world.draws}
    found = policy_value(same, target)
    assert found.value == pytest.approx(1.2)
    assert found.low == found.high == found.value


def test_a_dear_exchange_does_not_look_as_good_as_the_solved_week() -> None:
    # Every week brings exactly what was expected of the exchange that came out.
    world = World(12, n=300, m=3, noise=0.0)
    lives = [
        replace(one, result=one.draw.exchanges[one.draw.chosen].value) for one in world.lives()
    ]
    solved = policy_value(lives, world.always([0] * 300)[0])
    other = policy_value(lives, world.always([1] * 300)[0])
    assert solved.value == pytest.approx(1)
    assert other.high < 1


STRATEGY = made_strategy(funnel={}, events=())


def drawn_plan(weeks: int, **terms: Any) -> tuple[tuple[Slot, ...], Drawn]:
    plan = made_plan(weeks)
    told: dict[str, Any] = {
        "strategy": STRATEGY,
        "start": START,
        "explore": 0.02,
        "seed": 4,
        "value": brings,
        "holds": lambda _: True,
    }
    return plan, draw(plan, **(told | terms))


def lived(found: Drawn, rng: Generator | None = None) -> list[Lived]:
    its: dict[tuple[str, date], list[Slot]] = {}
    for slot in found.slots:
        week = START + timedelta(days=(slot.local_at.date() - START).days // 7 * 7)
        its.setdefault((slot.account_id, week), []).append(slot)
    return [
        Lived(
            draw=one,
            slots=tuple(its[one.account, one.week]),
            result=one.exchanges[one.chosen].value * (rng.lognormal(0, 0.3) if rng else 1.0),
        )
        for one in found.draws
    ]


def test_the_solved_plan_is_known_again_in_what_was_drawn() -> None:
    plan, found = drawn_plan(4)
    target = target_of(lived(found), plan)
    assert len(target) == 12
    assert any(one.chosen for one in found.draws)
    for one in found.draws:
        assert target[one.draw_id] == (1.0, *(0.0,) * (len(one.exchanges) - 1))


def test_each_exchange_is_known_again_as_a_changed_plan() -> None:
    plan, found = drawn_plan(2, holds=keeps)
    lives = lived(found)
    for one in found.draws:
        for place, way in enumerate(one.exchanges):
            told = target_of(lives, changed(plan, way.swaps, STRATEGY))[one.draw_id]
            assert told.index(1.0) == place
            assert sum(told) == 1


def test_a_plan_with_another_day_or_without_a_post_is_outside() -> None:
    plan, found = drawn_plan(2)
    lives = lived(found)
    late = [replace(plan[0], publish_at=plan[0].publish_at + timedelta(days=1)), *plan[1:]]
    for other in (late, plan[1:]):
        told = policy_value(lives, target_of(lives, other))
        assert told.outside == pytest.approx(1 / len(lives))
        assert refused(told)


def test_weeks_in_which_a_person_changed_what_was_drawn_do_not_count() -> None:
    _, found = drawn_plan(2)
    lives = lived(found)
    same = {one.draw_id: tuple(x.chance for x in one.exchanges) for one in found.draws}
    at = next(i for i, one in enumerate(lives) if any(slot.is_randomised for slot in one.slots))
    for hand in ({"skipped": True}, {"kind": "poll"}):
        slots = tuple(touched(slot, **hand) if slot.draw_id else slot for slot in lives[at].slots)
        rest = [*lives[:at], replace(lives[at], slots=slots), *lives[at + 1 :]]
        assert policy_value(rest, same).n == len(lives) - 1


def test_from_the_lot_to_the_value_of_never_having_drawn() -> None:
    plan, found = drawn_plan(20, explore=0.01)
    lives = lived(found, np.random.default_rng(1))
    told = policy_value(lives, target_of(lives, plan))
    assert told.n == 60
    assert told.outside == 0
    assert isinstance(found.draws[0].week, date)
    assert told.ess < 60
