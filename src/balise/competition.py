"""A brand and its competitors -> what is compared of them.

What competitors published is kept as brands of their own that no list names: this arrow is the only
one that reads both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time

from balise.domain.ports import Store
from balise.domain.strategy import Strategy
from balise.domain.tag import Subject
from balise.report.competition import Competition, Party, compete
from balise.report.followers import Size

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def compare(
    store: Store,
    brand: str,
    *,
    pillars: Sequence[Subject] = (),
    positioning: str = "",
    followers: Mapping[str, float] | None = None,
) -> Competition:
    """Compare a brand with its competitors.

    `followers` are those of accounts (`<network>:<handle>`) of which no export tells any.
    """
    return compete(
        (brand, tuple(store.posts(brand))),
        {rival.name: tuple(store.posts(rival.key)) for rival in store.rivals(brand)},
        pillars=pillars,
        positioning=positioning,
        sizes=_sizes(store, brand, followers or {}),
    )


def compared(store: Store, brand: str, strategy: Strategy | None) -> Competition:
    """Compare a brand with its competitors, by the pillars and the figures of its strategy."""
    if not store.rivals(brand):
        return Competition(own=Party(name=brand, is_own=True, n=0))
    pillars, accounts = (strategy.pillars, strategy.accounts) if strategy else ((), ())
    return compare(
        store,
        brand,
        pillars=[Subject(name=one.name, keywords=one.keywords) for one in pillars],
        positioning=strategy.identity.positioning if strategy else "",
        followers={one.id: one.followers for one in accounts if one.followers is not None},
    )


def _sizes(store: Store, brand: str, followers: Mapping[str, float]) -> dict[str, list[Size]]:
    """Give what is known of the followers of each account, oldest first."""
    found: defaultdict[str, list[Size]] = defaultdict(list)
    for day in store.account_days(brand):
        if day.values.get("followers", 0) > 0:
            at = datetime.combine(day.day, time(), UTC) if day.day else day.as_of
            found[f"{day.network}:{day.account}"].append(Size(at, day.values["followers"]))
    for account, n in followers.items():
        if account not in found:
            found[account].append(Size(_LONG_AGO, n))
    return {account: sorted(sizes) for account, sizes in found.items()}
