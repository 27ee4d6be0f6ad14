"""Past posts by what is known of what they are about: said, proposed, or nothing to go by."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import TypeVar

from balise.domain.tag import Proposed, Subject, Tag, TagProposal

_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_Told = TypeVar("_Told", Tag, TagProposal)


def surest_first(found: Proposed) -> Proposed:
    """Put the surest proposals of all values first."""
    every = sorted(found.proposals, key=lambda one: (-one.score, one.value, one.uid))
    return replace(found, proposals=tuple(every))


@dataclass(frozen=True, kw_only=True)
class Sorted:
    """The posts of a brand in one field; what many pages ask of it is worked out once.

    Parameters
    ----------
    found
        What was proposed, and what its scores are worth.
    proposed
        The proposals that nobody has decided on, the surest first.
    untold
        Posts of which nothing can be said, and nobody did.
    said
        What was confirmed, the last first.
    names
        The values that the strategy names.
    counts
        How many posts each value is proposed for, the most first.
    is_old
        Whether something was confirmed since: it would teach the next proposals.
    """

    found: Proposed
    proposed: Mapping[str, TagProposal]
    untold: tuple[str, ...]
    said: Mapping[str, Tag]
    names: tuple[str, ...]
    counts: Mapping[str, int]
    is_old: bool

    @classmethod
    def of(
        cls, found: Proposed, said: Sequence[Tag], names: Sequence[Subject], *, is_old: bool
    ) -> Sorted:
        """Part them; what was found is in its order, see `surest_first`."""
        last = sorted(said, key=lambda one: one.uid)
        last.sort(key=lambda one: one.confirmed_at or _LONG_AGO, reverse=True)
        known = {one.uid: one for one in last}
        left = [one for one in found.proposals if one.uid not in known]
        return cls(
            found=found,
            proposed={one.uid: one for one in left},
            untold=tuple(uid for uid in found.untold if uid not in known),
            said=known,
            names=tuple(one.name for one in names),
            counts=dict(Counter(one.value for one in left).most_common()),
            is_old=is_old,
        )

    def of_value(self, value: str) -> tuple[TagProposal, ...]:
        """List the proposals of a value, or all, the surest first."""
        return self._proposed_by.get(value, ())

    def n_above(self, value: str, score: float) -> int:
        """Count the proposals of a value, or all, that are as sure as that or surer."""
        return bisect_right(self.of_value(value), -score, key=lambda one: -one.score)

    def said_of(self, value: str) -> tuple[Tag, ...]:
        """List what was confirmed of a value, or all, the last first."""
        return self._said_by.get(value, ())

    @property
    def said_values(self) -> tuple[str, ...]:
        """The values that were confirmed of some post, that of the last first."""
        return tuple(value for value in self._said_by if value)

    @cached_property
    def _proposed_by(self) -> Mapping[str, tuple[TagProposal, ...]]:
        return _by_value(self.proposed.values())

    @cached_property
    def _said_by(self) -> Mapping[str, tuple[Tag, ...]]:
        return _by_value(self.said.values())


def _by_value(every: Iterable[_Told]) -> dict[str, tuple[_Told, ...]]:
    """Part what is told of posts by its value, each part in the same order; all without a name."""
    whole, found = tuple(every), defaultdict[str, list[_Told]](list)
    for one in whole:
        found[one.value].append(one)
    return {**{value: tuple(some) for value, some in found.items()}, "": whole}
