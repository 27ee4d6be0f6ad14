"""The answers of a brand, topic by topic, with every number leading to the rows behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse

from balise.domain.team import Right
from balise.errors import (
    LearnError,
    PeriodError,
    RecordNotFoundError,
    Said,
)
from balise.report import html, sections
from balise.report.names import account as named, capital
from balise.report.one_account import own_link
from balise.report.roadmap_words import title
from balise.studying import Wanted
from balise.web import links
from balise.web.access import needs, who_of
from balise.web.assets import SCRIPTS
from balise.web.forms import read
from balise.web.language import speech_of
from balise.web.nav import address
from balise.web.pages.insights.chosen import Chosen, choose
from balise.web.pages.insights.forms import InsightsForm
from balise.web.pages.insights.grounds import grounds
from balise.web.pages.insights.learning import learning, status_of
from balise.web.pages.insights.topics import ALL, TOPICS, Told, parts
from balise.web.render import page
from balise.web.site import Site, site_of
from balise.words import Speech, mark
from balise.words.glossary import TERMS

_PERIODS = (28, 91, 364)
"""Days; whole weeks, so that two periods have the same days of the week."""
Choice = tuple[str, str, bool]


@needs(Right.SEE)
def insights(request: HttpRequest, brand: str) -> HttpResponse:
    """Answer what worked, by one KPI in one period."""
    s, site, asked = speech_of(request), site_of(request), read(request, InsightsForm).cleaned_data
    if brand not in site.space.brands():  # it has a strategy, and no figures yet
        imports = address("import", brand) if who_of(request).may(Right.EDIT, brand) else ""
        return page(request, "insights/nothing.html", brand=brand, here="insights", imports=imports)
    name = site.space.brand(brand)
    frame: dict[str, Any] = {"brand": name, "here": "insights", "title": s.term("brand", name)}
    chosen, lacking = _chosen(site, name, asked)
    if chosen is None or lacking is not None:
        return learning(request, name, lacking or Wanted(), frame)
    response = _answered(request, chosen, frame)
    if request.headers.get("HX-Request"):  # it was waited for: the page comes whole
        response.headers["HX-Refresh"] = "true"
    return response


def _answered(request: HttpRequest, chosen: Chosen, frame: dict[str, Any]) -> HttpResponse:
    s, site = speech_of(request), site_of(request)
    shown: dict[str, Any] = {**frame, **_chooser(s, site, chosen)}
    try:
        told = _told(request, site, chosen)
    except (LearnError, PeriodError, RecordNotFoundError) as error:
        status = status_of(error)
        return page(request, "insights/insights.html", status=status, error=s.error(error), **shown)
    return page(request, "insights/insights.html", **{**shown, **_shown(s, chosen, told)})


def _chosen(site: Site, brand: str, asked: dict[str, Any]) -> tuple[Chosen | None, Wanted | None]:
    """Read the choice, and tell what has to be learnt before it can be shown."""
    first = Wanted(kpi=asked["kpi"] or links.KPI)
    if not site.desk.is_learnt(brand, first, "answers"):
        return None, first
    chosen = choose(site, brand, asked)
    wanted = Wanted(kpi=chosen.kpi, start=chosen.start, end=chosen.end)
    if not site.desk.is_learnt(brand, wanted, *_kinds(chosen.topic)):
        return chosen, wanted
    if not _is_of(site, chosen):
        return chosen, None
    wanted = replace(wanted, account=chosen.account)
    is_there = site.desk.is_learnt(brand, wanted, *_kinds(chosen.topic))
    return chosen, None if is_there else wanted


def _kinds(topic: str) -> tuple[str, ...]:
    more = {"funnel": ("funnel",), "competitors": ("competition",), ALL: ("funnel", "competition")}
    return ("answers", *more.get(topic, ()))


def _is_of(site: Site, chosen: Chosen) -> bool:
    """Tell whether a brand has the account; small ones tell by themselves what they cannot."""
    if not site.desk.is_large(chosen.brand) or not chosen.account:
        return True
    return chosen.account in site.desk.answers(chosen.brand, chosen.kpi).head.accounts


def _told(request: HttpRequest, site: Site, chosen: Chosen) -> Told:
    """Gather what the topics are told from; rows are led to where they may be seen."""
    desk, name, kpi, account = site.desk, chosen.brand, chosen.kpi, chosen.account
    if account and account not in desk.answers(name, kpi).head.accounts:
        known = ", ".join(desk.answers(name, kpi).head.accounts)
        raise RecordNotFoundError(what=Said("account"), name=account, known=known)
    days = (chosen.start, chosen.end)
    answers = desk.answers_for(name, kpi, account, days) if account else desk.answers(
        name, kpi, *days
    )  # fmt: skip
    link = links.link_of(name, kpi) if who_of(request).may(Right.INSPECT, name) else None
    return Told(
        answers=answers,
        funnel=lambda: desk.funnel(name, kpi, account, days),
        rivals=lambda: desk.competition(name),
        link=link,
        own=own_link(link, account) if link and account else link,
        account=account,
        **_ways(request, name),
    )


def _ways(request: HttpRequest, brand: str) -> dict[str, str]:
    """Lead those who may change something to where they do what an answer lacks."""
    if not who_of(request).may(Right.EDIT, brand):
        return {}
    pages = {"tags": "tags", "grid": "import_grid", "imports": "import"}
    return {name: address(page_, brand) for name, page_ in pages.items()}


def _shown(s: Speech, chosen: Chosen, told: Told) -> dict[str, object]:
    answers, made = told.answers, parts(s, told, chosen.topic)
    drawn = tuple(figure for _, figures in made for figure in figures)
    span = answers.changed.now.span if answers.changed else None
    return {
        "is_made_up": answers.head.is_made_up,
        "about": sections.about(s, answers, told.own),
        "body": [part for part, _ in made],
        "grounds": list(grounds(s, answers, chosen.topic, told.account)),
        "charts": html.charts(s, drawn) if drawn else None,
        "scripts": SCRIPTS if drawn else (),
        "start": span.start if span else None,
        "end": span.end if span else None,
        "periods": list(_periods(s, chosen, span.start, span.end)) if span else [],
    }


def _chooser(s: Speech, site: Site, chosen: Chosen) -> dict[str, object]:
    """Give what the answers may be narrowed to, and what they are."""
    facts = site.desk.facts(chosen.brand)
    return {
        "kpis": _kpis(s, facts.kpis, chosen.kpi),
        "accounts": [(one, named(s, one), one == chosen.account) for one in facts.accounts],
        "chosen": chosen,
        "topics": [
            (chosen.address(topic=one.code), one.icon, s.text(one.name), one.code == chosen.topic)
            for one in TOPICS
        ],
        "whole": chosen.address(topic=ALL),
        "is_whole": chosen.topic == ALL,
        "objectives": [
            (chosen.address(objective="" if one.name == chosen.aim else one.name), title(one.name),
             one.name == chosen.aim)
            for one in chosen.objectives
        ],
        "aim": list(chosen.said(s)),
        "start": chosen.start,
        "end": chosen.end,
    }  # fmt: skip


def _kpis(s: Speech, known: tuple[str, ...], chosen: str) -> list[Choice]:
    """List the KPIs that have a name in the reader's language, and the one that was asked for."""
    shown = [kpi for kpi in known if ("metric", kpi) in TERMS or kpi == chosen]
    if chosen not in shown:
        shown.append(chosen)
    return [(kpi, capital(s.term("metric", kpi)), kpi == chosen) for kpi in shown]


def _periods(s: Speech, chosen: Chosen, start: date, end: date) -> Iterator[Choice]:
    """Offer periods that end on the same day."""
    for days in _PERIODS:
        first = end - timedelta(days=days - 1)
        where = chosen.address(objective="", start=first, end=end)
        yield where, s.text(mark("{n} weeks"), n=days // 7), first == start
