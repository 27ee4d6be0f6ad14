"""What a plan and its forecast ask to be learnt, told as it goes on."""

from __future__ import annotations

from contextlib import suppress

from balise.errors import LearnError
from balise.strategy import Strategy
from balise.studying import LEARNING
from balise.worker.telling import Teller
from balise.workspace import Workspace


def learn_aims(space: Workspace, brand: str, strategy: Strategy, tell: Teller) -> None:
    """Keep the fits that the objectives ask for, so that whoever waits sees how far it is."""
    if brand not in space.brands():
        return
    kpis = tuple(dict.fromkeys(["engagement", *(aim.kpi for aim in strategy.objectives)]))
    for n, kpi in enumerate(kpis):
        tell(LEARNING, n, len(kpis))
        with suppress(LearnError):  # what follows from it is said with what was asked for
            space.learn(brand, kpi=kpi)
