"""Which addresses are the API's; known without loading it."""

from __future__ import annotations

from django.http import HttpRequest

PREFIX = "/api/v1/"
_SCHEME = "bearer "


def is_api(request: HttpRequest) -> bool:
    """Tell whether a program is answered, with JSON."""
    return request.path_info.startswith(PREFIX)


def bearer(request: HttpRequest) -> str | None:
    """Give the token that a request carries; None: it carries none."""
    said = request.headers.get("Authorization", "")
    is_bearer = said[: len(_SCHEME)].lower() == _SCHEME
    return said[len(_SCHEME) :].strip() if is_bearer else None
