"""Who asks, and what a page needs of them: nothing is shown that was not allowed by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase

from balise.domain.team import Right, Who
from balise.errors import RecordNotFoundError, Said
from balise.web.language import speech_of
from balise.web.render import Notice, said
from balise.web.site import site_of
from balise.web.told import told
from balise.words import mark

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
_NEED = "balise_need"


class Circle(StrEnum):
    """Who is let in whatever the brand.

    `OPEN`: everybody, for the page itself checks a secret of its address or asks who is there;
    `INSIDE`: everybody who is known; `MASTER`: those to whom the installation belongs.
    """

    OPEN = "open"
    INSIDE = "inside"
    MASTER = "master"


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What a view needs to be read, and to be sent to; `post` None: nothing can be sent to it."""

    read: Right | Circle
    post: Right | Circle | None


def needs(read: Right | Circle, *, post: Right | Circle | None = None) -> Callable[[View], View]:
    """Say what a view needs: `@needs(Right.SEE, post=Right.EDIT)`; without it nobody is let in."""

    def marked(view: View) -> View:
        setattr(view, _NEED, Need(read=read, post=post))
        return view

    return marked


def need_of(view: Callable[..., Any]) -> Need | None:
    """Tell what a view needs; None: it was forgotten."""
    found = getattr(view, _NEED, None)
    return found if isinstance(found, Need) else None


def who_of(request: HttpRequest) -> Who:
    """Tell who asks.

    Raises
    ------
    TypeError
        Where nobody was found: the guard lets no such request through but to open pages.
    """
    who = getattr(request, "balise_who", None)
    if not isinstance(who, Who):
        raise TypeError(who)
    return who


def is_known(request: HttpRequest) -> bool:
    """Tell whether it is known who asks."""
    return isinstance(getattr(request, "balise_who", None), Who)


class Permitted:
    """Refuses what the one who asks may not do, before a view is called."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let the request pass."""
        return self._answer(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., Any],
        _args: tuple[Any, ...],
        given: Mapping[str, Any],
    ) -> HttpResponse | None:
        """Look at what the view needs; a brand that may not be seen is not there."""
        need = need_of(view)
        if need is None:
            return forbidden(request)
        is_change = request.method == "POST"
        if is_change and need.post is None:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        asked = need.post if is_change and need.post is not None else need.read
        if asked is Circle.OPEN:
            return None
        if not is_known(request):
            return forbidden(request)
        return _for_one(request, given.get("brand"), asked)


def _for_one(request: HttpRequest, brand: str | None, need: Right | Circle) -> HttpResponse | None:
    who = who_of(request)
    if brand is not None:
        space = site_of(request).space
        seen = who.sees(space.every_brand())
        # of a brand that came to nothing, those who began it may read why
        if brand not in seen and not (who.sees((brand,)) and space.is_begun(brand)):
            error = RecordNotFoundError(what=Said("brand"), name=brand, known=", ".join(seen))
            return told(request, error)
    return None if _is_let_in(who, brand, need) else forbidden(request)


def _is_let_in(who: Who, brand: str | None, need: Right | Circle) -> bool:
    if isinstance(need, Right):
        return brand is not None and who.may(need, brand)
    return need is Circle.INSIDE or (who.is_master and who.scopes is None)


def forbidden(request: HttpRequest) -> HttpResponse:
    """Say that this is not for the one who asks."""
    s = speech_of(request)
    sentence = s.text(mark("Your role does not allow this. The owner of the brand can change it."))
    title = s.text(mark("You may not do this"))
    return said(request, Notice(status=403, title=title, sentences=(sentence,), way_on="/"))
