"""Wishes that a plan could not meet whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from balise.domain.plan import OwnDraft, Shortfall
from balise.plan.model import Model
from balise.plan.solve import Solution


def shortfalls(
    problem: Model, solution: Solution, ready: Sequence[OwnDraft]
) -> tuple[Shortfall, ...]:
    """Tell which paces of phases were not met, and which drafts have no place."""
    paces = [
        Shortfall(
            code="phase-pace",
            what=f"{event}: {phase}",
            day=date.fromisoformat(day) if day else None,
            missing=round(solution.missed[column]),
        )
        for column, (_, event, phase, day) in problem.wishes.items()
        if column in solution.missed
    ]
    chosen = set(solution.chosen)
    drafts = [
        Shortfall(code="draft-unplaced", what=one.draft_id)
        for one in ready
        if not chosen.intersection(problem.ready.get(one.draft_id, ()))
    ]
    return (*paces, *drafts)
