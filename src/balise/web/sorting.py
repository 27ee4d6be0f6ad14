"""Past posts by what is known of what they are about: said, proposed, or nothing to go by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from balise.domain.tag import Proposed, Subject, Tag, TagProposal

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def surest_first(found: Proposed) -> Proposed:
    """Put the surest proposals of all values first."""
    every = sorted(found.proposals, key=lambda one: (-one.score, one.value, one.uid))
    return replace(found, proposals=tuple(every))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """The posts of a brand in one field.

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
        every = self.proposed.values()
        return tuple(one for one in every if not value or one.value == value)
