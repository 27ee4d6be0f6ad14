"""Hashtags: which of the brand's and the pool's earn their place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from balise.domain.estimate import Estimate
from balise.domain.refinement import Belief
from balise.refine.ground import Ground, belief, folded, posts_of, unknown, without

_JOIN = " + "
_STEP = 0.1


def hashtags(ground: Ground) -> Iterator[Belief]:
    """Hold each hashtag against its posts, and name better ones that the pool leaves out."""
    tags = ground.strategy.hashtags
    found = ground.of("hashtag")
    seen = {folded(one): e for level, e in found.items() for one in level.split(_JOIN)}
    for key, said in (("brand", tags.brand), ("pool", tags.pool)):
        for tag in said:
            estimate = seen.get(folded(tag)) or unknown("hashtag", folded(tag))
            yield _used(ground, f"hashtags.{key}.{tag}", tag, estimate)
    ours = {folded(tag) for tag in (*tags.brand, *tags.pool, *tags.banned)}
    for level, estimate in found.items():
        if estimate.verdict == "better" and _JOIN not in level and folded(level) not in ours:
            yield _other(ground, estimate)


def _used(ground: Ground, path: str, tag: str, estimate: Estimate) -> Belief:
    lack = ground.lack(estimate)
    if _JOIN in estimate.level:
        return _bundled(path, tag, estimate)
    if ground.is_promising(estimate):
        gain = _STEP * (estimate.multiplier - 1)
        return belief("hashtag", path, estimate, action="test", before=tag, gain=gain,
                      touched=_STEP)  # fmt: skip
    if lack or estimate.verdict != "worse":
        return belief("hashtag", path, estimate, before=tag, lack=lack)
    if path.startswith("hashtags.brand."):
        return belief("hashtag", path, estimate, before=tag, lack="own-name")
    share = _share(ground, estimate)
    return belief("hashtag", path, estimate, action="stop", before=tag, after="",
                  gain=without(estimate, share), touched=share)  # fmt: skip


def _bundled(path: str, tag: str, estimate: Estimate) -> Belief:
    """Hashtags that always come together: which of them does it, posts with one alone would tell.

    That is worth a test only where the bundle is clear.
    """
    if estimate.split is None or estimate.verdict not in {"better", "worse"}:
        return belief("hashtag", path, estimate, before=tag, lack="bundle")
    needed = replace(estimate, more_posts=estimate.split)
    return belief("hashtag", path, needed, action="test", before=tag, lack="bundle")


def _other(ground: Ground, estimate: Estimate) -> Belief:
    tag = f"#{folded(estimate.level)}"
    path = f"hashtags.pool.{tag}"
    if lack := ground.lack(estimate):
        return belief("hashtag", path, estimate, before="", lack=lack)
    gain = _STEP * (estimate.multiplier - 1)
    return belief("hashtag", path, estimate, action="change", before="", after=tag, gain=gain,
                  touched=_STEP)  # fmt: skip


def _share(ground: Ground, estimate: Estimate) -> float:
    total = sum(map(posts_of, ground.counts.values())) or _posts(ground)
    return min(estimate.n / max(total, 1), 1.0)


def _posts(ground: Ground) -> int:
    """Count posts by the factor that tells of most: a post has one level of each."""
    totals: dict[str, int] = {}
    for one in ground.estimates:
        if one.scope == "all" and one.factor in {"kind", "cta", "weekday", "length"}:
            totals[one.factor] = totals.get(one.factor, 0) + one.n
    return max(totals.values(), default=0)
