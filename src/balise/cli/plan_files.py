"""The files that a plan is written to: road map, brief of the week, and what others read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from balise import handoff
from balise.cli.printing import keep, speech, stderr
from balise.domain.plan import Plan
from balise.plan.briefs import briefs
from balise.report import planned
from balise.report.roadmap import Known
from balise.report.week import Said
from balise.report.week_forms import render as week_page
from balise.strategy import Strategy
from balise.words import mark
from balise.workspace import Workspace

ROAD, BRIEF, FILES = (
    mark("The road map of the plan: {path}"),
    mark("The brief of the first week: {path}"),
    mark("The plan for others: {path}"),
)
FORMS = ("pdf", *handoff.FORMS)
"""What a plan can be written as beside its pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Whose plan is written, in which language and forms."""

    language: str
    brand: str | None = None
    forms: tuple[str, ...] = ()
    template: Path | None = None
    is_made_up: bool = False


def write(
    space: Workspace, plan: Plan, strategy: Strategy, wanted: Wanted
) -> list[tuple[str, Path]]:
    """Write the pages and all forms that are asked for; gives each file with what it is."""
    return [*_pages(space, plan, strategy, wanted), *_others(space, plan, strategy, wanted)]


def _pages(
    space: Workspace, plan: Plan, strategy: Strategy, wanted: Wanted
) -> Iterator[tuple[str, Path]]:
    folder, ranking = space.folder, space.ranking(strategy, wanted.brand)
    known = Known(made=date.today(), is_made_up=wanted.is_made_up)  # noqa: DTZ011 - the user's day
    told = Said(
        strategy=strategy,
        starts=plan.starts or known.made,
        made=known.made,
        is_prior=plan.prior,
        is_made_up=wanted.is_made_up,
    )
    cards = briefs(strategy, plan.slots, language=wanted.language)
    for form in ("html", *(["pdf"] if "pdf" in wanted.forms else [])):
        road, brief = folder / f"plan.{form}", folder / f"brief.{form}"
        keep(
            road,
            planned.render(
                plan, strategy, language=wanted.language, form=form, ranking=ranking, known=known
            ),
        )
        yield ROAD, road
        keep(brief, week_page(cards, told, language=wanted.language, form=form))
        yield BRIEF, brief


def _others(
    space: Workspace, plan: Plan, strategy: Strategy, wanted: Wanted
) -> Iterator[tuple[str, Path]]:
    cards = briefs(strategy, plan.slots, language=wanted.language)
    texts = space.texts(wanted.brand)
    for form in wanted.forms:
        if form == "pdf":
            continue
        more: dict[str, Any] = {"texts": texts}
        if wanted.template:
            more["template"] = wanted.template.read_bytes()
        if form == "ics":
            more |= space.calendar(wanted.brand)
        files = handoff.hand_off(
            plan, cards, form=form, language=wanted.language, now=datetime.now(UTC), **more
        )
        for one in files:
            for finding in one.findings:
                stderr().print(speech(wanted.language).finding(finding), markup=False)
            if one.rows:
                path = space.folder / "hand-off" / one.name
                keep(path, one.data)
                yield FILES, path
