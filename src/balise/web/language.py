"""Which language a reader is spoken to in."""

from __future__ import annotations

import re

from django.http import HttpRequest

from balise.domain.team import Who
from balise.web.site import site_of
from balise.words import LANGUAGES, Speech

COOKIE = "balise-language"
_WANTED = re.compile(
    r"\s*([a-zA-Z]{1,8})(?:-[a-zA-Z0-9-]+)?\s*(?:;\s*q\s*=\s*([01](?:\.\d+)?))?\s*"
)


def speech_of(request: HttpRequest) -> Speech:
    """Speak the language asked for: by `lang`, once before, by who logged in, by the browser."""
    who = getattr(request, "balise_who", None)
    own = who.language if isinstance(who, Who) else ""
    asked = (request.GET.get("lang"), request.COOKIES.get(COOKIE), own)
    known = [code for code in asked if code in LANGUAGES]
    wanted = (*known, *wished(request.headers.get("Accept-Language", "")))
    return Speech(next(iter(wanted), site_of(request).language))


def wished(header: str) -> tuple[str, ...]:
    """List our languages that a browser accepts, the dearest first.

    Examples
    --------
    >>> wished("de, en;q=0.7, fr-BE;q=0.9")
    ('fr', 'en')
    """
    found = [match for part in header.split(",") if (match := _WANTED.fullmatch(part))]
    ranked = sorted(found, key=lambda match: -float(match[2] or 1))
    codes = (match[1].lower() for match in ranked if float(match[2] or 1) > 0)
    return tuple(dict.fromkeys(code for code in codes if code in LANGUAGES))
