"""What a post is worth to a strategy: the sum of what it brings to each objective."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from balise.domain.fitted import Fitted
from balise.domain.plan import Slot
from balise.domain.strategy import Objective, Strategy
from balise.plan.expected import Asked, Expected, expected, scaled
from balise.plan.fatigue import fatigue
from balise.plan.horizon import Horizon
from balise.plan.unlearnt import unlearnt
from balise.strategy.weights import weights

Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Worth:
    """The value of every possible post.

    Parameters
    ----------
    aims
        Objectives with what a unit of their KPI weighs, as far as posts bring them.
    told
        By objective and account (`<network>:<handle>`): the KPI, or what stands for it.
    asked
        What each account may combine.
    loss
        Share that a later post of a day loses.
    """

    strategy: Strategy
    horizon: Horizon
    aims: Mapping[str, float]
    told: Mapping[str, Mapping[str, Expected]]
    asked: Mapping[str, Asked]
    loss: float
    tables: dict[tuple[str, int], Array] = field(default_factory=dict)

    def table(self, account: str, pair: int) -> Array:
        """Give the value of all posts of an account with one pair of pillar and ask.

        Returns
        -------
        array (kinds, days, 24)
        """
        if (account, pair) not in self.tables:
            value = np.zeros_like(self.told[next(iter(self.aims))][account].base)
            for name, weight in self.aims.items():
                one = self.told[name][account]
                value += weight * one.ask[pair] * one.base * self.open[name][None, :, None]
            self.tables[account, pair] = value
        return self.tables[account, pair]

    def plain(self, account: str) -> Array:
        """Give the value of all posts of an account whatever they say and ask."""
        return self._plain[account]

    def total(self, account: str, pair: int) -> float:
        """Add up the values of all posts of an account with one pair of pillar and ask."""
        return float(np.nansum(self.table(account, pair)))

    @cached_property
    def _plain(self) -> Mapping[str, Array]:
        return {
            account: sum(
                (
                    weight * self.told[name][account].base * self.open[name][None, :, None]
                    for name, weight in self.aims.items()
                ),
                np.zeros(()),
            )
            for account in self.asked
        }

    def of(self, slots: Sequence[Slot]) -> list[float]:
        """Value the slots of a plan, in their order; later ones of a day bring less."""
        seen: set[tuple[str, int]] = set()
        found = [0.0] * len(slots)
        for i in sorted(range(len(slots)), key=lambda i: slots[i].publish_at):
            slot = slots[i]
            day = (slot.local_at.date() - self.horizon.start).days
            place = (slot.account_id, day)
            found[i] = self._one(slot, day) * ((1 - self.loss) if place in seen else 1.0)
            seen.add(place)
        return found

    def parts(self, slot: Slot) -> dict[str, float]:
        """Part the value of a slot by objective."""
        day = (slot.local_at.date() - self.horizon.start).days
        return {name: self._part(name, slot, day) for name in self.aims}

    def _one(self, slot: Slot, day: int) -> float:
        return sum(self._part(name, slot, day) for name in self.aims)

    def _part(self, name: str, slot: Slot, day: int) -> float:
        asked = self.asked.get(slot.account_id)
        if asked is None or not 0 <= day < len(self.horizon.days) or slot.kind not in asked.kinds:
            return 0.0
        one = self.told[name][slot.account_id]
        base = one.base[asked.kinds.index(slot.kind), day, slot.local_at.hour]
        pair = (slot.pillar, slot.cta)
        ask = one.ask[asked.asks.index(pair)] if pair in asked.asks else 1.0
        value = self.aims[name] * base * ask * self.open[name][day]
        return 0.0 if math.isnan(value) else float(value)

    @cached_property
    def open(self) -> Mapping[str, Array]:
        """1 on days that count towards an objective, else 0; all count where none would."""
        days = self.horizon.days
        found = {
            aim.name: np.array([float(aim.starts <= day <= aim.ends) for day in days])
            for aim in self.strategy.objectives
        }
        none = sum(found[name] for name in self.aims) == 0
        return {name: np.where(none, 1.0, one) for name, one in found.items()}


def worth(
    strategy: Strategy,
    fits: Mapping[str, Fitted],
    horizon: Horizon,
    asked: Mapping[str, Asked],
    *,
    unseen: Mapping[str, AbstractSet[str]] | None = None,
) -> Worth:
    """Value all posts that the accounts could publish.

    An objective whose KPI was not learnt is told by another KPI that was, or by published figures:
    then an average plan is taken to reach it, so that it weighs what its priority says. So is it
    on accounts that never tell the KPI (`unseen`: KPI to accounts): an average post there is taken
    to bring what one brings on the accounts that do.
    """
    aims = [one for one in strategy.objectives if one.aggregate != "level"] or list(
        strategy.objectives
    )
    proxy = fits.get("engagement") or next(iter(fits.values()), None)
    stand_in = _tables(proxy, asked, horizon)
    tables: dict[str, dict[str, Expected]] = {}
    for kpi in dict.fromkeys(one.kpi for one in aims):
        fit = fits.get(kpi, proxy)
        own = stand_in if fit is proxy else _tables(fit, asked, horizon)
        tables[kpi] = _filled(own, stand_in, (unseen or {}).get(kpi, frozenset()))
    told = {one.name: _in_unit(one, tables[one.kpi], strategy, own=one.kpi in fits) for one in aims}
    each = weights(strategy)
    return Worth(
        strategy=strategy,
        horizon=horizon,
        aims={one.name: each[one.name] for one in aims},
        told=told,
        asked=asked,
        loss=fatigue(fits.values()),
    )


def _tables(
    fit: Fitted | None, asked: Mapping[str, Asked], horizon: Horizon
) -> dict[str, Expected]:
    if fit is None:
        return {name: unlearnt(one, horizon) for name, one in asked.items()}
    return {name: expected(fit, one, horizon) for name, one in asked.items()}


def _filled(
    told: Mapping[str, Expected], stand_in: Mapping[str, Expected], unseen: AbstractSet[str]
) -> dict[str, Expected]:
    """Put what stands in for a KPI where it is never told, at the mean of where it is."""
    usual = _usual([one for name, one in told.items() if name not in unseen])
    return {
        name: one
        if name not in unseen
        else scaled(stand_in, usual / max(_usual([stand_in[name]]), 1e-12))[name]
        for name, one in told.items()
    }


def _usual(told: Iterable[Expected]) -> float:
    """Give what an average post brings, accounts counted alike; 1 where nothing can be posted."""
    known = [one.base[np.isfinite(one.base)] for one in told]
    means = [float(those.mean()) for those in known if those.size]
    return float(np.mean(means)) if means else 1.0


def _in_unit(
    aim: Objective, told: Mapping[str, Expected], strategy: Strategy, *, own: bool
) -> Mapping[str, Expected]:
    """Bring what is expected to the unit of the target: of a rate each post has its part."""
    days = max((aim.ends - aim.starts).days + 1, 1)
    posts = max(sum(one.posts_per_week[1] for one in strategy.accounts) * days / 7, 1.0)
    if own:
        return told if aim.aggregate == "total" else scaled(told, 1 / posts)
    return scaled(told, aim.target / posts / max(_usual(told.values()), 1e-12))
