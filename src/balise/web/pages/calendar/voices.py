"""What people say of a post: a comment, that it is ready, that they agree or want changes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balise.domain.team import Right
from balise.web.access import forbidden, needs, who_of
from balise.web.language import speech_of
from balise.web.pages.calendar.done import back, tried
from balise.web.pages.calendar.forms import LONGEST_LINE, AskForm, SayForm
from balise.web.pages.calendar.lines import address
from balise.web.site import site_of
from balise.words import mark

_UNWRITTEN = mark("This post says nothing yet: write it first, then approve.")
_CHANGED = mark("This post was changed meanwhile: read it again, then ask.")
_LONG = mark("The line is too long: at most {n} letters.")
_SIGN = mark("The line holds a sign that cannot be kept: write it anew, then ask.")
_EMPTY = mark("Nothing was said: write what it is about.")


@needs(Right.SEE, post=Right.SEE)
def comment(request: HttpRequest, brand: str, slot: str) -> HttpResponse:
    """Say something; whoever writes or approves may."""
    way, who = address(brand, slot), who_of(request)
    if request.method != "POST":
        return HttpResponseRedirect(way)
    if not (who.may(Right.EDIT, brand) or who.may(Right.APPROVE, brand)):
        return forbidden(request)
    space, said = site_of(request).space, _said(request)
    if not said:
        return HttpResponseRedirect(way)
    if tried(request, lambda: space.comment(brand, slot, by=who.name, text=said)):
        messages.success(request, speech_of(request).text(mark("Your comment was added.")))
    return HttpResponseRedirect(way)


@needs(Right.SEE, post=Right.EDIT)
def ask(request: HttpRequest, brand: str, slot: str) -> HttpResponse:
    """Say that a post is ready as it was shown, and ask for its approval."""
    s, way, by = speech_of(request), address(brand, slot), who_of(request).name
    if request.method != "POST":
        return HttpResponseRedirect(way)
    space, form = site_of(request).space, AskForm(s, request.POST)
    there = space.card(brand, slot).content
    if not form.is_valid():
        wrong = _LONG if form.has_error("line", "max_length") else _SIGN
        messages.error(request, s.text(wrong, n=s.number(LONGEST_LINE)))
    elif there and there.content_hash != request.POST.get("hash", ""):
        messages.error(request, s.text(_CHANGED))
    else:
        line = str(form.cleaned_data["line"])
        if tried(request, lambda: space.ask_approval(brand, [slot], by=by, line=line)):
            messages.success(request, s.text(mark("Approval was asked for.")))
    return HttpResponseRedirect(way)


@needs(Right.SEE, post=Right.APPROVE)
def changes(request: HttpRequest, brand: str, slot: str) -> HttpResponse:
    """Refuse a post as it is, and say why."""
    way, by = address(brand, slot), who_of(request).name
    if request.method != "POST":
        return HttpResponseRedirect(way)
    space, said = site_of(request).space, _said(request)
    if not said:
        return HttpResponseRedirect(way)
    if tried(request, lambda: space.ask_changes(brand, slot, by=by, comment=said)):
        messages.success(request, speech_of(request).text(mark("Changes were asked for.")))
    return HttpResponseRedirect(way)


@needs(Right.SEE, post=Right.APPROVE)
def approve(request: HttpRequest, brand: str, slot: str) -> HttpResponse:
    """Agree to a post as it was shown."""
    way, by = address(brand, slot), who_of(request).name
    if request.method != "POST":
        return HttpResponseRedirect(way)
    space, digest = site_of(request).space, request.POST.get("hash", "")
    if not space.card(brand, slot).is_written:
        messages.error(request, speech_of(request).text(_UNWRITTEN))
    elif tried(request, lambda: space.approve_slots(brand, [slot], by=by, content_hash=digest)):
        messages.success(request, speech_of(request).text(mark("Approved.")))
    return back(request, way)


def _said(request: HttpRequest) -> str:
    s = speech_of(request)
    form = SayForm(s, request.POST)
    if form.is_valid():
        return str(form.cleaned_data["said"])
    messages.error(request, s.text(_EMPTY))
    return ""
