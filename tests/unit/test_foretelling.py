"""Where objectives stand now: told anew when figures come in or posts change, and kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.unit.arranged import BRAND, NOW, arranged_once, space  # noqa: F401 - fixtures
from tests.unit.looked import after, carried_out

from balise.domain.standing import Standing
from balise.errors import PlanMissingError
from balise.foretelling import SHELF
from balise.simulate import World
from balise.web.board import Board
from balise.workspace import Workspace


def standing(space: Workspace) -> Standing:  # noqa: F811
    return space.standing(BRAND, now=NOW)


def two_weeks(space: Workspace) -> None:  # noqa: F811
    """Bring in two weeks in which the first post of each week was not published."""
    plan = space.store.latest_plan(BRAND)
    assert plan is not None
    slots = [one for n, one in enumerate(plan.plan.slots) if n % 3]
    carried_out(space.store, World(3, weeks=20), slots, after(2))


def test_a_plan_that_was_just_made_holds_what_it_promised(space: Workspace) -> None:  # noqa: F811
    found = standing(space)
    assert found.plan is not None
    assert not found.is_outdated
    assert found.outlooks == found.plan.plan.objectives == space.forecasts(BRAND)


def test_figures_that_came_in_make_the_chances_old_until_they_are_told_anew(
    space: Workspace,  # noqa: F811
) -> None:
    mark = space.marks([BRAND])[BRAND]
    two_weeks(space)
    old = standing(space)
    assert old.is_outdated
    assert space.marks([BRAND])[BRAND] != mark
    mark = space.marks([BRAND])[BRAND]
    told = space.foretell(BRAND)
    assert told is not None
    assert space.marks([BRAND])[BRAND] != mark, "a page hears of it"
    now = standing(space)
    assert not now.is_outdated
    assert now.outlooks == told.outlooks == space.forecasts(BRAND)
    assert now.outlooks[0].q50 != old.outlooks[0].q50
    assert [one.q50 for one in now.outlooks] == [one.q50 for one in space.outlooks(BRAND)]


def test_a_post_that_moved_makes_them_old_and_one_that_was_approved_does_not(
    space: Workspace,  # noqa: F811
) -> None:
    space.foretell(BRAND)
    one = standing(space).slots[-1]
    space.approve_slots(BRAND, [one.slot_id], by="Ana")
    assert not standing(space).is_outdated
    space.move_slot(BRAND, one.slot_id, one.publish_at + timedelta(hours=2), by="Ana", now=NOW)
    assert standing(space).is_outdated
    space.foretell(BRAND)
    assert not standing(space).is_outdated


def test_a_page_asks_for_it_once_however_often_it_is_shown(space: Workspace) -> None:  # noqa: F811
    two_weeks(space)
    board = Board(space, clock=lambda: NOW)
    for _ in range(3):
        board.foretell(board.standing(BRAND), by="Ana")
    asked = [one for one in space.jobs(BRAND) if one.kind == "foretell"]
    assert [one.by for one in asked] == ["Ana"]


def test_what_another_version_wrote_is_no_forecast(space: Workspace) -> None:  # noqa: F811
    told = space.foretell(BRAND)
    assert told is not None
    kept = space.store.worked_out(BRAND, SHELF, "1")
    assert kept is not None
    space.store.keep_worked_out(BRAND, type(kept)(
        shelf=SHELF, name="1", mark=kept.mark, data=b"what", made_at=kept.made_at,
    ))  # fmt: skip
    plan = space.store.latest_plan(BRAND)
    assert plan is not None
    assert standing(space).outlooks == plan.plan.objectives


def test_where_there_is_no_plan_nothing_is_foretold(space: Workspace) -> None:  # noqa: F811
    assert space.foretell("nobody") is None
    with pytest.raises(PlanMissingError):
        space.forecasts("nobody")
