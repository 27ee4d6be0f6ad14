"""The brands that somebody sees: those that need a hand first."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from balise.domain.standing import Standing
from balise.domain.team import Right, Who
from balise.errands import STALE
from balise.web.access import Circle, needs, who_of
from balise.web.forms import read
from balise.web.language import speech_of
from balise.web.nav import address
from balise.web.pages.clients.forms import ReportsForm
from balise.web.pages.home.aims import chances
from balise.web.pages.portfolio.forms import SHOWN, PortfolioForm
from balise.web.paging import cut
from balise.web.render import page
from balise.web.site import site_of
from balise.web.to_do import ToDo, to_do
from balise.words import Speech, mark

_ON_A_PAGE = 25
_CHANCES = 4
_LABELS = {
    "": mark("All brands"),
    "now": mark("Something to do now"),
    "behind": mark("An objective behind"),
    "stale": mark("No fresh figures"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One brand: its objectives with their chances, its last figures, and what is to be done."""

    name: str
    address: str
    is_made_up: bool
    chances: Sequence[tuple[str, str, str, str]]
    more: int
    last_on: date | None
    tasks: tuple[ToDo, ...]
    count: str
    kinds: frozenset[str]

    @property
    def n_now(self) -> int:
        """Count what is to be done now."""
        return sum(one.urgency == 1 for one in self.tasks)


@needs(Circle.INSIDE)
def portfolio(request: HttpRequest) -> HttpResponse:
    """Show the brands; of one only its home, of none how to begin."""
    s, site, who = speech_of(request), site_of(request), who_of(request)
    asked = read(request, PortfolioForm).cleaned_data
    seen = who.sees(site.space.every_brand())
    if not seen:
        return redirect(reverse("start"))
    if len(seen) == 1:
        return redirect(address("home", seen[0]))
    every = list(_lines(s, who, site.board.standings(seen), site.board.clock()))
    found = [one for one in every if _is_asked(one, asked)]
    kept = [(key, asked[key]) for key in ("q", "show") if asked[key]]
    shown, place = cut(
        s,
        sorted(found, key=_rank),
        asked["page"],
        lambda n: f"{reverse('portfolio')}?{urlencode([*kept, ('page', n)])}",
        _ON_A_PAGE,
    )
    return page(
        request,
        "portfolio/portfolio.html",
        lines=shown,
        place=place,
        asked=asked,
        n=len(every),
        n_now=sum(1 for one in every if one.n_now),
        may_bring=who.is_master and who.scopes is None,
        reports=ReportsForm(speech=s) if any(who.may(Right.EDIT, one) for one in seen) else None,
        filters=[_filter(s, code, every, asked) for code in SHOWN],
    )


def _lines(s: Speech, who: Who, standings: Sequence[Standing], now: datetime) -> Iterator[Line]:
    for one in standings:
        told, tasks = chances(s, one), to_do(s, who, one, now)
        yield Line(
            name=s.term("brand", one.brand),
            address=address("home", one.brand),
            is_made_up=one.is_made_up,
            chances=told[:_CHANCES],
            more=max(len(told) - _CHANCES, 0),
            last_on=one.day_of(one.last_at) if one.last_at else None,
            tasks=tasks,
            count=s.plural(mark("{n} thing to do"), mark("{n} things to do"), len(tasks)),
            kinds=frozenset(_kinds(one, now)),
        )


def _kinds(one: Standing, now: datetime) -> Iterator[str]:
    """Name the filters that a brand answers to, but for what is to be done now."""
    if any(told.course == "behind" for told in one.outlooks):
        yield "behind"
    if one.last_at is None or now - one.last_at >= STALE:
        yield "stale"


def _is_asked(line: Line, asked: dict[str, str]) -> bool:
    is_named = _plain(asked["q"].strip()) in _plain(line.name)
    return is_named and _answers(line, asked["show"])


def _answers(line: Line, show: str) -> bool:
    return not show or (bool(line.n_now) if show == "now" else show in line.kinds)


def _plain(name: str) -> str:
    """Leave accents and capitals out: a name is found as it is typed."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(one for one in apart if not unicodedata.combining(one))


def _rank(line: Line) -> tuple[int, int, int, str]:
    """Put first what is most urgent, then what has most to do."""
    counts = [sum(one.urgency == level for one in line.tasks) for level in (1, 2, 3)]
    return -counts[0], -counts[1], -counts[2], _plain(line.name)


def _filter(
    s: Speech, code: str, every: Sequence[Line], asked: dict[str, str]
) -> tuple[str, str, int, bool]:
    """Give a filter: its address, its words, how many it leaves, and whether it is chosen."""
    said = [(key, value) for key, value in (("q", asked["q"]), ("show", code)) if value]
    where = reverse("portfolio") + (f"?{urlencode(said)}" if said else "")
    n = sum(_answers(one, code) for one in every)
    return where, s.text(_LABELS[code]), n, code == asked["show"]
