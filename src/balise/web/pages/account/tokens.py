"""Tokens, by which programs ask in one's name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from balise.domain.team import Right
from balise.web.access import Circle, needs, who_of
from balise.web.language import speech_of
from balise.web.pages.account.forms import One, TokenForm
from balise.web.pages.account.frame import framed
from balise.web.secrets import shown
from balise.web.sent import sent
from balise.web.site import site_of
from balise.web.sure import Ask, unsure
from balise.words import mark
from balise.words.team import RIGHTS


@needs(Circle.INSIDE, post=Circle.INSIDE)
def tokens(request: HttpRequest) -> HttpResponse:
    """List one's tokens, and make one."""
    who, space, s = who_of(request), site_of(request).space, speech_of(request)
    back = reverse("tokens")
    if request.method == "POST":

        def act(given: Mapping[str, Any]) -> HttpResponse:
            scopes = [Right(one) for one in given["scopes"]]
            told = {**given, "scopes": scopes}
            made = space.make_token(told.pop("name"), by=who, **told)
            why = mark("A program shows it as: Authorization: Bearer, and the token.")
            return shown(request, mark("Your token"), why, made.secret, back=back)

        return sent(request, TokenForm, back, act)
    listed = [
        (one, [s.text(RIGHTS[right]) for right in Right if right in one.scopes])
        for one in space.tokens(who.person)
    ]
    brands_of_mine = who.sees(space.every_brand())
    return framed(request, "tokens", listed=listed, form=TokenForm(s), choices=brands_of_mine)


@needs(Circle.INSIDE, post=Circle.INSIDE)
def revoke(request: HttpRequest) -> HttpResponse:
    """Take a token back."""
    every = site_of(request).space.tokens(who_of(request).person)
    ask = Ask(
        title=mark("Take this token back?"),
        effect=mark("Programs that use it are refused at once. It cannot be given back."),
        button=mark("Take back"),
        back=reverse("tokens"),
        about=next((one.name for one in every if str(one.id) == request.POST.get("id")), ""),
    )
    if request.method == "POST" and (asks := unsure(request, ask)) is not None:
        return asks

    def act(given: Mapping[str, Any]) -> str:
        site_of(request).space.revoke_token(given["id"], by=who_of(request))
        return mark("The token does not work any more.")

    return sent(request, One, reverse("tokens"), act)
