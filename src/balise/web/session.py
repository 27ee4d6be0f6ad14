"""Sessions of people, as browsers carry them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token

from balise.domain.person import LONGEST, Person
from balise.domain.team import Who
from balise.web.language import COOKIE
from balise.web.site import site_of

_LONGEST_AGENT = 200


def who_comes(request: HttpRequest) -> Who | None:
    """Tell who asks by the session of the browser; None: there is none, or it is over."""
    token = token_of(request)
    return site_of(request).space.who_of_session(token) if token else None


def token_of(request: HttpRequest) -> str:
    """Give the session that the browser shows."""
    return request.COOKIES.get(site_of(request).cookie, "")


def begin(request: HttpRequest, response: HttpResponse, person: Person) -> None:
    """Begin a session that nobody can have known before: the one before it ends, if any."""
    site = site_of(request)
    if before := token_of(request):
        site.space.log_out(before)
    agent = request.headers.get("User-Agent", "")[:_LONGEST_AGENT]
    fresh = site.space.begin_session(person.id, agent=agent, address=address_of(request))
    rotate_token(request)  # a form of a page from before the login is not taken any more
    response.set_cookie(
        site.cookie,
        fresh,
        max_age=int(LONGEST.total_seconds()),
        httponly=True,
        samesite="Strict",
        secure=site.is_secure,
    )
    if person.language:  # what they chose for good outranks what this browser was asked once
        response.delete_cookie(COOKIE, samesite="Strict")


def end(request: HttpRequest, response: HttpResponse) -> None:
    """End the session, here and in the store."""
    site = site_of(request)
    site.space.log_out(token_of(request))
    response.delete_cookie(site.cookie, samesite="Strict")
    if site.is_secure:  # a browser heeds no `__Host-` cookie that does not say so
        response.cookies[site.cookie]["secure"] = True


def address_of(request: HttpRequest) -> str:
    """Give the address of the browser, for the log and against floods."""
    return str(request.META.get("REMOTE_ADDR", ""))
