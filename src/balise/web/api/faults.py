"""Errors as programs read them: a code that stays, a sentence for people, and the facts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from balise import errors
from balise.errors import BaliseError
from balise.errors.defects import defect_of
from balise.web.api.written import written
from balise.web.language import speech_of
from balise.web.told import status_of

MEGABYTE = 1 << 20
MOST_JSON = 2 * MEGABYTE
"""Bytes of a body that holds no files."""
_STATUS: Mapping[type[BaliseError], int] = {
    errors.TokenUnknownError: 401,
    errors.RightMissingError: 403,
    errors.PageStaleError: 403,
    errors.AddressUnknownError: 404,
    errors.MethodError: 405,
    errors.BodySizeError: 413,
    errors.FieldsError: 422,
    errors.TooManyRequestsError: 429,
    errors.BodyError: 400,
    errors.ProposalStaleError: 409,
    errors.BrandThereError: 409,
    errors.BrandNameError: 422,
    errors.PostUnknownError: 404,
    errors.DefectError: 500,
}
_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_HIDDEN = frozenset({"findings", "details"})


def code_of(error: BaliseError) -> str:
    """Name an error for programs.

    Examples
    --------
    >>> code_of(errors.RightMissingError(right="edit"))
    'right_missing'
    """
    return _WORD.sub("_", type(error).__name__.removesuffix("Error")).lower()


def fault(request: HttpRequest, error: BaliseError) -> HttpResponse:
    """Answer with an error."""
    status = _STATUS.get(type(error)) or status_of(error)
    facts = {name: str(fact) for name, fact in error.facts.items() if name not in _HIDDEN}
    told: dict[str, Any] = {
        "code": code_of(error), "message": speech_of(request).error(error), "facts": facts,
    }  # fmt: skip
    if isinstance(error, errors.StrategyError):
        tongue = speech_of(request)
        told["findings"] = [
            {"line": one.line, "code": one.code, "severity": one.severity,
             "message": tongue.finding(one)}
            for one in error.findings
        ]  # fmt: skip
    response = HttpResponse(written(told), status=status, content_type="application/json")
    if isinstance(error, errors.TokenUnknownError):
        response.headers["WWW-Authenticate"] = "Bearer"
    if isinstance(error, errors.TooManyRequestsError):
        response.headers["Retry-After"] = str(error.facts["seconds"])
    return response


def known(error: Any) -> BaliseError:
    """Give the error of ours that says the same."""
    match error:
        case BaliseError():
            return error
        case ValidationError():
            return errors.FieldsError(fields=", ".join(map(_field, error.errors)))
        case RequestDataTooBig():
            return errors.BodySizeError(megabytes=MOST_JSON // MEGABYTE)
        case Http404():
            return errors.AddressUnknownError()
        case HttpError() | SuspiciousOperation():
            return errors.BodyError(form="JSON")
        case _:
            return defect_of(error)


def _field(found: Mapping[str, Any]) -> str:
    """Name a field and what is the matter with it, as the library of schemas calls it."""
    place = ".".join(str(step) for step in found["loc"][1:] if step not in {"given", "asked"})
    return f"{place or found['loc'][0]} ({found['type']})"[:200]


def told_by(api: NinjaAPI) -> None:
    """Have every error of an API told this way."""
    for kind in (Exception, Http404, HttpError, ValidationError):
        api.add_exception_handler(kind, lambda request, error: fault(request, known(error)))
