"""Accounts that are called otherwise in the strategy than in the posts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


def renamed(planned: Iterable[str], published: Iterable[str]) -> dict[str, str]:
    """Tell under which name the posts of an account are known that has none under its own.

    Capitals name no other account. Beyond that an account was renamed where it is the only one of
    its network without posts, and there is just one on that network which nobody speaks of.

    Parameters
    ----------
    planned, published
        Accounts (`<network>:<handle>`) as strategy and plans call them, and as posts do.

    Returns
    -------
    dict
        Planned name -> published name, only where they differ.

    Examples
    --------
    >>> renamed(["x:Shop", "tiktok:new"], ["x:shop", "tiktok:old"])
    {'x:Shop': 'x:shop', 'tiktok:new': 'tiktok:old'}
    >>> renamed(["x:new"], ["x:a", "x:b"])
    {}
    """
    both = set(published) & set(planned)
    there, asked = sorted(set(published) - both), sorted(set(planned) - both)
    alike = {one.casefold(): one for one in there}
    found = {one: alike[one.casefold()] for one in asked if one.casefold() in alike}
    lone = _by_network(one for one in asked if one not in found)
    free = _by_network(one for one in there if one not in found.values())
    for network, names in lone.items():
        if len(names) == len(free[network]) == 1:
            found[names[0]] = free[network][0]
    return found


def _by_network(names: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one in names:
        found[one.partition(":")[0]].append(one)
    return found
