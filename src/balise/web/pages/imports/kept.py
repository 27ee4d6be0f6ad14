"""The mappings that a brand keeps: seen, changed and forgotten."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balise.domain.team import Right
from balise.errors import BaliseError
from balise.web.access import needs, who_of
from balise.web.language import speech_of
from balise.web.nav import address
from balise.web.pages.imports.columns import answered, asked_page, of_kind, wrong_in
from balise.web.site import site_of
from balise.web.sure import Ask, unsure
from balise.words import mark

_CHANGED = mark(
    "Kept. The next file with these columns is read so; what was read before stays as it is."
)
_FORGOTTEN = mark("Forgotten.")


@needs(Right.EDIT, post=Right.EDIT)
def mapping(request: HttpRequest, brand: str, number: int) -> HttpResponse:
    """Show what a kept mapping says of each column; what is sent is kept in its place."""
    s, space = speech_of(request), site_of(request).space
    given = request.POST if request.method == "POST" else request.GET
    found = of_kind(space.shown_mapping(brand, number), given.get("kind", ""), space.fields_of)
    error = ""
    if request.method == "POST":
        found = answered(found, request.POST, space.fields_of)
        try:
            space.change_mapping(brand, number, found, s, by=who_of(request).name)
        except BaliseError as wrong:
            error = wrong_in(s, wrong)
        else:
            messages.success(request, s.text(_CHANGED))
            return HttpResponseRedirect(address("import", brand))
    return asked_page(
        request,
        brand,
        found,
        error=error,
        where=address("import_mapping", brand, number=str(number)),
        back=address("import", brand),
        kept=space.mapping(brand, number),
    )


@needs(Right.EDIT, post=Right.EDIT)
def forget(request: HttpRequest, brand: str, number: int) -> HttpResponse:
    """Forget a kept mapping; what was read with it stays."""
    if request.method == "POST":
        space = site_of(request).space
        ask = Ask(
            title=mark("Forget this mapping?"),
            effect=mark("What was read with it stays. The next such file is asked about anew."),
            button=mark("Forget"),
            back=address("import", brand),
            about=space.mapping(brand, number).file,
        )
        if (asks := unsure(request, ask)) is not None:
            return asks
        space.forget_mapping(brand, number)
        messages.success(request, speech_of(request).text(_FORGOTTEN))
    return HttpResponseRedirect(address("import", brand))
