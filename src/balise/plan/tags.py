"""Which hashtags a post gets: those of the brand, then those that do best or are worth a try."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from balise.domain.estimate import Estimate
from balise.domain.fitted import Fitted
from balise.domain.hashtag import plain
from balise.domain.interval import Z90
from balise.domain.strategy import Strategy
from balise.reference.network_rules import of

CURIOUS = 0.25
"""How many sd above its mean a hashtag is taken to be: what is hardly known gets its try. Ours."""
UNKNOWN = 0.08
"""sd of the log effect of a hashtag that no post has had yet. Ours, by what fits find of others."""
_TURN = 1e-3
_MEASURES = frozenset({"hashtags", "hashtags.text"})
_ANY = 100


@dataclass(frozen=True, kw_only=True)
class Tagging:
    """Gives each post a set of hashtags, and remembers how often each was given."""

    strategy: Strategy
    score: Mapping[str, float]
    given: Counter[str]

    def tags(self, network: str, kind: str) -> tuple[str, ...]:
        """Choose the hashtags of one post, within the limits of the strategy and the network."""
        banned = {plain(tag) for tag in self.strategy.hashtags.banned}
        most = min(self.strategy.hashtags.max_per_post, limit(network, kind))
        own = [tag for tag in self.strategy.hashtags.brand if plain(tag) not in banned]
        pool = {plain(tag): tag for tag in self.strategy.hashtags.pool}
        others = [key for key in pool if key not in banned | {plain(tag) for tag in own}]
        best = sorted(others, key=lambda tag: (-self._now(tag), tag))
        good = [pool[tag] for tag in best if self.score.get(tag, 0.0) > 0]
        chosen = tuple(dict.fromkeys([*own, *good]))[:most]
        self.given.update(plain(tag) for tag in chosen)
        return chosen

    def _now(self, tag: str) -> float:
        return self.score.get(tag, 0.0) - _TURN * self.given[tag]


def tagging(strategy: Strategy, fits: Iterable[Fitted]) -> Tagging:
    """Score the hashtags of a strategy by what was learnt of them.

    The score is the mean log effect and a quarter of its sd: the most is expected of those that
    did well, and what is hardly known is tried in turn. One that is expected to harm is left out.
    """
    told = [
        e for one in fits for e in one.estimates() if e.factor == "hashtag" and e.scope == "all"
    ]
    known = {plain(one.level): _optimist(one) for one in told if one.multiplier > 0}
    every = (plain(tag) for tag in (*strategy.hashtags.brand, *strategy.hashtags.pool))
    score = {tag: known.get(tag, CURIOUS * UNKNOWN) for tag in every}
    return Tagging(strategy=strategy, score=score, given=Counter())


def limit(network: str, kind: str) -> int:
    """Give the most hashtags that a network takes.

    Examples
    --------
    >>> limit("instagram", "image") <= 30
    True
    """
    told = [
        int(rule.value)
        for rule in of(network)
        if rule.measure in _MEASURES
        and rule.value is not None
        and (not rule.kinds or kind in rule.kinds)
    ]
    return min(told, default=_ANY)


def _optimist(one: Estimate) -> float:
    sd = (math.log(one.high) - math.log(one.low)) / (2 * Z90)
    return math.log(one.multiplier) + CURIOUS * sd
