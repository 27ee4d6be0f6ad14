"""The brands of the workspace: how each stands, and what to do next."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from balise.domain.ports import Ledger
from balise.errors import LearnError
from balise.report import Answers, elements, html, sections, sentences as say
from balise.report.figures import Figure
from balise.report.links import linked
from balise.report.markup import Child, Markup, el
from balise.report.sources import ORIGINAL, Link, Posts
from balise.web.assets import SCRIPTS
from balise.web.forms import read
from balise.web.language import speech_of
from balise.web.links import KPI, address, insights, link_of
from balise.web.pages.home.forms import HomeForm
from balise.web.paging import cut
from balise.web.render import page
from balise.web.site import Site, site_of
from balise.words import Speech, mark

_SHOWN = 3
_ON_A_PAGE = 10
"""Brands of a page: each is learnt from when it is shown for the first time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One brand, in words."""

    name: str
    address: str
    is_made_up: bool
    figures: tuple[tuple[str, Child, Child], ...]
    lead: Markup
    to_do: tuple[tuple[str, str, str], ...] = ()
    chart: str = ""
    drawn: tuple[Figure, ...] = ()


def home(request: HttpRequest) -> HttpResponse:
    """Show the brands, or how to begin."""
    s, site = speech_of(request), site_of(request)
    number = read(request, HomeForm).cleaned_data["page"]
    shown, place = cut(
        s, site.space.brands(), number, lambda n: f"{reverse('home')}?page={n}", _ON_A_PAGE
    )
    cards = [_card(s, site, brand, chart) for chart, brand in enumerate(shown, 1)]
    drawn = [figure for card in cards for figure in card.drawn]
    return page(
        request,
        "home.html" if cards else "empty.html",
        cards=cards,
        place=place,
        folder=site.shown,
        command=_command(s, site),
        charts=html.charts(s, drawn) if drawn else None,
        scripts=SCRIPTS if drawn else (),
    )


def _command(s: Speech, site: Site) -> str:
    """Write the command that brings exports into this workspace."""
    where = "" if site.is_default else f" --folder {shlex.quote(site.space.place)}"
    return f"balise import{where} {s.text(mark('YOUR-EXPORTS/'))}"


def _card(s: Speech, site: Site, brand: str, number: int) -> Card:
    ledger, link = site.desk.ledger(brand), link_of(brand, KPI)
    try:
        answers = site.desk.answers(brand, KPI)
    except LearnError as error:
        return _unlearnt(s, site, brand, error)
    drawn = tuple(
        replace(figure, id=f"{figure.id}-{number}")
        for figure in sections.changed(s, answers, link)[1]
    )
    return Card(
        name=s.term("brand", brand),
        address=insights(brand),
        is_made_up=answers.head.is_made_up,
        figures=tuple(_figures(s, answers, ledger, link)),
        lead=sections.summary(s, answers, link),
        to_do=tuple(
            (each.action, sections.chip(s, each.action), say.to_do(s, each))
            for each in answers.decisions[:_SHOWN]
        ),
        chart=Markup("".join(elements.figure(s, figure, link) for figure in drawn)),
        drawn=drawn,
    )


def _unlearnt(s: Speech, site: Site, brand: str, error: LearnError) -> Card:
    """Show a brand from which nothing can be learnt yet, and why."""
    material = site.desk.archive(brand).material
    return Card(
        name=s.term("brand", brand),
        address=insights(brand),
        is_made_up=material.is_made_up,
        figures=tuple(_imports(s, brand, site.desk.ledger(brand))),
        lead=el("p", {"class": "lead"}, s.error(error)),
    )


def _figures(
    s: Speech, answers: Answers, ledger: Ledger, link: Link
) -> Iterator[tuple[str, Child, Child]]:
    """Give names, figures, and what is said beside them."""
    head = answers.head
    networks = s.listed([s.term("network", network) for network in head.networks])
    yield (
        s.text(mark("Posts")),
        linked(s.number(head.posts), Posts(states=ORIGINAL), link),
        s.text(mark("on {networks}"), networks=networks),
    )
    yield from _imports(s, head.brand, ledger)
    if head.read_at is not None:
        yield s.text(mark("Figures read up to")), s.day(head.read_at.date()), ""
    if head.provenance is not None:
        made, model = head.provenance.made_at.date(), head.provenance.model
        said = s.text(mark("model {model}"), model=model)
        yield s.text(mark("Latest fit")), s.day(made), said


def _imports(s: Speech, brand: str, ledger: Ledger) -> Iterator[tuple[str, Child, Child]]:
    """Say when files came in last, and lead to them."""
    if ledger.last_at is not None:
        said = s.plural(mark("{n} file"), mark("{n} files"), ledger.files)
        files = el("a", {"class": "rows", "href": address("files", brand)}, said)
        yield s.text(mark("Last import")), s.day(ledger.last_at.date()), files
