"""Who may go where: for each role each page, as the table of rights says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from django.urls import NoReverseMatch, URLPattern, URLResolver, reverse
from tests.unit.web.planned import STRATEGY
from tests.unit.web.reader import Reader
from tests.unit.web.team import OWNER, browser, joined, logged_in, send

from balise.domain.team import RIGHTS, Right, Role
from balise.web import urls
from balise.web.access import Circle, need_of
from balise.workspace import Workspace

pytestmark = pytest.mark.usefixtures("light")


@pytest.fixture
def team(empty: Workspace) -> Workspace:
    """Let in an owner of the installation, and one of each role of a brand; there is another."""
    for brand in ("park", "north"):
        empty.store.keep_strategy(brand, STRATEGY, made_at=datetime.now(UTC))
    joined(empty, OWNER, is_master=True)
    for role in Role:
        joined(empty, f"{role}@example.org", park=role)
    return empty


def patterns(those: Sequence[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for one in those:
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns)
        else:
            yield one


def pages() -> Iterator[tuple[str, Any]]:
    """Give the addresses that need nothing but a brand, and what each needs."""
    for one in patterns(urls.urlpatterns):
        need = need_of(one.callback)
        if not one.name or need is None:
            continue
        for given in ({"brand": "park"}, {}):
            try:
                yield reverse(one.name, kwargs=given), need
                break
            except NoReverseMatch:
                continue


def is_refused(answer: Any) -> bool:
    return answer.status_code == 403 and "Your role does not allow this" in answer.content.decode()


@pytest.mark.parametrize("role", list(Role))
def test_each_role_reads_what_its_rights_say(team: Workspace, role: Role) -> None:
    reader = logged_in(team, f"{role}@example.org")
    told = dict.fromkeys(Right, 0)
    for where, need in pages():
        if isinstance(need.read, Right):
            told[need.read] += 1
            assert is_refused(reader.ask(where)) is (need.read not in RIGHTS[role]), where
        elif need.read is Circle.MASTER:
            assert is_refused(reader.ask(where)), where
    assert all(told[right] for right in (Right.SEE, Right.INSPECT, Right.OWN))


@pytest.mark.parametrize("role", list(Role))
def test_each_role_changes_what_its_rights_say(team: Workspace, role: Role) -> None:
    reader = logged_in(team, f"{role}@example.org")
    for where, need in pages():
        is_none_of_theirs = isinstance(need.post, Right) and need.post not in RIGHTS[role]
        if need.post is Circle.MASTER or is_none_of_theirs:
            assert is_refused(send(reader, where, {})), where


def test_a_brand_of_others_is_not_there(team: Workspace) -> None:
    reader = logged_in(team, "owner@example.org")
    for where, need in pages():
        if isinstance(need.read, Right):
            other = where.replace("/park", "/north", 1)
            assert reader.ask(other).status_code == 404, other
            if need.post is not None:
                assert send(reader, other, {}).status_code == 404, other


def test_strangers_get_the_login_and_nothing_else(team: Workspace) -> None:
    reader = browser(team)
    for where, need in pages():
        if need.read is not Circle.OPEN:
            answer = reader.ask(where)
            if where.startswith("/api/"):
                assert answer.status_code in {401, 403}, where
            else:
                assert answer.headers["Location"].startswith("/login"), where
            assert send(reader, where, {}).status_code in {401, 403, 405}, where


def test_hostile_forms_break_nothing(team: Workspace) -> None:
    reader: Reader = logged_in(team)
    hostile = ("\x00", "<script>alert(1)</script>", "9" * 30, "-1", "\ud800", "é" * 9_000, "'--")
    names = ("id", "email", "role", "name", "language", "timezone", "password", "old", "new",
             "code",
             "days", "scopes", "brand", "first", "last", "file")  # fmt: skip
    ours = [(where, need) for where, need in pages() if "/settings" in where and need.post]
    assert len(ours) > 10
    for where, _ in ours:
        if where.endswith(("/download", "/sessions", "/key")):
            continue
        for value in hostile:
            answer = send(reader, where, dict.fromkeys(names, value))
            assert answer.status_code in {200, 302, 400, 403, 404}, (where, value)
            assert b"<script>alert" not in b"".join(answer), (where, value)
    assert logged_in(team).ask("/settings").status_code == 200
