"""Networks and hours: where an account is, and when it may post."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from balise.domain.estimate import Estimate
from balise.domain.refinement import Belief
from balise.domain.strategy import Presence
from balise.refine.ground import Ground, belief, shifted, unknown
from balise.strategy.tables_written import written

_DAY = 24
_LEAST = 6
"""Hours that an account is left at least."""
_STEP = 0.1
_CLEAR = frozenset({"better", "worse"})


def networks(ground: Ground) -> Iterator[Belief]:
    """Tell what is seen of each network: no post is on two, so nothing is asked."""
    found = ground.of("network")
    for one in ground.strategy.accounts:
        estimate = found.get(one.network) or unknown("network", one.network)
        lack = "single" if ground.estimates and not found else ground.lack(estimate)
        yield belief("network", f"accounts.{one.id}", estimate, before=one.id, lack=lack,
                     scope=one.id)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """Hours [`first`, `end`) and what posts say of them."""

    first: int
    end: int
    estimate: Estimate


def hours(ground: Ground) -> Iterator[Belief]:
    """Hold the hours of each account against its posts: what may go is at either end."""
    blocks = [_block(e) for e in ground.of("hour").values()]
    blocks.sort(key=lambda one: one.first)
    for account in ground.strategy.accounts:
        yield _belief(ground, account, blocks)


def _block(estimate: Estimate) -> _Block:
    first, _, end = estimate.level.partition("-")
    return _Block(first=int(first), end=int(end) if end else int(first) + 1, estimate=estimate)


def _belief(ground: Ground, account: Presence, blocks: Sequence[_Block]) -> Belief:
    path, before = f"accounts.{account.id}.hours", written(account.hours)
    inside = [b for b in blocks if b.first < account.hours[1] and b.end > account.hours[0]]
    if not inside:
        estimate = unknown("hour", f"{account.hours[0]:02d}-{account.hours[1]:02d}")
        return belief("hour", path, estimate, before=before, lack="unseen", scope=account.id)
    for way in (_cut, _opened):
        if (found := way(ground, account, blocks)) is not None:
            return found
    open_ = [b.estimate for b in inside if ground.is_promising(b.estimate)]
    if open_:
        best = max(open_, key=lambda e: (e.multiplier, e.level))
        gain = _STEP * (best.multiplier - 1) * ground.share_of(account.id)
        return belief("hour", path, best, action="test", before=before, gain=gain,
                      touched=_STEP * ground.share_of(account.id), scope=account.id)  # fmt: skip
    clear = [b.estimate for b in inside if b.estimate.verdict in _CLEAR]
    told = max(clear or [b.estimate for b in inside], key=lambda e: (e.multiplier, e.n))
    lack = ground.lack(told) or ("inside" if told.verdict == "worse" else "")
    return belief("hour", path, told, before=before, lack=lack, scope=account.id)


def _cut(ground: Ground, account: Presence, blocks: Sequence[_Block]) -> Belief | None:
    """Leave out hours at either end that are clearly worse."""
    first, end = account.hours
    gone: list[_Block] = []
    for block in blocks:
        if block.first <= first < block.end and _is(ground, block, "worse"):
            first, gone = block.end, [*gone, block]
    for block in reversed(blocks):
        if block.first < end <= block.end and _is(ground, block, "worse"):
            end, gone = block.first, [*gone, block]
    if not gone or end - first < _least(ground, account, first, end):
        return None
    lost = [h for h in range(*account.hours) if not first <= h < end]
    share = ground.at(account.id, _levels(ground, lost, gone))
    weight = ground.share_of(account.id)
    told = max(gone, key=lambda b: (b.estimate.n, b.first)).estimate
    mean = sum(b.estimate.n * b.estimate.multiplier for b in gone) / sum(b.estimate.n for b in gone)
    rest = (1 - share * mean) / (1 - share) if share < 1 else 1.0
    gain = weight * (max(rest, mean) - 1)
    return belief("hour", f"accounts.{account.id}.hours", told, action="change",
                  before=written(account.hours), after=written((first, end)), gain=gain,
                  touched=weight * share, scope=account.id)  # fmt: skip


def _levels(ground: Ground, lost: Sequence[int], gone: Sequence[_Block]) -> list[tuple[str, str]]:
    """Name hours as counts do, or as effects do where nothing is counted."""
    if ground.counts:
        return [("hour", str(hour)) for hour in lost]
    return [("hour", block.estimate.level) for block in gone]


def _opened(ground: Ground, account: Presence, blocks: Sequence[_Block]) -> Belief | None:
    """Take in hours next to its own that are clearly better."""
    first, end = account.hours
    early = [b for b in blocks if b.first < first <= b.end and _is(ground, b, "better")]
    late = [b for b in blocks if b.first <= end < b.end and _is(ground, b, "better")]
    if not early and not late:
        return None
    first = early[0].first if early else first
    end = min(late[0].end, _DAY) if late else end
    told = max((*early, *late), key=lambda b: b.estimate.multiplier).estimate
    mix, weight = ground.of("hour"), ground.share_of(account.id)
    share = told.n / sum(e.n for e in mix.values())
    gain = weight * shifted(mix, told.level, min(share + _STEP, 1.0))
    return belief("hour", f"accounts.{account.id}.hours", told, action="change",
                  before=written(account.hours), after=written((first, end)), gain=gain,
                  touched=weight * _STEP, scope=account.id)  # fmt: skip


def _is(ground: Ground, block: _Block, verdict: str) -> bool:
    return block.estimate.verdict == verdict and not ground.lack(block.estimate)


def _least(ground: Ground, account: Presence, first: int, end: int) -> float:
    """Tell how many hours it needs: for its posts of a day, and for each series."""
    series = [
        one.hour
        for one in ground.strategy.series
        if one.hour is not None and (not one.networks or account.network in one.networks)
    ]
    if any(account.hours[0] <= hour < account.hours[1] and not first <= hour < end
           for hour in series):  # fmt: skip
        return _DAY + 1
    return max(_LEAST, (account.posts_per_day - 1) * account.min_gap_hours)
