"""Accounts and calls to action that the files call otherwise than the strategy does.

Some exports name a page by its title, and a strategy by its handle. Where a strategy has one
account on a network that no file knows, and the files have one there that the strategy does not
name, they are taken to be the same. What a post asks is recognised in its text by a lexicon, whose
names are not those of the strategy: a post asks what a strategy calls so where it holds its
wording, or one that the lexicon takes for the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from balise.domain.estimate import Estimate
from balise.domain.ports import MeasuredPost
from balise.domain.post import Post
from balise.domain.reason import Reason
from balise.domain.strategy import Strategy
from balise.learn import Fit
from balise.reference.cta import recognise


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What the files call otherwise than a strategy.

    Parameters
    ----------
    accounts
        Account of the files (`<network>:<name>`) to the handle that the strategy has for it.
    asks
        Call to action as it is recognised in texts (`balise.reference.cta`) to the strategy's name.
    phrases
        Wordings of the strategy to the name of the call to action, in lower case.
    """

    accounts: Mapping[str, str] = field(default_factory=dict)
    asks: Mapping[str, str] = field(default_factory=dict)
    phrases: Mapping[str, str] = field(default_factory=dict)

    def post(self, post: Post) -> Post:
        """Call account and call to action of a post of the files as the strategy does."""
        handle = self.accounts.get(f"{post.network}:{post.account}", post.account)
        return replace(post, account=handle, cta=self._ask(post))

    def asked(self, post: Post) -> Post:
        """Call account and call to action of a planned post as the files do."""
        theirs = {
            (name.partition(":")[0], handle): name.partition(":")[2]
            for name, handle in self.accounts.items()
        }
        families = {name: family for family, name in self.asks.items()}
        return replace(
            post,
            account=theirs.get((post.network, post.account), post.account),
            cta=families.get(post.cta, post.cta) if post.cta else post.cta,
        )

    def _ask(self, post: Post) -> str | None:
        text = post.text.casefold()
        said = next((name for phrase, name in self.phrases.items() if phrase in text), None)
        if said:
            return said
        family = post.cta or recognise(post.text, language=post.language)
        return self.asks.get(family, family) if family else post.cta


def names(strategy: Strategy, known: Iterable[str]) -> Names:
    """Match what the files name with what a strategy does.

    Examples
    --------
    >>> from balise.domain.strategy import Identity, Presence
    >>> shop = Presence(network="facebook", handle="the.shop")
    >>> ours = Strategy(identity=Identity(name="Shop"), objectives=(), accounts=(shop,))
    >>> dict(names(ours, ["facebook:The Shop", "x:shop"]).accounts)
    {'facebook:The Shop': 'the.shop'}
    """
    return Names(
        accounts=_accounts(strategy, set(known)),
        asks=_asks(strategy),
        phrases={
            phrase.casefold(): one.name
            for one in strategy.calls_to_action
            for phrase in one.phrases
            if phrase
        },
    )


def _accounts(strategy: Strategy, there: AbstractSet[str]) -> dict[str, str]:
    own = {one.id for one in strategy.accounts}
    found = {}
    for network in {one.network for one in strategy.accounts}:
        left = [one for one in strategy.accounts if one.network == network and one.id not in there]
        strange = [name for name in there - own if name.partition(":")[0] == network]
        if len(left) == len(strange) == 1:
            found[strange[0]] = left[0].handle
    return found


def _asks(strategy: Strategy) -> dict[str, str]:
    """Give the one call to action of the strategy that says what a family of the lexicon does."""
    found: dict[str, set[str]] = {}
    for one in strategy.calls_to_action:
        told = (recognise(phrase, language=strategy.identity.language) for phrase in one.phrases)
        for family in {family for family in told if family}:
            found.setdefault(family, set()).add(one.name)
    own = {one.name for one in strategy.calls_to_action}
    return {
        family: next(iter(those))
        for family, those in found.items()
        if len(those) == 1 and family not in own
    }


def renamed(posts: Iterable[MeasuredPost], known: Names) -> list[MeasuredPost]:
    """Call accounts and calls to action of posts as the strategy does."""
    return [replace(one, post=known.post(one.post)) for one in posts]


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
        told = self.fit.reasons(self._asked(posts))
        return [tuple(self._reason(one) for one in those) for those in told]

    def _reason(self, one: Reason) -> Reason:
        name = self.known.asks.get(one.level) if one.factor == "cta" else None
        return replace(one, level=name) if name else one

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
        """Return the effects as values, by the strategy's names."""
        return tuple(self._ours(one) for one in self.fit.estimates())

    def _ours(self, one: Estimate) -> Estimate:
        handle = self.known.accounts.get(one.scope)
        scope = one.scope if handle is None else f"{one.scope.partition(':')[0]}:{handle}"
        level = self.known.asks.get(one.level, one.level) if one.factor == "cta" else one.level
        return replace(one, scope=scope, level=level)

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
        return [self.known.asked(one) for one in posts]
