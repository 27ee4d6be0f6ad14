import math
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from scipy.stats import chi2
from tests.unit.plan.drawing import START, brings, keeps, made_plan, made_slot, made_strategy

from balise.domain.plan import Draw, Slot
from balise.domain.strategy import Identity, Presence, Strategy
from balise.plan.chances import EVEN, MOST
from balise.plan.draw import Drawn, draw, touched
from balise.plan.exchanges import changed

PLAN = made_plan()
STRATEGY = made_strategy()


def drawn(plan: Sequence[Slot] = PLAN, **terms: Any) -> Drawn:
    told: dict[str, Any] = {
        "strategy": STRATEGY,
        "start": START,
        "explore": 0.02,
        "seed": 1,
        "value": brings,
        "holds": keeps,
    }
    return draw(plan, **(told | terms))


def as_solved(slots: Sequence[Slot]) -> dict[str, tuple[str, str, datetime]]:
    return {one.slot_id: (one.kind, one.cta, one.publish_at) for one in slots}


def p_of(counts: Sequence[float], expected: Sequence[float]) -> float:
    """Pearson's chi-square, cells under five put together."""
    got, wanted = np.array(counts, dtype=float), np.array(expected)
    small = wanted < 5
    got = np.append(got[~small], got[small].sum())
    wanted = np.append(wanted[~small], wanted[small].sum())
    got, wanted = got[wanted > 0], wanted[wanted > 0]
    return float(chi2.sf(((got - wanted) ** 2 / wanted).sum(), len(wanted) - 1))


def test_the_made_up_plan_can_be_drawn_in_every_aspect() -> None:
    found = drawn()
    assert len(found.draws) == 6
    aspects = Counter(s.aspect for d in found.draws for x in d.exchanges for s in x.swaps)
    assert set(aspects) == {"kind", "cta", "hour"}
    assert all(2 <= len(one.exchanges) <= MOST for one in found.draws)


@pytest.mark.parametrize("explore", [0.0, -0.1, math.nan, 1e-9])
def test_nothing_is_drawn_where_learning_may_cost_nothing(explore: float) -> None:
    found = drawn(explore=explore)
    assert found.draws == ()
    assert found.cost == 0
    assert as_solved(found.slots) == as_solved(PLAN)
    assert {(one.propensity, one.draw_id) for one in found.slots} == {(1.0, "")}


def test_outcomes_come_as_often_as_their_logged_chances_say() -> None:
    # Rules that bind no two weeks together, so that each week has the same set for every seed.
    counts: dict[str, Counter[int]] = {}
    chances: dict[str, list[float]] = {}
    n = 600
    for seed in range(n):
        for one in drawn(PLAN[:9], seed=seed, holds=lambda _: True).draws:
            name = f"{one.account} {one.week}"
            counts.setdefault(name, Counter())[one.chosen] += 1
            assert chances.setdefault(name, [x.chance for x in one.exchanges]) == [
                x.chance for x in one.exchanges
            ]
    assert len(counts) == 3
    for name, odds in chances.items():
        found = [counts[name][place] for place in range(len(odds))]
        assert p_of(found, [n * p for p in odds]) > 0.001, name


def test_slots_come_out_as_often_as_their_propensities_say_under_rules_that_bind_weeks() -> None:
    # For a true chance the mean of 1 / propensity over ways that a slot came out is their number;
    # 1{came out as solved} - chance of it is a fair bet whatever earlier lots made of the rules.
    wins: dict[str, list[float]] = {}
    for seed in range(150):
        found = drawn(seed=seed, explore=0.05)
        solved = as_solved(PLAN)
        by_id = {one.draw_id: one for one in found.draws}
        for slot in found.slots:
            if slot.draw_id:
                its = by_id[slot.draw_id]
                stay = sum(
                    x.chance
                    for x in its.exchanges
                    if all(swap.slot_id != slot.slot_id for swap in x.swaps)
                )
                same = as_solved([slot])[slot.slot_id] == solved[slot.slot_id]
                assert not same or slot.propensity == pytest.approx(stay)
                wins.setdefault(slot.slot_id, []).append((same - stay) / (stay * (1 - stay)) ** 0.5)
    assert len(wins) == len(PLAN)
    scores = [sum(its) / len(its) ** 0.5 for its in wins.values()]
    assert max(abs(score) for score in scores) < 4
    assert 0.4 < float(np.std(scores)) < 1.6


def test_every_chance_can_be_computed_again_from_the_draw() -> None:
    for one in drawn().draws:
        values = np.array([x.value for x in one.exchanges])
        raised = np.exp((values - values[0]) / one.temperature)
        odds = (1 - one.explore) * raised / raised.sum() + one.explore / len(values)
        assert [x.chance for x in one.exchanges] == pytest.approx(odds.tolist())
        assert sum(x.chance for x in one.exchanges) == pytest.approx(1)
        loss = sum(x.chance * (values[0] - x.value) for x in one.exchanges) / values[0]
        assert one.cost == pytest.approx(loss)
        assert one.explore == EVEN


def test_the_cost_is_told_of_the_whole_plan() -> None:
    found = drawn()
    of_plan = sum(sum(its) for its in brings([PLAN[i : i + 3] for i in range(0, len(PLAN), 3)]))
    paid = sum(
        x.chance * (d.exchanges[0].value - x.value) for d in found.draws for x in d.exchanges
    )
    assert found.cost == pytest.approx(paid / of_plan)


def test_most_of_what_may_be_spent_is_spent_where_exchanges_are_dear() -> None:
    solved = as_solved(PLAN)

    def value(weeks: Sequence[Sequence[Slot]]) -> Sequence[Sequence[float]]:
        """Bring less for all that is not as it was solved: by up to a twelfth, by its name."""
        return [[loses(slot) for slot in week] for week in weeks]

    def loses(slot: Slot) -> float:
        now = (slot.kind, slot.cta, slot.publish_at)
        lost = random.Random(f"{slot.slot_id}{now}").uniform(0, 1 / 12)  # noqa: S311
        return 10.0 if solved[slot.slot_id] == now else 10 * (1 - lost)

    for explore in (0.0005, 0.002, 0.005):
        found = drawn(explore=explore, value=value)
        assert 0.999 * explore < found.cost <= explore
    assert drawn(explore=0.5, value=value).cost < 0.05


def test_values_of_weeks_are_asked_once_an_account() -> None:
    asked: list[set[str]] = []

    def value(weeks: Sequence[Sequence[Slot]]) -> Sequence[Sequence[float]]:
        asked.append({slot.account_id for week in weeks for slot in week})
        assert all(
            week == sorted(week, key=lambda one: one.publish_at) for week in map(list, weeks)
        )
        return brings(weeks)

    drawn(value=value)
    assert sorted(map(tuple, asked)) == [("facebook:shop",), ("instagram:shop",), ("x:shop",)]


def test_every_exchange_of_a_set_was_asked_of_the_rules_and_few_others() -> None:
    calls: list[bool] = []

    def holds(plan: tuple[Slot, ...]) -> bool:
        calls.append(keeps(plan))
        return calls[-1]

    found = drawn(holds=holds)
    assert sum(calls) - 1 == sum(len(one.exchanges) - 1 for one in found.draws)
    assert len(calls) <= 1 + 2 * MOST * len(found.draws)


@settings(max_examples=25, deadline=None)
@given(
    explore=st.floats(0, 0.5),
    seed=st.integers(),
    noise=st.integers(0, 10_000),
    spread=st.floats(0, 3),
    spare=st.integers(0, 2),
)
def test_no_week_ever_costs_more_than_it_may_and_every_rule_is_kept(
    explore: float, seed: int, noise: int, spread: float, spare: int
) -> None:
    def value(weeks: Sequence[Sequence[Slot]]) -> Sequence[Sequence[float]]:
        # Anything goes: what an exchange brings has nothing to do with what others bring.
        told = [
            random.Random(f"{noise}{s.slot_id}{s.kind}{s.cta}{s.publish_at}")  # noqa: S311
            for week in weeks
            for s in week
        ]
        its = iter(told)
        return [[math.exp(spread * next(its).gauss(0, 1)) for _ in week] for week in weeks]

    def holds(plan: tuple[Slot, ...]) -> bool:
        # Binds weeks and accounts together: few asks in all, and few posts in the morning.
        asking = sum(slot.cta == "visit" for slot in plan)
        early = sum(slot.local_at.hour < 12 for slot in plan)
        return keeps(plan) and asking <= 6 + spare and early <= 6 + spare

    assert holds(PLAN)
    found = drawn(explore=explore, seed=seed, value=value, holds=holds)
    assert holds(found.slots)
    assert found.cost <= explore
    assert {one.slot_id for one in found.slots} == {one.slot_id for one in PLAN}
    for one in found.draws:
        lost = sum(x.chance * max(one.exchanges[0].value - x.value, 0) for x in one.exchanges)
        assert one.cost <= lost / one.exchanges[0].value + 1e-12 <= explore + 2e-12
        assert min(x.chance for x in one.exchanges) >= EVEN / len(one.exchanges)
        assert math.isfinite(one.temperature)
        assert one.temperature > 0


def test_the_same_seed_draws_the_same_and_another_does_not() -> None:
    assert drawn(seed=3) == drawn(seed=3)
    assert len({tuple(d.chosen for d in drawn(seed=seed).draws) for seed in range(6)}) > 1


def test_neither_order_of_slots_nor_of_accounts_changes_a_lot() -> None:
    shuffled = [*PLAN]
    random.Random(5).shuffle(shuffled)  # noqa: S311
    turned = replace(STRATEGY, accounts=STRATEGY.accounts[::-1])
    assert drawn(shuffled, strategy=turned) == drawn()


def test_a_lot_is_the_same_in_every_process() -> None:
    # Written down once: no hash of this process, no version of a library may move it.
    found = drawn(seed=11, holds=lambda _: True)
    assert [one.chosen for one in found.draws] == WRITTEN


WRITTEN = [4, 7, 4, 1, 4, 8]


def test_slots_are_in_order_of_time_and_the_chosen_exchange_is_what_came_out() -> None:
    for seed in range(20):
        found = drawn(seed=seed)
        times = [one.publish_at for one in found.slots]
        assert times == sorted(times)
        swaps = [s for d in found.draws for s in d.exchanges[d.chosen].swaps]
        made = changed(PLAN, swaps, STRATEGY)
        assert as_solved(made) == as_solved(found.slots)
        moved = {s.slot_id for s in swaps}
        assert all(one.is_randomised for one in found.slots if one.slot_id in moved)


def test_a_slot_that_could_not_have_come_out_otherwise_keeps_its_chance_of_one() -> None:
    kept = replace(PLAN[0], state="approved")
    for seed in range(10):
        found = drawn((kept, *PLAN[1:]), seed=seed)
        its = next(one for one in found.slots if one.slot_id == kept.slot_id)
        assert its == kept
        others = [s for d in found.draws for x in d.exchanges for s in x.swaps]
        assert all(swap.slot_id != kept.slot_id for swap in others)


def test_dear_exchanges_leave_the_set() -> None:
    def value(weeks: Sequence[Sequence[Slot]]) -> Sequence[Sequence[float]]:
        return [[1.0 if slot.cta == "visit" else 10.0 for slot in week] for week in weeks]

    solved = [replace(one, cta="", stage="") for one in PLAN]
    found = drawn(solved, value=value, holds=lambda _: True)
    ways = [x.swaps for d in found.draws for x in d.exchanges]
    assert any(swap.after == "save" for swaps in ways for swap in swaps)
    assert not any(swap.after == "visit" for swaps in ways for swap in swaps)


@pytest.mark.parametrize("worth", [0.0, -1.0, math.nan, math.inf])
def test_a_week_of_which_nothing_can_be_told_is_not_drawn(worth: float) -> None:
    def value(weeks: Sequence[Sequence[Slot]]) -> Sequence[Sequence[float]]:
        return [[worth if slot.network == "x" else 1.0 for slot in week] for week in weeks]

    found = drawn(value=value)
    assert {one.account for one in found.draws} == {"instagram:shop", "facebook:shop"}
    assert found.cost == 0
    assert all(one.propensity == 1 for one in found.slots if one.network == "x")


def test_an_exchange_of_which_nothing_can_be_told_is_not_in_a_set() -> None:
    def value(weeks: Sequence[Sequence[Slot]]) -> Sequence[Sequence[float]]:
        return [[math.nan if s.local_at.hour == 10 else 1.0 for s in week] for week in weeks]

    found = drawn(value=value)
    swaps = [s for d in found.draws for x in d.exchanges for s in x.swaps]
    assert found.draws
    assert not any(s.aspect == "hour" and s.after == "10" for s in swaps)


def test_a_plan_that_breaks_the_rules_before_any_lot_is_not_drawn() -> None:
    found = drawn(holds=lambda _: False)
    assert found.draws == ()


def test_an_empty_plan_is_drawn_to_an_empty_plan() -> None:
    assert drawn(()) == Drawn(slots=(), draws=(), cost=0.0)


def test_a_slot_with_no_other_way_is_not_drawn() -> None:
    alone = Strategy(
        identity=Identity(name="s"),
        objectives=(),
        accounts=(Presence(network="x", handle="shop", hours=(9, 10)),),
    )
    slot = made_slot("1", 0, 9, network="x")
    found = drawn([slot], strategy=alone)
    assert found == Drawn(slots=(slot,), draws=(), cost=0.0)


def test_a_better_exchange_than_the_solved_week_lowers_the_cost_but_buys_no_other() -> None:
    def value(weeks: Sequence[Sequence[Slot]]) -> Sequence[Sequence[float]]:
        return [[20.0 if slot.cta == "save" else 10.0 for slot in week] for week in weeks]

    solved = [replace(one, cta="", stage="") for one in PLAN]
    found = drawn(solved, value=value, holds=lambda _: True)
    assert found.cost < 0
    for one in found.draws:
        lost = sum(x.chance * max(one.exchanges[0].value - x.value, 0) for x in one.exchanges)
        assert lost <= 0.02 * one.exchanges[0].value


SLOT = replace(made_slot("1", 0, 9), propensity=0.4, draw_id="d", cta="visit", hashtags=("#a",))


@pytest.mark.parametrize(
    ("hand", "touch"),
    [
        ({"publish_at": SLOT.publish_at + timedelta(minutes=1)}, "moved"),
        ({"kind": "text"}, "rewritten"),
        ({"cta": ""}, "rewritten"),
        ({"hashtags": ()}, "rewritten"),
        ({"pillar": "shop"}, "rewritten"),
        ({"kind": "text", "publish_at": datetime(2027, 1, 5, tzinfo=UTC)}, "rewritten"),
        ({"skipped": True}, "skipped"),
        ({"kind": "text", "skipped": True}, "skipped"),
    ],
)
def test_what_a_person_changes_is_no_longer_randomised(hand: Any, touch: str) -> None:
    found = touched(SLOT, **hand)
    assert SLOT.is_randomised
    assert not found.is_randomised
    assert found.touch == touch
    assert (found.propensity, found.draw_id) == (0.4, "d")
    for name, to in hand.items():
        assert name == "skipped" or getattr(found, name) == to


def test_what_a_person_leaves_as_it_is_stays_randomised() -> None:
    same = touched(SLOT, publish_at=SLOT.publish_at, kind="image", cta=None, hashtags=("#a",))
    assert same == SLOT
    assert touched(SLOT) == SLOT


def test_a_second_touch_never_makes_a_slot_randomised_again() -> None:
    away = touched(SLOT, kind="text")
    back = touched(away, kind="image", publish_at=SLOT.publish_at + timedelta(hours=1))
    assert back.touch == "rewritten"
    assert touched(touched(SLOT, skipped=True), kind="text").touch == "skipped"
    assert touched(away, cta="").touch == "rewritten"


def test_a_draw_names_its_account_and_week() -> None:
    names = [(one.account, one.week) for one in drawn().draws]
    assert names == sorted(names, key=lambda one: (one[1], one[0]))
    assert {one[1] for one in names} == {date(2027, 1, 4), date(2027, 1, 11)}
    assert len({one.draw_id for one in drawn().draws}) == len(names)


def test_a_draw_is_a_value_that_can_be_compared() -> None:
    assert all(isinstance(one, Draw) and hash(one) == hash(replace(one)) for one in drawn().draws)
