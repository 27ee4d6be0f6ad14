"""Pages from templates, and the page that says one thing only."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from balise.domain.team import Who
from balise.web import assets, nav
from balise.web.language import speech_of
from balise.web.site import site_of
from balise.words import LANGUAGES, Speech

THEMES = ("", "light", "dark")
THEME = "balise-theme"
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
    way_label
        What that link says; empty: that it leads to the first page.
    """

    status: int
    title: str
    sentences: tuple[str, ...]
    commands: tuple[str, ...] = ()
    way_on: str = ""
    way_label: str = ""


def page(
    request: HttpRequest, template: str, *, status: int = 200, **context: object
) -> HttpResponse:
    """Fill a template in the reader's language, with the frame that all pages share.

    A brand's page gives `brand`, and `here`: its own name among the ways of `balise.web.nav`.
    """
    speech = speech_of(request)
    shared = {**_frame(request, speech, context), **_who(request, speech, context)}
    shared["room"] = template.partition("/")[0] if "/" in template else "reading"
    filled = render_to_string(template, {**shared, **context}, request=request)
    return HttpResponse(filled, status=status)


def said(request: HttpRequest, notice: Notice) -> HttpResponse:
    """Say one thing only."""
    return page(request, "notice.html", status=notice.status, notice=notice)


def _frame(request: HttpRequest, speech: Speech, context: dict[str, object]) -> dict[str, object]:
    theme = request.COOKIES.get(THEME, "")
    return {
        "speech": speech,
        "language": speech.language,
        "languages": _languages(request),
        "theme": theme if theme in THEMES else "",
        "style": assets.STYLE,
        "here": context.get("here", ""),
        "path": _here(request),
        "messages": get_messages(request),
    }


def _who(request: HttpRequest, speech: Speech, context: dict[str, object]) -> dict[str, object]:
    """Give what only those see who are known: their name, their brands, the ways on."""
    who = getattr(request, "balise_who", None)
    if not isinstance(who, Who):
        return {"who": None}
    space, brand = site_of(request).space, str(context.get("brand") or "")
    return {
        "who": who,
        "timezone": who.timezone or space.zone(brand),
        "ways": tuple(nav.ways(speech, who, brand, str(context.get("here", "")))) if brand else (),
        "brands": nav.brands_of(who, space.every_brand()),
        "account_address": nav.address("account"),
        "is_here_only": not site_of(request).public,
        "is_copy": space.is_paused(),
        "way_to_go_on": nav.address("installation") if who.is_master and who.scopes is None else "",
        "is_made_up": "is_made_up" not in context and bool(brand) and space.is_made_up(brand),
    }


def _languages(request: HttpRequest) -> list[tuple[str, str, str]]:
    """Give each language, its own name, and the address of this page in it."""
    kept = _kept(request)
    return [(code, _NAMES[code], f"?{urlencode([*kept, ('lang', code)])}") for code in LANGUAGES]


def _here(request: HttpRequest) -> str:
    """Write the address of this page; a token is never part of a page."""
    kept = _kept(request)
    return f"{request.path}?{urlencode(kept)}" if kept else request.path


def _kept(request: HttpRequest) -> list[tuple[str, str]]:
    return [
        (name, value)
        for name, values in request.GET.lists()
        if name not in {"lang", "token"}
        for value in values
    ]
