"""Pillars: which share of the posts each has. What one gains another gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from balise.domain.estimate import Estimate
from balise.domain.refinement import Belief
from balise.domain.strategy import Pillar
from balise.refine.ground import Ground, belief, folded, unknown
from balise.strategy.places import SHARES, shares
from balise.strategy.tables_written import written

_STEP, _LEAST = 0.1, 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class _Swap:
    """Posts that go from one pillar to another."""

    giver: Pillar
    taker: Pillar
    share: float
    gain: float

    @property
    def before(self) -> str:
        return shares({one.name: one.share or 0.0 for one in (self.taker, self.giver)})

    @property
    def after(self) -> str:
        taken = round((self.taker.share or 0.0) + self.share, 4)
        return shares({
            self.taker.name: taken,
            self.giver.name: round((self.giver.share or 0.0) - self.share, 4),
        })  # fmt: skip


def pillars(ground: Ground) -> Iterator[Belief]:
    """Hold each pillar against its posts."""
    found = {folded(level): e for level, e in ground.of("pillar").items()}
    swap = _swap(ground, found)
    for pillar in ground.strategy.pillars:
        estimate = found.get(folded(pillar.name)) or unknown("pillar", pillar.name)
        yield _belief(ground, pillar, estimate, swap)


def _belief(ground: Ground, pillar: Pillar, estimate: Estimate, swap: _Swap | None) -> Belief:
    path = f"pillars.{pillar.name}.share"
    before = "" if pillar.share is None else written(pillar.share)
    lack = ground.lack(estimate)
    if ground.is_promising(estimate):
        gain = _STEP * (estimate.multiplier - 1)
        return belief("pillar", path, estimate, action="test", before=before, gain=gain,
                      touched=_STEP)  # fmt: skip
    clear = estimate.verdict in {"better", "worse"}
    if lack or not clear:
        return belief("pillar", path, estimate, before=before, lack=lack)
    if pillar.share is None:
        return belief("pillar", path, estimate, before=before, lack="free")
    its = swap and (swap.taker if estimate.verdict == "better" else swap.giver)
    if swap is None or its != pillar:
        return belief("pillar", path, estimate, before=before, lack="no-other")
    return belief("pillar", SHARES, estimate, action="change", before=swap.before,
                  after=swap.after, gain=swap.gain, touched=swap.share)  # fmt: skip


def _swap(ground: Ground, found: dict[str, Estimate]) -> _Swap | None:
    """Choose the two pillars between which posts should go: one of them at least is clear."""
    known = [
        (one, e)
        for one in ground.strategy.pillars
        if one.share is not None and (e := found.get(folded(one.name))) is not None
    ]
    pairs = [
        (give, take)
        for give in known
        for take in known
        if take[1].multiplier > give[1].multiplier
        and _is_clear(ground, give[1], take[1])
        and _is_served(ground, give[0], take[0])
    ]
    swaps = [swap for give, take in pairs if (swap := _sized(give, take, known)) is not None]
    return max(swaps, key=lambda one: (one.gain, one.taker.name), default=None)


def _is_clear(ground: Ground, give: Estimate, take: Estimate) -> bool:
    may = [e for e in (give, take) if not ground.lack(e)]
    is_clear = any(
        (e is take and e.verdict == "better") or (e is give and e.verdict == "worse") for e in may
    )
    return is_clear and give.verdict != "better" and take.verdict != "worse"


def _is_served(ground: Ground, give: Pillar, take: Pillar) -> bool:
    """Whether the shares of the funnel hold as before: both serve the same stage."""
    return not ground.strategy.funnel or give.stage == take.stage


def _sized(
    give: tuple[Pillar, Estimate],
    take: tuple[Pillar, Estimate],
    known: list[tuple[Pillar, Estimate]],
) -> _Swap | None:
    room = min((give[0].share or 0.0) - _LEAST, 1 - (take[0].share or 0.0))
    step = round(min(_STEP, room), 4)
    if step < _LEAST:
        return None
    whole = sum(one.share or 0.0 for one, _ in known)
    mean = sum((one.share or 0.0) * e.multiplier for one, e in known) / whole
    gain = step * (take[1].multiplier - give[1].multiplier) / mean
    return _Swap(giver=give[0], taker=take[0], share=step, gain=gain)
