"""What is going to be published, and what it should bring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from balise.domain.estimate import Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One planned post. `propensity` is the chance with which it was drawn, 1 where it was not."""

    slot_id: str
    content_id: str
    network: str
    account: str
    publish_at: datetime
    kind: str
    pillar: str = ""
    cta: str = ""
    hashtags: tuple[str, ...] = ()
    objective: str = ""
    audience: str = ""
    series: str = ""
    phase: str = ""
    q05: float
    q50: float
    q95: float
    propensity: float = 1.0
    reason: str = ""
    alternatives: tuple[Mapping[str, str], ...] = ()
    experiment_id: str = ""
    arm: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """Where an objective will stand at its date; `p_reached` is NaN where it cannot be told."""

    objective: str
    target: float
    q05: float
    q50: float
    q95: float
    p_reached: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A calendar, how near the optimum it is proven to be, and what it promises."""

    slots: tuple[Slot, ...]
    objectives: tuple[Outlook, ...]
    optimality_gap: float
    violations: tuple[str, ...]
    strategy_hash: str
    provenance: Provenance
