"""The nouns of what a report tells besides posts: objectives, pillars, stages, competitors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from balise.domain.audit import Share
from balise.domain.estimate import Estimate
from balise.domain.kpi import Kpi
from balise.domain.plan import Outlook
from balise.domain.strategy import Objective
from balise.report.competition import Competition
from balise.report.funnel import Funnel


def is_of_posts(aim: Objective) -> bool:
    """Tell whether an objective is read from posts: neither a level nor an outcome is."""
    kpi = Kpi(name=aim.kpi, aggregate=aim.aggregate)
    return kpi.source != "outcome" and kpi.aggregate != "level"


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """One objective as the last plan tells it.

    Parameters
    ----------
    objective, told
        What is aimed at, and where it will stand.
    posts, planned
        Those of its time that are out, and those that are still to come.
    read
        Of those that are out, the ones whose figure of its KPI is known.
    """

    objective: Objective
    told: Outlook
    posts: int
    planned: int
    read: int

    @property
    def is_of_posts(self) -> bool:
        """Whether it is read from posts."""
        return is_of_posts(self.objective)

    @property
    def behind(self) -> int:
        """Count the posts behind what is told of it so far."""
        return self.read if self.is_of_posts else self.posts


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One pillar of the strategy.

    Parameters
    ----------
    name, wanted
        Which, and the share that the strategy asks for; `None` where it asks for none.
    planned
        Its share of the posts that the plan has in the days of the report; `None`: it has none.
    made
        Its share of the posts of the report whose pillar is known.
    did
        What its posts bring against a typical post; `None`: nothing is learnt of it.
    """

    name: str
    wanted: float | None
    planned: Share | None
    made: Share
    did: Estimate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pillars:
    """The pillars in the order of the strategy; `untold` posts have none of them."""

    themes: tuple[Theme, ...]
    told: int
    untold: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategic:
    """What is there to tell; a part without strategy, plan or competitor is left out.

    `told_at` is when the objectives were told.
    """

    aims: tuple[Aim, ...] = ()
    told_at: datetime | None = None
    pillars: Pillars | None = None
    funnel: Funnel | None = None
    competition: Competition | None = None

    @property
    def codes(self) -> frozenset[str]:
        """Those of `balise.domain.kept_report.PARTS` that are there."""
        there = {
            "objectives": bool(self.aims),
            "pillars": self.pillars is not None,
            "funnel": self.funnel is not None,
            "competitors": self.competition is not None,
        }
        return frozenset(code for code, is_there in there.items() if is_there)


NOTHING = Strategic()
