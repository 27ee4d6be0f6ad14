"""The whole text of a strategy, for those who would rather write it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from balise.domain.team import Right
from balise.web.access import needs
from balise.web.language import speech_of
from balise.web.pages.strategy.editing import kept, theirs
from balise.web.pages.strategy.located import Told
from balise.web.pages.strategy.parsed import readable
from balise.web.pages.strategy.saving import text_tried
from balise.web.render import page
from balise.web.site import site_of
from balise.words import mark

LONGEST = 1 << 20
_UNUSABLE = mark(
    "This is the text that is kept, and it cannot be used: mend the lines named under “What is "
    "found”, then save. Until then the other pages of the brand cannot use its strategy."
)


@needs(Right.EDIT, post=Right.EDIT)
def text(request: HttpRequest, brand: str) -> HttpResponse:
    """Show the text, or take it."""
    s, space = speech_of(request), site_of(request).space
    versions = space.strategies(brand)
    there = versions[-1] if versions else None
    base = there.digest if there else ""
    if request.method != "POST":
        said = there.text if there else ""
        new, found = text_tried(s, said) if said else (None, [])
        wrong = s.text(_UNUSABLE) if said and new is None else ""
        return _shown(request, brand, said, base, found=found, wrong=wrong)
    said = _sent(request)
    new, found = text_tried(s, said)
    if new is None:
        return _shown(request, brand, said, base, found=found, status=400)
    if request.POST.get("base", "") != base:
        raced = mark(
            "The strategy was changed by somebody else since you opened it. Below is what you "
            "wrote: look at theirs, then save again to put yours in its place."
        )
        other = theirs(request, brand, request.POST.get("base", ""))
        return _shown(
            request, brand, said, base, found=found, wrong=s.text(raced), other=other, status=409
        )
    return kept(request, brand, new, readable(there.text) if there else None)


@needs(Right.EDIT, post=Right.EDIT)
def check(request: HttpRequest, brand: str) -> HttpResponse:
    """Say what is found in a text while it is written."""
    s = speech_of(request)
    _new, found = text_tried(s, _sent(request))
    context = {"speech": s, "brand": brand, "found": found}
    return HttpResponse(render_to_string("strategy/found.html", context))


def _sent(request: HttpRequest) -> str:
    return request.POST.get("text", "").replace("\r\n", "\n").replace("\r", "\n")


def _shown(  # noqa: PLR0913 - what the page shows, each by its name
    request: HttpRequest,
    brand: str,
    said: str,
    base: str,
    *,
    found: list[Told],
    wrong: str = "",
    other: str = "",
    status: int = 200,
) -> HttpResponse:
    return page(
        request,
        "strategy/text.html",
        status=status,
        brand=brand,
        here="strategy",
        text=said,
        lines=max(24, min(60, said.count("\n") + 2)),
        base=base,
        found=found,
        wrong=wrong,
        other=other,
    )
