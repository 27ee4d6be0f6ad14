"""The people of the installation, for its owners."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from balise.domain.person import Invited
from balise.domain.team import Who
from balise.web.access import Circle, needs, who_of
from balise.web.language import speech_of
from balise.web.pages.account.forms import MasterForm, One
from balise.web.pages.account.frame import framed
from balise.web.secrets import link, shown
from balise.web.sent import sent
from balise.web.site import site_of
from balise.web.sure import Ask, unsure
from balise.words import mark
from balise.workspace import Workspace


@needs(Circle.MASTER, post=Circle.MASTER)
def people(request: HttpRequest) -> HttpResponse:
    """List who has a login, and let an owner of the installation in."""
    space = site_of(request).space
    if request.method == "POST":
        ask = Ask(
            title=mark("Add an owner of the installation?"),
            effect=mark("They see and change every brand, every person and the key."),
            button=mark("Make a link"),
            back=reverse("people"),
            about=request.POST.get("email", "")[:254],
            is_guarded=True,
        )
        if space.has_people() and (asks := unsure(request, ask)) is not None:
            return asks

        def act(given: Mapping[str, Any]) -> str | HttpResponse:
            invited = space.invite(given["email"], by=who_of(request), is_master=True)
            return told_of(request, invited, reverse("people"))

        return sent(request, MasterForm, reverse("people"), act)
    return framed(request, "people", people=space.people(), form=MasterForm(speech_of(request)))


def told_of(request: HttpRequest, invited: Invited, back: str) -> str | HttpResponse:
    """Show the link of somebody who was invited; who is in already needs none."""
    if not invited.token:
        return mark("They have a login already, and these rights from now on.")
    step = "reset" if invited.person.is_active else "invitation"
    where = link(request, reverse(step, kwargs={"token": invited.token}))
    why = mark("Give them this link: by it they choose a password. It works once, for seven days.")
    return shown(request, mark("A link to come in by"), why, where, back=back, is_link=True)


def _named(request: HttpRequest) -> str:
    """Name whom a form is about."""
    every = site_of(request).space.people()
    return next((one.email for one in every if str(one.id) == request.POST.get("id")), "")


Change = Callable[[HttpRequest, Workspace, int, Who], str | HttpResponse]


def _reset(request: HttpRequest, space: Workspace, person: int, by: Who) -> str | HttpResponse:
    return told_of(request, space.reset_password(person, by=by), reverse("people"))


def _made(_request: HttpRequest, space: Workspace, person: int, by: Who) -> str:
    space.change_master(person, is_master=True, by=by)
    return mark("The installation is theirs too now.")


def _unmade(_request: HttpRequest, space: Workspace, person: int, by: Who) -> str:
    space.change_master(person, is_master=False, by=by)
    return mark("The installation is no longer theirs.")


def _without_factor(_request: HttpRequest, space: Workspace, person: int, by: Who) -> str:
    space.take_second_factor(person, by=by)
    return mark("The second factor is switched off.")


def _removed(_request: HttpRequest, space: Workspace, person: int, by: Who) -> str:
    space.remove_person(person, by=by)
    return mark("They are removed, and logged out everywhere.")


_CHANGES: Mapping[str, tuple[Change, str, str, str]] = {
    "reset": (
        _reset,
        mark("Make a link for a new password?"),
        mark("Whoever has the link can choose their password, once, within seven days."),
        mark("Make a link"),
    ),
    "make": (
        _made,
        mark("Make them an owner of the installation?"),
        mark("They see and change every brand, every person and the key."),
        mark("Make an owner of the installation"),
    ),
    "unmake": (
        _unmade,
        mark("Take the installation back?"),
        mark("They keep their roles for single brands, and nothing else."),
        mark("Take the installation back"),
    ),
    "factor": (
        _without_factor,
        mark("Switch the second factor off?"),
        mark("Their password alone lets them in until they set up another phone."),
        mark("Switch the second factor off"),
    ),
    "remove": (
        _removed,
        mark("Remove this person?"),
        mark("They are logged out everywhere, and their tokens end. What they did stays."),
        mark("Remove"),
    ),
}
"""What is changed: what does it, what is asked first, what follows, and what the button says."""


@needs(Circle.MASTER, post=Circle.MASTER)
def change(request: HttpRequest, what: str) -> HttpResponse:
    """Change something of somebody."""
    if what not in _CHANGES:
        raise Http404
    if request.method != "POST":
        return redirect("people")
    space, by = site_of(request).space, who_of(request)
    does, title, effect, button = _CHANGES[what]
    ask = Ask(
        title=title,
        effect=effect,
        button=button,
        back=reverse("people"),
        about=_named(request),
        is_guarded=True,
    )
    if (asks := unsure(request, ask)) is not None:
        return asks

    def act(given: Mapping[str, Any]) -> str | HttpResponse:
        return does(request, space, given["id"], by)

    return sent(request, One, reverse("people"), act)
