"""Rules of hashtags: those of the strategy, none that is banned, no more than a post may have."""

from __future__ import annotations

from collections.abc import Iterator

from balise.domain.hashtag import plain
from balise.domain.plan import Breach
from balise.plan.rules_laid import Laid
from balise.reference import network_rules

_COUNTED = frozenset({"hashtags", "hashtags.extra", "hashtags.text"})


def most_of(network: str, kind: str) -> float | None:
    """Give the most hashtags that a network takes in a post; advice is no limit.

    Examples
    --------
    >>> most_of("instagram", "image"), most_of("linkedin", "text")
    (5.0, None)
    """
    limits = [
        float(rule.value)
        for rule in network_rules.of(network)
        if (rule.check, rule.kind) == ("at_most", "limit")
        and rule.measure in _COUNTED
        and rule.value is not None
        and rule.is_for(kind)
    ]
    return min(limits, default=None)


def hashtags(laid: Laid) -> Iterator[Breach]:
    """Rule 13."""
    own = laid.strategy.hashtags
    banned = {plain(tag) for tag in own.banned}
    known = {plain(tag) for tag in (*own.brand, *own.pool)}
    for one, slot in laid.ours:
        n = len(slot.hashtags)
        for tag in slot.hashtags:
            if plain(tag) in banned:
                yield one.breach("tag-banned", tag=tag)
            elif plain(tag) not in known:
                yield one.breach("tag", tag=tag)
        if n > own.max_per_post:
            yield one.breach("tags-many", found=n, limit=own.max_per_post)
        most = most_of(slot.network, slot.kind)
        if most is not None and n > most:
            yield one.breach("tags-network", found=n, limit=most, network=slot.network)
