"""What was said to proposals: the last word on each stands, what was said before is its past."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from balise.domain.proposal import Proposal
from balise.domain.refinement import Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What was said last to one proposal, and what before that, the last first."""

    decision: Decision
    before: tuple[Decision, ...] = ()


def same(one: Proposal) -> tuple[str, ...]:
    """Give what a proposal says: two that say the same are one, whatever their figures."""
    told = one.estimate
    return one.path, one.action, one.before, one.after, told.factor, told.level, told.scope


def answered(decisions: Iterable[Decision]) -> tuple[Answered, ...]:
    """Put together what was said to each proposal, oldest first by the last word.

    Parameters
    ----------
    decisions
        In the order in which they were said.
    """
    said: dict[tuple[str, ...], list[Decision]] = {}
    for one in decisions:
        key = same(one.proposal)
        said[key] = [one, *said.pop(key, [])]  # taken out and put in: the last word decides
    return tuple(Answered(decision=last, before=tuple(rest)) for last, *rest in said.values())
