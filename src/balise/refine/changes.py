"""What is accepted written into the strategy, and what was said kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from difflib import unified_diff

from balise.domain.proposal import Proposal
from balise.domain.refinement import Belief, Decision
from balise.strategy.document import Strategy
from balise.strategy.editing import replaced

FILE = "strategy.toml"
_LONG = 16


def proposed(beliefs: Iterable[Belief]) -> tuple[Proposal, ...]:
    """Give what beliefs ask to be changed in the strategy, each change once, in their order."""
    found: dict[tuple[str, str], Proposal] = {}
    for one in beliefs:
        if one.proposal.before != one.proposal.after:
            found.setdefault((one.proposal.path, one.proposal.after), one.proposal)
    return tuple(found.values())


def changed(text: str, proposals: Sequence[Proposal]) -> str:
    """Write accepted proposals into the text of a strategy, one after the other.

    Comments and order stay. What keeps or tests changes nothing; what is so already stays.
    The version of the strategy is the number that the store gives it when it is kept.

    Raises
    ------
    ProposalStaleError
        Where what stands there is no longer what the proposal was made for; nothing is changed.
    StrategyPathError
        Where the strategy has no such place any more.
    StrategyError
        Where the strategy has mistakes, or would have with these changes.
    """
    for one in proposals:
        if one.before != one.after:
            text = replaced(text, one.path, one.before, one.after)
            Strategy.parse(text)
    return text


def shown(before: str, after: str, *, file: str = FILE) -> str:
    r"""Show what changes as a unified diff, as version control does; empty: nothing.

    Examples
    --------
    >>> print(shown("a = 1\nb = 2\n", "a = 1\nb = 3\n").rstrip())
    --- strategy.toml
    +++ strategy.toml
    @@ -1,2 +1,2 @@
     a = 1
    -b = 2
    +b = 3
    """
    old, new = (said.splitlines() for said in (before, after))
    lines = list(unified_diff(old, new, file, file, lineterm=""))
    return "\n".join(lines) + "\n" if lines else ""


def decided(
    accepted: Iterable[Proposal],
    refused: Iterable[Proposal] = (),
    *,
    by: str,
    at: datetime,
    strategy_number: int = 0,
) -> tuple[Decision, ...]:
    """Make a decision of each proposal that something was said to.

    Parameters
    ----------
    by, at
        Who said it, and when.
    strategy_number
        The version of the strategy that came of it.
    """
    said = [(one, True) for one in accepted] + [(one, False) for one in refused]
    return tuple(
        Decision(
            decision_id=_id(one, at, is_accepted=is_accepted),
            decided_at=at,
            accepted=is_accepted,
            by=by,
            proposal=one,
            strategy_number=strategy_number,
        )
        for one, is_accepted in said
    )


def _id(one: Proposal, at: datetime, *, is_accepted: bool) -> str:
    """Name a decision by what it says: told twice it is one."""
    estimate = one.estimate
    said = (one.path, one.action, one.before, one.after, estimate.factor, estimate.level,
            at.isoformat(), str(is_accepted))  # fmt: skip
    return hashlib.sha256("\0".join(said).encode()).hexdigest()[:_LONG]
