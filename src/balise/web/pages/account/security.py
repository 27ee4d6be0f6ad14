"""The second factor, and the sessions that are open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from balise.web import session
from balise.web.access import Circle, needs
from balise.web.browsers import browser_of
from balise.web.language import speech_of
from balise.web.pages.account.forms import CodeForm, ConfirmForm, Nothing, One
from balise.web.pages.account.frame import framed, me
from balise.web.secrets import shown
from balise.web.sent import sent
from balise.web.site import site_of
from balise.web.sure import Ask, unsure
from balise.words import mark

_CODES = mark("Recovery codes")
_WHY = mark("Each of them works once, in place of a code of the app, on the day it is lost.")


@needs(Circle.INSIDE)
def security(request: HttpRequest) -> HttpResponse:
    """Show how safely somebody logs in, and where they are logged in."""
    person, space, s = me(request), site_of(request).space, speech_of(request)
    open_now = space.sessions(person.id, token=session.token_of(request))
    return framed(
        request,
        "security",
        person=person,
        left=space.recovery_codes_left(person.id),
        sessions=[(one, browser_of(one.agent, s)) for one in open_now],
        form=ConfirmForm(s),
    )


@needs(Circle.INSIDE, post=Circle.INSIDE)
def factor(request: HttpRequest, what: str) -> HttpResponse:
    """Begin, confirm, renew or drop the second factor."""
    if request.method != "POST":
        return redirect("security")
    back = reverse("security")
    if what == "confirm":
        return sent(request, CodeForm, back, lambda given: _confirmed(request, given["code"]))

    def act(given: Mapping[str, Any]) -> str | HttpResponse:
        return _FACTOR[what](request, given["password"])

    return sent(request, ConfirmForm, back, act)


def _begun(request: HttpRequest, password: str) -> HttpResponse:
    begun = site_of(request).space.begin_second_factor(me(request).id, password=password)
    return framed(request, "factor", factor=begun, form=CodeForm(speech_of(request)))


def _confirmed(request: HttpRequest, code: str) -> HttpResponse:
    codes = site_of(request).space.confirm_second_factor(me(request).id, code)
    return shown(request, _CODES, _WHY, *codes, back=reverse("security"))


def _renewed(request: HttpRequest, password: str) -> HttpResponse:
    codes = site_of(request).space.renew_recovery_codes(me(request).id, password=password)
    return shown(request, _CODES, _WHY, *codes, back=reverse("security"))


def _dropped(request: HttpRequest, password: str) -> str:
    site_of(request).space.drop_second_factor(me(request).id, password=password)
    return mark("The second factor is switched off.")


_FACTOR: Mapping[str, Callable[[HttpRequest, str], str | HttpResponse]] = {
    "begin": _begun,
    "renew": _renewed,
    "drop": _dropped,
}


@needs(Circle.INSIDE, post=Circle.INSIDE)
def end_session(request: HttpRequest) -> HttpResponse:
    """End one of one's sessions."""
    ask = Ask(
        title=mark("End this session?"),
        effect=mark(
            "That browser is asked for the password again; what was not saved there is lost."
        ),
        button=mark("End"),
        back=reverse("security"),
    )
    if request.method == "POST" and (asks := unsure(request, ask)) is not None:
        return asks

    def act(given: Mapping[str, Any]) -> str:
        site_of(request).space.end_session(me(request).id, given["id"])
        return mark("The session has ended.")

    return sent(request, One, reverse("security"), act)


@needs(Circle.INSIDE, post=Circle.INSIDE)
def end_sessions(request: HttpRequest) -> HttpResponse:
    """End all of one's sessions but this one."""
    ask = Ask(
        title=mark("End all other sessions?"),
        effect=mark("All other browsers are asked for the password again; this one is not."),
        button=mark("End all others"),
        back=reverse("security"),
    )
    if request.method == "POST" and (asks := unsure(request, ask)) is not None:
        return asks

    def act(_given: Mapping[str, Any]) -> str:
        site_of(request).space.end_sessions(me(request).id, keep=session.token_of(request))
        return mark("Your other sessions have ended.")

    return sent(request, Nothing, reverse("security"), act)
