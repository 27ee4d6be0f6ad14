"""Planning again over a store: nothing that is still to come is lost."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.unit.arranged import BRAND, arranged_once, space  # noqa: F401 - fixtures

from balise import cycle, planning
from balise.domain.plan import Plan, Slot
from balise.looking_back import Looking
from balise.workspace import Workspace

AT = datetime(2026, 11, 12, 12, tzinfo=UTC)
"""In the first week of the plan."""


def slots(space: Workspace) -> tuple[Slot, ...]:  # noqa: F811
    kept = space.store.latest_plan(BRAND)
    assert kept is not None
    return kept.plan.slots


def again(space: Workspace, start: date, weeks: int) -> Plan:  # noqa: F811
    ours = cycle.strategy(space.store, BRAND)
    told = planning.fits(space.store, BRAND, ours, cycle.learn)
    return planning.made(
        space.store, BRAND, ours, told, planning.Asked(start=start, weeks=weeks, at=AT)
    )


@pytest.mark.parametrize(("start", "weeks"), [
    (date(2026, 11, 16), 3), (date(2026, 11, 16), 1), (date(2026, 11, 30), 2),
    (date(2027, 3, 1), 1),
])  # fmt: skip
def test_what_is_to_come_before_the_new_weeks_and_all_that_was_approved_stays(
    space: Workspace,  # noqa: F811
    start: date,
    weeks: int,
) -> None:
    before = slots(space)
    agreed = [one.slot_id for one in before[2::4]]
    space.approve_slots(BRAND, agreed, by="Ana")
    again(space, start, weeks)
    now = {one.slot_id: one for one in slots(space)}
    assert len(now) == len(slots(space)), "no two of one name"
    for one in before:
        if one.publish_at <= AT:
            assert one.slot_id not in now
        elif one.slot_id in agreed:
            assert (now[one.slot_id].state, now[one.slot_id].publish_at) == (
                "approved", one.publish_at,
            )  # fmt: skip
        elif one.local_at.date() < start:
            assert now[one.slot_id] == one
    assert [one.publish_at for one in slots(space)] == sorted(o.publish_at for o in slots(space))
    last = [one for one in before if one.publish_at > AT][-1]
    assert space.card(BRAND, agreed[-1]).slot.slot_id == agreed[-1]
    assert last.publish_at > AT


def test_what_was_carried_on_is_looked_back_at_as_it_was_left(space: Workspace) -> None:  # noqa: F811
    one = next(one for one in slots(space) if one.publish_at > AT)
    again(space, date(2026, 11, 23), 2)
    space.approve_slots(BRAND, [one.slot_id], by="Ana")
    ours = cycle.strategy(space.store, BRAND)
    looking = Looking(store=space.store, brand=BRAND, strategy=ours, today_fits={}, now=AT)
    found = [each for each in looking.slots if each.slot_id == one.slot_id]
    assert [each.state for each in found] == ["approved"]


def test_rules_are_held_against_the_new_weeks_alone(space: Workspace) -> None:  # noqa: F811
    again(space, date(2026, 11, 23), 2)
    assert space.breaches(BRAND) == ()
    slot = slots(space)[0]
    assert slot.local_at.date() < date(2026, 11, 23)
    there = slot.publish_at + timedelta(hours=1)
    assert space.try_move(BRAND, slot.slot_id, there, now=AT).after
