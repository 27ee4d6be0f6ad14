"""The parts of a strategy held against one another."""

from __future__ import annotations

from balise.strategy import dates, kpis, limits, names
from balise.strategy.parts import Parts

_CHECKS = (
    names.twice,
    names.references,
    names.circles,
    kpis.kpis,
    dates.dates,
    limits.rhythm,
    limits.shares,
    limits.hashtags,
    limits.capacity,
    limits.series,
    limits.budget,
    limits.values,
)


def check(parts: Parts) -> None:
    """Tell whatever does not go together."""
    for one in _CHECKS:
        one(parts)
