"""What every request goes through: the headers, the guard, and errors in plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from balise.errors import BaliseError, InputError, LearnError, RecordNotFoundError
from balise.web.defects import defect_of
from balise.web.forms import HINTS, NOT_UNDERSTOOD, UnreadableError
from balise.web.guard import refusal
from balise.web.language import COOKIE, speech_of
from balise.web.render import Notice, said
from balise.words import LANGUAGES, mark

Answer = Callable[[HttpRequest], HttpResponseBase]
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
        "form-action 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_DJANGO = (Http404, SuspiciousOperation)
"""What Django answers by the handlers of `balise.web.urls`."""
_YEAR_S = 365 * 24 * 3600


def armoured(answer: Answer) -> Answer:
    """Put the headers on every answer, and remember the language that was asked for."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        for name, value in HEADERS.items():
            response.headers[name] = value
        if isinstance(response, HttpResponse):  # the others come piece by piece
            response.headers["Content-Length"] = str(len(response.content))
        language = request.GET.get("lang")
        if language in LANGUAGES:
            response.set_cookie(COOKIE, language, max_age=_YEAR_S, httponly=True, samesite="Strict")
        return response

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
            return _told(request, error, _status(error))
        if isinstance(error, UnreadableError):
            return _unread(request, error.fields)
        return None if isinstance(error, _DJANGO) else _told(request, defect_of(error), 500)


def _unread(request: HttpRequest, fields: Iterable[str]) -> HttpResponse:
    s = speech_of(request)
    hints = (s.text(HINTS[field]) for field in fields if field in HINTS)
    return _stopped(request, 400, s.text(NOT_UNDERSTOOD), *hints)


def _told(request: HttpRequest, error: BaliseError, status: int) -> HttpResponse:
    return _stopped(request, status, speech_of(request).error(error))


def _stopped(request: HttpRequest, status: int, *sentences: str) -> HttpResponse:
    title = speech_of(request).text(mark("This cannot be shown"))
    return said(request, Notice(status=status, title=title, sentences=sentences, way_on="/"))


def _status(error: BaliseError) -> int:
    if isinstance(error, RecordNotFoundError):
        return 404
    return 400 if isinstance(error, InputError | LearnError) else 503
