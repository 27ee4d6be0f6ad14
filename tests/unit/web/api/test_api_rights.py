"""Who is answered what: every address says what it needs, and no brand shows through another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from tests.unit.web.api.kit import TOKENS, A, B, Program, site
from tests.unit.web.reader import Reader

from balise.domain.team import Right
from balise.errors import RightMissingError, TooManyRequestsError
from balise.web.api import pace
from balise.web.api.rights import NOBODY, Token
from balise.web.api.urls import _patterns, api, document
from balise.workspace import Workspace

_STEP = re.compile(r"{(\w+)}")
SAMPLES = {"post_uid": "x:1", "number": "1", "form": "ics", "job_id": "j", "hook_id": "1",
           "feed_id": "1", "slot_id": "s", "page": "week", "report_id": "1"}  # fmt: skip
BODIES: dict[str, Any] = {
    "strategies_put": {"text": "x"}, "strategies_check": {"text": "x"},
    "checking_check": {"drafts": [{}]}, "plans_skip": {"slots": ["s"]},
    "plans_approve": {"slots": ["s"]}, "plans_ask": {"slots": ["s"]},
    "refining_decide": {"as_of": "2026-01-01T00:00:00Z"},
    "tags_confirm": {"tags": [{"post_uid": "x:1", "value": "v"}]},
    "hooks_add": {"url": "https://example.org", "events": ["plan.made"]}, "feeds_add": {},
    "plans_unskip": {"slots": ["s"]}, "besides_allow": {"allowed": True},
    "slots_move": {"at": "2027-01-01T10:00:00Z", "dry_run": True}, "slots_change": {},
    "slots_add": {"at": "2027-01-01T10:00:00Z", "network": "x", "account": "a", "kind": "text"},
    "slots_write": {"text": "Hello"}, "tags_accept": {"above": 1.0}, "reports_make": {},
    "beginning_invite": {"email": "ana@example.org", "role": "reader"},
}  # fmt: skip


def operations() -> Iterator[tuple[str, str, str, str]]:
    """List method, path, name and right of every address."""
    for path, methods in document()["paths"].items():
        for method, one in methods.items():
            yield method.upper(), path, one["operationId"], one.get("x-right", "")


def filled(path: str, brand: str) -> str:
    step = quote(brand.replace("%", "%25").replace("/", "%2F"), safe="")
    return _STEP.sub(lambda found: SAMPLES.get(found[1], step), path)


def ask(robot: Program, one: tuple[str, str, str, str], brand: str) -> Any:
    method, path, name, _ = one
    given = BODIES.get(name) if method != "GET" else None
    return robot.ask(method, filled(path, brand), given)


OF_A_BRAND = [one for one in operations() if "{brand}" in one[1]]


def test_every_address_says_what_it_needs() -> None:
    assert {one[3] for one in operations()} <= {*Right, "inside", "master"}
    for bound in api._get_bound_routers() if hasattr(api, "_get_bound_routers") else ():
        for view in bound.path_operations.values():
            for operation in view.operations:
                assert isinstance(operation.auth_callbacks[0], Token)
                assert operation.auth_callbacks[0].need is not None
    assert len(OF_A_BRAND) > 30
    assert len(_patterns) > 30


def test_an_address_that_says_nothing_lets_nobody_in(robot: Program) -> None:
    from django.test import RequestFactory  # noqa: PLC0415

    request = RequestFactory().get("/")
    request.balise_who = robot.site.user  # type: ignore[attr-defined]
    request.resolver_match = None
    with pytest.raises(RightMissingError):
        NOBODY(request)


@pytest.mark.parametrize("one", OF_A_BRAND, ids=[one[2] for one in OF_A_BRAND])
def test_another_brand_is_not_there(robot: Program, one: tuple[str, str, str, str]) -> None:
    for brand in (B, "Nobody"):
        answer = ask(robot, one, brand)
        assert (answer.status_code, answer.json()["code"]) == (404, "record_not_found")
        assert answer.json()["facts"]["known"] == A


@pytest.mark.parametrize("one", OF_A_BRAND, ids=[one[2] for one in OF_A_BRAND])
def test_a_token_does_only_what_its_person_and_its_scopes_allow(
    robot: Program, one: tuple[str, str, str, str]
) -> None:
    need = Right(one[3])
    for token in ("bal_see", "bal_reader", "bal_default"):
        if TOKENS[token].may(need, A):
            continue
        robot.carries = token
        answer = ask(robot, one, A)
        assert (answer.status_code, answer.json()["code"]) == (403, "right_missing"), token


@pytest.mark.parametrize("token", ["", "bal_unknown", "bal_person", "é", "x" * 10_000, "bal_all "])
def test_nobody_is_answered_without_a_token(robot: Program, token: str) -> None:
    robot.carries = token
    for where in ("/me", f"/brands/{A}", "/openapi.json", "/nothing"):
        answer = robot.ask("GET", f"/api/v1{where}")
        if token.strip() == "bal_all":
            continue
        assert (answer.status_code, answer.json()["code"]) == (401, "token_unknown")
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_brands_are_those_that_a_token_sees(robot: Program) -> None:
    assert [one["name"] for one in robot.get("/brands")] == [A]
    robot.carries = "bal_none"
    assert robot.get("/brands") == []
    assert robot.get("/me") == {"name": "robot", "brands": {}}


def test_a_token_is_for_the_api_alone(robot: Program) -> None:
    assert robot.ask("GET", "/").status_code == 403


def test_approving_is_in_no_scope_that_was_not_given_by_name(robot: Program) -> None:
    robot.carries = "bal_default"
    slot = robot.get(f"/brands/{A}/plan")["slots"][-1]["slot_id"]
    where = f"/brands/{A}/plan/approve"
    assert robot.refused("POST", where, {"slots": [slot]})[0] == 403
    robot.carries = "bal_all"
    assert robot.refused("POST", where, {"slots": [slot]})[0] == 200


def test_a_browser_that_is_inside_reads_and_changes_only_from_our_pages(kept: Workspace) -> None:
    reader = Reader(site(kept)).inside()
    assert reader.ask(f"/api/v1/brands/{A}").status_code == 200
    where = f"/api/v1/brands/{A}/strategy/check"
    sent = {"data": '{"text": "x"}', "content_type": "application/json"}
    reader.client.handler.enforce_csrf_checks = True
    bare = reader.ask(where, "POST", **sent)
    assert (bare.status_code, bare.json()["code"]) == (403, "page_stale")
    strange = reader.ask(where, "POST", HTTP_ORIGIN="https://evil.example", **sent)
    assert strange.status_code == 403
    assert reader.ask(where, "PUT", HTTP_ORIGIN="https://evil.example", **sent).status_code == 403


def test_a_stranger_is_soon_answered_no_more(robot: Program) -> None:
    robot.carries = "bal_guess"
    codes = [robot.ask("GET", "/api/v1/me").status_code for _ in range(32)]
    assert codes[:30] == [401] * 30
    assert codes[30:] == [429, 429]
    again = robot.ask("GET", "/api/v1/me")
    assert 1 <= int(again.headers["Retry-After"]) <= 61
    robot.carries = "bal_all"
    assert robot.get("/me")["name"] == "robot"


def test_each_token_has_a_pace_of_its_own(robot: Program) -> None:
    for _ in range(pace.READS.amount):
        pace.count(pace.READS, "bal_see", "read")
    with pytest.raises(TooManyRequestsError):
        pace.count(pace.READS, "bal_see", "read")
    assert robot.get("/me")
    robot.carries = "bal_see"
    assert robot.refused("GET", "/me")[0] == 429
