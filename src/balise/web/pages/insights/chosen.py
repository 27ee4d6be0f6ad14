"""What a reader chose to see: topic, KPI, period, account; an objective sets two of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from balise.domain.strategy import Objective
from balise.report.roadmap_words import title
from balise.web import links
from balise.web.site import Site
from balise.words import Speech, capital, mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What the answers are narrowed to.

    `kpi`, `start` and `end` are those in force: of the address, else of the objective `aim`, unless
    the data cannot tell them.
    """

    brand: str
    topic: str
    kpi: str
    start: date | None
    end: date | None
    account: str
    aim: str
    objectives: tuple[Objective, ...]
    is_counted: bool = True
    is_begun: bool = True

    def address(self, **other: Any) -> str:
        """Write the address of the same choice with something else in it."""
        one = replace(
            self, **{{"objective": "aim"}.get(name, name): x for name, x in other.items()}
        )
        is_told = bool(one.aim) or other == {"objective": ""}  # the objective tells KPI and days
        return links.insights(
            one.brand,
            links.KPI if is_told else one.kpi,
            None if is_told else one.start,
            None if is_told else one.end,
            topic="" if one.topic == "overview" else one.topic,
            account=one.account,
            objective=one.aim,
        )

    def said(self, s: Speech) -> Iterator[str]:
        """Say what the objective is, and what of it the posts cannot tell."""
        aim = next((one for one in self.objectives if one.name == self.aim), None)
        if aim is None:
            return
        yield s.text(
            mark("Objective “{name}” ({stage}): {target} {kpi} from {start} to {end}."),
            name=title(aim.name),
            stage=s.term("stage", aim.stage),
            target=s.number(aim.target),
            kpi=s.term("metric", aim.kpi) if self.is_counted else aim.kpi,
            start=s.day(aim.starts),
            end=s.day(aim.ends),
        )
        if not self.is_counted:
            yield s.text(
                mark("No network counts “{kpi}”: posts are compared by {other} all the same."),
                kpi=aim.kpi,
                other=s.term("metric", self.kpi),
            )
        if not self.is_begun:
            yield capital(
                s.text(mark("its days are still to come: the last weeks that are known are shown."))
            )


def choose(site: Site, brand: str, asked: Mapping[str, Any]) -> Chosen:
    """Read what was asked for; an objective stands in for what the address leaves open."""
    strategy = site.desk.strategy(brand)
    chosen = Chosen(
        brand=brand,
        topic=asked["topic"],
        kpi=asked["kpi"] or links.KPI,
        start=asked["start"],
        end=asked["end"],
        account=asked["account"],
        aim=asked["objective"],
        objectives=tuple(strategy.objectives) if strategy else (),
    )
    aim = next((one for one in chosen.objectives if one.name == chosen.aim), None)
    return replace(chosen, aim="") if aim is None else _for(site, chosen, aim)


def _for(site: Site, chosen: Chosen, aim: Objective) -> Chosen:
    facts = site.desk.facts(chosen.brand)
    is_counted = aim.kpi in facts.kpis
    last = facts.last_day or aim.starts
    is_begun = aim.starts <= last
    start, end = (aim.starts, min(aim.ends, last)) if is_begun else (None, None)
    return replace(
        chosen,
        kpi=aim.kpi if is_counted else chosen.kpi,
        start=chosen.start or start,
        end=chosen.end or end,
        is_counted=is_counted,
        is_begun=is_begun,
    )
