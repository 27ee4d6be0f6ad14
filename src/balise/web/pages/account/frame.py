"""What the pages of the account share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse

from balise.domain.person import Person
from balise.domain.team import Who
from balise.errors import PersonUnknownError
from balise.web.access import who_of
from balise.web.language import speech_of
from balise.web.render import page
from balise.web.site import site_of
from balise.web.tabs import tabs
from balise.words import mark


def framed(request: HttpRequest, here: str, *, template: str = "", **more: Any) -> HttpResponse:
    """Show one part of the account, or by its `template` a page that belongs to the part."""
    found = tabs(speech_of(request), _parts(who_of(request)), here)
    return page(request, f"account/{template or here}.html", tabs=found, **more)


def _parts(who: Who) -> Iterator[tuple[str, str]]:
    if who.person is not None:
        yield "account", mark("You")
        yield "security", mark("Security")
    yield "tokens", mark("Tokens")
    if who.is_master and who.scopes is None:
        yield "people", mark("People")
        yield "installation", mark("Installation")


def me(request: HttpRequest) -> Person:
    """Give the one who asks.

    Raises
    ------
    PersonUnknownError
        They are the user of this computer, and have no login.
    """
    who = who_of(request)
    if who.person is None:
        raise PersonUnknownError
    return site_of(request).space.person(who.person)
