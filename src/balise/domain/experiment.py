"""A question put to the audience, written down before it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Experiment:
    """The design of a test; `digest` seals it as registered.

    `age_h` is the age in hours at which the KPI is read.
    """

    id: str
    question: str
    factor: str
    arms: tuple[str, ...]
    unit: str
    kpi: str
    age_h: float
    minimum_effect: float
    design: str
    stop_rule: str
    registered_at: datetime
    digest: str
