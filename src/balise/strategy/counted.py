"""The audience that exports count of each account, as a ranking of networks takes it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from balise.domain.ports import AccountDay
from balise.domain.segment import Segment

FOLLOWERS = "followers"
SHARE, COUNT = "audience", "audience_count"
Moment = tuple[date, datetime]
Latest = dict[str, tuple[Moment, float]]
Lists = dict[tuple[str, str], tuple[Moment, dict[str, float]]]


def counted(days: Iterable[AccountDay]) -> dict[str, dict[str, float]]:
    """Give the latest audience of each account, by its id; and by network where it has only one.

    Parameters
    ----------
    days
        Readings of the accounts themselves, as the store streams them.

    Returns
    -------
    dict
        What `balise.strategy.rank.rank_networks` takes as `followers`: `audience.age.25-34` is a
        share of the people, `followers` their number. Each list (ages, countries, ...) is that of
        the latest reading which has it, as a whole: a country that fell out of a top ten has no
        share any more. Where a network counts people instead, their shares are of the followers, or
        of the list where they are not known.

    Examples
    --------
    >>> day = AccountDay(
    ...     network="x",
    ...     account="shop",
    ...     day=None,
    ...     as_of=datetime(2026, 3, 2),
    ...     values={"audience.age.25-34": 0.3, "followers": 900.0, "views": 7.0},
    ...     source="",
    ... )
    >>> counted([day])["x"]
    {'audience.age.25-34': 0.3, 'followers': 900.0}
    """
    lists: dict[str, Lists] = {}
    people: Latest = {}
    for one in days:
        account = f"{one.network}:{one.account}"
        moment = (one.day or one.as_of.date(), one.as_of)
        _keep_lists(lists.setdefault(account, {}), one.values, moment)
        size = one.values.get(FOLLOWERS, math.nan)
        if 1 <= size < math.inf and moment >= people.get(account, (moment, 0.0))[0]:
            people[account] = (moment, size)
    found = {
        account: _figures(lists[account], people[account][1] if account in people else None)
        for account in lists
    }
    return _named({account: figures for account, figures in found.items() if figures})


def _keep_lists(kept: Lists, values: Mapping[str, float], moment: Moment) -> None:
    """Replace each list by a later one; what the same reading brings in pieces is put together."""
    fresh: dict[tuple[str, str], dict[str, float]] = {}
    for name, value in values.items():
        segment = Segment.read(name)
        if segment and segment.metric in {SHARE, COUNT} and math.isfinite(value) and value >= 0:
            fresh.setdefault((segment.metric, segment.dimension), {})[segment.name] = value
    for key, told in fresh.items():
        before = kept.get(key)
        if before is None or moment > before[0]:
            kept[key] = (moment, told)
        elif moment == before[0]:
            before[1].update(told)


def _figures(lists: Lists, people: float | None) -> dict[str, float]:
    shares = {dimension: told for (metric, dimension), (_, told) in lists.items()
              if metric == SHARE}  # fmt: skip
    for (metric, dimension), (_, told) in lists.items():
        whole = max(people or 0.0, sum(told.values()))
        if metric == COUNT and dimension not in shares and whole > 0:
            shares[dimension] = {name: value / whole for name, value in told.items()}
    found = {
        str(Segment(SHARE, dimension, name)): value
        for dimension, told in shares.items()
        for name, value in told.items()
    }
    return found | ({FOLLOWERS: people} if people is not None else {})


def _named(found: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """Name by its network too what is the only account of it: exports often name none."""
    accounts: dict[str, list[str]] = {}
    for account in found:
        accounts.setdefault(account.partition(":")[0], []).append(account)
    alone = {network: found[names[0]] for network, names in accounts.items() if len(names) == 1}
    return found | alone
