"""One post of the made-up brand before anything is known of its fate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zlib import crc32

import numpy as np

_UNIX = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is published where and when; `local` is the hour of the clock in the brand's zone.

    `nth` counts the posts of the account at that very second, `later` says that the account had
    already posted on that local day.
    """

    network: str
    handle: str
    local: datetime
    at: datetime
    kind: str
    cta: str = ""
    hashtags: tuple[str, ...] = ()
    pillar: str = ""
    campaign: str = ""
    is_paid: bool = False
    nth: int = 0
    later: bool = False

    @property
    def account(self) -> str:
        """`<network>:<handle>`."""
        return f"{self.network}:{self.handle}"

    def chance(self, seed: int, stream: int, draw: int = 0) -> np.random.Generator:
        """Give the randomness of this post alone: its fate does not hang on the other posts."""
        second = (self.at - _UNIX) // timedelta(seconds=1)
        return np.random.default_rng(
            [seed, stream, draw, crc32(self.account.encode()), second & 0xFFFFFFFF, self.nth]
        )


def placed(entries: Iterable[Entry]) -> list[Entry]:
    """Tell of each post, in the order given, which came first on its day and at its second."""
    listed = list(entries)
    seconds: Counter[tuple[str, datetime]] = Counter()
    days: set[tuple[str, date]] = set()
    found: dict[int, Entry] = {}
    for index in sorted(range(len(listed)), key=lambda i: listed[i].at):
        entry = listed[index]
        day, second = (entry.account, entry.local.date()), (entry.account, entry.at)
        found[index] = replace(entry, nth=seconds[second], later=day in days)
        seconds[second] += 1
        days.add(day)
    return [found[index] for index in range(len(listed))]
