"""Somebody's own profile and password."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from balise.web import session
from balise.web.access import Circle, needs, who_of
from balise.web.language import COOKIE, speech_of
from balise.web.pages.account.forms import PasswordForm, ProfileForm
from balise.web.pages.account.frame import framed, me
from balise.web.sent import sent
from balise.web.site import site_of
from balise.words import mark


@needs(Circle.INSIDE, post=Circle.INSIDE)
def account(request: HttpRequest) -> HttpResponse:
    """Show who somebody is, and keep what they say of themselves."""
    if who_of(request).person is None:
        return redirect("people")
    person, s = me(request), speech_of(request)
    if request.method == "POST":

        def act(given: Mapping[str, Any]) -> str:
            site_of(request).space.change_profile(person.id, **given)
            return mark("Saved.")

        response = sent(request, ProfileForm, reverse("account"), act)
        response.delete_cookie(COOKIE, samesite="Strict")  # what is kept for good outranks it
        return response
    told = {"name": person.name, "language": person.language, "timezone": person.timezone}
    form = ProfileForm(s, initial=told)
    return framed(request, "account", form=form, password=PasswordForm(s), person=person)


@needs(Circle.INSIDE, post=Circle.INSIDE)
def password(request: HttpRequest) -> HttpResponse:
    """Keep a new password; the other sessions end."""
    person = me(request)

    def act(given: Mapping[str, Any]) -> str:
        kept = session.token_of(request)
        site_of(request).space.change_password(person.id, session=kept, **given)
        return mark("The password is changed. Your other sessions have ended.")

    if request.method != "POST":
        return redirect("account")
    return sent(request, PasswordForm, reverse("account"), act)
