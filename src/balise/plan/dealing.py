"""Deal the roles that the model counted to the posts that it chose."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from balise.plan.choices import Choice
from balise.plan.model import Model
from balise.plan.roles import Role
from balise.plan.solve import Solution


class Dealt(NamedTuple):
    """A chosen post with its role."""

    choice: Choice
    role: Role


def deal(model: Model, solution: Solution) -> Iterator[Dealt]:
    """Give each chosen post its role: as often as the model says, and evenly over time."""
    chosen = set(solution.chosen)
    for lot, columns in zip(model.lots, model.dealt, strict=True):
        mine = sorted(
            (model.choices[i] for i in lot.members if i in chosen), key=lambda one: one.at
        )
        counts = [round(solution.columns[column]) for column in columns]
        dealt = [0] * len(counts)
        for n, choice in enumerate(mine, start=1):
            lag = [counts[r] * n / len(mine) - dealt[r] for r in range(len(counts))]
            best = max(range(len(counts)), key=lambda r: (dealt[r] < counts[r], lag[r]))
            dealt[best] += 1
            yield Dealt(choice, lot.roles[best])
