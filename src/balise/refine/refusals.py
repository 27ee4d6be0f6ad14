"""What was refused once: it is told again, but not asked again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from balise.domain.proposal import Proposal
from balise.domain.refinement import Belief, Decision


def refusal(proposal: Proposal, decisions: Iterable[Decision]) -> Decision | None:
    """Give the decision by which the same change was refused, where that was said last.

    Examples
    --------
    >>> from balise.refine.ground import unknown
    >>> stop = Proposal(
    ...     path="calls_to_action.visit",
    ...     action="stop",
    ...     before="visit",
    ...     after="",
    ...     estimate=unknown("cta", "visit"),
    ...     expected_gain=0.1,
    ... )
    >>> refusal(stop, []) is None
    True
    """
    if proposal.before == proposal.after:
        return None
    mine = [one for one in decisions if _change(one.proposal) == _change(proposal)]
    last = max(mine, key=lambda one: one.decided_at, default=None)
    return last if last is not None and not last.accepted else None


def left(beliefs: Iterable[Belief], decisions: Sequence[Decision]) -> tuple[Belief, ...]:
    """Turn what was refused into what stays."""
    return tuple(
        one if refusal(one.proposal, decisions) is None else _stays(one) for one in beliefs
    )


def _change(one: Proposal) -> tuple[str, str, str]:
    return one.path, one.before, one.after


def _stays(one: Belief) -> Belief:
    said = one.proposal
    as_is = replace(said, action="keep", after=said.before, expected_gain=0.0)
    return replace(one, proposal=as_is)
