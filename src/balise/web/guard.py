"""Who is let in: people who logged in; where there are none, the browser of the start address."""

from __future__ import annotations

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseRedirect,
)

from balise.domain.team import Who
from balise.web.api import paths
from balise.web.api.tokens import who_of_token
from balise.web.assets import is_asset
from balise.web.language import speech_of
from balise.web.render import Notice, said
from balise.web.session import who_comes
from balise.web.site import site_of
from balise.web.ways_in import is_way_in, to_login
from balise.words import mark

METHODS = ("GET", "HEAD", "POST")
FEEDS = "/feeds/"
"""Calendars, whose address is their secret."""
SHARED = "/shared/"
"""Reports that are shared with whoever has the link."""
_CHANGES = frozenset({"POST", "PUT", "DELETE"})
_COMMAND = "balise serve"
_FIRST = mark("Nobody has chosen a password yet. Whoever has a link to come in opens that first.")
_OTHERS = frozenset({"cross-site", "same-site"})
_HERE = mark("Balise runs on this computer, for the one who started it.")
_NEW = mark("To get a new address, stop balise serve (Ctrl-C) and start it again:")


def refusal(request: HttpRequest) -> HttpResponse | None:
    """Refuse a request, open the session, or let the request pass (`None`)."""
    if not _names(request) <= site_of(request).hosts:
        return HttpResponseBadRequest(content_type="text/plain")  # a stranger's page could read it
    if request.method not in METHODS and not paths.is_api(request):  # it says so in JSON
        return _no_method(request)
    if _is_led_astray(request):
        return _astray(request) if site_of(request).space.has_people() else _closed(request)
    is_open = is_asset(request.path_info) or request.path_info.startswith((FEEDS, SHARED))
    return None if is_open else _entered(request)


def _entered(request: HttpRequest) -> HttpResponse | None:
    """Find out who asks."""
    space = site_of(request).space
    if paths.is_api(request) and (token := paths.bearer(request)) is not None:
        _recognise(request, who_of_token(space, token))
        return None
    return _of_team(request) if space.has_people() else _of_here(request)


def _of_team(request: HttpRequest) -> HttpResponse | None:
    """Find out whose session it is; strangers are asked to log in."""
    who = who_comes(request)
    _recognise(request, who)
    if who is not None or is_way_in(request):
        return None
    return _logged_out(request) if request.method in _CHANGES else to_login(request)


def _of_here(request: HttpRequest) -> HttpResponse | None:
    """Let in who followed the start address of this computer."""
    site = site_of(request)
    if "token" in request.GET and request.path_info == "/" and not site.public:
        return _opened(request)
    if site.key.fits(request.COOKIES.get(site.cookie)):
        _recognise(request, site.user)
    elif not is_way_in(request):
        return _closed(request)
    return None


def _recognise(request: HttpRequest, who: Who | None) -> None:
    """Note who asks; a token that is not known is nobody, whatever else came with it."""
    if who is not None:
        request.balise_who = who  # type: ignore[attr-defined]


def _is_led_astray(request: HttpRequest) -> bool:
    """Tell whether another site's page asks: for a change, or for more than to follow a link."""
    if request.method in _CHANGES:
        return not _is_ours(request, site_of(request).hosts)
    return request.headers.get("Sec-Fetch-Site") in _OTHERS and not _is_visit(request)


def _is_ours(request: HttpRequest, hosts: frozenset[str]) -> bool:
    """Tell whether a change was asked for by one of our own pages."""
    origin = request.headers.get("Origin")
    came = request.headers.get("Sec-Fetch-Site", "same-origin")
    is_named = origin is None or origin.partition("://")[2].lower() in hosts
    return is_named and came in {"same-origin", "none"}


def _names(request: HttpRequest) -> set[str]:
    """Give every name by which we were called: the header, and that of an address in full."""
    called = [request.META.get("HTTP_HOST", "")]
    address = request.META.get("REQUEST_URI", "/")
    if not address.startswith("/"):
        called.append(address.partition("://")[2].partition("/")[0])
    return {name.lower() for name in called}


def _is_visit(request: HttpRequest) -> bool:
    """Tell whether a link was followed; what another page merely loads is none of its business."""
    return request.headers.get("Sec-Fetch-Mode") == "navigate"


def _opened(request: HttpRequest) -> HttpResponse:
    """Exchange the token for a session; the way on has no token, which no history then keeps."""
    site = site_of(request)
    if request.method != "GET":  # one who only asks for headers must not use the token up
        return _closed(request)
    session = site.key.exchange(request.GET["token"])
    if session is None:
        return _used(request) if site.key.is_used else _closed(request)
    response = HttpResponseRedirect("/")
    response.set_cookie(
        site.cookie, session, httponly=True, samesite="Strict", secure=site.is_secure
    )
    return response


def _used(request: HttpRequest) -> HttpResponse:
    s, site = speech_of(request), site_of(request)
    is_inside = site.key.fits(request.COOKIES.get(site.cookie))
    who = (
        mark("This browser has used it and may read on.")
        if is_inside
        else mark("If it was not you who used it, stop balise serve now.")
    )
    notice = Notice(
        status=403,
        title=s.text(mark("This start address was used already")),
        sentences=(s.text(mark("A start address works once.")), s.text(who), s.text(_NEW)),
        commands=(_COMMAND,),
        way_on="/" if is_inside else "",
    )
    return said(request, notice)


def _closed(request: HttpRequest) -> HttpResponse:
    s = speech_of(request)
    if site_of(request).public:  # no start address was told: nobody gets in by one
        title = s.text(mark("These pages are closed to this browser"))
        return said(request, Notice(status=403, title=title, sentences=(s.text(_FIRST),)))
    how = mark("Open the start address that balise serve has shown in the terminal.")
    # A browser keeps our cookie to itself while another site leads it here: one more step is ours.
    is_led = request.headers.get("Sec-Fetch-Site") in _OTHERS
    notice = Notice(
        status=403,
        title=s.text(mark("These pages are closed to this browser")),
        sentences=(s.text(_HERE), s.text(how), s.text(_NEW)),
        commands=(_COMMAND,),
        way_on="/" if is_led else "",
    )
    return said(request, notice)


def _astray(request: HttpRequest) -> HttpResponse:
    s = speech_of(request)
    sentence = s.text(mark("Another site asked for this, and nothing was done. Do it on our page."))
    title = s.text(mark("This cannot be done"))
    return said(request, Notice(status=403, title=title, sentences=(sentence,), way_on="/"))


def _logged_out(request: HttpRequest) -> HttpResponse:
    s = speech_of(request)
    sentence = s.text(mark("Nothing was changed. Log in, and do it again."))
    title = s.text(mark("You are logged out"))
    return said(request, Notice(status=403, title=title, sentences=(sentence,), way_on="/"))


def _no_method(request: HttpRequest) -> HttpResponse:
    s = speech_of(request)
    sentence = s.text(mark("A page is read with GET and changed with POST."))
    title = s.text(mark("This cannot be done"))
    response = said(request, Notice(status=405, title=title, sentences=(sentence,)))
    response.headers["Allow"] = ", ".join(METHODS)
    return response
