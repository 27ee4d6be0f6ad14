"""Whatever is asked: no answer is a defect, and each is what the document says.

`BALISELONG=1` asks thirty times as much.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import requests
import schemathesis
import urllib3
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance
from tests.often import LONG
from tests.unit.web.api.kit import A, Program

from balise.web.api import pace
from balise.web.api.urls import document
from balise.web.api.written import written

EXAMPLES = 100 if LONG else 3
schema = schemathesis.openapi.from_file(written(document()).decode())
CHECKS = (not_a_server_error, response_schema_conformance)


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=not LONG,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_no_request_is_answered_with_a_defect(case: Any, served: Any) -> None:
    pace.limiter().storage.reset()
    if "brand" in (case.path_parameters or {}):
        case.path_parameters["brand"] = A
    sent = requests.Request(**{**case.as_transport_kwargs("http://x"), "cookies": None}).prepare()
    answer = Program(served).ask(
        case.method,
        sent.path_url,
        **{f"HTTP_{name.upper().replace('-', '_')}": said for name, said in others(sent)},
        data=body(sent),
        content_type=text(sent.headers.get("Content-Type", "")),
    )
    case.validate_response(as_requests(answer, sent), checks=CHECKS)
    if answer.status_code >= 400:
        assert {"code", "message", "facts"} <= {*answer.json()}


def text(said: bytes | str) -> str:
    return said.decode("latin-1") if isinstance(said, bytes) else said


def others(sent: requests.PreparedRequest) -> Iterator[tuple[str, str]]:
    for name, said in sent.headers.items():
        if text(name).lower() not in {"content-type", "content-length", "authorization", "host"}:
            yield text(name), text(said)


def body(sent: requests.PreparedRequest) -> bytes:
    said: Any = sent.body or b""
    return said.encode() if isinstance(said, str) else bytes(said)


def as_requests(answer: Any, sent: requests.PreparedRequest) -> requests.Response:
    made = requests.Response()
    made.status_code, made._content = answer.status_code, answer.content
    made.headers.update(answer.headers)
    made.raw = urllib3.HTTPResponse(headers=dict(answer.headers), status=answer.status_code)
    made.request, made.url = sent, "http://x"
    made.elapsed = timedelta()
    return made
