"""Rules of pieces: what a team can make, what one piece may serve, the user's own drafts."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from balise.domain.plan import Breach, OwnDraft, Slot
from balise.domain.strategy import Adaptation
from balise.plan.rules_laid import ROUNDING, Laid, Placed

_HOUR = 3_600
_Copies = list[tuple[Placed, Slot]]


def _pieces(laid: Laid) -> dict[str, _Copies]:
    """Give the copies of each piece, in order of time; one that was out already comes first."""
    found: dict[str, _Copies] = defaultdict(list)
    for one in sorted(laid.posts, key=lambda one: (one.at, one.is_ours)):
        if one.slot is not None and one.slot.content_id:
            found[one.slot.content_id].append((one, one.slot))
    return found


def capacity(laid: Laid) -> Iterator[Breach]:
    """Rule 6: pieces of a kind made in a week, fractions adding up over the weeks."""
    limits = laid.strategy.capacity
    if not limits:
        return
    made = Counter((one.week, one.kind) for one in laid.past)
    ours: set[tuple[int, str]] = set()
    for copies in _pieces(laid).values():
        first = copies[0][0]
        if any(slot.draft for _, slot in copies):
            continue
        made[first.week, first.kind] += 1
        if first.is_ours:
            ours.add((first.week, first.kind))
    for week, day in laid.starts():
        for kind in sorted(kind for at, kind in ours if at == week):
            limit = _makes(limits.get(kind, 0.0), week)
            if made[week, kind] > limit:
                yield Breach(
                    rule="capacity",
                    what=kind,
                    day=day,
                    params={"kind": kind, "found": made[week, kind], "limit": limit},
                )


def _makes(pieces: float, week: int) -> float:
    """Give the pieces of a kind that a week may have; a week is counted from 0."""
    if not math.isfinite(pieces):
        return math.inf if pieces > 0 else 0.0
    return math.floor(pieces * (week + 1) + ROUNDING) - math.floor(pieces * week + ROUNDING)


def copies(laid: Laid) -> Iterator[Breach]:
    """Rule 7: one piece is used once, or on the networks of an adaptation, apart in time."""
    for name, its in _pieces(laid).items():
        if len(its) == 1 or not any(one.is_ours for one, _ in its):
            continue
        last = next(one for one, _ in reversed(its) if one.is_ours)
        if len({(slot.kind, slot.pillar) for _, slot in its}) > 1:
            yield last.breach("copies-differ", piece=name)
        networks = [slot.network for _, slot in its]
        if len(set(networks)) < len(networks):
            yield last.breach("copies-network", piece=name)
            continue
        entries = _entries(laid.strategy.adaptations, its)
        if not entries:
            yield last.breach("copies", piece=name, networks=", ".join(networks))
            continue
        yield from _close(its, min(entry.lag_hours for entry in entries), name)


def _entries(adaptations: Sequence[Adaptation], its: _Copies) -> list[Adaptation]:
    return [
        entry
        for entry in adaptations
        if all(slot.kind == entry.kind and slot.network in entry.networks for _, slot in its)
    ]


def _close(its: _Copies, lag: float, name: str) -> Iterator[Breach]:
    for (before, _), (after, _) in pairwise(its):
        hours = (after.at - before.at).total_seconds() / _HOUR
        if hours < lag - ROUNDING and (before.is_ours or after.is_ours):
            late = after if after.is_ours else before
            yield late.breach("copies-lag", piece=name, found=hours, limit=lag)


def drafts(laid: Laid) -> Iterator[Breach]:
    """Rule 12: a draft of the user stands at most once, on its account, as itself, in its days."""
    known = {one.draft_id: one for one in laid.drafts}
    used = Counter(one.slot.draft for one in laid.posts if one.slot is not None)
    for one, slot in laid.ours:
        if not slot.draft:
            continue
        if used[slot.draft] > 1:
            yield one.breach("draft-twice", draft=slot.draft)
        draft = known.get(slot.draft)
        if draft is None:
            yield one.breach("draft", draft=slot.draft)
        else:
            yield from _as_it_is(one, slot, draft)


def _as_it_is(one: Placed, slot: Slot, draft: OwnDraft) -> Iterator[Breach]:
    home = f"{draft.network}:{draft.account}"
    if one.account != home:
        yield one.breach("draft-account", draft=draft.draft_id, wanted=home)
    if slot.kind != draft.kind:
        yield one.breach("draft-kind", draft=draft.draft_id, kind=slot.kind, wanted=draft.kind)
    day = one.local.date()
    if draft.earliest is not None and day < draft.earliest:
        yield one.breach("draft-early", draft=draft.draft_id, limit=draft.earliest)
    if draft.latest is not None and day > draft.latest:
        yield one.breach("draft-late", draft=draft.draft_id, limit=draft.latest)
