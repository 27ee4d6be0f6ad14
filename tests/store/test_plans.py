"""Plans, what was done to their slots, and what was said to proposals, on both databases."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from balise.domain.estimate import Estimate, Provenance
from balise.domain.plan import Draw, Exchange, KeyDate, Outlook, Plan, Slot, Swap
from balise.domain.proposal import Proposal
from balise.domain.refinement import Decision
from balise.domain.version import SlotTouch
from balise.errors import RecordNotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable

    from balise.store.repository import DjangoStore

DAY = datetime(2027, 1, 4, 9, tzinfo=UTC)
MADE = Provenance(snapshot="s", model="m", seed=3, made_at=DAY)
HOUR = timedelta(hours=1)


def a_slot(n: int, **facts: object) -> Slot:
    slot = Slot(
        slot_id=f"s{n}",
        content_id=f"c{n}",
        network="x",
        account="shop",
        publish_at=DAY + n * HOUR,
        kind="text",
        q05=0.25,
    )
    return replace(slot, **facts)  # type: ignore[arg-type]


def a_plan(*slots: Slot, value: float = 1.5) -> Plan:
    week = (Exchange(swaps=(), value=1.0, chance=0.9),
            Exchange(swaps=(Swap(slot_id="s1", aspect="hour", before="09", after="18"),),
                     value=0.9, chance=0.1))  # fmt: skip
    return Plan(
        slots=slots,
        objectives=(
            Outlook(objective="clicks", target=9, q05=1, q50=2, q95=3, p_reached=math.nan),
        ),
        optimality_gap=0.01,
        violations=(),
        strategy_hash="h",
        provenance=MADE,
        starts=date(2027, 1, 4),
        weeks=1,
        value=value,
        draws=(Draw(draw_id="d", account="x:shop", week=date(2027, 1, 4), explore=0.1,
                    temperature=0.5, exchanges=week, chosen=0, cost=0.01),),
        free={0: 1},
        key_dates=(KeyDate(day=date(2027, 1, 6), name="Épiphanie\0", kind="moment"),),
    )  # fmt: skip


def a_decision(n: int, *, low: float = 0.7, **facts: object) -> Decision:
    estimate = Estimate(
        factor="hashtag", level="été", scope="all", n=48, multiplier=0.8, low=low, high=0.9,
        p_better=0.01, verdict="worse", evidence="adjusted", more_posts=None, split=8,
    )  # fmt: skip
    proposal = Proposal(
        path="hashtags.pool.#Été", action="stop", before="#Été", after="", estimate=estimate,
        expected_gain=0.02,
    )  # fmt: skip
    made = Decision(
        decision_id=f"d{n}", decided_at=DAY + n * HOUR, accepted=n % 2 == 0, by="Zoé",
        proposal=proposal, strategy_number=n,
    )  # fmt: skip
    return replace(made, **facts)  # type: ignore[arg-type]


def test_a_plan_comes_back_as_it_was_kept(store: DjangoStore) -> None:
    plan = a_plan(a_slot(1), a_slot(2, boost=20.0, hashtags=("#été",), reason="Parce que."))
    assert store.keep_plan("park", plan, made_at=DAY) == 1
    (kept,) = store.plans("park")
    assert (kept.brand, kept.number, kept.made_at) == ("park", 1, DAY)
    # NaN is unequal to itself: compare how both are written.
    assert repr(kept.plan) == repr(plan)
    assert repr(store.latest_plan("park")) == repr(kept)
    assert store.brands() == ()


def test_the_very_same_plan_is_kept_once_and_another_is_counted_on(store: DjangoStore) -> None:
    first = a_plan(a_slot(1))
    assert [store.keep_plan("park", first, made_at=DAY) for _ in range(2)] == [1, 1]
    assert store.keep_plan("park", a_plan(a_slot(1), value=2.0), made_at=DAY) == 2
    assert store.keep_plan("park", first, made_at=DAY + HOUR) == 3
    assert [(one.number, one.plan.value) for one in store.plans("park")] == [
        (1, 1.5), (2, 2.0), (3, 1.5),
    ]  # fmt: skip
    assert store.plans("other") == ()
    assert store.latest_plan("other") is None


def test_a_slot_is_as_it_was_left_and_the_log_keeps_all(store: DjangoStore) -> None:
    store.keep_plan("park", a_plan(a_slot(1), a_slot(2)), made_at=DAY)
    digest = store.plans("park")[0].digest
    said = [
        SlotTouch(slot_id="s1", at=DAY + HOUR, by="Zoé", state="approved"),
        SlotTouch(slot_id="s1", at=DAY + 2 * HOUR, by="Ana", touch="moved"),
        SlotTouch(slot_id="s2", at=DAY + 2 * HOUR, by="Ana", state="skipped", touch="skipped"),
        SlotTouch(slot_id="s1", at=DAY + 3 * HOUR, state="published"),
    ]
    for one in reversed(said):  # a log that comes in late is told in order of time
        assert store.touch_slot("park", one) == replace(one, plan_number=1)
    kept = store.plans("park")[0]
    assert [(slot.state, slot.touch) for slot in kept.plan.slots] == [
        ("published", "moved"), ("skipped", "skipped"),
    ]  # fmt: skip
    assert kept.digest == digest
    assert [one.at for one in store.touches("park")] == [one.at for one in said]
    assert {replace(one, plan_number=0) for one in store.touches("park")} == set(said)


def test_a_touch_can_be_taken_back(store: DjangoStore) -> None:
    store.keep_plan("park", a_plan(a_slot(1, touch="moved")), made_at=DAY)
    store.touch_slot("park", SlotTouch(slot_id="s1", at=DAY, touch=""))
    assert store.plans("park")[0].plan.slots[0].touch == ""


def test_a_touch_is_of_the_last_plan_with_the_slot_unless_it_says_which(
    store: DjangoStore,
) -> None:
    store.keep_plan("park", a_plan(a_slot(1), a_slot(2)), made_at=DAY)
    store.keep_plan("park", a_plan(a_slot(1)), made_at=DAY + HOUR)
    at = DAY + 2 * HOUR
    assert (
        store.touch_slot("park", SlotTouch(slot_id="s1", at=at, state="approved")).plan_number == 2
    )
    assert (
        store.touch_slot("park", SlotTouch(slot_id="s2", at=at, state="approved")).plan_number == 1
    )
    old = SlotTouch(slot_id="s1", at=at, state="skipped", plan_number=1)
    assert store.touch_slot("park", old) == old
    states = [[slot.state for slot in one.plan.slots] for one in store.plans("park")]
    assert states == [["skipped", "approved"], ["approved"]]


def test_a_slot_that_no_plan_has_cannot_be_touched(store: DjangoStore) -> None:
    store.keep_plan("other", a_plan(a_slot(1)), made_at=DAY)
    with pytest.raises(RecordNotFoundError, match="slot named s1"):
        store.touch_slot("park", SlotTouch(slot_id="s1", at=DAY))
    with pytest.raises(RecordNotFoundError, match="Known: s1"):
        store.touch_slot("other", SlotTouch(slot_id="s\0", at=DAY))
    assert store.touches("other") == ()


def test_those_who_plan_and_touch_at_once_lose_nothing(
    store: DjangoStore, where: str, opened: Callable[[str], DjangoStore]
) -> None:
    store.keep_plan("park", a_plan(a_slot(1)), made_at=DAY)

    def write(n: int) -> int:
        mine = opened(where)
        number = mine.keep_plan("park", a_plan(a_slot(1), value=float(n)), made_at=DAY)
        mine.touch_slot("park", SlotTouch(slot_id="s1", at=DAY + n * HOUR, by=str(n)))
        mine.decide("park", [a_decision(n), a_decision(99)])
        mine.close()
        return number

    with ThreadPoolExecutor(4) as threads:
        numbers = list(threads.map(write, range(10, 22)))
    assert sorted(numbers) == list(range(2, 14))
    assert {one.plan.value for one in store.plans("park")[1:]} == set(map(float, range(10, 22)))
    assert sorted(one.by for one in store.touches("park")) == [str(n) for n in range(10, 22)]
    assert len(store.decisions("park")) == 13


def test_what_was_said_is_kept_once_and_told_oldest_first(store: DjangoStore) -> None:
    first, second = a_decision(2), a_decision(1)
    assert store.decide("new", [first, second]) == 2
    assert store.decide("new", [first, a_decision(3)]) == 1
    assert store.decisions("new") == (second, first, a_decision(3))
    assert store.decisions("other") == ()


def test_a_figure_that_is_not_known_and_a_nul_do_not_stop_a_decision(store: DjangoStore) -> None:
    odd = a_decision(1, low=math.nan, by="a\0b")
    store.decide("park", [odd])
    (kept,) = store.decisions("park")
    assert math.isnan(kept.proposal.estimate.low)
    assert kept.by == "a\ufffdb"
