"""A calendar, for whoever knows its address; it shows what `Right.SEE` does, and nothing more."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from balise.errors import RecordNotFoundError
from balise.web.access import Circle, needs
from balise.web.site import site_of

_PLAIN = "text/plain; charset=utf-8"


@needs(Circle.OPEN)
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Give the plan; a secret that is none, or no more, is told from neither."""
    try:
        file = site_of(request).space.feed_file(secret)
    except RecordNotFoundError:
        return HttpResponse(status=404, content_type=_PLAIN)
    response = HttpResponse(file.data, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="plan.ics"'
    response.headers["Cache-Control"] = "private, max-age=300"
    return response
