"""Whether the sums of a brand are compared with those of the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from balise.domain.beside import FEWEST_BRANDS, FEWEST_POSTS
from balise.domain.team import Right
from balise.web.access import needs, who_of
from balise.web.allowing import allow, is_stopped, is_summing
from balise.web.language import speech_of
from balise.web.nav import address
from balise.web.pages.settings.frame import framed
from balise.web.sent import SaidForm, sent
from balise.web.site import site_of
from balise.words import capital, mark


class BesideForm(SaidForm):
    """Yes or no."""

    allow = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])


@needs(Right.OWN, post=Right.OWN)
def beside(request: HttpRequest, brand: str) -> HttpResponse:
    """Show what would cross and whether it does; let the owner change that."""
    s, site = speech_of(request), site_of(request)
    space = site.space
    if request.method == "POST":

        def act(given: Mapping[str, Any]) -> str:
            if given["allow"] == "no":
                space.end_beside(brand, by=who_of(request))
                return mark("The sums of this brand are gone from every comparison.")
            allow(site, brand, by=who_of(request))
            if is_summing(site, brand):
                return mark(
                    "Balise makes the sums of this brand; they are compared once that is done."
                )
            return mark("The sums of this brand are compared from now on.")

        return sent(request, BesideForm, address("beside", brand), act)
    sums = [
        (capital(s.term("kind", one.kind)), s.term("network", one.network),
         s.term("metric", one.rate), one.n)
        for one in space.beside_own(brand)
    ]  # fmt: skip
    return framed(
        request, brand, "beside",
        allowed=space.allowed(brand), sums=sums, brands=FEWEST_BRANDS, posts=FEWEST_POSTS,
        is_summing=not sums and is_summing(site, brand),
        is_stopped=not sums and is_stopped(site, brand),
    )  # fmt: skip
