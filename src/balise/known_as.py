"""Accounts that the files call otherwise than the strategy does.

Some exports name a page by its title, and a strategy by its handle. Where a strategy has one
account on a network that no file knows, and the files have one there that the strategy does not
name, they are taken to be the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from balise.domain.estimate import Estimate
from balise.domain.ports import MeasuredPost
from balise.domain.post import Post
from balise.domain.reason import Reason
from balise.domain.strategy import Strategy
from balise.learn import Fit

Names = Mapping[str, str]
"""Account of the files (`<network>:<name>`) to the handle that the strategy has for it."""


def names(strategy: Strategy, known: Iterable[str]) -> Names:
    """Match the accounts of the files with those of a strategy that no file names.

    Examples
    --------
    >>> from balise.domain.strategy import Identity, Presence
    >>> shop = Presence(network="facebook", handle="the.shop")
    >>> ours = Strategy(identity=Identity(name="Shop"), objectives=(), accounts=(shop,))
    >>> names(ours, ["facebook:The Shop", "x:shop"])
    {'facebook:The Shop': 'the.shop'}
    """
    there, own = set(known), {one.id for one in strategy.accounts}
    found = {}
    for network in {one.network for one in strategy.accounts}:
        left = [one for one in strategy.accounts if one.network == network and one.id not in there]
        strange = [name for name in there - own if name.partition(":")[0] == network]
        if len(left) == len(strange) == 1:
            found[strange[0]] = left[0].handle
    return found


def renamed(posts: Iterable[MeasuredPost], known: Names) -> list[MeasuredPost]:
    """Call the accounts of posts as the strategy does."""
    return [replace(one, post=_renamed(one.post, known)) for one in posts]


def _renamed(post: Post, known: Names) -> Post:
    handle = known.get(f"{post.network}:{post.account}")
    return post if handle is None else replace(post, account=handle)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAs:
    """A fit that is asked by the handles of the strategy (`balise.domain.fitted.Fitted`).

    Parameters
    ----------
    fit
        Learnt from the files.
    known
        Their names for the strategy's accounts.
    """

    fit: Fit
    known: Names

    @property
    def kpi(self) -> str:
        """Return the KPI that was learnt."""
        return self.fit.kpi

    def expect(self, posts: Sequence[Post]) -> Sequence[tuple[float, float]]:
        """Return mean and standard deviation of each outcome on the log scale."""
        return self.fit.expect(self._asked(posts))

    def quantiles(self, posts: Sequence[Post]) -> Sequence[tuple[float, float, float]]:
        """Return 5 %, 50 % and 95 % of each outcome, in the KPI's unit."""
        return self.fit.quantiles(self._asked(posts))

    def reasons(self, posts: Sequence[Post]) -> Sequence[tuple[Reason, ...]]:
        """Take the forecast of each post apart in multipliers."""
        return self.fit.reasons(self._asked(posts))

    def draw(self, posts: Sequence[Post], n: int, *, seed: int = 0) -> NDArray[np.float64]:
        """Draw the expected outcomes jointly."""
        return self.fit.draw(self._asked(posts), n, seed=seed)

    def scatter(self, posts: Sequence[Post]) -> Sequence[tuple[float, float]]:
        """Tell the sd of single posts, and the degrees of freedom behind it."""
        return self.fit.scatter(self._asked(posts))

    def grown(
        self, posts: Sequence[Post], read: Sequence[tuple[float, float]], n: int, *, seed: int = 0
    ) -> NDArray[np.float64]:
        """Draw what figures will be at full age."""
        return self.fit.grown(self._asked(posts), read, n, seed=seed)

    def estimates(self) -> tuple[Estimate, ...]:
        """Return the effects as values, by the strategy's names of accounts."""
        ours = {name: f"{name.partition(':')[0]}:{handle}" for name, handle in self.known.items()}
        return tuple(
            replace(one, scope=ours[one.scope]) if one.scope in ours else one
            for one in self.fit.estimates()
        )

    def predict(self, posts: Any) -> Any:
        """Forecast the outcome of each post of a frame."""
        return self.fit.predict(posts)

    def effects(self) -> Any:
        """Return the effects as a frame."""
        return self.fit.effects()

    def explain(self, posts: Any) -> Any:
        """Take each forecast apart in multipliers, as a frame."""
        return self.fit.explain(posts)

    def to_bytes(self) -> bytes:
        """Return all of the fit."""
        return self.fit.to_bytes()

    def _asked(self, posts: Sequence[Post]) -> list[Post]:
        theirs = {
            (name.partition(":")[0], handle): name.partition(":")[2]
            for name, handle in self.known.items()
        }
        return [
            replace(one, account=theirs[one.network, one.account])
            if (one.network, one.account) in theirs
            else one
            for one in posts
        ]
