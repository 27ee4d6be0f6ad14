"""Whether an accepted change paid: results since against before, beyond what was to be expected.

What was to be expected without the change is the expectation of the same post with the level that
was usual before: a short video in place of an image is expected as an image, so that what the
format brings is part of the answer. Hour, words, hashtags and all else are expected as published.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

import numpy as np

from balise.domain.estimate import EvidenceLevel
from balise.domain.interval import Z90
from balise.domain.plan import Slot
from balise.domain.ports import MeasuredPost
from balise.domain.post import Post
from balise.domain.refinement import Decision, FollowUp
from balise.refine.gap import ENOUGH, Gap, gap
from balise.refine.gauge import Gauge, Result, account_of, ratio, results

WORTH = 0.1
"""The least change that is worth waiting for, where the proposal promised less or nothing."""
MOST = 1000
"""More posts than this will never be made: no number is told then."""
_SPREAD = 1.0
"""Spread of single posts where nothing is known of them; about that of the pages of brands."""
_FACTORS = ("kind", "cta", "pillar")
Answer = Literal["paid", "did not pay", "no clear difference", "cannot tell"]


def follow_up(
    decision: Decision,
    before: Sequence[MeasuredPost],
    since: Sequence[MeasuredPost],
    gauge: Gauge,
    *,
    slots: Mapping[str, Slot] | None = None,
) -> FollowUp:
    """Tell whether a change paid.

    Parameters
    ----------
    decision
        What was accepted. Where its estimate is of one account, only posts of that count.
    before, since
        Posts that were published before the decision (as many weeks as are comparable) and after
        the change took hold.
    gauge
        Of a fit that was learnt before the decision: one that has seen the posts since takes the
        change for the level of the account. With its `draw` the interval holds by how much the
        account's level may have drifted without the change.
    slots
        The settled slots that the posts answer to, by `post_uid`. The answer is `randomised` only
        where every post that counts came from one that was drawn and left as drawn.
    """
    scope = decision.proposal.estimate.scope
    sides = [_counted(posts, scope) for posts in (before, since)]
    level = _usual(decision, sides[0])
    old, new = (results(side, _without(gauge, level)) for side in sides)
    both = {r.account for r in old} & {r.account for r in new}
    old, new = ([r for r in side if r.account in both] for side in (old, new))
    doubt = drift(gauge, *([r.measured.post for r in side] for side in (new, old)))
    found = gap(new, old, doubt=doubt)
    base = math.fsum(r.y for r in old) / len(old) if old else math.nan
    told = _ratio(found, base, gauge.kpi)
    if not math.isfinite(told[0]):
        found = None
    return FollowUp(
        decision=decision,
        n_before=len(old),
        n_since=len(new),
        ratio=told,
        evidence=_evidence([*old, *new], slots or {}),
        verdict="cannot tell" if found is None else verdict(told),
        more_posts=_more(decision, found, (len(old), len(new)), doubt),
    )


def _counted(posts: Sequence[MeasuredPost], scope: str) -> list[MeasuredPost]:
    """Take the posts of the account, oldest first: their order shall change no digit."""
    mine = [m for m in posts if scope in {"all", account_of(m.post)}]
    return sorted(mine, key=lambda m: (m.post.published_at, m.post.uid))


def drift(gauge: Gauge, now: Sequence[Post], before: Sequence[Post]) -> float:
    """Tell by how much the expectations of two sets of posts may be wrong against each other."""
    if gauge.draw is None or not now or not before:
        return 0.0
    drawn = gauge.draw([*now, *before])
    cut = len(now)
    apart = drawn[:, :cut].mean(axis=1) - drawn[:, cut:].mean(axis=1)
    return float(np.std(apart))


def verdict(told: tuple[float, float, float]) -> Answer:
    """Say what an interval of a ratio means.

    Examples
    --------
    >>> verdict((1.3, 1.1, 1.5)), verdict((1.1, 0.9, 1.3))
    ('paid', 'no clear difference')
    """
    _, low, high = told
    if low > 1:
        return "paid"
    return "did not pay" if high < 1 else "no clear difference"


def _usual(decision: Decision, before: Sequence[MeasuredPost]) -> tuple[str, str] | None:
    """Give factor and level that most posts had before the change, where it is of such a factor."""
    factor = decision.proposal.estimate.factor
    if factor not in _FACTORS:
        return None
    counted = Counter(str(value) for m in before if (value := getattr(m.post, factor)) is not None)
    if not counted:
        return None
    return factor, max(sorted(counted), key=lambda name: counted[name])


def _without(gauge: Gauge, level: tuple[str, str] | None) -> Gauge:
    """Expect every post as if it had the level that was usual before."""
    if level is None:
        return gauge
    change = dict([level])

    def expect(posts: Sequence[Post]) -> Sequence[tuple[float, float]]:
        return gauge.expect([replace(post, **change) for post in posts])  # type: ignore[arg-type]

    return replace(gauge, expect=expect)


def _ratio(found: Gap | None, base: float, kpi: str) -> tuple[float, float, float]:
    if found is None:
        return math.nan, math.nan, math.nan
    low, middle, high = (ratio(base, found.middle + d, kpi) for d in (-found.half, 0.0, found.half))
    return middle, low, high


def _evidence(found: Sequence[Result], slots: Mapping[str, Slot]) -> EvidenceLevel:
    behind = [slots.get(r.measured.post.uid) for r in found]
    drawn = bool(behind) and all(slot is not None and slot.is_randomised for slot in behind)
    return "randomised" if drawn else "adjusted"


def _more(
    decision: Decision, found: Gap | None, counts: tuple[int, int], doubt: float
) -> int | None:
    """Tell how many more posts would show a change as large as was promised, 9 times in 10 sure.

    `None` where it is settled, or where no number of new posts would settle it.
    """
    old, new = counts
    if found is not None and abs(found.middle) > found.half:
        return None
    spread = found.spread if found else _SPREAD
    size = math.log1p(max(decision.proposal.expected_gain, WORTH))
    left = (size / Z90) ** 2 - doubt**2 - spread**2 / max(old, 1)
    if left <= 0:
        return None
    more = max(math.ceil(spread**2 / left), ENOUGH) - new
    return more if 0 < more <= MOST else None
