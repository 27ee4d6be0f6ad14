"""A handful of changes at most, each of which may be made with or without the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations

from balise.domain.estimate import Estimate
from balise.domain.proposal import Proposal
from balise.domain.refinement import Belief
from balise.errors import BaliseError
from balise.strategy.document import Strategy
from balise.strategy.editing import replaced

MOST = 5
"""Changes at once: with more of them, what each did could no longer be told."""
TESTS = 3
"""Tests at once: they share the same posts."""
_WORTH = 0.001
"""Share of the KPI below which a change is not worth its trouble."""


def chosen(strategy: Strategy, found: Sequence[Belief], *, most: int = MOST) -> tuple[Belief, ...]:
    """Keep the best changes and tests, turn the others into what stays, and put all in order."""
    kept: list[Belief] = []
    asked: list[Proposal] = []
    ranked = sorted((one for one in found if is_change(one)), key=_rank)
    for one in ranked:
        lack = _against(strategy, asked, one.proposal, most)
        kept.append(_stays(one, lack) if lack else one)
        asked += [] if lack or _is_among(one.proposal, asked) else [one.proposal]
    tests = sorted((one for one in found if one.proposal.action == "test"), key=_promise)
    first = {(one.topic, one.level): one for one in reversed(tests)}  # others would ask the same
    now = [one for one in tests if first[one.topic, one.level] is one][:TESTS]
    kept += [one if one in now else _stays(one, "later") for one in tests]
    rest = [one for one in found if one.proposal.action == "keep"]
    order = {"change": 0, "stop": 0, "test": 1, "keep": 2}
    return tuple(sorted([*kept, *rest], key=lambda one: order[one.proposal.action]))


def is_change(belief: Belief) -> bool:
    """Whether the strategy would change."""
    return belief.proposal.before != belief.proposal.after


def certainty(estimate: Estimate) -> float:
    """Tell how likely the sign of an effect is right.

    Examples
    --------
    >>> from balise.refine.ground import unknown
    >>> certainty(unknown("kind", "image"))
    0.5
    """
    return max(estimate.p_better, 1 - estimate.p_better)


def _rank(one: Belief) -> tuple[float, str, str]:
    gain = one.proposal.expected_gain * certainty(one.proposal.estimate)
    return -gain, one.proposal.path, one.level


def _promise(one: Belief) -> tuple[float, str, str]:
    posts = one.proposal.estimate.more_posts or 1
    return -one.proposal.expected_gain / posts**0.5, one.proposal.path, one.level


def _stays(one: Belief, lack: str) -> Belief:
    as_is = replace(one.proposal, action="keep", after=one.proposal.before, expected_gain=0.0)
    return replace(one, proposal=as_is, lack=lack)


def _is_among(proposal: Proposal, asked: Iterable[Proposal]) -> bool:
    """Whether the same change is asked already, on other evidence."""
    return any((p.path, p.after) == (proposal.path, proposal.after) for p in asked)


def _against(strategy: Strategy, asked: Sequence[Proposal], proposal: Proposal, most: int) -> str:
    if proposal.expected_gain < _WORTH:
        return "small"
    if _is_among(proposal, asked):
        return ""
    if len(asked) >= most:
        return "later"
    # Each may be refused: whichever others are accepted, the strategy must hold.
    every = (some for n in range(len(asked) + 1) for some in combinations(asked, n))
    return "" if all(_holds(strategy, (*some, proposal)) for some in every) else "needed"


def _holds(strategy: Strategy, proposals: Iterable[Proposal]) -> bool:
    """Whether a changed strategy has no mistake, and nothing to warn of that it had not."""
    text = strategy.text
    try:
        for one in proposals:
            text = replaced(text, one.path, one.before, one.after)
        found = Strategy.parse(text).findings
    except BaliseError:
        return False
    return _warnings(found) <= _warnings(strategy.findings)


def _warnings(findings: Iterable[object]) -> int:
    return sum(1 for one in findings if getattr(one, "severity", "") == "warning")
