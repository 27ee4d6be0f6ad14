"""How the reports of a brand look: its name, its colour, its logo."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from balise.domain.branding import MOST_BYTES
from balise.domain.team import Right
from balise.errors import BaliseError
from balise.web.access import needs
from balise.web.language import speech_of
from balise.web.nav import address
from balise.web.pages.report.tabs import shown
from balise.web.site import site_of
from balise.words import mark

_LONGEST = 400


@needs(Right.EDIT, post=Right.EDIT)
def look(request: HttpRequest, brand: str) -> HttpResponse:
    """Show the look; what is sent is kept, or said why it cannot be."""
    s, space = speech_of(request), site_of(request).space
    error = ""
    if request.method == "POST":
        try:
            space.keep_branding(
                brand,
                name=request.POST.get("name", "")[:_LONGEST],
                accent=request.POST.get("accent", "")[:_LONGEST],
                logo=_logo(request),
            )
        except BaliseError as wrong:
            error = s.error(wrong)
        else:
            messages.success(request, s.text(mark("Saved. New reports have this look.")))
            return HttpResponseRedirect(address("report_look", brand))
    kept = space.branding(brand)
    return shown(
        request,
        brand,
        "report_look",
        status=400 if error else 200,
        error=error,
        kept=kept,
        given_name=request.POST.get("name", kept.name),
        given_accent=request.POST.get("accent", kept.accent),
        logo=f"{address('report_logo', brand)}?v={len(kept.logo.data)}" if kept.logo else "",
    )


@needs(Right.SEE)
def logo(request: HttpRequest, brand: str) -> HttpResponse:
    """Give the logo, as we drew it anew."""
    kept = site_of(request).space.branding(brand).logo
    if kept is None:
        raise Http404
    return HttpResponse(kept.data, content_type=kept.mime)


def _logo(request: HttpRequest) -> bytes | None:
    """Read the logo that was sent: None where there is none, empty where it is to go."""
    file = request.FILES.get("logo")
    if file is None:
        return b"" if "no_logo" in request.POST else None
    return bytes(file.read(MOST_BYTES + 1))
