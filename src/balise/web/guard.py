"""Who is let in: the browser that was given the start address, under our own name, to read."""

from __future__ import annotations

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseRedirect,
)

from balise.web.assets import is_asset
from balise.web.language import speech_of
from balise.web.render import Notice, said
from balise.web.site import site_of
from balise.words import mark

METHODS = ("GET", "HEAD")
_COMMAND = "balise serve"
_OTHERS = frozenset({"cross-site", "same-site"})
_HERE = mark("Balise runs on this computer, for the one who started it.")
_NEW = mark("To get a new address, stop balise serve (Ctrl-C) and start it again:")


def refusal(request: HttpRequest) -> HttpResponse | None:
    """Refuse a request, open the session, or let the request pass (`None`)."""
    site = site_of(request)
    if not _names(request) <= site.hosts:
        return HttpResponseBadRequest(content_type="text/plain")  # a stranger's page could read it
    if request.method not in METHODS:
        return _read_only(request)
    if request.headers.get("Sec-Fetch-Site") in _OTHERS and not _is_visit(request):
        return _closed(request)
    if is_asset(request.path_info):
        return None
    if "token" in request.GET and request.path_info == "/":
        return _opened(request)
    return None if site.key.fits(request.COOKIES.get(site.cookie)) else _closed(request)


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
    response.set_cookie(site.cookie, session, httponly=True, samesite="Strict")
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


def _read_only(request: HttpRequest) -> HttpResponse:
    s = speech_of(request)
    sentence = s.text(mark("Nothing can be changed here: these pages are for reading."))
    title = s.text(mark("Reading only"))
    response = said(request, Notice(status=405, title=title, sentences=(sentence,)))
    response.headers["Allow"] = ", ".join(METHODS)
    return response
