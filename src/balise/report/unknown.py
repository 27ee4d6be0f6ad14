"""What is not known yet, and what the imports had to say."""

from __future__ import annotations

from collections.abc import Sequence

from balise.domain.estimate import Estimate
from balise.domain.reading import Finding
from balise.report.decisions import CHOICES, WITH_OR_WITHOUT
from balise.report.values import Head, Open, Told, Unknown

NEAREST = 8
PATIENCE = 104
"""Weeks; nobody waits longer for an answer."""
TOLD = 8
_ASKED = {*CHOICES, *WITH_OR_WITHOUT}


def unknown(estimates: Sequence[Estimate], head: Head) -> Unknown:
    """List what is not settled, by the time in which it will be, up to two years."""
    unsettled = [
        e
        for e in estimates
        if e.verdict in {"no clear difference", "not enough data"}
        and e.scope == "all"
        and e.factor in _ASKED
        and e.n > 0
    ]
    weeks = head.span.days / 7 if head.span else 1.0
    open_ = [
        Open(estimate=e, weeks=e.more_posts * weeks / e.n)
        for e in unsettled
        if e.more_posts is not None
    ]
    near = [o for o in open_ if o.weeks <= PATIENCE]
    near.sort(key=lambda o: (o.weeks, o.estimate.factor, o.estimate.level))
    return Unknown(
        nearest=tuple(near[:NEAREST]),
        others=len(unsettled) - min(len(near), NEAREST),
        unmeasured=head.posts - head.measured,
    )


def told(findings: Sequence[Finding]) -> tuple[Told, ...]:
    """Group the findings by what they say; those that cost a row come first."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.code, []).append(finding)
    worst = sorted(groups.values(), key=lambda g: (not g[0].drops_row, -len(g), g[0].code))
    return tuple(Told(finding=group[0], n=len(group)) for group in worst[:TOLD])
