"""What was planned against what was done, what came of it, and what to change.

A look back reads every post: it is taken once and kept (`balise.web.board`). A page that has none
yet is shown at once, and asks for itself again with `wait`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from balise.domain.team import Right
from balise.errors import BaliseError
from balise.refine.answered import answered
from balise.refine.changes import shown
from balise.report.refined import Page, Told, page as said_of
from balise.report.review.decided_words import decision, went
from balise.report.review.rows import columns
from balise.report.review.words import page as review_of
from balise.strategy import Strategy
from balise.web.access import needs, who_of
from balise.web.board import Look
from balise.web.forms import read
from balise.web.language import speech_of
from balise.web.nav import address, ways
from balise.web.pages.home.views import person_of
from balise.web.pages.refine.bins import bins
from balise.web.pages.refine.cards import card, lines, said, split
from balise.web.pages.refine.forms import LookForm
from balise.web.pages.strategy.history import changed
from balise.web.render import page
from balise.web.site import site_of
from balise.web.works import Work, watched
from balise.words import Speech, mark

_TABS = (
    ("refine", mark("Proposals")),
    ("refine-done", mark("Plan and result")),
    ("refine-review", mark("Review")),
    ("refine-decided", mark("Decided")),
    ("refine-next", mark("Next strategy")),
)
Shown = Callable[[HttpRequest, str, Look], HttpResponse]


def _looked(tab: str) -> Callable[[Shown], Callable[[HttpRequest, str], HttpResponse]]:
    """Show a page of a look back, or what stands in its place until there is one."""

    def wrap(show: Shown) -> Callable[[HttpRequest, str], HttpResponse]:
        @wraps(show)
        def view(request: HttpRequest, brand: str) -> HttpResponse:
            site = site_of(request)
            if lacking := _lacking(request, brand):
                return _page(request, brand, tab, "refine/nothing.html", lacking=lacking)
            board = site.board
            look, is_fresh = board.glimpse(brand)
            if not is_fresh and _is_taken_here(request, brand):
                try:
                    look, is_fresh = board.look(brand), True
                except BaliseError as error:
                    said = speech_of(request).error(error)
                    return _page(request, brand, tab, "refine/nothing.html", error=said)
            if look is None:
                return _page(request, brand, tab, "refine/wait.html")
            response = show(request, brand, look)
            if is_fresh and request.headers.get("HX-Request"):  # waited for: it comes whole
                response.headers["HX-Refresh"] = "true"
            return response

        return view

    return wrap


def _is_taken_here(request: HttpRequest, brand: str) -> bool:
    """Tell whether to look back while one waits: where few posts are, and nobody else does it."""
    if _sends(request):
        return True
    site = site_of(request)
    return _waits(request) and not site.desk.is_large(brand) and not site.space.has_worker()


def _waits(request: HttpRequest) -> bool:
    return bool(read(request, LookForm).cleaned_data["wait"])


def _work(request: HttpRequest, brand: str, again: str) -> Work | None:
    """Have a worker look back where somebody waits for it, and tell how far that is."""
    if _sends(request) or not _waits(request):
        return None
    is_visit = not request.headers.get("HX-Request")
    job = site_of(request).board.begin(brand, by=who_of(request).name, anew=is_visit)
    return watched(request, job, again=again)


def _sends(request: HttpRequest) -> bool:
    return request.method == "POST"


def _lacking(request: HttpRequest, brand: str) -> str:
    """Name what there must be before one can look back."""
    space = site_of(request).space
    if brand not in space.brands():
        return "import"
    return "" if space.has_strategy(brand) else "strategy"


def _page(
    request: HttpRequest, brand: str, tab: str, template: str, **context: Any
) -> HttpResponse:
    s, who = speech_of(request), who_of(request)
    board = site_of(request).board
    asked = [(key, value) for key, value in request.GET.items() if key not in {"wait", "lang"}]
    again = f"{address(tab, brand)}?{urlencode([*asked, ('wait', '1')])}"
    is_old = not board.glimpse(brand)[1]
    is_told = "lacking" in context or "error" in context
    return page(
        request,
        template,
        brand=brand,
        here="refine",
        title=s.term("brand", brand),
        tabs=[(address(name, brand), s.text(label), name == tab) for name, label in _TABS],
        is_old=is_old,
        work=_work(request, brand, again) if is_old and not is_told else None,
        again=again,
        may_edit=who.may(Right.EDIT, brand),
        places={way.name: way.address for way in ways(speech_of(request), who, brand, "refine")},
        **context,
    )


@needs(Right.INSPECT)
@_looked("refine")
def refine(request: HttpRequest, brand: str, look: Look) -> HttpResponse:
    """Show what is proposed."""
    s, space = speech_of(request), site_of(request).space
    decisions, strategy = space.decisions(brand), space.strategy(brand)
    asked, rest = split(look.found.beliefs)
    cards = [card(s, one, strategy, decisions) for one in asked]
    return _page(
        request,
        brand,
        "refine",
        "refine/proposals.html",
        is_made_up=look.is_made_up,
        changes=[one for one in cards if one.action in {"change", "stop"}],
        tests=[one for one in cards if one.action == "test"],
        keeps=[one for one in cards if one.action == "keep"],
        rest=[card(s, one, strategy, decisions) for one in rest],
        told=_told(s, look, brand),
    )


def _told(s: Speech, look: Look, brand: str) -> Page:
    return said_of(
        Told(
            brand=brand,
            strategy=look.strategy,
            found=look.found,
            kpis=look.kpis,
            decisions=look.decisions,
            has_plan=look.has_plan,
            is_made_up=look.is_made_up,
        ),
        s.language,
    )


@needs(Right.INSPECT)
@_looked("refine-done")
def done(request: HttpRequest, brand: str, look: Look) -> HttpResponse:
    """Show what was planned against what was done, and what came of it."""
    told = _told(speech_of(request), look, brand)
    return _page(
        request,
        brand,
        "refine-done",
        "refine/done.html",
        told=told,
        drawn=bins(told.forecasts.picture),
        is_made_up=look.is_made_up,
    )


@needs(Right.INSPECT)
@_looked("refine-review")
def review(request: HttpRequest, brand: str, look: Look) -> HttpResponse:
    """Show the review of the period that ended last, and note that it was read."""
    s, site = speech_of(request), site_of(request)
    site.space.reviewed(brand, person_of(who_of(request)), now=site.board.clock())
    told = review_of(look.review, s.language)
    return _page(
        request,
        brand,
        "refine-review",
        "refine/review.html",
        told=told,
        drawn=bins(told.forecasts.picture),
        columns=columns(s),
        is_made_up=look.is_made_up,
    )


@needs(Right.INSPECT)
@_looked("refine-decided")
def decided(request: HttpRequest, brand: str, look: Look) -> HttpResponse:
    """List what was decided, the last first, with how each accepted change went.

    A proposal stands there once, by the last word on it, with what was said before.
    """
    s, space = speech_of(request), site_of(request).space
    followed = {one.decision.decision_id: one for one in look.found.follow_ups}
    rows = []
    for each in reversed(answered(space.decisions(brand))):
        one, before = each.decision, [said(s, earlier) for earlier in each.before]
        is_followed = one.decision_id in followed
        told = went(s, followed[one.decision_id]) if is_followed else decision(s, one)
        rows.append((told, one, is_followed, before))
    return _page(
        request, brand, "refine-decided", "refine/decided.html", rows=rows,
        is_made_up=look.is_made_up,
    )  # fmt: skip


@needs(Right.INSPECT, post=Right.EDIT)
@_looked("refine-next")
def following(request: HttpRequest, brand: str, look: Look) -> HttpResponse:
    """Show the strategy of the next period, and keep it where that is asked."""
    s, space = speech_of(request), site_of(request).space
    form = LookForm(request.POST) if _sends(request) else read(request, LookForm)
    starts = form.cleaned_data.get("starts") if form.is_valid() else None
    strategy = space.strategy(brand)
    try:
        text = site_of(request).board.following(look, strategy, starts)
        if _sends(request) and form.is_valid():
            made = space.keep_strategy(Strategy.parse(text), brand=brand, by=who_of(request).name)
            kept = s.text(mark("Kept as version {n} of the strategy."), n=made.number)
            messages.success(request, kept)
            return redirect(address("strategy", brand) or address("refine", brand))
    except BaliseError as error:
        text, failed = strategy.dump(), s.error(error)
    else:
        failed = "" if form.is_valid() else s.text(mark("A day is written as 2026-11-30."))
    return _page(
        request,
        brand,
        "refine-next",
        "refine/next.html",
        status=400 if failed else 200,
        starts=starts,
        changes=list(changed(s, strategy, Strategy.parse(text))),
        diff=lines(shown(strategy.dump(), text)),
        text=text,
        failed=failed,
        is_made_up=look.is_made_up,
    )
