"""Secrets that are shown once."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from balise.web.language import speech_of
from balise.web.render import page
from balise.web.site import site_of


def link(request: HttpRequest, path: str) -> str:
    """Write an address in full, to be given to somebody."""
    public = site_of(request).public
    return f"{public or f'{request.scheme}://{request.get_host()}'}{path}"


def shown(
    request: HttpRequest, title: str, why: str, *those: str, back: str, **more: Any
) -> HttpResponse:
    """Show secrets this once; nothing of ours can show them again.

    `is_link`: they are addresses for others; `instead`: a file to send them, where it is and what
    it is called, for as long as no other machine is answered.
    """
    s = speech_of(request)
    more |= {"title": s.text(title), "why": s.text(why), "secrets": those, "back": back}
    return page(request, "account/shown.html", **more)
