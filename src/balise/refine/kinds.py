"""Formats: what the team makes of each in a week."""

from __future__ import annotations

from collections.abc import Iterator

from balise.domain.estimate import Estimate
from balise.domain.refinement import Belief
from balise.refine.ground import Ground, belief, shifted, unknown
from balise.strategy.places import standing
from balise.strategy.rhythm import takes
from balise.strategy.tables_written import written

_NOT_MADE = frozenset({"repost", "reply", "other"})
_SMALL = 0.5
"""Pieces a week below which a format that is clearly worse is given up."""
_USED = 0.7
"""Share of what may be made from which it can be said to be used up."""
_MOST = 0.9


def kinds(ground: Ground) -> Iterator[Belief]:
    """Hold each format of the capacity against its posts, and name better ones it leaves out."""
    capacity = ground.strategy.capacity
    mix = ground.of("kind")
    for kind, pieces in capacity.items():
        if pieces > 0:
            yield _made(ground, mix, kind, pieces)
    for kind, estimate in mix.items():
        if estimate.verdict == "better" and not capacity.get(kind) and _is_made(ground, kind):
            yield _other(ground, mix, estimate)


def _is_made(ground: Ground, kind: str) -> bool:
    takers = (takes(one.network, kind) for one in ground.strategy.accounts)
    return kind not in _NOT_MADE and any(takers)


def _made(ground: Ground, mix: dict[str, Estimate], kind: str, pieces: float) -> Belief:
    estimate = mix.get(kind) or unknown("kind", kind)
    path, before = f"capacity.{kind}", written(pieces)
    lack = ground.lack(estimate)
    if ground.is_promising(estimate):
        gain, touched = _gain(mix, kind, _more(pieces) / pieces)
        return belief("kind", path, estimate, action="test", before=before, gain=gain,
                      touched=touched)  # fmt: skip
    if lack or estimate.verdict not in {"better", "worse"}:
        return belief("kind", path, estimate, before=before, lack=lack)
    if estimate.verdict == "better" and _has_room(ground, estimate, pieces):
        return belief("kind", path, estimate, before=before, lack="room")
    after = _more(pieces) if estimate.verdict == "better" else _fewer(ground, kind, pieces)
    if after == pieces:
        return belief("kind", path, estimate, before=before, lack="needed")
    gain, touched = _gain(mix, kind, after / pieces)
    return belief("kind", path, estimate, action="change" if after else "stop", before=before,
                  after=written(after) if after else "", gain=gain, touched=touched)  # fmt: skip


def _other(ground: Ground, mix: dict[str, Estimate], estimate: Estimate) -> Belief:
    path = f"capacity.{estimate.level}"
    before = standing(ground.strategy, path)
    lack = ground.lack(estimate)
    if not ground.strategy.capacity:
        lack = lack or "no-limit"
    if lack:
        return belief("kind", path, estimate, before=before, lack=lack)
    total = sum(e.n for e in mix.values())
    to = min(estimate.n / total + 1 / max(ground.a_week, 1.0), _MOST)
    return belief("kind", path, estimate, action="change", before=before, after="1",
                  gain=shifted(mix, estimate.level, to),
                  touched=to - estimate.n / total)  # fmt: skip


def _gain(mix: dict[str, Estimate], kind: str, factor: float) -> tuple[float, float]:
    share = mix[kind].n / sum(e.n for e in mix.values())
    to = min(share * factor, max(share, _MOST))
    return shifted(mix, kind, to), abs(to - share)


def _more(pieces: float) -> float:
    """A small step up: half as much again, at least one where one is made a week."""
    return pieces + max(1, round(pieces / 2)) if pieces >= 1 else min(2 * pieces, 1.0)


def _fewer(ground: Ground, kind: str, pieces: float) -> float:
    """A step down by half, never below what series need; what is rare is given up."""
    series = sum(1 for one in ground.strategy.series if one.kind == kind)
    is_adapted = any(one.kind == kind for one in ground.strategy.adaptations)
    half = float(pieces // 2) if pieces >= 2 else pieces / 2  # noqa: PLR2004 - whole pieces
    least = max(float(series), _SMALL if is_adapted else 0.0)
    if pieces <= _SMALL and not least:
        return 0.0
    return min(pieces, max(half, least))


def _has_room(ground: Ground, estimate: Estimate, pieces: float) -> bool:
    """Whether less is made than may be: then more may be made without a change."""
    copies = max(
        (len(one.networks) for one in ground.strategy.adaptations if one.kind == estimate.level),
        default=1,
    )
    if not ground.weeks:
        return False
    return estimate.n / ground.weeks / copies < _USED * pieces
