"""What the settings of a brand share."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from balise.web.language import speech_of
from balise.web.render import page
from balise.web.site import site_of
from balise.web.tabs import tabs
from balise.words import mark

_PARTS = (
    ("settings", mark("Team")),
    ("client-links", mark("Links for clients")),
    ("outward", mark("Feeds and webhooks")),
    ("beside", mark("Other brands")),
    ("log", mark("Audit log")),
)


def framed(
    request: HttpRequest, brand: str, name: str, *, status: int = 200, **more: Any
) -> HttpResponse:
    """Show one part of the settings of a brand."""
    found = tabs(speech_of(request), _PARTS, name, brand)
    made_up = site_of(request).space.is_made_up(brand)
    told: dict[str, Any] = {"here": "settings", "tabs": found, "is_made_up": made_up, **more}
    return page(request, f"settings/{name}.html", status=status, brand=brand, **told)
