"""Log in, log out, and choose a password by a link."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect

from balise.domain.person import Person
from balise.errors import (
    BaliseError,
    InvitationOverError,
    LoginRefusedError,
    LoginsTooManyError,
    PasswordError,
)
from balise.web import session
from balise.web.access import Circle, is_known, needs
from balise.web.language import speech_of
from balise.web.pages.login.forms import ChoiceForm, LoginForm
from balise.web.render import page
from balise.web.site import site_of
from balise.web.told import later, told
from balise.web.ways_in import NEXT, way_on

_ELSEWHERE = frozenset({"cross-site", "same-site"})


@needs(Circle.OPEN, post=Circle.OPEN)
def login(request: HttpRequest) -> HttpResponse:
    """Ask who comes, and let them in."""
    site, wanted = site_of(request), way_on(request.POST.get(NEXT) or request.GET.get(NEXT, ""))
    if not site.space.has_people() or (is_known(request) and request.method != "POST"):
        return HttpResponseRedirect(wanted)
    form = LoginForm(speech_of(request), request.POST or None)
    if request.method != "POST":
        return _again(request, _asked(request, form, wanted))
    if not form.is_valid():
        return _asked(request, form, wanted, LoginRefusedError())
    try:
        person = site.space.verify(**form.cleaned_data, address=session.address_of(request))
    except (LoginRefusedError, LoginsTooManyError) as error:
        return _asked(request, form, wanted, error)
    return _entered(request, person, wanted)


def _asked(
    request: HttpRequest, form: LoginForm, wanted: str, error: BaliseError | None = None
) -> HttpResponse:
    s = speech_of(request)
    status = 200 if error is None else 429 if isinstance(error, LoginsTooManyError) else 403
    shown = LoginForm(s, None)
    shown.initial = {"email": form.data.get("email", "")[:254]} if form.is_bound else {}
    why = s.error(error) if error else ""
    response = page(request, "login/login.html", status=status, form=shown, next=wanted, why=why)
    return later(response, error)


def _again(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let a browser that another site led here ask once more: then it shows its cookie."""
    if request.headers.get("Sec-Fetch-Site") in _ELSEWHERE:
        response.headers["Refresh"] = "0"
    return response


def _entered(request: HttpRequest, person: Person, wanted: str) -> HttpResponse:
    response = HttpResponseRedirect(wanted)
    session.begin(request, response, person)
    return response


@needs(Circle.OPEN, post=Circle.OPEN)
def logout(request: HttpRequest) -> HttpResponse:
    """End the session; asked for by a form, for a link could be followed by accident."""
    response = redirect("login")
    if request.method == "POST":
        session.end(request, response)
    return response


@needs(Circle.OPEN, post=Circle.OPEN)
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Let somebody choose a password by the link made for them; opening it changes nothing.

    Where they have a second factor it is still asked for: the link alone does not let them in.
    """
    s, space = speech_of(request), site_of(request).space
    person = space.invitation(token)
    if person is None:
        return told(request, InvitationOverError(), 404)
    form = ChoiceForm(s, request.POST or None, is_known=person.is_active)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            came = space.accept_invitation(
                token, password=given["password"], name=given.get("name", "")
            )
        except PasswordError as error:
            form.add_error("password", s.error(error))
        else:
            if came.has_second_factor:
                return redirect("login")
            return _entered(request, came, "/")
    status = 422 if form.errors else 200
    return page(request, "login/invitation.html", status=status, form=form, person=person)
