"""Pages from templates, and the page that says one thing only."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from balise.web.language import speech_of
from balise.words import LANGUAGES

_NAMES = {"fr": "Français", "en": "English"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing to say, in the reader's words: what is the matter and what to do.

    Parameters
    ----------
    status
        That of HTTP.
    title, sentences
        What to say.
    commands
        What to type in a terminal.
    way_on
        Where a link leads on; empty where there is no way on.
    """

    status: int
    title: str
    sentences: tuple[str, ...]
    commands: tuple[str, ...] = ()
    way_on: str = ""


def page(
    request: HttpRequest, template: str, *, status: int = 200, **context: object
) -> HttpResponse:
    """Fill a template in the reader's language."""
    speech = speech_of(request)
    shared = {"speech": speech, "language": speech.language, "languages": _languages(request)}
    return HttpResponse(render_to_string(template, {**shared, **context}), status=status)


def said(request: HttpRequest, notice: Notice) -> HttpResponse:
    """Say one thing only."""
    return page(request, "notice.html", status=notice.status, notice=notice)


def _languages(request: HttpRequest) -> list[tuple[str, str, str]]:
    """Give each language, its own name, and the address of this page in it."""
    kept = [
        (name, value)
        for name, values in request.GET.lists()
        if name not in {"lang", "token"}
        for value in values
    ]
    return [(code, _NAMES[code], f"?{urlencode([*kept, ('lang', code)])}") for code in LANGUAGES]
