"""Rules of shares and money: pillars, stages of the funnel, boosts."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping

from balise.domain.plan import Breach, Slot
from balise.plan.rules_laid import ROUNDING, WEEK, Laid

_SLACK = 0.1
"""A share may be missed by a tenth of all posts, and by the part of a post that cannot be had."""
_CENT = 1e-6


def bounds(n: int, share: float) -> tuple[int, int]:
    """Give the least and the most of n posts that a share stands for.

    Examples
    --------
    >>> bounds(10, 0.2), bounds(7, 0.4), bounds(3, 0.05)
    ((1, 3), (2, 4), (0, 1))
    """
    least = math.floor(n * (share - _SLACK) + ROUNDING)
    return max(least, 0), math.ceil(n * (share + _SLACK) - ROUNDING)


def pillars(laid: Laid) -> Iterator[Breach]:
    """Rule 8: each pillar with a share has it."""
    wanted = {one.name: one.share for one in laid.strategy.pillars if one.share is not None}
    return _shares(laid, wanted, lambda slot: slot.pillar, "pillar-share")


def funnel(laid: Laid) -> Iterator[Breach]:
    """Rule 8: each stage of the funnel with a share has it."""
    return _shares(laid, laid.strategy.funnel, lambda slot: slot.stage, "stage-share")


def _shares(
    laid: Laid, wanted: Mapping[str, float], of: Callable[[Slot], str], rule: str
) -> Iterator[Breach]:
    """Count what is there; what was out already and cannot be made good is no breach."""
    told = [(one.is_ours, of(one.slot)) for one in laid.posts if one.slot is not None]
    for name, share in wanted.items():
        if not 0 <= share <= 1:  # no share at all: nothing can be asked of it
            continue
        least, most = bounds(len(told), share)
        found = sum(1 for _, said in told if said == name)
        over = found > most and any(is_ours and said == name for is_ours, said in told)
        under = found < least and any(is_ours and said != name for is_ours, said in told)
        if over or under:
            params = {"found": found, "least": least, "most": most, "n": len(told)}
            yield Breach(rule=rule, what=name, day=laid.start, params=params)


def boosts(laid: Laid) -> Iterator[Breach]:
    """Rule 15: each boost is 0 or within its limits, and all are within the money there is."""
    limits = laid.strategy.budget.boost_per_post
    spent = 0.0
    for one in laid.posts:
        boost = one.slot.boost if one.slot is not None else 0.0
        is_money = math.isfinite(boost) and boost >= 0
        spent += boost if is_money else 0.0
        if not one.is_ours or boost == 0:
            continue
        if not is_money:
            yield one.breach("boost-odd", found=str(boost))
        elif limits and not limits[0] - _CENT <= boost <= limits[1] + _CENT:
            yield one.breach("boost", found=boost, least=limits[0], most=limits[1])
    there = money(laid)
    ours = any(slot.boost for _, slot in laid.ours)
    if spent > there + _CENT and ours:
        params = {"found": spent, "limit": there}
        yield Breach(rule="budget", what="budget", day=laid.start, params=params)


def money(laid: Laid) -> float:
    """Give the money of the plan: the part of the total that its days are of the main period."""
    if laid.budget is not None:
        return laid.budget
    total = laid.strategy.budget.total
    if not laid.strategy.objectives:
        return total
    main = max(laid.strategy.objectives, key=lambda one: one.priority)
    days = main.ends.toordinal() - main.starts.toordinal() + 1
    first = max(main.starts.toordinal(), laid.start.toordinal())
    end = min(main.ends.toordinal() + 1, laid.start.toordinal() + laid.weeks * WEEK)
    return total * max(end - first, 0) / days if days > 0 else total
