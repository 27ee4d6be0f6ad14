"""Every plan of a tiny strategy, one after the other: what the solver is held against.

Written from the rules, not from the rows: nothing of `balise.plan.model` is used here but the
candidates and what they are worth.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations, product

import numpy as np

from balise.domain.plan import OwnDraft
from balise.domain.strategy import WEEKDAYS, Strategy
from balise.plan.choices import Choice, Choosing
from balise.plan.roles import Role

DAYS = 7
TENTH = 0.1
MISSED = 4.0
"""Values of the best post that a wish costs which is not met, and that a draft adds."""
Violated = dict[tuple[str, str], float]


@dataclass(frozen=True, kw_only=True)
class Enumerated:
    """All that a strategy of one week could be: sets of candidates, each with one role."""

    strategy: Strategy
    choosing: Choosing
    start: date
    drafts: Sequence[OwnDraft] = ()
    gains: dict[tuple[object, ...], dict[Role, float]] = field(default_factory=dict)

    @property
    def choices(self) -> Sequence[Choice]:
        return self.choosing.choices

    @property
    def top(self) -> float:
        return max((one.value for one in self.choices), default=0.0) or 1.0

    def best(self) -> float | None:
        """Give the greatest value of all plans that keep every rule; None where none does."""
        best: float | None = None
        for those in self.subsets():
            if self.violated(those):
                continue
            plain = self.plain(those)
            most = plain + sum(
                max(self.gain(one, role) for role in one.sort.roles) for one in those
            )
            if best is not None and most <= best:
                continue
            for roles in self.casts(those):
                if not self.shares(roles):
                    value = plain + sum(map(self.gain, those, roles))
                    best = value if best is None else max(best, value)
        return best

    def families(self) -> Iterator[Violated]:
        """Give of every set of candidates with every cast which rules it breaks, and how much."""
        for those in self.subsets(every=True):
            broken = self.violated(those)
            for roles in self.casts(those):
                yield broken | self.shares(roles)

    def subsets(self, *, every: bool = False) -> Iterator[tuple[Choice, ...]]:
        """Give all sets that are plans at all: what no strategy could ask otherwise holds."""
        n = len(self.choices)
        for size in range((n if every else min(n, self.room())) + 1):
            for those in combinations(self.choices, size):
                if self.makes_sense(those):
                    yield those

    def room(self) -> int:
        """Count the posts that weeks and days have room for."""
        open_ = [n for n in range(DAYS) if not self.closed(n)]
        return sum(
            min(one.posts_per_week[1], sum(self.daily(one.posts_per_day, n) for n in open_))
            for one in self.strategy.accounts
        )

    def casts(self, those: Sequence[Choice]) -> Iterator[tuple[Role, ...]]:
        """Give every way to deal roles; the copies of a piece have one pillar."""
        for roles in product(*(one.sort.roles for one in those)):
            pillars: dict[tuple[str, int], set[str]] = defaultdict(set)
            for one, role in zip(those, roles, strict=True):
                if one.piece >= 0:
                    pillars[one.kind, one.piece].add(role.pillar)
            if all(len(names) == 1 for names in pillars.values()):
                yield roles

    def makes_sense(self, those: Sequence[Choice]) -> bool:
        """Hold what is no rule that a user could relax."""
        network = [one.network for one in self.strategy.accounts]
        copies = Counter((one.kind, one.piece, network[one.account]) for one in those)
        drafts = Counter(one.sort.draft for one in those if one.sort.draft)
        moments = Counter((one.sort.event, one.sort.phase, one.day) for one in those)
        paces = {
            (event.name, phase.name): max(phase.posts_per_day or 1, 1)
            for event in self.strategy.events
            for phase in event.phases
        }
        return (
            all(n == 1 for (_, piece, _), n in copies.items() if piece >= 0)
            and all(n == 1 for n in drafts.values())
            and all(n <= paces[key[:2]] for key, n in moments.items() if key[0])
        )

    def plain(self, those: Sequence[Choice]) -> float:
        """Value a set without its roles: later posts of a day and wishes taken off."""
        value = sum(one.value for one in those)
        for (account, day), n in Counter((one.account, one.day) for one in those).items():
            mine = [o.value for o in self.choices if (o.account, o.day) == (account, day)]
            value -= (n - 1) * self.choosing.worth.loss * float(np.mean(mine))
        placed = {one.sort.draft for one in those} - {""}
        return value + MISSED * self.top * (len(placed) - self.missed(those))

    def missed(self, those: Sequence[Choice]) -> int:
        """Count the posts of events that are wished for and not there."""
        found = 0
        for event in self.strategy.events:
            for phase in event.phases:
                days = [n for n in range(DAYS) if phase.from_day <= self.away(n, event.date) <= phase.to_day]  # fmt: skip  # noqa: E501
                mine = [
                    one.day
                    for one in those
                    if (one.sort.event, one.sort.phase) == (event.name, phase.name)
                ]
                pace = phase.posts_per_day
                if pace:
                    found += sum(
                        max(pace - mine.count(day), 0) for day in days if not self.closed(day)
                    )
                elif days:
                    found += not mine
        return found

    def away(self, n: int, day: date) -> int:
        return (self.start + timedelta(days=n) - day).days

    def closed(self, n: int) -> bool:
        day = self.start + timedelta(days=n)
        return any(one.starts <= day <= one.ends for one in self.strategy.blackouts)

    def gain(self, one: Choice, role: Role) -> float:
        """Give what a role adds to a post: on average over the candidates it is dealt among."""
        key = (one.account, one.kind, one.sort, one.piece)
        if key not in self.gains:
            worth, account = self.choosing.worth, self.strategy.accounts[one.account].id
            asked = worth.asked[account]
            those = [o for o in self.choices if (o.account, o.kind, o.sort, o.piece) == key]
            at = [(asked.kinds.index(o.kind), o.day, o.hour) for o in those]
            self.gains[key] = {
                r: float(
                    np.mean(
                        [
                            worth.table(account, asked.asks.index(r.pair))[i]
                            - worth.plain(account)[i]
                            for i in at
                        ]
                    )
                )
                for r in one.sort.roles
            }
        return self.gains[key][role]

    def violated(self, those: Sequence[Choice]) -> Violated:
        """Tell the rules that a set breaks whatever its roles, and by how much."""
        found: Violated = {}

        def broken(key: str, what: str, by: float) -> None:
            if by > 0:
                found[key, what] = max(found.get((key, what), 0.0), by)

        for index, account in enumerate(self.strategy.accounts):
            mine = sorted((one for one in those if one.account == index), key=lambda one: one.at)
            least, most = account.posts_per_week
            least = least * sum(not self.closed(n) for n in range(DAYS)) // DAYS
            broken("posts_per_week", account.id, max(least - len(mine), len(mine) - most))
            for day, n in Counter(one.day for one in mine).items():
                broken("posts_per_day", account.id, n - self.daily(account.posts_per_day, day))
            gap = timedelta(hours=account.min_gap_hours)
            broken("min_gap_hours", account.id, self.crowd(mine, gap) - 1)
        for kind, n in self.made(those).items():
            limit = self.strategy.capacity.get(kind, 0.0)
            broken("capacity", kind, n - math.floor(limit) if self.strategy.capacity else 0)
        for entry in self.strategy.adaptations:
            lag = timedelta(hours=entry.lag_hours)
            pieces = {one.piece for one in those if one.kind == entry.kind and one.piece >= 0}
            for piece in pieces:
                copies = [o for o in those if (o.kind, o.piece) == (entry.kind, piece)]
                broken("adaptations", entry.kind, self.crowd(copies, lag) - 1)
        for series in self.strategy.series:
            day = next(n for n in range(DAYS) if self.weekday(n) == series.weekday)
            n = sum(one.sort.series == series.name for one in those)
            broken("series", series.name, abs(n - 1) if not self.closed(day) else 0)
        return found

    def weekday(self, n: int) -> str:
        return WEEKDAYS[(self.start + timedelta(days=n)).weekday()]

    def daily(self, limit: int, day: int) -> int:
        for event in self.strategy.events:
            for phase in event.phases:
                if phase.from_day <= self.away(day, event.date) <= phase.to_day:
                    limit = max(limit, phase.posts_per_day or 0)
        return limit

    @staticmethod
    def crowd(those: Sequence[Choice], gap: timedelta) -> int:
        """Count the most posts that lie within less than a gap of one another."""
        times = sorted(one.at for one in those)
        return max(
            (sum(at <= t < at + max(gap, _MOMENT) for t in times) for at in times), default=0
        )

    @staticmethod
    def made(those: Sequence[Choice]) -> Counter[str]:
        alone = [one.kind for one in those if one.piece < 0 and not one.sort.draft]
        shared = {(one.kind, one.piece) for one in those if one.piece >= 0}
        return Counter([*alone, *(kind for kind, _ in shared)])

    def shares(self, roles: Sequence[Role]) -> Violated:
        """Tell the shares that a cast does not keep."""
        found: Violated = {}
        n = len(roles)
        asked = [
            *(("pillars", one.name, one.share, "pillar") for one in self.strategy.pillars),
            *(("funnel", name, share, "stage") for name, share in self.strategy.funnel.items()),
        ]
        for key, name, share, of in asked:
            if share is None:
                continue
            least = max(math.floor(n * (share - TENTH) + 1e-9), 0)
            most = math.ceil(n * (share + TENTH) - 1e-9)
            count = sum(getattr(role, of) == name for role in roles)
            if not least <= count <= most:
                found[key, name] = 1.0
        return found


_MOMENT = timedelta(minutes=1)
