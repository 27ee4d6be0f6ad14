"""The brands of the workspace: how each stands, and what to do next."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from balise.domain.ports import Ledger
from balise.errors import LearnError
from balise.report import Answers, sections, sentences as say
from balise.report.links import linked
from balise.report.markup import Child, Markup, el
from balise.report.sources import ORIGINAL, Link, Posts
from balise.web.language import speech_of
from balise.web.links import KPI, insights, link_of
from balise.web.render import page
from balise.web.site import Site, site_of
from balise.words import Speech, mark

_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One brand, in words."""

    name: str
    address: str
    is_made_up: bool
    figures: tuple[tuple[str, Child, str], ...]
    lead: Markup
    to_do: tuple[tuple[str, str, str], ...]


def home(request: HttpRequest) -> HttpResponse:
    """Show the brands, or how to begin."""
    s, site = speech_of(request), site_of(request)
    cards = [_card(s, site, brand) for brand in site.space.brands()]
    template = "home.html" if cards else "empty.html"
    return page(request, template, cards=cards, folder=site.shown, command=_command(s, site))


def _command(s: Speech, site: Site) -> str:
    """Write the command that brings exports into this workspace."""
    where = "" if site.is_default else f" --folder {shlex.quote(site.space.place)}"
    return f"balise import{where} {s.text(mark('YOUR-EXPORTS/'))}"


def _card(s: Speech, site: Site, brand: str) -> Card:
    ledger, link = site.desk.ledger(brand), link_of(brand, KPI)
    try:
        answers = site.desk.answers(brand, KPI)
    except LearnError as error:
        return _unlearnt(s, site, brand, error)
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
    )


def _unlearnt(s: Speech, site: Site, brand: str, error: LearnError) -> Card:
    """Show a brand from which nothing can be learnt yet, and why."""
    material = site.desk.archive(brand).material
    return Card(
        name=s.term("brand", brand),
        address=insights(brand),
        is_made_up=material.is_made_up,
        figures=(),
        lead=el("p", {}, s.error(error)),
        to_do=(),
    )


def _figures(
    s: Speech, answers: Answers, ledger: Ledger, link: Link
) -> Iterator[tuple[str, Child, str]]:
    """Give names, figures, and what is said beside them."""
    head = answers.head
    networks = s.listed([s.term("network", network) for network in head.networks])
    yield (
        s.text(mark("Posts")),
        linked(s.number(head.posts), Posts(states=ORIGINAL), link),
        s.text(mark("on {networks}"), networks=networks),
    )
    if ledger.last_at is not None:
        files = s.plural(mark("{n} file"), mark("{n} files"), ledger.files)
        yield s.text(mark("Last import")), s.day(ledger.last_at.date()), files
    if head.read_at is not None:
        yield s.text(mark("Figures read up to")), s.day(head.read_at.date()), ""
    if head.provenance is not None:
        made, model = head.provenance.made_at.date(), head.provenance.model
        said = s.text(mark("model {model}"), model=model)
        yield s.text(mark("Latest fit")), s.day(made), said
