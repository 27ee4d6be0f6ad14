"""Every post that a plan could have: the columns of the model."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from balise.domain.plan import OwnDraft, Slot
from balise.domain.strategy import Adaptation, Presence
from balise.plan.horizon import closed
from balise.plan.hours import spaced, useful
from balise.plan.pace import Pace
from balise.plan.roles import Casting, Pair, Role
from balise.plan.worth import Worth

JITTER = 1e-3
"""Hours that are worth the same are told apart by chance, so that a plan does not stand still."""
STAYS = 0.05
"""How much more a post counts that an earlier plan had there too: so a new plan moves little."""


class Choice(NamedTuple):
    """One post that could be. `piece` is a place among the pieces of its kind and week, or -1."""

    account: int
    day: int
    hour: int
    at: datetime
    kind: str
    role: Role
    piece: int
    later: bool
    value: float


@dataclass(frozen=True, kw_only=True)
class Choosing:
    """Lists what could be published.

    Parameters
    ----------
    pace, worth, casting
        Limits, values and roles.
    earlier
        Slots of the plan before this one.
    seed
        Of the jitter.
    """

    pace: Pace
    worth: Worth
    casting: Casting
    drafts: Mapping[str, OwnDraft]
    earlier: Sequence[Slot] = ()
    seed: int = 0

    def all(self) -> list[Choice]:
        """Give every choice, in order of account and day."""
        return [
            choice
            for index, account in enumerate(self.pace.strategy.accounts)
            for choice in self._of(index, account)
        ]

    def _of(self, index: int, account: Presence) -> Iterator[Choice]:
        tables = {pair: self._table(account, n) for n, pair in enumerate(self._pairs(account))}
        usual = np.nanmean([table.mean(axis=0) for table in tables.values()], axis=0)
        jitter = np.random.default_rng([self.seed, index]).uniform(1, 1 + JITTER, usual.shape)
        stays = {(one.local_at, one.kind) for one in self.earlier if one.account_id == account.id}
        for n, day in enumerate(self.pace.horizon.days):
            limit = self.pace.daily(account, day)
            if closed(self.pace.strategy, day) or not limit:
                continue
            hours = self._hours(account, day, usual[n] * jitter[n], limit)
            hours += [at.hour for at, _ in stays if at.date() == day and at.hour not in hours]
            for role in self.casting.roles(account, day):
                table = tables[role.pair][:, n] * jitter[n]
                for choice in self._placed((index, n), account, role, (hours, limit)):
                    value = float(table[self._kind(account, choice.kind), choice.hour])
                    local = choice.at.astimezone(self.pace.horizon.zone)
                    if (local, choice.kind) in stays:
                        value *= 1 + STAYS
                    value *= 1 - self.worth.loss if choice.later else 1
                    yield choice._replace(value=value)

    def _placed(
        self, place: tuple[int, int], account: Presence, role: Role, times: tuple[list[int], int]
    ) -> Iterator[Choice]:
        day = self.pace.horizon.days[place[1]]
        hours, limit = times
        for kind in role.kinds or self.pace.of(account):
            if kind not in self.worth.asked[account.id].kinds:
                continue
            for hour in hours if role.hour is None else [role.hour]:
                at = self.pace.horizon.at(day, hour)
                if at is None or self._too_near(account, at):
                    continue
                for piece in self._pieces(account, kind, role, self.pace.horizon.week(day)):
                    for later in (False, True)[: min(limit, 2)]:
                        yield Choice(*place, hour, at, kind, role, piece, later, 0.0)

    def _pieces(self, account: Presence, kind: str, role: Role, week: int) -> range | tuple[int]:
        """Give the places of pieces that several networks share; others need none."""
        n = self.pace.pieces(kind, week)
        if role.draft or n is None or not adapted(self.pace, account, kind):
            return (-1,)
        return range(n)

    def _hours(
        self, account: Presence, day: date, value: NDArray[np.float64], limit: int
    ) -> list[int]:
        gap = account.min_gap_hours
        found = useful(value, limit=limit, gap=gap, loss=self.worth.loss)
        is_tied = any(adapted(self.pace, account, kind) for kind in self.pace.of(account))
        across = 24 - (account.hours[1] - 1 - account.hours[0])
        if is_tied or gap > across or self.pace.moments(day) or self._has_series(account):
            return spaced(value, found)
        if day <= self.pace.horizon.start + timedelta(days=math.ceil(gap / 24)):
            return spaced(value, found)
        return found

    def _has_series(self, account: Presence) -> bool:
        """Whether an appointment may stand in the way of the best hour of its day."""
        return any(
            not one.networks or account.network in one.networks for one in self.pace.strategy.series
        )

    def _too_near(self, account: Presence, at: datetime) -> bool:
        gap = timedelta(hours=account.min_gap_hours)
        return any(
            abs(at - one.published_at) < gap
            for one in self.pace.published
            if one.account == account.id
        )

    def _table(self, account: Presence, pair: int) -> NDArray[np.float64]:
        return self.worth.table(account.id, pair)

    def _pairs(self, account: Presence) -> Sequence[Pair]:
        return self.worth.asked[account.id].asks

    def _kind(self, account: Presence, kind: str) -> int:
        return self.worth.asked[account.id].kinds.index(kind)


def adapted(pace: Pace, account: Presence, kind: str) -> Adaptation | None:
    """Give the adaptation by which a piece of a kind serves an account beside others."""
    there = {one.network for one in pace.strategy.accounts}
    for one in pace.strategy.adaptations:
        if one.kind == kind and account.network in one.networks:
            return one if len(there & set(one.networks)) > 1 else None
    return None
