"""What is open to those who are not known yet: where they say who they are, or show a secret."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

PAGES = frozenset({"/login", "/theme"})
"""Pages that tell nothing of anybody."""
SECRETS = ("/invitation/", "/reset/", "/approve/", "/shared/", "/feeds/", "/api/")
"""Addresses that hold a secret, or ask for one themselves."""
NEXT = "next"


def is_way_in(request: HttpRequest) -> bool:
    """Tell whether strangers may ask for this; the view still looks at what they show."""
    path = request.path_info
    return path in PAGES or path.startswith(SECRETS)


def to_login(request: HttpRequest) -> HttpResponse:
    """Lead a stranger to where they log in, and from there to where they wanted to go."""
    kept = request.GET.copy()
    kept.pop("token", None)  # a secret belongs in no address that leads on
    wanted = f"{request.path}?{kept.urlencode()}" if kept else request.path
    more = f"?{urlencode({NEXT: wanted})}" if wanted != "/" else ""
    return HttpResponseRedirect(reverse("login") + more)


def way_on(wanted: str) -> str:
    """Give where a login leads: to a page of ours, and nowhere else.

    Examples
    --------
    >>> [way_on(to) for to in ("/park/calendar?a=1", "//evil.example", "https://evil.example", "")]
    ['/park/calendar?a=1', '/', '/', '/']
    """
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_ours and wanted.isprintable() else "/"
