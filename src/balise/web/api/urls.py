"""The addresses of the API, each behind the same door."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt

import balise.web.paths  # noqa: F401 - names the converter of brands
from balise.errors import (
    AddressUnknownError,
    BaliseError,
    BodySizeError,
    FieldsError,
    MethodError,
    TokenUnknownError,
)
from balise.web.access import Circle, is_known, needs
from balise.web.api.docs import docs
from balise.web.api.faults import MEGABYTE, MOST_JSON, fault
from balise.web.api.making import made
from balise.web.api.paths import PREFIX
from balise.web.api.written import written
from balise.web.uploads import MOST_BYTES

_STEP = re.compile(r"<(?:\w+:)?(\w+)>")
View = Callable[..., HttpResponseBase]
_NO_METHOD = 405
_FILES = ("/imports", "/imports/suggest", "/imports/clients")
_open = needs(Circle.OPEN, post=Circle.OPEN)

api = made()
_patterns: list[URLPattern] = [one for one in api.urls[0] if isinstance(one, URLPattern)]


@cache
def document() -> Mapping[str, Any]:
    """Write the document of the API."""
    return api.get_openapi_schema(path_prefix=PREFIX)


def _behind(view: View) -> View:
    """Put what holds for every address before a view; rights are looked at behind it."""

    @_open
    @csrf_exempt
    def answered(request: HttpRequest, **given: Any) -> HttpResponseBase:
        try:
            _look(request)
        except BaliseError as error:
            return fault(request, error)
        response = view(request, **given)
        if response.status_code != _NO_METHOD:
            return response
        no_method = MethodError(method=request.method, known=response.headers.get("Allow", "-"))
        refused = fault(request, no_method)
        refused.headers["Allow"] = response.headers.get("Allow", "")
        return refused

    return answered


def _look(request: HttpRequest) -> None:
    """Refuse what is too large, and what asks for more than there is.

    Raises
    ------
    BodySizeError, FieldsError
        Where it is.
    """
    most = MOST_BYTES + MEGABYTE if request.path_info.endswith(_FILES) else MOST_JSON
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > most:
        raise BodySizeError(megabytes=most // MEGABYTE)
    unknown = [name for name in request.GET if name not in _names(request)]
    if unknown and is_known(request):
        raise FieldsError(fields=", ".join(sorted(unknown))[:200])


def _names(request: HttpRequest) -> frozenset[str]:
    """Name the parameters that an address takes."""
    match = request.resolver_match
    where = "/" + _STEP.sub(r"{\1}", match.route if match else "")
    told = document()["paths"].get(where, {}).get((request.method or "").lower(), {})
    return frozenset(one["name"] for one in told.get("parameters", ()) if one["in"] == "query")


def _openapi(_request: HttpRequest) -> HttpResponse:
    """Give the document, as OpenAPI 3.1."""
    return HttpResponse(written(document()), content_type="application/json")


def _nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """Say that nothing is there."""
    del rest
    return fault(request, AddressUnknownError())


def _inside(view: View) -> View:
    """Let in whoever is known."""

    def answered(request: HttpRequest, **given: Any) -> HttpResponseBase:
        return view(request, **given) if is_known(request) else fault(request, TokenUnknownError())

    return answered


for _one in _patterns:
    _one.callback = _behind(_one.callback)

urlpatterns: list[URLPattern] = [
    path("openapi.json", _behind(_inside(_openapi)), name="api-document"),
    path("docs", needs(Circle.INSIDE)(docs), name="api-docs"),
    *(one for one in _patterns if one.name != "api-root"),
    path("<path:rest>", _behind(_inside(_nothing)), name="api-nothing"),
    path("", _behind(_inside(_nothing)), {"rest": ""}),
]
