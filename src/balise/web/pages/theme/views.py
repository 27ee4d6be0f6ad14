"""Remember whether a reader wants light or dark pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from balise.web.access import Circle, needs
from balise.web.render import THEME, THEMES
from balise.web.site import site_of

_YEAR_S = 365 * 24 * 3600


@needs(Circle.OPEN, post=Circle.OPEN)
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the choice in a cookie, and lead back."""
    back = request.POST.get("back", "/")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    response = HttpResponseRedirect(back if is_ours else "/")
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie(
            THEME,
            chosen,
            max_age=_YEAR_S,
            httponly=True,
            samesite="Strict",
            secure=site_of(request).is_secure,
        )
    return response
