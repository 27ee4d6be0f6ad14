"""Pieces that stand on some of their networks already: the others take copies of them still.

A copy needs no piece of the team's own any more. Without them a plan whose approved posts have
used up the week's pieces would have no post left for the other networks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from balise.domain.plan import Slot
from balise.domain.strategy import Adaptation, Strategy
from balise.plan.horizon import Horizon

Place = tuple[str, int]
"""A kind of post, and a week of the plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A piece with a copy that stands, and where else it may go: see `Adaptation`."""

    name: str
    pillar: str
    networks: frozenset[str]
    times: tuple[datetime, ...]
    entry: Adaptation

    def takes(self, network: str, at: datetime) -> bool:
        """Tell whether a copy may go to a network at a time."""
        lag = timedelta(hours=self.entry.lag_hours)
        return (
            network in self.entry.networks
            and network not in self.networks
            and all(abs(at - one) >= lag for one in self.times)
        )


def begun(
    strategy: Strategy, horizon: Horizon, kept: Sequence[Slot]
) -> Mapping[Place, Sequence[Begun]]:
    """Find the pieces of slots that stand, by kind and the week of their first copy."""
    pieces: dict[str, list[Slot]] = defaultdict(list)
    for slot in sorted(kept, key=lambda one: one.publish_at):
        pieces[slot.content_id].append(slot)
    found: dict[Place, list[Begun]] = defaultdict(list)
    for name, its in pieces.items():
        one = _begun(strategy, name, its)
        if one:
            found[its[0].kind, horizon.week(its[0].local_at.date())].append(one)
    return found


def _begun(strategy: Strategy, name: str, its: Sequence[Slot]) -> Begun | None:
    """Give a piece whose copies agree, as an adaptation has it; a draft is one's own."""
    entry = adapted(strategy, its[0].network, its[0].kind)
    alike = len({(one.kind, one.pillar) for one in its}) == 1
    if not entry or not alike or not name or any(one.draft for one in its):
        return None
    networks = frozenset(one.network for one in its)
    return Begun(
        name=name,
        pillar=its[0].pillar,
        networks=networks,
        times=tuple(one.publish_at for one in its),
        entry=entry,
    )


def adapted(strategy: Strategy, network: str, kind: str) -> Adaptation | None:
    """Give the adaptation by which a piece of a kind serves a network beside others."""
    there = {one.network for one in strategy.accounts}
    for one in strategy.adaptations:
        if one.kind == kind and network in one.networks:
            return one if len(there & set(one.networks)) > 1 else None
    return None
