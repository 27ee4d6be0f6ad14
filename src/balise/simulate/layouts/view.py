"""One account as its owner sees it on the day of the download."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zlib import crc32
from zoneinfo import ZoneInfo

from balise.simulate.outcome import Published
from balise.simulate.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What an export is made of; `published` goes from the newest to the oldest."""

    world: World
    account: str
    as_of: datetime
    published: tuple[Published, ...]

    @property
    def network(self) -> str:
        """The network of the account."""
        return self.account.partition(":")[0]

    @property
    def handle(self) -> str:
        """The name of the account on its network."""
        return self.account.partition(":")[2]

    @property
    def today(self) -> date:
        """The local day of the download."""
        return self.as_of.astimezone(self.world.zone).date()

    def number(self, name: str, digits: int) -> str:
        """Give a number of so many digits that belongs to this account and `name`."""
        seed = crc32(f"{self.world.seed} {self.account} {name}".encode())
        return str(10 ** (digits - 1) + seed * 2_654_435_761 % (9 * 10 ** (digits - 1)))

    def days(self) -> list[date]:
        """Give the days from the start of the world to that of the download, not over yet."""
        first = self.world.start
        return [first + timedelta(n) for n in range((self.today - first).days + 1)]

    def daily(self, metric: str, days: list[date], zone: ZoneInfo | None = None) -> list[int]:
        """Give what came in on each day, by the clock of `zone` (UTC), over all posts."""
        clock = zone or UTC
        edges = [datetime.combine(d, time(), clock) for d in (*days, days[-1] + timedelta(1))]
        found = [0] * len(days)
        for one in self.published:
            total = one.totals.get(metric, 0.0)
            upto = [int(total * one.share(min(edge, self.as_of))) for edge in edges]
            for day, (before, after) in enumerate(pairwise(upto)):
                found[day] += after - before
        return found


def look(world: World, account: str, as_of: datetime) -> View:
    """Look at one account of `world` at `as_of`."""
    mine = [
        one for one in world.known(as_of) if f"{one.post.network}:{one.post.account}" == account
    ]
    return View(world=world, account=account, as_of=as_of, published=tuple(reversed(mine)))
