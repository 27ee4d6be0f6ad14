"""Proposals as cards: what to do, what it rests on, what would change, what was said to it."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from balise.domain.proposal import Action, Proposal
from balise.domain.refinement import Belief, Decision
from balise.errors import BaliseError
from balise.refine.answered import answered, same
from balise.refine.changes import changed, shown
from balise.report.refined.words import NOTHING, gained
from balise.strategy import Strategy
from balise.web.board import Look
from balise.words import Speech, mark
from balise.words.beliefs import lack, to_do

_LONG = 16
_ORDER: Sequence[Action] = ("change", "stop", "test", "keep")
GROUPS = {
    "change": mark("Change"),
    "stop": mark("Stop"),
    "test": mark("Test next"),
    "keep": mark("Keep"),
}
_CLEAR = frozenset({"better", "worse"})
_WIDEST = math.log(4)
_HALF = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """An interval from 0 to 100, 50 the typical post."""

    low: float
    middle: float
    high: float
    wide: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a proposal rests on: an effect with its interval, how sure it is, what it would gain."""

    effect: str
    between: str
    evidence: str
    gain: str
    drawn: Drawn | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One proposal in words.

    `name` is what answers name it by; `ground` is None where no post tells of it. `diff` are the
    lines of the strategy that would change, each with its sign; `faulty` says why it cannot be
    written any more. `said` is what was answered.
    """

    name: str
    action: Action
    group: str
    what: str
    verdict: str
    ground: Ground | None
    posts: str
    notes: tuple[str, ...]
    diff: tuple[tuple[str, str], ...]
    faulty: str
    said: str
    is_refused: bool
    is_answered: bool


def name_of(one: Proposal) -> str:
    """Name a proposal by what it says: the same proposal has the same name tomorrow."""
    return hashlib.sha256("\0".join(same(one)).encode()).hexdigest()[:_LONG]


def find(look: Look, name: str) -> Proposal | None:
    """Find a proposal by its name."""
    every = (one.proposal for one in look.found.beliefs)
    return next((one for one in every if name_of(one) == name), None)


def last_word(proposal: Proposal, decisions: Iterable[Decision]) -> Decision | None:
    """Give what was said last to the very same proposal."""
    said = (one.decision for one in answered(decisions))
    return next((one for one in said if same(one.proposal) == same(proposal)), None)


def split(beliefs: Iterable[Belief]) -> tuple[list[Belief], list[Belief]]:
    """Part what is to be answered from what stays without clear evidence, in order of action."""
    every = sorted(beliefs, key=lambda one: _ORDER.index(one.proposal.action))
    asked = [one for one in every if one.proposal.action != "keep" or _is_clear(one)]
    return asked, [one for one in every if one not in asked]


def _is_clear(one: Belief) -> bool:
    estimate = one.proposal.estimate
    return estimate.verdict in _CLEAR and estimate.evidence != "descriptive"


def card(s: Speech, one: Belief, strategy: Strategy, decisions: Sequence[Decision]) -> Card:
    """Say one proposal."""
    proposal, estimate = one.proposal, one.proposal.estimate
    diff, faulty = _diff(s, strategy, proposal)
    last = last_word(proposal, decisions)
    return Card(
        name=name_of(proposal),
        action=proposal.action,
        group=s.text(GROUPS[proposal.action]),
        what=to_do(s, one),
        verdict=estimate.verdict,
        ground=_ground(s, proposal),
        posts=s.plural("{n} post", "{n} posts", estimate.n),
        notes=tuple(_notes(s, one)),
        diff=diff,
        faulty=faulty,
        said=said(s, last),
        is_refused=last is not None and not last.accepted,
        is_answered=last is not None,
    )


def _ground(s: Speech, proposal: Proposal) -> Ground | None:
    """Say what a proposal rests on; None where no post tells of it."""
    told = proposal.estimate
    if not told.n or not all(map(math.isfinite, (told.multiplier, told.low, told.high))):
        return None
    gain = gained(s, proposal)
    return Ground(
        effect=s.change(told.multiplier),
        between=s.text(mark("{low} to {high}"), low=s.change(told.low), high=s.change(told.high)),
        evidence=s.term("evidence", told.evidence),
        gain="" if gain == NOTHING else gain,
        drawn=_drawn(told.low, told.multiplier, told.high),
    )


def _diff(
    s: Speech, strategy: Strategy, proposal: Proposal
) -> tuple[tuple[tuple[str, str], ...], str]:
    """Show the lines that would change, or say why they cannot be written any more."""
    if proposal.before == proposal.after:
        return (), ""
    text = strategy.dump()
    try:
        return lines(shown(text, changed(text, [proposal]))), ""
    except BaliseError as error:
        return (), s.error(error)


def lines(diff: str) -> tuple[tuple[str, str], ...]:
    r"""Give each line of a difference with its sign: `more`, `less`, `place` or none.

    Examples
    --------
    >>> lines("--- a\n+++ a\n@@ -1 +1 @@\n-b = 2\n+b = 3\n")[1:]
    (('less', '-b = 2'), ('more', '+b = 3'))
    """
    body = diff.splitlines()[2:]
    return tuple((_SIGNS.get(line[:1], ""), line) for line in body)


_SIGNS = {"+": "more", "-": "less", "@": "place"}


def _drawn(low: float, middle: float, high: float) -> Drawn | None:
    if not all(0 < one < math.inf for one in (low, middle, high)):
        return None
    first, mid, last = (_place(value) for value in (low, middle, high))
    return Drawn(low=first, middle=mid, high=last, wide=max(round(last - first, 1), 0.5))


def _place(multiplier: float) -> float:
    share = max(min(math.log(multiplier) / _WIDEST, 1.0), -1.0)
    return round(_HALF + _HALF * share, 1)


def _notes(s: Speech, one: Belief) -> Iterator[str]:
    estimate = one.proposal.estimate
    if one.proposal.action == "test" and estimate.more_posts is not None:
        yield s.plural(
            "{n} more post with it would settle it, if the effect is as large as it looks.",
            "{n} more posts with it would settle it, if the effect is as large as it looks.",
            estimate.more_posts,
        )
    if one.proposal.action in {"change", "stop"} and math.isfinite(one.touched):
        yield s.text(mark("It touches {share} of the posts."), share=s.percent(one.touched))
    if one.lack:
        yield lack(s, one.lack)


def said(s: Speech, last: Decision | None) -> str:
    """Say what was answered, when and by whom; empty where nothing was."""
    if last is None:
        return ""
    day, by = s.day(last.decided_at.date()), last.by
    if last.accepted:
        told = mark("Accepted on {day} by {by}.") if by else mark("Accepted on {day}.")
    else:
        told = mark("Refused on {day} by {by}.") if by else mark("Refused on {day}.")
    return s.text(told, day=day, by=by)
