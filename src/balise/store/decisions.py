"""What was said to proposals, kept so that it can be followed up."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from balise.domain.estimate import Estimate
from balise.domain.proposal import Proposal
from balise.domain.refinement import Decision
from balise.store import clean, models

_FIGURES = ("multiplier", "low", "high", "p_better")


def keep(alias: str, brand: str, given: Sequence[Decision]) -> int:
    """Keep decisions, each once by its id; gives how many were not known."""
    owner, _ = models.Brand.objects.using(alias).get_or_create(name=brand)
    rows = models.Decision.objects.using(alias)
    fresh = 0
    for one in given:
        # One by one: with many at once a database does not tell which it had.
        _row, is_new = rows.get_or_create(
            brand=owner,
            decision=clean.uid(one.decision_id),
            defaults={
                "decided_at": one.decided_at,
                "accepted": one.accepted,
                "by": clean.text(one.by),
                "strategy_number": one.strategy_number,
                "proposal": _as_json(one.proposal),
            },
        )
        fresh += is_new
    return fresh


def every(alias: str, brand: str) -> tuple[Decision, ...]:
    """Give all decisions, oldest first; of one moment, as they came in."""
    rows = models.Decision.objects.using(alias).filter(brand__name=brand)
    return tuple(
        Decision(
            decision_id=row.decision,
            decided_at=row.decided_at,
            accepted=row.accepted,
            by=row.by,
            proposal=_from_json(row.proposal),
            strategy_number=row.strategy_number,
        )
        for row in rows.order_by("decided_at", "id")
    )


def _as_json(proposal: Proposal) -> dict[str, Any]:
    """Give plain values; JSON has no NaN, and no database keeps a NUL."""
    return {key: _plain(value) for key, value in asdict(proposal).items()}


def _plain(value: Any) -> Any:
    match value:
        case dict():
            return {key: _plain(each) for key, each in value.items()}
        case float() if not math.isfinite(value):
            return None
        case str():
            return clean.text(value)
        case _:
            return value


def _from_json(said: Mapping[str, Any]) -> Proposal:
    estimate = {key: _known(key, value) for key, value in said["estimate"].items()}
    gain = said["expected_gain"]
    rest = {key: said[key] for key in ("path", "action", "before", "after")}
    return Proposal(
        **rest, estimate=Estimate(**estimate), expected_gain=math.nan if gain is None else gain
    )


def _known(key: str, value: Any) -> Any:
    return math.nan if key in _FIGURES and value is None else value
