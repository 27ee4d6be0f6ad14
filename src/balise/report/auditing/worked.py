"""What is claimed of past posts, out of the effects that were learnt."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from balise.domain.audit import Worked
from balise.domain.estimate import Estimate, Verdict
from balise.report.decisions import CHOICES, WITH_OR_WITHOUT

SHOWN = 5
_OPEN = 3
_CHOSEN = frozenset((*CHOICES, *WITH_OR_WITHOUT))
"""Factors that a brand chooses; of the others it is idle to ask for more posts."""


def worked(kpi: str, estimates: Sequence[Estimate], posts: int) -> Worked:
    """Take the effects that are claimed, strongest first, and those that are nearest to a claim.

    Examples
    --------
    >>> worked("engagement", (), 0).compared
    0
    """
    return Worked(
        kpi=kpi,
        best=_claimed(estimates, "better"),
        worst=_claimed(estimates, "worse"),
        open=_open(estimates, posts),
        compared=len(estimates),
    )


def _claimed(estimates: Iterable[Estimate], verdict: Verdict) -> tuple[Estimate, ...]:
    found = [one for one in estimates if one.verdict == verdict]
    found.sort(key=_strength)
    return tuple(found[:SHOWN])


def _strength(one: Estimate) -> tuple[bool, bool, float, str, str]:
    """Put what is only observed last, for networks differ in more than posts; then one account."""
    size = abs(math.log(max(one.multiplier, 1e-9)))
    return one.evidence == "descriptive", one.scope != "all", -size, one.factor, one.level


def _open(estimates: Iterable[Estimate], posts: int) -> tuple[Estimate, ...]:
    """Name what would be settled before as many posts are out as there are."""
    found = [
        one
        for one in estimates
        if one.more_posts
        and one.more_posts <= posts
        and (one.scope, one.factor in _CHOSEN) == ("all", True)
        and one.level != "none"
    ]
    found.sort(key=lambda one: (one.more_posts or 0, one.factor, one.level))
    return tuple(found[:_OPEN])
