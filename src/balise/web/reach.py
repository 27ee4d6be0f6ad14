"""Whom the pages may answer: this computer, or a team that logs in and comes through TLS."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings

from balise.errors import LoginsMissingError, PublicAddressError, PublicUnsaidError
from balise.workspace import Workspace


def settle(space: Workspace, *, address: str, public: str) -> None:
    """Settle who is answered, before a port is taken.

    Raises
    ------
    PublicAddressError
        Where `public` is no address of TLS.
    PublicUnsaidError
        Where other machines are to be answered without one.
    LoginsMissingError
        Where others are to be answered and nobody has a login, or a link by which to make one.
    """
    is_ours = is_loopback(address)
    if not is_ours and not public:
        raise PublicUnsaidError(address=address)
    if public and not _is_address(public):
        raise PublicAddressError(address=public)
    if (public or not is_ours) and not space.people():  # by their link, the first come in this way
        raise LoginsMissingError
    if public:
        settings.CSRF_COOKIE_SECURE = settings.SESSION_COOKIE_SECURE = True
        settings.CSRF_COOKIE_NAME = "__Host-balise-csrf"


def is_loopback(address: str) -> bool:
    """Tell whether an address is of this computer alone.

    Examples
    --------
    >>> [is_loopback(one) for one in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "10.0.0.1")]
    [True, True, True, False, False]
    """
    if address == "localhost":
        return True
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _is_address(public: str) -> bool:
    parts = urlsplit(public)
    is_bare = parts.path in {"", "/"} and not parts.query and not parts.fragment
    return parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc and is_bare
