"""A strategy to read: its parts, its networks, its text and its road map."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse

from balise.domain.ranking import Ranked
from balise.domain.team import Right
from balise.errors import StrategyMissingError
from balise.report import roadmap_forms
from balise.report.roadmap import Known, roadmap
from balise.strategy.ranking_words import ORDERED, STANDINGS, ground, points, sentences
from balise.web.access import needs, who_of
from balise.web.language import speech_of
from balise.web.pages.strategy import reading
from balise.web.pages.strategy.parsed import parsed, readable
from balise.web.render import page
from balise.web.site import site_of
from balise.words import Speech

_TYPES = {"html": "text/html; charset=utf-8", "pdf": "application/pdf"}
_REASONS = 4


@needs(Right.INSPECT)
def strategy(request: HttpRequest, brand: str) -> HttpResponse:
    """Show a strategy, or how to begin one."""
    s, space = speech_of(request), site_of(request).space
    versions = space.strategies(brand)
    may_edit = who_of(request).may(Right.EDIT, brand)
    if not versions:
        return page(request, "strategy/none.html", brand=brand, here="strategy", may_edit=may_edit)
    last, ours = versions[-1], readable(versions[-1].text)
    if ours is None and may_edit:
        return HttpResponseRedirect(reverse("strategy_text", kwargs={"brand": brand}))
    ours = ours or parsed(last.text)  # who may not mend it is told what is wrong with it
    parts = reading.shown(s, ours)
    return page(
        request,
        "strategy/view.html",
        brand=brand,
        here="strategy",
        is_made_up=space.is_made_up(brand),
        ours=ours,
        version=last,
        parts=parts,
        findings=sum(len(part.findings) for part in parts),
        ties=reading.ties(s, ours),
        may_edit=may_edit,
    )


@needs(Right.INSPECT)
def networks(request: HttpRequest, brand: str) -> HttpResponse:
    """Show the order of the networks: a part of the page, which comes after it."""
    s, site = speech_of(request), site_of(request)
    order = site.desk.ranking(brand, site.space.strategy(brand))
    most = max((one.high for one in order.ranked), default=1.0) or 1.0
    context = {
        "speech": s,
        "brand": brand,
        "lead": sentences(order, s)[0],
        "ordered": s.text(ORDERED),
        "rows": [_row(s, one, most) for one in order.ranked],
        "sources": list(_sources(order.ranked).items()),
    }
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(render_to_string("strategy/networks.html", context))
    return page(request, "strategy/networks_page.html", brand=brand, here="strategy", order=context)


def _row(s: Speech, one: Ranked, most: float) -> dict[str, object]:
    return {
        "code": one.name,
        "name": s.term("network", one.name),
        "first": s.percent(one.p_first),
        "points": points(one, s),
        "score": s.number(one.score),
        "range": f"{s.number(one.low)}–{s.number(one.high)}",
        "left": round(100 * one.low / most, 1),
        "middle": round(100 * one.score / most, 1),
        "width": round(100 * (one.high - one.low) / most, 1),
        "standing": s.text(STANDINGS[one.verdict]),
        "has_account": one.has_account,
        "reasons": [ground(each, s) for each in one.reasons[:_REASONS]],
    }


def _sources(ranked: tuple[Ranked, ...]) -> dict[str, str]:
    """Name the sources of all reasons, each once."""
    return {
        f"{one.publisher}, {one.title} ({one.year})": one.url
        for each in ranked
        for one in each.sources
    }


@needs(Right.INSPECT)
def file(request: HttpRequest, brand: str) -> HttpResponse:
    """Give the text, of the last version or of an earlier one."""
    versions = site_of(request).space.strategies(brand)
    if not versions:
        raise StrategyMissingError
    number = request.GET.get("version", "")
    found = versions[-1]
    if number:
        every = [one for one in versions if str(one.number) == number]
        if not every:
            raise Http404
        found = every[0]
    return _attached(found.text.encode(), "application/toml; charset=utf-8", "strategy.toml")


@needs(Right.INSPECT)
def road(request: HttpRequest, brand: str, form: str) -> HttpResponse:
    """Give the road map on one page."""
    if form not in _TYPES:
        raise Http404
    s, site = speech_of(request), site_of(request)
    ours = site.space.strategy(brand)
    known = Known(
        made=datetime.now(UTC).astimezone().date(), is_made_up=site.space.is_made_up(brand)
    )
    made = roadmap(ours, site.desk.ranking(brand, ours), known)
    content = roadmap_forms.render(made, language=s.language, form=form)
    return _attached(content, _TYPES[form], f"roadmap.{form}")


def _attached(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
