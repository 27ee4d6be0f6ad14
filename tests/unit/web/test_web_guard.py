"""Who is let in, and what every answer carries."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.urls import URLPattern, URLResolver
from tests.unit.web.reader import PORT, Reader

from balise.web import urls
from balise.web.access import need_of
from balise.web.site import Site
from balise.workspace import Workspace

CARRIED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
STRANGE_NAMES = (
    "", "evil.example", f"evil.example:{PORT}", "127.0.0.1", f"127.0.0.1:{PORT + 1}",
    f"127.0.0.1.nip.io:{PORT}", f"localhost.:{PORT}", f"0.0.0.0:{PORT}", f"127.0.0.2:{PORT}",
    f"[::]:{PORT}", f"127.0.0.1:{PORT}, evil.example", f"evil.example@127.0.0.1:{PORT}",
    f"127.0.0.1:{PORT}.evil.example", f"localhost:{PORT}\t", f"2130706433:{PORT}", "localhost",
)  # fmt: skip
HOSTILE = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}", "\u202e\x00", "-1",
)  # fmt: skip
OF_ROWS = ("factor", "level", "scope", "start", "end", "metric", "state", "unusual", "kpi", "order")
PARAMETERS = {
    "insights": ("kpi", "start", "end", "lang"),
    "rows": (*OF_ROWS, "page", "lang", "unknown"),
    "rows.csv": OF_ROWS,
    "post": ("uid", "kpi"),
    "days": ("network", "account", "metric", "start", "end", "kpi", "page"),
    "findings": ("code", "file", "kpi", "page"),
    "files": ("kpi", "page"),
    "outcomes": ("name", "start", "end", "kpi", "page"),
}
PAGES = tuple(PARAMETERS)


def below(brand: str) -> str:
    """Give the address under which the pages of a brand are."""
    return "/" + quote(brand.replace("/", "%2F"), safe="")


def answers(reader: Reader, brand: str, monkeypatch: pytest.MonkeyPatch) -> dict[int, object]:
    """Ask for one answer of each status."""

    def broken(*_: object) -> object:
        raise RuntimeError(brand)

    monkeypatch.setattr("tempfile.tempdir", str(reader.site.space.folder))  # details go there

    found = {
        200: reader.ask("/style"),
        400: reader.ask("/", HTTP_HOST="evil.example"),
        403: Reader(reader.site).ask("/"),
        404: reader.ask("/nowhere"),
        405: reader.ask("/", "POST"),
    }
    fresh = Reader(Site(space=reader.site.space, port=PORT))
    found[302] = fresh.ask(f"/?token={fresh.site.key.token}")
    monkeypatch.setattr(reader.site.desk, "archive", broken)
    found[500] = reader.ask(f"{below(brand)}/rows")
    return found


def test_every_answer_carries_the_policy(
    reader: Reader, brand: tuple[Workspace, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for status, answer in answers(reader, brand[1], monkeypatch).items():
        assert answer.status_code == status  # type: ignore[attr-defined]
        headers = answer.headers  # type: ignore[attr-defined]
        policy = headers["Content-Security-Policy"].split("; ")
        assert policy[0] == "default-src 'self'"
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in headers["Content-Security-Policy"]
        for name, value in CARRIED.items():
            assert headers[name] == value, (status, name)


def test_files_of_style_and_script_carry_the_policy_too(stranger: Reader) -> None:
    answer = stranger.ask("/static/app.css")
    assert answer.status_code == 200
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"].startswith("text/css")


@pytest.mark.parametrize("name", STRANGE_NAMES)
def test_a_call_by_another_name_gets_nothing(reader: Reader, name: str) -> None:
    for where in ("/", "/static/app.css", f"/?token={reader.site.key.token}"):
        answer = reader.ask(where, HTTP_HOST=name)
        assert (answer.status_code, answer.content) == (400, b"")


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
def test_our_own_names_are_answered(reader: Reader, name: str) -> None:
    assert reader.ask("/style", HTTP_HOST=f"{name}:{PORT}").status_code == 200


@pytest.mark.parametrize("uri", ["http://evil.example/", "http:///", "//evil.example", "*"])
def test_an_address_in_full_must_name_us_too(reader: Reader, uri: str) -> None:
    expected = 200 if uri.startswith("//") else 400  # that one is a path of ours
    assert reader.ask("/style", REQUEST_URI=uri).status_code == expected
    own = f"http://127.0.0.1:{PORT}/"
    assert reader.ask("/style", REQUEST_URI=own).status_code == 200


def test_the_token_works_once(stranger: Reader) -> None:
    start = f"/?token={stranger.site.key.token}"
    answer = stranger.ask(start)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    again = Reader(stranger.site).ask(start)
    assert again.status_code == 403
    assert "used already" in again.content.decode()
    assert stranger.ask(start).status_code == 403
    assert stranger.ask("/style").status_code == 200


def test_the_session_is_a_cookie_that_no_script_and_no_other_site_gets(stranger: Reader) -> None:
    cookie = stranger.ask(f"/?token={stranger.site.key.token}").cookies[stranger.site.cookie]
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Strict"
    assert cookie["max-age"] == cookie["expires"] == ""  # it ends with the browser
    assert cookie.value != stranger.site.key.token


@pytest.mark.parametrize("token", ["", "x", "é", "\x00", "a" * 10_000])
def test_another_token_opens_nothing(stranger: Reader, token: str) -> None:
    assert stranger.ask(f"/?{urlencode({'token': token})}").status_code == 403
    assert not stranger.site.key.is_used


def test_asking_for_headers_does_not_use_the_token_up(stranger: Reader) -> None:
    start = f"/?token={stranger.site.key.token}"
    assert stranger.ask(start, "HEAD").status_code == 403
    assert stranger.ask(start).status_code == 302


def test_the_token_stands_on_no_page(reader: Reader) -> None:
    token = reader.site.key.token
    used = Reader(reader.site).ask(f"/?token={token}")
    for answer in (used, reader.ask("/"), reader.ask(f"/nowhere?token={token}")):
        assert token not in answer.content.decode()
        assert token not in str(answer.headers)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "MKCOL"])
def test_nothing_can_be_changed(reader: Reader, method: str) -> None:
    answer = reader.ask("/", method)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, POST")


def test_a_page_that_is_for_reading_takes_no_form(reader: Reader) -> None:
    answer = reader.ask("/", "POST")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_another_page_loads_is_refused_and_a_link_is_not(reader: Reader, site: str) -> None:
    loaded = reader.ask("/", HTTP_SEC_FETCH_SITE=site, HTTP_SEC_FETCH_MODE="no-cors")
    assert loaded.status_code == 403
    followed = reader.ask("/style", HTTP_SEC_FETCH_SITE=site, HTTP_SEC_FETCH_MODE="navigate")
    assert followed.status_code == 200


@pytest.mark.parametrize(
    "path",
    ["../settings.py", "..%2fsettings.py", "....//settings.py", "css/web.css", "web.css/", "%00",
     "..\\settings.py", "/etc/passwd", "web.css%00.js"],
)  # fmt: skip
def test_no_other_file_is_given(reader: Reader, path: str) -> None:
    answer = reader.ask(f"/static/{path}")
    assert answer.status_code == 404
    assert "INSTALLED_APPS" not in answer.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_nothing_that_stands_in_an_address_becomes_code(
    reader: Reader, brand: tuple[Workspace, str], page: str
) -> None:
    for name in PARAMETERS[page]:
        for value in HOSTILE:
            query = urlencode(
                [(name, value), ("factor", "kind"), ("level", value)], errors="ignore"
            )
            answer = reader.ask(f"{below(brand[1])}/{page}?{query}")
            assert answer.status_code in {200, 400, 404}, (name, value)
            if page != "rows.csv":
                said = b"".join(answer).decode()
                assert "<script>alert" not in said, (name, value)
                assert "<img src=x" not in said, (name, value)
                assert ">49<" not in said


@pytest.mark.parametrize("where", ["//evil.example/", "/\\evil.example", "/%2f%2fevil.example",
                                   "/?next=//evil.example", "/?lang=//evil.example"])  # fmt: skip
def test_no_address_leads_away(reader: Reader, where: str) -> None:
    answer = reader.ask(where)
    assert re.fullmatch(r"|/[^/\\].*", answer.headers.get("Location", "")), "a page of ours"
    assert not re.match(r"(?:https?:)?//|/\\\\", answer.headers.get("Location", "/"))
    said = answer.content.decode()
    assert not re.search(r'(?:href|src|action)="(?:https?:)?//', said)


def views(patterns: Sequence[URLPattern | URLResolver]) -> Iterator[Callable[..., Any]]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from views(one.url_patterns)
        else:
            yield one.callback


def test_every_view_says_what_it_needs() -> None:
    assert [view for view in views(urls.urlpatterns) if need_of(view) is None] == []


def test_every_kind_of_page_is_behind_the_guard(
    stranger: Reader, brand: tuple[Workspace, str]
) -> None:
    for page in PAGES:
        answer = stranger.ask(f"{below(brand[1])}/{page}")
        assert answer.status_code == 403
        assert brand[1] not in answer.content.decode()
