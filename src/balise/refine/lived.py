"""Weeks that are over, each with its lot: what a changed plan is read from."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import timedelta

from balise.domain.plan import Draw, Slot
from balise.domain.refinement import Fulfilment
from balise.domain.strategy import Objective, Strategy
from balise.refine.execution import settled
from balise.refine.policy import Lived, Target
from balise.strategy.weights import weights

_WEEK = timedelta(days=7)
Brought = Callable[[Fulfilment], float]
"""What a slot's post brought in the units of the plan's weights; NaN where that is not known."""


def lived(
    draws: Sequence[Draw], slots: Sequence[Slot], became: Mapping[str, Fulfilment], brought: Brought
) -> list[Lived]:
    """Take the weeks of a plan that are over; a slot that was missed brought nothing.

    Parameters
    ----------
    draws, slots
        Of one plan, as it was made.
    became
        By `slot_id`, of slots that still stood when their time came: a week of which a later plan
        took some is not what was drawn, and is left out.
    brought
        The result of a slot.
    """
    found = []
    for draw in draws:
        week = [one for one in slots if _is_in(one, draw)]
        done = [became[one.slot_id] for one in week if one.slot_id in became]
        if week and len(done) == len(week) and all(one.fate != "to come" for one in done):
            ended = settled([one.slot for one in done], done)
            result = math.fsum(brought(one) for one in done if one.fate != "missed")
            found.append(Lived(draw=draw, slots=ended, result=result))
    return found


def always_solved(logged: Sequence[Lived]) -> Target:
    """Make the changed plan that draws nothing: every week as it was solved.

    It is the one change whose every week a lot could have made, and that no result had a say in: a
    plan made of what the same weeks taught would be judged by its own lessons.

    Examples
    --------
    >>> always_solved([])
    {}
    """
    return {
        one.draw.draw_id: tuple(float(not way.swaps) for way in one.draw.exchanges)
        for one in logged
    }


def worth(
    strategy: Strategy, slot: Slot, told: Collection[str], figure: Callable[[str], float]
) -> float:
    """Tell what a post is worth to the objectives that it counts for, as a plan weighs them.

    Parameters
    ----------
    told
        The KPIs that posts tell. What no post tells is left out; NaN where that is all.
    figure
        KPI -> the result of the slot's post at full age.
    """
    aims = [one for one in strategy.objectives if one.aggregate != "level"]
    aims = aims or list(strategy.objectives)
    day = slot.local_at.date()
    due = [one for one in aims if one.starts <= day <= one.ends] or aims
    known = [one for one in due if one.kpi in told]
    unit = weights(strategy)
    parts = [unit[one.name] * figure(one.kpi) / _parted(one, strategy) for one in known]
    return math.fsum(parts) if parts else math.nan


def _parted(aim: Objective, strategy: Strategy) -> float:
    """Tell among how many posts an objective is parted: of a rate each post has its part."""
    if aim.aggregate == "total":
        return 1.0
    days = (aim.ends - aim.starts).days + 1
    return max(sum(one.posts_per_week[1] for one in strategy.accounts) * days / 7, 1.0)


def _is_in(slot: Slot, draw: Draw) -> bool:
    return slot.account_id == draw.account and (
        draw.week <= slot.local_at.date() < draw.week + _WEEK
    )
