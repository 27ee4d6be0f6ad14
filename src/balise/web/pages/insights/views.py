"""The answers of a brand, with every number leading to the rows behind it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse

from balise.errors import KpiUnknownError, LearnError, PeriodError
from balise.report import Answers, html, sections
from balise.report.names import capital
from balise.web import links
from balise.web.assets import SCRIPTS
from balise.web.forms import read
from balise.web.language import speech_of
from balise.web.pages.insights.forms import InsightsForm
from balise.web.render import page
from balise.web.site import site_of
from balise.words import Speech, mark
from balise.words.glossary import TERMS

_PERIODS = (28, 91, 364)
"""Days; whole weeks, so that two periods have the same days of the week."""
Choice = tuple[str, str, bool]


def insights(request: HttpRequest, brand: str) -> HttpResponse:
    """Answer what worked, by one KPI in one period."""
    s, site, asked = speech_of(request), site_of(request), read(request, InsightsForm).cleaned_data
    name = site.space.brand(brand)
    kpi, start, end = asked["kpi"], asked["start"], asked["end"]
    chooser = {
        "brand": name,
        "here": "insights",
        "title": s.term("brand", name),
        "kpis": _kpis(s, site.desk.archive(name).kpis, kpi),
        "start": start,
        "end": end,
    }
    try:
        answers = site.desk.answers(name, kpi, start, end)
    except (LearnError, PeriodError) as error:
        status = 400 if isinstance(error, KpiUnknownError | PeriodError) else 200
        return page(request, "insights.html", status=status, error=s.error(error), **chooser)
    return page(request, "insights.html", **{**chooser, **_shown(s, answers)})


def _shown(s: Speech, answers: Answers) -> dict[str, object]:
    head = answers.head
    link = links.link_of(head.brand, head.kpi)
    body, drawn = html.main(s, answers, link)
    span = answers.changed.now.span if answers.changed else None
    return {
        "is_made_up": head.is_made_up,
        "about": sections.about(s, answers, link),
        "contents": html.contents(s, answers),
        "body": body,
        "charts": html.charts(s, drawn) if drawn else None,
        "scripts": SCRIPTS if drawn else (),
        "start": span.start if span else None,
        "end": span.end if span else None,
        "periods": list(_periods(s, answers, span.start, span.end)) if span else [],
    }


def _kpis(s: Speech, known: tuple[str, ...], chosen: str) -> list[Choice]:
    """List the KPIs that have a name in the reader's language, and the one that was asked for."""
    shown = [kpi for kpi in known if ("metric", kpi) in TERMS or kpi == chosen]
    if chosen not in shown:
        shown.append(chosen)
    return [(kpi, capital(s.term("metric", kpi)), kpi == chosen) for kpi in shown]


def _periods(s: Speech, answers: Answers, start: date, end: date) -> Iterator[Choice]:
    """Offer periods that end on the same day."""
    for days in _PERIODS:
        first = end - timedelta(days=days - 1)
        where = links.insights(answers.head.brand, answers.head.kpi, first, end)
        yield where, s.text(mark("{n} weeks"), n=days // 7), first == start
