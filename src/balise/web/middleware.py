"""What every request goes through: the headers, the guard, and errors in plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from balise.errors import BaliseError
from balise.errors.defects import defect_of
from balise.store.bridge import at_a_glance
from balise.web.assets import is_asset
from balise.web.forms import HINTS, NOT_UNDERSTOOD, UnreadableError
from balise.web.guard import refusal
from balise.web.language import COOKIE, speech_of
from balise.web.site import site_of
from balise.web.told import stopped, told
from balise.words import LANGUAGES

Answer = Callable[[HttpRequest], HttpResponseBase]
# Without any referrer browsers would call the origin of our own forms `null`: same-origin, then.
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
        "form-action 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    # No address of ours goes elsewhere; with `no-referrer` browsers send forms of `Origin: null`.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
}
_DJANGO = (Http404, SuspiciousOperation)
"""What Django answers by the handlers of `balise.web.urls`."""
_YEAR_S = 365 * 24 * 3600


def armoured(answer: Answer) -> Answer:
    """Put the headers on every answer, and remember the language that was asked for."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        is_secure = site_of(request).is_secure
        if is_secure:
            response.headers["Strict-Transport-Security"] = f"max-age={_YEAR_S}"
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if isinstance(response, HttpResponse):  # the others come piece by piece
            response.headers["Content-Length"] = str(len(response.content))
        language = request.GET.get("lang")
        if language in LANGUAGES:
            response.set_cookie(
                COOKIE,
                language,
                max_age=_YEAR_S,
                httponly=True,
                samesite="Strict",
                secure=is_secure,
            )
        return response

    return answered


def glancing(answer: Answer) -> Answer:
    """Read the same thing of the store once, as long as it stays; not where something changes."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"} or is_asset(request.path_info):
            return answer(request)
        with at_a_glance(site_of(request).space.version()):
            return answer(request)

    return answered


def guarded(answer: Answer) -> Answer:
    """Let nobody in but the one who started the pages."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        return refusal(request) or answer(request)

    return answered


class Answered:
    """Says errors in the reader's words; a defect of ours too, its details kept in a file."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let the request pass."""
        return self._answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Say what went wrong; Django says by itself that a page is not there."""
        if isinstance(error, BaliseError):
            return told(request, error)
        if isinstance(error, UnreadableError):
            return _unread(request, error.fields)
        return None if isinstance(error, _DJANGO) else told(request, defect_of(error), 500)


def _unread(request: HttpRequest, fields: Iterable[str]) -> HttpResponse:
    s = speech_of(request)
    hints = (s.text(HINTS[field]) for field in fields if field in HINTS)
    return stopped(request, 400, s.text(NOT_UNDERSTOOD), *hints)
