"""The posts behind a number: as a table, page by page, and as a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase

from balise.domain.ports import Trace
from balise.domain.post import KNOWS_HOUR
from balise.domain.team import Right
from balise.report.answers import format_of
from balise.report.best_worst import excerpt, web_address
from balise.report.elements import network
from balise.report.export_steps import format_said
from balise.report.markup import Markup
from balise.report.names import amount, capital, posts, when
from balise.report.rows import TracedPost
from balise.report.sentences import claim
from balise.report.sources import STATES, OnePost
from balise.studying import Wanted
from balise.web import links
from balise.web.access import needs
from balise.web.forms import read
from balise.web.language import speech_of
from balise.web.pages.insights.learning import learning
from balise.web.pages.rows import words
from balise.web.pages.rows.asked import Asked, ask, entries
from balise.web.pages.rows.csv import written
from balise.web.pages.rows.forms import ORDERS, RowsForm
from balise.web.paging import part_of
from balise.web.render import page
from balise.web.site import Site, site_of
from balise.words import Speech, mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One post of the table, in words."""

    when: str
    network: Markup
    kind: str
    text: str
    address: str
    url: str
    figure: str
    read_on: str
    file: str
    format: str
    state: str


@needs(Right.INSPECT)
def rows(request: HttpRequest, brand: str) -> HttpResponse:
    """Show the posts behind a number, and what was set aside."""
    s, site = speech_of(request), site_of(request)
    form = read(request, RowsForm)
    if (waiting := _waiting(request, brand, form)) is not None:
        return waiting
    asked = ask(site, brand, form)
    part, place = part_of(
        s, len(asked.rows), form.cleaned_data["page"], lambda number: asked.address(page=number)
    )
    response = page(
        request,
        "rows.html",
        brand=asked.brand,
        name=s.term("brand", asked.brand),
        here="rows",
        title=words.title(s, asked.behind),
        counted=posts(s, len(asked.rows)),
        kpi=capital(s.term("metric", asked.kpi)),
        is_made_up=site.space.is_made_up(asked.brand),
        sentences=list(_sentences(s, site, asked)),
        states=list(_states(s, asked)),
        orders=[
            (asked.address(order=order), s.text(words.ORDER_NAMES[order]), order == asked.order)
            for order in ORDERS
        ],
        lines=[_line(s, asked, *entry) for entry in entries(site, asked, asked.rows[part])],
        place=place,
        back=links.insights(asked.brand, asked.kpi),
        file=asked.address("table"),
    )
    if request.headers.get("HX-Request"):  # it was waited for: the page comes whole
        response.headers["HX-Refresh"] = "true"
    return response


def _waiting(request: HttpRequest, brand: str, form: RowsForm) -> HttpResponse | None:
    """Say that the posts are being looked through; None: they were already, or are few."""
    s, site, behind = speech_of(request), site_of(request), form.behind
    name, kpi = site.space.brand(brand), form.cleaned_data["kpi"]
    if site.desk.is_traced(name, behind, kpi):
        return None
    wanted = Wanted(kpi=kpi, start=behind.start, end=behind.end) if behind.is_unusual else Wanted()
    frame = {"brand": name, "here": "rows", "title": s.term("brand", name)}
    return learning(request, name, wanted, frame)


@needs(Right.INSPECT)
def table(request: HttpRequest, brand: str) -> HttpResponseBase:
    """Give the posts behind a number as a file."""
    site, form = site_of(request), read(request, RowsForm)
    name, kpi = site.space.brand(brand), form.cleaned_data["kpi"]
    if not site.desk.is_traced(name, form.behind, kpi):  # the page tells how far it is
        pairs = (*links.asked(form.behind), *links.judged(kpi))
        return HttpResponseRedirect(links.address("rows", name, *pairs))
    asked = ask(site, brand, form)
    lines = written(entries(site, asked, asked.rows), asked.kpi)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="balise-rows.csv"'
    return response


def _sentences(s: Speech, site: Site, asked: Asked) -> Iterator[str]:
    """Say what the posts are behind of, and which days."""
    if asked.behind.levels:
        found = words.estimate(site.desk.told(asked.brand, asked.kpi), asked.behind)
        if found is not None:
            yield claim(s, found)
    if said := words.when(s, asked.behind):
        yield said
    if asked.behind.stage:
        yield words.staged(s, asked.behind.stage)
    if asked.behind.is_unusual:
        yield s.text(mark("Only posts outside the interval in which 9 in 10 were expected."))


def _states(s: Speech, asked: Asked) -> Iterator[tuple[str, str, str, bool]]:
    """Count the posts in each state, those that the number counts first."""
    wanted = asked.behind.states
    for state in sorted(STATES, key=lambda state: state not in wanted):
        n = asked.trail.counts[state]
        if n or wanted == (state,):
            where = asked.address(behind=replace(asked.behind, states=(state,)))
            yield where, s.number(n), s.text(words.STATE_NAMES[state]), state in wanted


def _line(s: Speech, asked: Asked, row: TracedPost, trace: Trace | None) -> Line:
    post, unit = row.post, format_of(asked.kpi)
    return Line(
        when=when(s, row.at, with_hour=post.precision in KNOWS_HOUR),
        network=network(s, post.network),
        kind=s.term("kind", post.kind),
        text=excerpt(post.text or post.title) or s.text(mark("(no text)")),
        address=links.link_of(asked.brand, asked.kpi)(OnePost(uid=post.uid)),
        url=web_address(post.url),
        figure=s.text(mark("not known")) if row.figure is None else amount(s, row.figure, unit),
        read_on=s.day(trace.reading.as_of.date()) if trace else "",
        file=trace.file if trace else "",
        format=format_said(s, trace.reading.source) if trace else "",
        state=s.text(words.ONE[row.state]) if words.ONE[row.state] else "",
    )
