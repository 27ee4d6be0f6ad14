"""A report for whoever has its link: the secret in the address is all that is asked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from balise.web.access import Circle, needs
from balise.web.language import speech_of
from balise.web.pages.report.served import served
from balise.web.render import Notice, said
from balise.web.site import site_of
from balise.words import mark


@needs(Circle.OPEN)
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """Show a shared report; a link that ended and one that never was are one answer."""
    found = site_of(request).space.shared(token)
    if found is not None:
        return served(found.report, found.content)
    s = speech_of(request)
    sentence = s.text(mark("It has ended, or was copied wrongly. Ask whoever sent it for another."))
    title = s.text(mark("This link leads nowhere"))
    response = said(request, Notice(status=404, title=title, sentences=(sentence,)))
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
