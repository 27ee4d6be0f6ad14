"""Three things to do: what the estimates carry, and honest tests where they carry nothing."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from balise.domain.estimate import Estimate
from balise.domain.proposal import Action
from balise.report.values import Decision

DECISIONS = 3
IN_USE = 5
"""Posts from which a level is something the brand does, hence can be asked to do more often."""
PATIENCE = 52
"""Weeks; a test that would take longer is cut to `COARSE`, and shows coarser differences only."""
COARSE = 26
"""Weeks of a test that is cut."""
MINIMUM = 1.5
CHOICES = ("kind", "cta", "hour", "weekday", "length", "pillar", "hashtag count")
"""Factors of which a post has one level, so that two levels can be alternated."""
WITH_OR_WITHOUT = ("hashtag", "question", "emoji", "number", "link", "mention", "exclamation")
_GIVEN_UP = frozenset({"cta", "hashtag"})
_Z90, _POWER = 1.645, 0.84


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """What sizes a test: the spread of single posts on the log scale, and the posts of a week."""

    spread: float
    posts: float


def decide(estimates: Sequence[Estimate], pace: Pace) -> tuple[Decision, ...]:
    """Choose three decisions: the surest gain, the surest loss, and the cheapest open question."""
    shared = [e for e in estimates if e.scope == "all"]
    chosen_from = [e for e in shared if _may_decide(e)]
    good, bad = claims(chosen_from, "better"), claims(chosen_from, "worse")
    open_ = tests(shared, pace)
    chosen = [*good[:1], *bad[:1], *open_[:1]]
    queue = [*good[1:], *bad[1:], *open_[1:]]
    for fresh_only in (True, False):
        for decision in queue:
            if len(chosen) < DECISIONS and _fits(decision, chosen, fresh_only=fresh_only):
                chosen.append(decision)
    order: dict[Action, int] = {"keep": 0, "change": 1, "stop": 1, "test": 2}
    return tuple(sorted(chosen, key=lambda d: order[d.action]))


def claims(estimates: Iterable[Estimate], verdict: str) -> list[Decision]:
    """Turn clear estimates into decisions, the one whose interval is farthest from 1 first."""
    found = [e for e in estimates if e.verdict == verdict]
    found.sort(key=lambda e: (-_margin(e), e.factor, e.level))
    return [Decision(action=action(e), estimate=e) for e in found]


def action(estimate: Estimate) -> Action:
    """Tell what a clear estimate asks for."""
    if estimate.verdict == "better":
        return "keep"
    return "stop" if estimate.factor in _GIVEN_UP and estimate.level != "none" else "change"


def tests(estimates: Sequence[Estimate], pace: Pace) -> list[Decision]:
    """Propose one test a factor, the one that promises most for its posts first."""
    found = [t for factor in CHOICES if (t := _alternate(estimates, factor, pace)) is not None]
    found += [
        _test(e, None, pace)
        for e in estimates
        if e.factor in WITH_OR_WITHOUT and e.verdict not in {"better", "worse"} and e.n >= IN_USE
    ]
    best = sorted(found, key=lambda d: (-_promise(d), d.estimate.factor, d.estimate.level))
    soon = [d for d in best if d.weeks is not None and d.weeks <= PATIENCE]
    return soon + [_cut(d, pace) for d in best if d not in soon]


def _alternate(estimates: Sequence[Estimate], factor: str, pace: Pace) -> Decision | None:
    mine = [e for e in estimates if e.factor == factor and e.n >= IN_USE]
    unclear = [e for e in mine if e.verdict not in {"better", "worse"}]
    if not unclear:
        return None
    hopeful = max(unclear, key=lambda e: (e.multiplier, e.n, e.level))
    rivals = [e for e in mine if e.level != hopeful.level]
    return _test(hopeful, max(rivals, key=lambda e: (e.n, e.level)), pace) if rivals else None


def _test(estimate: Estimate, other: Estimate | None, pace: Pace) -> Decision:
    minimum = None
    if estimate.more_posts:
        posts = 2 * estimate.more_posts
    else:
        minimum = _sought(estimate)
        posts = _needed(minimum, pace.spread)
    return Decision(
        action="test",
        estimate=estimate,
        other=other,
        posts=posts,
        minimum=minimum,
        weeks=posts / pace.posts,
    )


def _cut(decision: Decision, pace: Pace) -> Decision:
    """Cut a test that would take too long, and tell what difference it would still show."""
    posts = max(2 * math.ceil(COARSE * pace.posts / 2), 2 * IN_USE)
    shown = math.exp((_Z90 + _POWER) * pace.spread * 2 / math.sqrt(posts))
    return replace(decision, posts=posts, minimum=shown, weeks=posts / pace.posts)


def _sought(estimate: Estimate) -> float:
    """Tell what difference a test should show: what is still plausible, at most `MINIMUM`."""
    return min(MINIMUM, max(estimate.high, 1 / max(estimate.low, 1e-9)))


def _needed(minimum: float, spread: float) -> int:
    """Count the posts of both arms that show a difference of `minimum` four times in five."""
    if minimum <= 1:
        return sys.maxsize
    arm = 2 * ((_Z90 + _POWER) * spread / math.log(minimum)) ** 2
    return 2 * math.ceil(arm)


def _fits(decision: Decision, chosen: Sequence[Decision], *, fresh_only: bool) -> bool:
    e = decision.estimate
    used = {(c.estimate.factor, c.estimate.level) for c in chosen}
    factors = {c.estimate.factor for c in chosen}
    return (e.factor, e.level) not in used and not (fresh_only and e.factor in factors)


def _may_decide(estimate: Estimate) -> bool:
    """Keep out what is no choice: a network has its own audience, and a boost is bought.

    A figure that is only observed carries no decision either.
    """
    is_choice = estimate.factor in CHOICES or estimate.factor in WITH_OR_WITHOUT
    return is_choice and estimate.evidence != "descriptive"


def _margin(estimate: Estimate) -> float:
    if estimate.verdict == "better":
        return math.log(estimate.low)
    return -math.log(max(estimate.high, 1e-9))


def _promise(decision: Decision) -> float:
    gain = max(math.log(max(decision.estimate.multiplier, 1e-9)), 0.0)
    return (gain + 0.01) / math.sqrt(decision.posts or math.inf)
