"""What a KPI is expected to be for any post that an account could publish in a plan.

The forecasts of a fit are products (they add up on the log scale), so few of them tell all: a week
of hours by format, how each later day differs, and what pillars and calls to action multiply.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from balise.domain.fitted import Fitted
from balise.domain.metric import RATES
from balise.domain.post import Post
from balise.domain.strategy import Presence
from balise.plan.horizon import DAYS, Horizon

Array = NDArray[np.float64]
LENGTH = 100
"""Letters of a text that is not written yet, where the account's usual length is not known."""
WIDEST = 1.6
"""sd beyond which a forecast says that hardly anything is known, not that much may come. Ours:
single posts of known accounts scatter by 0.9 to 1.3."""
_FILLER = "·"
_HOURS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a plan may combine for one account.

    `asks` are pairs of pillar and call to action; `length` is that of its usual text,
    `tried` are the formats that it had before.
    """

    account: Presence
    kinds: Sequence[str]
    asks: Sequence[tuple[str, str]]
    length: int = LENGTH
    tried: AbstractSet[str] = frozenset()

    def post(self, at: datetime, kind: str, *, pillar: str = "", cta: str = "") -> Post:
        """Make a post that could be: a text of the usual length that says nothing."""
        return Post(
            uid="",
            network=self.account.network,
            account=self.account.handle,
            published_at=at,
            kind=kind,
            text=_FILLER * self.length,
            cta=cta,
            pillar=pillar or None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Expected KPI of one account: `base` (kinds, days, 24 hours) times `ask` (pairs)."""

    base: Array
    ask: Array


def expected(fit: Fitted, asked: Asked, horizon: Horizon) -> Expected:
    """Forecast all that an account could publish.

    Returns
    -------
    Expected
        The mean of the outcome, in the KPI's unit; NaN at hours that the account does not use.
    """
    if not asked.kinds:  # the team makes nothing that the network takes
        base = np.full((0, len(horizon.days), _HOURS), math.nan)
        return Expected(base=base, ask=np.ones(len(asked.asks)))
    hours = range(*asked.account.hours)
    week = horizon.days[:DAYS]
    noon = _noon(asked, horizon)
    grid = [(k, d, h) for k in range(len(asked.kinds)) for d in range(len(week)) for h in hours]
    later = [(k, d) for k in range(len(asked.kinds)) for d in range(len(horizon.days))]
    moments = [horizon.at(week[d], h) or noon[d] for _, d, h in grid]
    posts = [
        *(asked.post(at, asked.kinds[k]) for (k, _, _), at in zip(grid, moments, strict=True)),
        *(asked.post(noon[d], asked.kinds[k]) for k, d in later),
        *(asked.post(noon[0], asked.kinds[0], pillar=p, cta=c) for p, c in asked.asks),
    ]
    means = mean_of(fit, _sobered(fit.expect(posts), posts, asked.tried))
    first, then, asks = np.split(means, [len(grid), len(grid) + len(later)])
    base = np.full((len(asked.kinds), DAYS, _HOURS), math.nan)
    base[:, :, hours.start : hours.stop] = first.reshape(len(asked.kinds), len(week), -1)
    days = then.reshape(len(asked.kinds), -1)
    change = days / np.tile(days[:, :DAYS], (1, horizon.weeks))
    plain = means[len(grid)]
    return Expected(
        base=np.tile(base, (1, horizon.weeks, 1)) * change[:, :, None], ask=asks / plain
    )


def scaled(told: Mapping[str, Expected], by: float) -> dict[str, Expected]:
    """Multiply all that is expected."""
    return {name: replace(one, base=one.base * by) for name, one in told.items()}


def mean_of(fit: Fitted, logs: Sequence[tuple[float, float]]) -> Array:
    """Give the mean of log-normal outcomes from the mean and sd of their logarithms."""
    pairs = np.array(logs, dtype=float).reshape(-1, 2)
    spread = np.minimum(pairs[:, 1], WIDEST)
    means: Array = np.exp(np.minimum(pairs[:, 0] + spread**2 / 2, 600.0))
    return means if fit.kpi in RATES else np.maximum(means - 1, 1e-9)


def _sobered(
    logs: Sequence[tuple[float, float]], posts: Sequence[Post], tried: AbstractSet[str]
) -> list[tuple[float, float]]:
    """Give formats that the account never had the spread of the surest that it had.

    That nothing is known of a format is no reason to expect much of it.
    """
    known = [sd for (_, sd), post in zip(logs, posts, strict=True) if post.kind in tried]
    most = min(known, default=WIDEST)
    return [
        (mean, sd if post.kind in tried else min(sd, most))
        for (mean, sd), post in zip(logs, posts, strict=True)
    ]


def _noon(asked: Asked, horizon: Horizon) -> list[datetime]:
    """Give the middle of each day, in the account's hours."""
    middle = sum(asked.account.hours) // 2
    found = []
    for day in horizon.days:
        at = horizon.at(day, middle) or horizon.at(day, middle - 1) or horizon.at(day, middle + 2)
        if at is None:
            raise AssertionError(day)
        found.append(at)
    return found
