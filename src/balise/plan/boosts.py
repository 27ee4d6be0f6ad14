"""Where money behind a post does most, within the budget."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from balise.domain.plan import Slot
from balise.domain.strategy import Strategy
from balise.plan.horizon import Horizon

Array = NDArray[np.float64]


def budget(strategy: Strategy, horizon: Horizon) -> float:
    """Give the money for the days of a plan: its part of the main objective's period.

    Examples
    --------
    >>> from datetime import date
    >>> from balise import Strategy
    >>> ours = Strategy.parse('''
    ... [strategy]
    ... name = "Shop"
    ... [[objectives]]
    ... name = "sales"
    ... stage = "conversion"
    ... kpi = "link_clicks"
    ... aggregate = "total"
    ... target = 100
    ... starts = 2027-01-04
    ... ends = 2027-01-31
    ... [[accounts]]
    ... network = "instagram"
    ... handle = "shop"
    ... [budget]
    ... total = 400
    ... boost_per_post = [20, 80]
    ... ''')
    >>> budget(ours, Horizon(start=date(2027, 1, 4), weeks=2, timezone="UTC"))
    200.0
    """
    main = max(strategy.objectives, key=lambda aim: aim.priority)
    days = max((main.ends - main.starts).days + 1, 1)
    mine = sum(main.starts <= day <= main.ends for day in horizon.days)
    return strategy.budget.total * mine / days


def boosted(
    slots: Sequence[Slot], values: Sequence[float], strategy: Strategy, horizon: Horizon
) -> list[Slot]:
    """Put the money of a plan behind the posts where it does most.

    What money adds to a post is taken to grow with what the post is worth and with the square root
    of the amount (boosting has diminishing returns: Kanuri, Chen and Sridhar, J. Marketing 82(6),
    2018), so amounts go as the squares of the values, between the bounds of one boost. No result
    is promised for it: forecasts are those of the posts without money.
    """
    spent = sum(one.boost for one in slots if one.state != "planned")
    bounds, money = strategy.budget.boost_per_post, budget(strategy, horizon) - spent
    free = [i for i, one in enumerate(slots) if one.state == "planned" and values[i] > 0]
    if not bounds or money < bounds[0] or bounds[0] <= 0 or not free:
        return list(slots)
    order = sorted(free, key=lambda i: -values[i])
    worth = np.array([values[i] for i in order])
    most = min(len(order), math.floor(money / bounds[0]))
    shares = [_amounts(worth[:n], money, bounds) for n in range(1, most + 1)]
    best = max(shares, key=lambda amounts: float((worth[: len(amounts)] * np.sqrt(amounts)).sum()))
    found = list(slots)
    for i, amount in zip(order, best, strict=False):
        found[i] = replace(found[i], boost=float(amount))
    return found


def _amounts(worth: Array, money: float, bounds: tuple[float, float]) -> Array:
    """Part the money as the squares of the values, each within the bounds, in whole units."""
    amounts = np.full(len(worth), bounds[0])
    free = np.ones(len(worth), dtype=bool)
    for _ in range(len(worth)):
        left = money - amounts[~free].sum()
        shares = (worth[free] / worth[free].max()) ** 2  # the squares of tiny values would be 0
        asked = np.zeros(len(worth))
        asked[free] = left * shares / shares.sum()
        outside = free & ((asked < bounds[0]) | (asked > bounds[1]))
        amounts[free] = asked[free]
        if not outside.any():
            break
        amounts[outside] = np.clip(asked[outside], *bounds)
        free &= ~outside
        if not free.any():
            break
    amounts = np.asarray(np.maximum(np.floor(np.clip(amounts, *bounds)), bounds[0]))
    while amounts.sum() > money and (amounts > bounds[0]).any():
        i = int(np.argmax(amounts))
        amounts[i] = max(bounds[0], amounts[i] - (amounts.sum() - money))
    return amounts
