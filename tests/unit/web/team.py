"""A team and its browsers: people who log in, and strangers who try to."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.test import Client
from tests.unit.web.reader import PORT, Reader

from balise.domain.team import Role, Who
from balise.web.site import Site
from balise.workspace import Workspace

ME = Who(name="you", is_master=True)
PASSWORD = "four words that came by"  # noqa: S105 - made up
OWNER = "mia@example.org"
PUBLIC = "https://balise.example.org"


def joined(space: Workspace, email: str, *, is_master: bool = False, **roles: Role) -> Who:
    """Let somebody in who chose the password."""
    invited = space.invite(email, by=ME, is_master=is_master, roles=roles)
    return space.accept_invitation(invited.token, password=PASSWORD).who


def browser(space: Workspace, *, public: str = "", strict: bool = False) -> Reader:
    """Open a browser that has no session; a strict one is asked for the tokens of forms."""
    client = Client(raise_request_exception=False, enforce_csrf_checks=strict)
    return Reader(Site(space=space, port=PORT, public=public), client=client)


def send(reader: Reader, where: str, told: dict[str, Any], **environ: Any) -> Any:
    """Send a form."""
    kind = "application/x-www-form-urlencoded"
    body = urlencode(told, doseq=True, errors="surrogatepass")
    return reader.ask(where, "POST", data=body, content_type=kind, **environ)


def logged_in(space: Workspace, email: str = OWNER) -> Reader:
    """Log somebody in."""
    reader = browser(space)
    told = {"email": email, "password": PASSWORD}
    assert send(reader, "/login", told).status_code == 302
    return reader
