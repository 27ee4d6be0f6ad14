"""Every post that a plan could have: the columns of the model."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from balise.domain.plan import Slot
from balise.domain.strategy import Presence
from balise.plan.begun import adapted
from balise.plan.horizon import closed
from balise.plan.hours import spaced, useful
from balise.plan.pace import Pace
from balise.plan.roles import Casting, Role, Sort
from balise.plan.worth import Worth

JITTER = 1e-3
"""Hours that are worth the same are told apart by chance, so that a plan does not stand still."""
MOMENT = 0.01
"""No account publishes two posts at once, whatever its gap in hours."""
STAYS = 0.05
"""How much more a post counts that an earlier plan had there too: so a new plan moves little."""
Array = NDArray[np.float64]


class Choice(NamedTuple):
    """One post that could be. `piece` is a place among the pieces of its kind and week, or -1.

    `value` is that without pillar and ask, which are counted in its `Lot`.
    """

    account: int
    day: int
    hour: int
    at: datetime
    kind: str
    sort: Sort
    piece: int
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """Choices among which roles are dealt: of one account, format and sort, or copies of a piece.

    `gains` are what each role adds to the value of a post, on average over the lot.
    """

    account: int
    kind: str
    sort: Sort
    week: int
    piece: int
    members: tuple[int, ...]
    gains: tuple[float, ...]

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles that its posts may have."""
        return self.sort.roles


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
    every_hour
        Consider all hours, not only those that are likely to be best.
    """

    pace: Pace
    worth: Worth
    casting: Casting
    earlier: Sequence[Slot] = ()
    seed: int = 0
    every_hour: bool = False

    @cached_property
    def choices(self) -> list[Choice]:
        """Every choice, in order of account and day."""
        return [
            choice
            for index, account in enumerate(self.pace.strategy.accounts)
            if self.worth.asked[account.id].kinds
            for choice in self._of(index, account)
        ]

    @cached_property
    def lots(self) -> list[Lot]:
        """Every lot."""
        groups: dict[tuple[int, str, Sort, int, int], list[int]] = defaultdict(list)
        for i, one in enumerate(self.choices):
            week = one.day // 7 if one.piece >= 0 else -1
            groups[one.account, one.kind, one.sort, week, one.piece].append(i)
        return [
            Lot(
                account=key[0],
                kind=key[1],
                sort=key[2],
                week=key[3],
                piece=key[4],
                members=tuple(those),
                gains=self._gains(key[0], key[2], those),
            )
            for key, those in groups.items()
        ]

    def _gains(self, index: int, sort: Sort, those: Sequence[int]) -> tuple[float, ...]:
        account = self.pace.strategy.accounts[index]
        asks = self.worth.asked[account.id]
        members = [self.choices[i] for i in those]
        kinds = [asks.kinds.index(one.kind) for one in members]
        days, hours = [one.day for one in members], [one.hour for one in members]
        plain = self.worth.plain(account.id)[kinds, days, hours]
        return tuple(
            float(
                np.mean(
                    self.worth.table(account.id, asks.asks.index(role.pair))[kinds, days, hours]
                    - plain
                )
            )
            if role.pair in asks.asks
            else 0.0
            for role in sort.roles
        )

    def _of(self, index: int, account: Presence) -> Iterator[Choice]:
        table = self.worth.plain(account.id)
        rng = np.random.default_rng([self.seed, index])
        table = table * rng.uniform(1, 1 + JITTER, table.shape[1:])
        stays = {(one.local_at, one.kind) for one in self.earlier if one.account_id == account.id}
        kinds = self.worth.asked[account.id].kinds
        for n, day in enumerate(self.pace.horizon.days):
            if closed(self.pace.strategy, day) or not self.pace.daily(account, day):
                continue
            hours = self._hours(account, day, table[:, n], {at for at, _ in stays})
            for sort in self.casting.sorts(account, day):
                for one in self._placed((index, n), account, sort, hours):
                    value = float(table[kinds.index(one.kind), n, one.hour])
                    local = one.at.astimezone(self.pace.horizon.zone)
                    stay = 1 + STAYS if (local, one.kind) in stays else 1.0
                    yield one._replace(value=value * stay)

    def _placed(
        self,
        place: tuple[int, int],
        account: Presence,
        sort: Sort,
        hours: Mapping[str, Sequence[int]],
    ) -> Iterator[Choice]:
        if not sort.roles:
            return
        day = self.pace.horizon.days[place[1]]
        for kind in sort.kinds or self.pace.of(account):
            for hour in hours.get(kind, ()) if sort.hour is None else [sort.hour]:
                at = self.pace.horizon.at(day, hour)
                if at is None or kind not in hours or self._too_near(account, at):
                    continue
                for piece in self._pieces(account, sort, (kind, place[1] // 7), at):
                    yield Choice(*place, hour, at, kind, sort, piece, 0.0)

    def _pieces(
        self, account: Presence, sort: Sort, of: tuple[str, int], at: datetime
    ) -> Sequence[int]:
        """Give the places of pieces that several networks share; others need none.

        Pieces to make come first, then those that stand on another network already.
        """
        n = self.pace.pieces(*of)
        entry = adapted(self.pace.strategy, account.network, of[0])
        if sort.draft or n is None or not entry:
            return (-1,)
        there = enumerate(self.pace.begun.get(of, ()), start=n)
        return [
            *range(n),
            *(i for i, one in there if one.entry == entry and one.takes(account.network, at)),
        ]

    def _hours(
        self, account: Presence, day: date, value: Array, stays: set[datetime]
    ) -> dict[str, list[int]]:
        """Choose the hours of a day, by kind: more of them where something may be in the way."""
        kinds = self.worth.asked[account.id].kinds
        usual = value.mean(axis=0)
        if self.every_hour:
            every = [int(hour) for hour in np.flatnonzero(np.isfinite(usual))]
            return dict.fromkeys(kinds, every)
        limit = self.pace.daily(account, day)
        found = useful(usual, limit=limit, gap=account.min_gap_hours)
        room = 24 - (account.hours[1] - 1 - account.hours[0])
        soon = self.pace.horizon.start + timedelta(days=math.ceil(account.min_gap_hours / 24))
        more = spaced(usual)
        there = [at.hour for at in stays if at.date() == day and np.isfinite(usual[at.hour])]
        tight = account.min_gap_hours > room or (day <= soon and bool(self.pace.published))
        return {
            kind: sorted(
                {
                    *found,
                    *there,
                    *(more if tight or adapted(self.pace.strategy, account.network, kind) else ()),
                }
            )
            for kind in kinds
        }

    def _too_near(self, account: Presence, at: datetime) -> bool:
        gap = timedelta(hours=max(account.min_gap_hours, MOMENT))
        return any(
            abs(at - one.published_at) < gap for one in self.pace.near if one.account == account.id
        )
