"""Ten questions, one on a screen; then what they make, and the first calendar."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.loader import render_to_string
from django.urls import reverse

from balise.domain.team import Right
from balise.errors import StrategyError
from balise.report.roadmap_drawn import made as drawn
from balise.strategy.interview import Step
from balise.web.access import Circle, forbidden, needs, who_of
from balise.web.language import speech_of
from balise.web.pages.calendar.made import begin
from balise.web.pages.start import fields, forms, why
from balise.web.pages.start.people import lacking, unnamed
from balise.web.pages.start.shown import Screen, screen, summary, told_of
from balise.web.pages.start.state import (
    SUMMARY,
    State,
    StuckError,
    after,
    nothing_known,
    step_of,
    texts_of,
)
from balise.web.render import page
from balise.web.site import site_of
from balise.words import Speech

_WEEKS = 4


def state_of(request: HttpRequest, given: QueryDict) -> State | None:
    """Read the answers so far; None where the one who asks may not begin this brand."""
    site, who, brand = site_of(request), who_of(request), given.get("brand", "")
    texts, language = texts_of(given), speech_of(request).language
    if not brand:
        return State(language=language, texts=texts) if who.is_master else None
    if not who.may(Right.EDIT, brand) or brand not in site.space.every_brand():
        return None
    is_new = brand not in site.space.brands()
    known = nothing_known() if is_new else site.desk.background(brand, language)
    return State(language=language, texts={"name": brand, **texts}, brand=brand, known=known)


@needs(Circle.INSIDE)
def question(request: HttpRequest) -> HttpResponse:
    """Ask a question, or take its answer and lead to the next."""
    state = state_of(request, request.GET)
    if state is None:
        return forbidden(request)
    name = request.GET.get("step", "")
    if name == SUMMARY:
        return _summed(request, state)
    step = step_of(name)
    if request.GET.get("answered") != step.name:
        return _shown(request, state, step)
    text = fields.text_of(step.name, request.GET)
    if wrong := _wrong(request, state, step, text):
        return _shown(request, state, step, wrong=wrong)
    return HttpResponseRedirect(state.having(step.name, text).address(after(step.name)))


@needs(Circle.INSIDE)
def check(request: HttpRequest) -> HttpResponse:
    """Say how an answer is understood while it is written."""
    state = state_of(request, request.GET)
    if state is None:
        return forbidden(request)
    step = step_of(request.GET.get("step", ""))
    text = fields.text_of(step.name, request.GET)
    wrong = _wrong(request, state, step, text)
    said = "" if wrong else _understood(speech_of(request), state, step, text)
    context = {"speech": speech_of(request), "wrong": wrong, "understood": said}
    return HttpResponse(render_to_string("start/said.html", context))


@needs(Circle.INSIDE, post=Circle.INSIDE)
def made(request: HttpRequest) -> HttpResponse:
    """Keep the strategy, have four weeks planned, and lead to how far that is."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("start"))
    state = state_of(request, request.POST)
    if state is None:
        return forbidden(request)
    space = site_of(request).space
    try:
        answers = state.until(SUMMARY)
        strategy, _road = drawn(answers, state.known)
    except (StuckError, StrategyError):
        return _summed(request, state)
    brand = state.brand or forms.name_of(answers.name)
    is_taken = not state.brand and brand in space.every_brand()
    if not brand or is_taken or unnamed(answers, speech_of(request)):
        return _summed(request, state)
    space.keep_strategy(strategy, brand=brand, by=who_of(request).name)
    return HttpResponseRedirect(begin(request, brand, weeks=_WEEKS))


def _shown(
    request: HttpRequest, state: State, step: Step, *, wrong: str = "", status: int = 200
) -> HttpResponse:
    """Show a question; where an answer before it cannot be used, that one."""
    s = speech_of(request)
    try:
        answers = state.until(step.name)
    except StuckError as stuck:
        return _shown(request, state, step_of(stuck.name), wrong=s.error(stuck.error), status=400)
    if not wrong and step.name in state.texts:
        try:
            answers = state.take(step, answers, state.texts[step.name])
        except StuckError as stuck:
            wrong = s.error(stuck.error)
    seen = screen(s, state, step.name, answers)
    if request.GET.get("answered") == step.name and wrong:
        seen = seen.as_given(request.GET, s)
    return _page(request, seen, wrong, 400 if wrong else status)


def _page(request: HttpRequest, seen: Screen, wrong: str, status: int) -> HttpResponse:
    return page(request, "start/question.html", status=status, screen=seen, wrong=wrong)


def _summed(request: HttpRequest, state: State) -> HttpResponse:
    """Show what the answers make."""
    s = speech_of(request)
    try:
        answers = state.until(SUMMARY)
    except StuckError as stuck:
        return _shown(request, state, step_of(stuck.name), wrong=s.error(stuck.error))
    wrong = _unfit_name(request, state, answers.name)
    if wrong:
        return _shown(request, state, step_of("name"), wrong=wrong)
    if wrong := unnamed(answers, s):
        return _shown(request, state, step_of("accounts"), wrong=wrong)
    return page(request, "start/summary.html", shown=summary(s, state, answers))


def _wrong(request: HttpRequest, state: State, step: Step, text: str) -> str:
    """Say why an answer cannot be taken; empty where it can."""
    s = speech_of(request)
    if step.name == "name":
        return _unfit_name(request, state, text)
    if step.name in {"pillars", "accounts"} and not text:
        return s.text(why.NOTHING_CHOSEN)
    if step.name == "target" and not text:
        return s.text(why.NO_END)
    if said := lacking(step.name, request.GET, s):
        return said
    try:
        state.take(step, state.until(step.name), text)
    except StuckError as stuck:
        return s.text(why.UNFIT[stuck.name]) if stuck.name in why.UNFIT else s.error(stuck.error)
    return ""


def _unfit_name(request: HttpRequest, state: State, text: str) -> str:
    s, space = speech_of(request), site_of(request).space
    name = forms.name_of(text)
    if not name:
        return forms.unnamed(s)
    is_taken = not state.brand and name in space.every_brand()
    return forms.taken(s) if is_taken else ""


def _understood(s: Speech, state: State, step: Step, text: str) -> str:
    if not text:
        return ""
    answers = state.take(step, state.until(step.name), text)
    return told_of(s, step.name, answers, state.known)
