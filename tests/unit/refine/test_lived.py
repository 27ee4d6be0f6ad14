"""Weeks that are over with their lots: what a changed plan is read from."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from balise.domain.plan import Draw, Exchange, Slot, Swap
from balise.domain.refinement import Fate, Fulfilment
from balise.domain.strategy import Identity, Objective, Presence, Strategy
from balise.refine.lived import always_solved, lived, worth
from balise.refine.policy import policy_value

MONDAY = date(2027, 1, 4)
SOLVED, DRAWN = 10.0, 8.0


def slot(week: int, kind: str = "image", propensity: float = 0.5) -> Slot:
    at = datetime(2027, 1, 5, 16, tzinfo=UTC) + timedelta(weeks=week)
    return Slot(slot_id=f"s{week}", content_id=f"s{week}", network="x", account="shop",
                publish_at=at, kind=kind, propensity=propensity, draw_id=f"d{week}")  # fmt: skip


def draw(week: int, chosen: int) -> Draw:
    swap = Swap(slot_id=f"s{week}", aspect="kind", before="image", after="text")
    return Draw(
        draw_id=f"d{week}",
        account="x:shop",
        week=MONDAY + timedelta(weeks=week),
        explore=0.1,
        temperature=1.0,
        exchanges=(
            Exchange(swaps=(), value=SOLVED, chance=0.5),
            Exchange(swaps=(swap,), value=DRAWN, chance=0.5),
        ),
        chosen=chosen,
        cost=0.1,
    )


def became(one: Slot, fate: Fate = "posted", actual: float = 1.0) -> Fulfilment:
    at = one.publish_at if fate == "posted" else None
    return Fulfilment(slot=one, fate=fate, post_uid="x:1", published_at=at, actual=actual)


def test_lots_tell_what_weeks_would_have_brought_without_them() -> None:
    rng = np.random.default_rng(3)
    weeks = range(200)
    chosen = [week % 2 for week in weeks]
    slots = [slot(week, "text" if chosen[week] else "image") for week in weeks]
    draws = [draw(week, chosen[week]) for week in weeks]
    brought = {
        one.slot_id: (6.0 if one.kind == "text" else 12.0) * float(rng.lognormal(-0.02, 0.2))
        for one in slots
    }
    done = {one.slot_id: became(one) for one in slots}
    logged = lived(draws, slots, done, lambda one: brought[one.slot.slot_id])
    found = policy_value(logged, always_solved(logged))
    assert found.n == 200
    assert found.outside == 0
    assert found.low < 1.2 < found.high
    assert found.low > found.baseline == pytest.approx(0.9, abs=0.03)


@pytest.mark.parametrize("fate", ["moved", "changed", "missed"])
def test_what_people_did_to_a_drawn_slot_takes_its_week_out(fate: Fate) -> None:
    (one,) = lived([draw(0, 0)], [slot(0)], {"s0": became(slot(0), fate)}, lambda _: 1.0)
    assert not one.counts


def test_a_slot_beside_the_lot_that_was_left_out_brought_nothing() -> None:
    other = replace(slot(0), slot_id="other", draw_id="", propensity=1.0)
    done = {"s0": became(slot(0)), "other": became(other, "missed")}
    (one,) = lived([draw(0, 0)], [slot(0), other], done, lambda _: 4.0)
    assert (one.counts, one.result) == (True, 4.0)


def test_weeks_to_come_and_weeks_taken_over_by_a_later_plan_are_left_out() -> None:
    assert lived([draw(0, 0)], [slot(0)], {"s0": became(slot(0), "to come")}, lambda _: 1.0) == []
    assert lived([draw(0, 0)], [slot(0)], {}, lambda _: 1.0) == []
    assert lived([draw(0, 0)], [], {}, lambda _: 1.0) == []


def test_a_result_that_nobody_knows_does_not_count() -> None:
    (one,) = lived([draw(0, 0)], [slot(0)], {"s0": became(slot(0))}, lambda _: math.nan)
    assert not one.counts


def ours(*aims: Objective) -> Strategy:
    shop = Presence(network="x", handle="shop", posts_per_week=(1, 7))
    return Strategy(identity=Identity(name="Shop"), objectives=aims, accounts=(shop,))


def aim(name: str, kpi: str, aggregate: str = "total", starts: date = MONDAY) -> Objective:
    return Objective(name=name, stage="awareness", kpi=kpi, aggregate=aggregate,  # type: ignore[arg-type]
                     target=100.0, starts=starts, ends=starts + timedelta(days=6))  # fmt: skip


def test_a_post_is_worth_what_it_brings_to_each_objective_that_is_open() -> None:
    both = ours(aim("a", "views"), aim("b", "link_clicks"))
    told = {"views", "link_clicks"}
    figures = {"views": 10.0, "link_clicks": 3.0}
    alone = worth(both, slot(0), {"views"}, figures.__getitem__)
    assert worth(both, slot(0), told, figures.__getitem__) == pytest.approx(alone * 1.3)
    later = ours(aim("a", "views"), aim("b", "link_clicks", starts=date(2028, 1, 3)))
    assert worth(later, slot(0), told, figures.__getitem__) == pytest.approx(alone)


def test_of_a_rate_each_post_has_its_part_and_untold_objectives_none() -> None:
    total, rate = ours(aim("a", "views")), ours(aim("a", "views", "rate"))
    assert worth(rate, slot(0), {"views"}, lambda _: 7.0) == pytest.approx(
        worth(total, slot(0), {"views"}, lambda _: 1.0)
    )
    assert math.isnan(worth(total, slot(0), {"engagement"}, lambda _: 1.0))
