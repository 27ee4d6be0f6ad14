"""What went wrong, in the reader's words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from balise.domain.team import Right, Who
from balise.errors import (
    BaliseError,
    InputError,
    KeyFileError,
    LearnError,
    LoginsTooManyError,
    RecordNotFoundError,
    StrategyError,
    TeamError,
)
from balise.web.language import speech_of
from balise.web.named import named
from balise.web.nav import address
from balise.web.render import Notice, said
from balise.words import mark


def told(request: HttpRequest, error: BaliseError, status: int = 0) -> HttpResponse:
    """Say an error on a page of its own."""
    s = speech_of(request)
    if isinstance(error, StrategyError) and (where := _of_the_text(request)):
        kept = mark(
            "The strategy that is kept cannot be used. Its text can be mended line by line."
        )
        notice = Notice(
            status=status or status_of(error),
            title=s.text(mark("This cannot be shown")),
            sentences=(s.text(kept), s.error(error)),
            way_on=where,
            way_label=s.text(mark("Mend the text of the strategy")),
        )
        return said(request, notice)
    return stopped(request, status or status_of(error), named(s, s.error(error)))


def _of_the_text(request: HttpRequest) -> str:
    """Tell where the text of a brand's strategy is mended; empty for who may not."""
    found = request.resolver_match
    brand = str(found.kwargs.get("brand", "")) if found else ""
    who = getattr(request, "balise_who", None)
    may = bool(brand) and isinstance(who, Who) and who.may(Right.EDIT, brand)
    return address("strategy_text", brand) if may else ""


def stopped(request: HttpRequest, status: int, *sentences: str) -> HttpResponse:
    """Say why something cannot be shown."""
    title = speech_of(request).text(mark("This cannot be shown"))
    return said(request, Notice(status=status, title=title, sentences=sentences, way_on="/"))


def later(response: HttpResponse, error: BaliseError | None) -> HttpResponse:
    """Tell programs too how long to wait, where there were too many tries."""
    if isinstance(error, LoginsTooManyError):
        response.headers["Retry-After"] = str(60 * int(str(error.facts["minutes"])))
    return response


def status_of(error: BaliseError) -> int:
    """Give the status of HTTP that an error is."""
    if isinstance(error, RecordNotFoundError):
        return 404
    if isinstance(error, TeamError) and not isinstance(error, KeyFileError):
        return 404 if isinstance(error, LookupError) else 403
    return 400 if isinstance(error, InputError | LearnError) else 503
