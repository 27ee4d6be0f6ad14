"""Coming in: passwords, sessions, links; and what nobody gets by trying."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from tests.unit.web.reader import Reader
from tests.unit.web.team import ME, OWNER, PASSWORD, PUBLIC, browser, joined, logged_in, send

from balise.domain.person import IDLE, LONGEST
from balise.errors import LoginsMissingError
from balise.teaming import clock
from balise.vault import pace
from balise.web.reach import settle
from balise.web.ways_in import way_on
from balise.workspace import Workspace

NEVER = "The address, the password or the code is not right."

pytestmark = pytest.mark.usefixtures("light")


@pytest.fixture
def team(empty: Workspace) -> Workspace:
    joined(empty, OWNER, is_master=True)
    return empty


def test_without_people_the_start_address_opens_and_the_login_leads_on(empty: Workspace) -> None:
    reader = browser(empty)
    assert reader.ask("/").status_code == 403
    answer = reader.ask("/login")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert reader.inside().ask("/style").status_code == 200


def test_with_people_the_start_token_opens_nothing(team: Workspace) -> None:
    reader = browser(team)
    answer = reader.ask(f"/?token={reader.site.key.token}")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/login")
    assert reader.site.cookie not in answer.cookies
    assert not reader.site.key.is_used
    assert reader.site.key.token not in reader.site.address


def test_the_first_of_a_team_comes_in_from_elsewhere_by_their_link_and_by_nothing_else(
    empty: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("CSRF_COOKIE_SECURE", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_NAME"):
        monkeypatch.setattr(settings, name, getattr(settings, name))  # put back afterwards
    with pytest.raises(LoginsMissingError):
        settle(empty, address="127.0.0.1", public=PUBLIC)
    invited = empty.invite(OWNER, by=ME, is_master=True)
    away, there = browser(empty, public=PUBLIC), {"HTTP_HOST": "balise.example.org"}
    settle(empty, address="127.0.0.1", public=PUBLIC)
    for address in ("/", "/style", f"/?token={away.site.key.token}", "/settings/people"):
        answer = away.ask(address, **there)
        assert answer.status_code == 403, address
        assert "balise serve" not in answer.content.decode()
    assert not away.site.key.is_used
    link = f"/invitation/{invited.token}"
    assert away.ask(link, **there).status_code == 200
    sent = send(away, link, {"name": "Mia", "password": PASSWORD}, **there)
    assert sent.status_code == 302
    assert away.ask("/style", **there).status_code == 200


def test_the_session_of_the_start_ends_when_there_are_people(empty: Workspace) -> None:
    reader = browser(empty).inside()
    assert reader.ask("/style").status_code == 200
    joined(empty, OWNER, is_master=True)
    assert reader.ask("/style").headers["Location"] == "/login?next=%2Fstyle"
    assert send(reader, "/logout", {}).status_code == 403


def test_a_stranger_is_led_to_the_login_and_from_there_on(team: Workspace) -> None:
    reader = browser(team)
    answer = reader.ask("/style?a=1&token=secret")
    assert answer.headers["Location"] == "/login?next=%2Fstyle%3Fa%3D1"
    shown = reader.ask(answer.headers["Location"]).content.decode()
    assert 'name="next" value="/style?a=1"' in shown
    assert 'autocomplete="username"' in shown
    assert 'autocomplete="current-password"' in shown
    assert 'autocomplete="one-time-code"' in shown
    told = {"email": OWNER.upper(), "password": PASSWORD, "next": "/style?a=1"}
    answer = send(reader, "/login", told)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/style?a=1")
    assert reader.ask("/style").status_code == 200
    assert reader.ask("/login?next=/style").headers["Location"] == "/style"


@pytest.mark.parametrize(
    "wanted",
    ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "style",
     "/\t/evil.example", "/\n/evil.example", "http:evil.example", "///evil.example",
     " //evil.example"],
)  # fmt: skip
def test_a_login_leads_to_no_other_site(team: Workspace, wanted: str) -> None:
    assert way_on(wanted) == "/"
    told = {"email": OWNER, "password": PASSWORD, "next": wanted}
    assert send(browser(team), "/login", told).headers["Location"] == "/"


@pytest.mark.parametrize(
    ("email", "password", "code"),
    [
        (OWNER, "wrong words that came by", ""),
        ("nobody@example.org", PASSWORD, ""),
        (OWNER, "", ""),
        ("", PASSWORD, ""),
        (OWNER + "\x00", PASSWORD, ""),
        ("<script>alert(1)</script>", PASSWORD, ""),
        ("x" * 5_000, PASSWORD, ""),
        (OWNER, "x" * 5_000, ""),
        (OWNER, PASSWORD, "x" * 65),
        ("' or 1=1 --", "' or 1=1 --", "é"),
    ],
)
def test_every_refusal_says_the_same(team: Workspace, email: str, password: str, code: str) -> None:
    reader = browser(team)
    answer = send(reader, "/login", {"email": email, "password": password, "code": code})
    said = answer.content.decode()
    assert answer.status_code == 403
    assert NEVER in said
    assert "<script>alert" not in said
    assert reader.site.cookie not in answer.cookies
    assert not password or f'value="{password}"' not in said


def test_too_many_tries_say_how_long_to_wait(team: Workspace) -> None:
    reader = browser(team)
    told = {"email": OWNER, "password": "wrong words that came by"}
    answers = [send(reader, "/login", told) for _ in range(pace.HERE + 1)]
    assert {one.status_code for one in answers[: pace.HERE]} == {403}
    assert answers[-1].status_code == 429
    assert answers[-1].headers["Retry-After"] == str(60 * 15)
    assert "Retry-After" not in answers[0].headers
    assert re.search(r"Too many tries\..*\(1\d at most\)", answers[-1].content.decode())
    assert send(reader, "/login", {"email": OWNER, "password": PASSWORD}).status_code == 429


def test_a_session_is_new_at_each_login_and_a_planted_one_is_worth_nothing(team: Workspace) -> None:
    reader = browser(team)
    cookie = reader.site.cookie
    reader.client.cookies[cookie] = "planted"
    told = {"email": OWNER, "password": PASSWORD}
    first = send(reader, "/login", told).cookies[cookie].value
    second = send(reader, "/login", told).cookies[cookie].value
    assert len({"planted", first, second}) == 3
    for old in ("planted", first):
        stale = browser(team)
        stale.client.cookies[cookie] = old
        assert stale.ask("/style").status_code == 302
    assert reader.ask("/style").status_code == 200


def test_the_cookie_of_a_session_is_for_us_alone(team: Workspace) -> None:
    told = {"email": OWNER, "password": PASSWORD}
    here = browser(team)
    cookie = send(here, "/login", told).cookies[here.site.cookie]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/")
    assert cookie["domain"] == ""
    assert cookie["secure"] == ""  # plain HTTP of this computer could not send it back
    away = browser(team, public=PUBLIC)
    answer = send(away, "/login", told, HTTP_HOST="balise.example.org")
    cookie = answer.cookies["__Host-balise"]
    assert (cookie["secure"], cookie["httponly"], cookie["domain"]) == (True, True, "")
    assert answer.headers["Strict-Transport-Security"]
    for where, name in (("/theme", "balise-theme"), ("/login?lang=fr", "balise-language")):
        kept = send(away, where, {"theme": "dark"}, HTTP_HOST="balise.example.org").cookies
        assert kept[name]["secure"] is True, where
    out = send(away, "/logout", {}, HTTP_HOST="balise.example.org").cookies["__Host-balise"]
    assert (out.value, out["max-age"], out["secure"]) == ("", 0, True)


def test_logging_out_ends_the_session_for_every_copy_of_the_cookie(team: Workspace) -> None:
    reader = logged_in(team)
    copied = browser(team)
    name = reader.site.cookie
    copied.client.cookies[name] = reader.client.cookies[name].value
    assert copied.ask("/style").status_code == 200
    reader.ask("/logout")  # a link changes nothing
    assert copied.ask("/style").status_code == 200
    assert send(reader, "/logout", {}).headers["Location"] == "/login"
    assert copied.ask("/style").status_code == 302


@pytest.mark.parametrize(
    ("step", "times"), [(IDLE + timedelta(minutes=2), 1), (IDLE / 2, 2 * LONGEST // IDLE + 1)]
)
def test_a_session_ends_when_it_rests_and_when_it_is_old(
    team: Workspace, monkeypatch: pytest.MonkeyPatch, step: timedelta, times: int
) -> None:
    start = datetime.now(UTC)
    reader = logged_in(team)
    for n in range(1, times):
        monkeypatch.setattr(clock, "now", lambda n=n: start + n * step)
        assert reader.ask("/style").status_code == 200, n
    monkeypatch.setattr(clock, "now", lambda: start + times * step)
    assert reader.ask("/style").status_code == 302


def test_a_form_without_its_token_is_refused(team: Workspace) -> None:
    reader = browser(team, strict=True)
    shown = reader.ask("/login").content.decode()
    told = {"email": OWNER, "password": PASSWORD}
    refused = send(reader, "/login", told)
    assert refused.status_code == 403
    assert NEVER not in refused.content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', shown)
    assert token
    given = {**told, "csrfmiddlewaretoken": token[1]}
    assert send(reader, "/login", given).status_code == 302
    assert send(reader, "/logout", {"csrfmiddlewaretoken": token[1]}).status_code == 403
    assert reader.ask("/style").status_code == 200


@pytest.mark.parametrize(
    "came",
    [
        {"HTTP_ORIGIN": "https://evil.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site"},
    ],
)
def test_a_form_of_another_site_is_refused(team: Workspace, came: dict[str, str]) -> None:
    told = {"email": OWNER, "password": PASSWORD}
    assert send(browser(team), "/login", told, **came).status_code == 403
    reader = logged_in(team)
    assert send(reader, "/logout", {}, **came).status_code == 403
    assert reader.ask("/style").status_code == 200


def test_a_browser_that_another_site_led_here_asks_again_with_its_cookie(team: Workspace) -> None:
    led = {"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_SEC_FETCH_MODE": "navigate"}
    assert browser(team).ask("/login?next=/style", **led).headers["Refresh"] == "0"
    assert "Refresh" not in browser(team).ask("/login?next=/style").headers


def test_an_invitation_is_shown_and_then_used_once(empty: Workspace) -> None:
    invited = empty.invite(OWNER, by=browser(empty).site.user, is_master=True)
    where = f"/invitation/{invited.token}"
    reader = browser(empty)
    for _ in range(2):
        shown = reader.ask(where)
        assert shown.status_code == 200
        assert OWNER in shown.content.decode()
    assert not empty.has_people()
    short = send(reader, where, {"password": "short", "name": "Mia"})
    assert short.status_code == 422
    assert "at least 12 characters" in short.content.decode()
    answer = send(reader, where, {"password": PASSWORD, "name": "Mia"})
    assert answer.headers["Location"] == "/"
    assert reader.ask("/style").status_code == 200
    assert empty.people()[0].name == "Mia"
    again = browser(empty)
    assert again.ask(where).status_code == 404
    assert send(again, where, {"password": PASSWORD}).status_code == 404


def test_a_link_for_a_password_ends_the_sessions_and_does_not_go_round_the_second_factor(
    team: Workspace,
) -> None:
    reader, mia = logged_in(team), team.people()[0]
    fresh = "four other words came by"
    link = team.reset_password(mia.id, by=mia.who)
    where = f"/reset/{link.token}"
    helper = browser(team)
    assert send(helper, where, {"password": fresh}).headers["Location"] == "/"
    assert reader.ask("/style").status_code == 302
    with_factor(team, mia.id, fresh)
    link = team.reset_password(mia.id, by=mia.who)
    other = browser(team)
    answer = send(other, f"/reset/{link.token}", {"password": PASSWORD})
    assert answer.headers["Location"] == "/login"
    assert other.ask("/style").status_code == 302


def test_the_second_factor_is_asked_for_and_a_recovery_code_stands_for_it_once(
    team: Workspace,
) -> None:
    recovery = with_factor(team, team.people()[0].id, PASSWORD)
    told = {"email": OWNER, "password": PASSWORD}
    for code in ("", "000000", "abcd"):
        refused = send(browser(team), "/login", {**told, "code": code})
        assert (refused.status_code, NEVER in refused.content.decode()) == (403, True)
    assert send(browser(team), "/login", {**told, "code": recovery[0]}).status_code == 302
    assert send(browser(team), "/login", {**told, "code": recovery[0]}).status_code == 403


def with_factor(space: Workspace, person: int, password: str) -> tuple[str, ...]:
    """Switch the second factor on."""
    from balise.vault import codes  # noqa: PLC0415 - of this alone

    factor = space.begin_second_factor(person, password=password)
    step = int(clock.now().timestamp()) // codes.STEP_S - 1
    digits = codes._clock(factor.secret).generate(step * codes.STEP_S).decode()
    return space.confirm_second_factor(person, digits)


@pytest.mark.parametrize("token", ["x", "é", "%00", "a" * 3_000, "..", "<script>alert(1)</script>"])
@pytest.mark.parametrize("kind", ["invitation", "reset"])
def test_another_link_lets_nobody_in(team: Workspace, kind: str, token: str) -> None:
    reader = browser(team)
    for answer in (
        reader.ask(f"/{kind}/{token}"),
        send(reader, f"/{kind}/{token}", {"password": PASSWORD}),
    ):
        assert answer.status_code in {302, 403, 404}
        assert reader.site.cookie not in answer.cookies
        assert "<script>alert" not in answer.content.decode()


def test_the_pages_speak_the_language_of_who_logged_in(team: Workspace) -> None:
    team.change_profile(team.people()[0].id, language="fr", timezone="America/Montreal")
    reader: Reader = logged_in(team)
    assert '<html lang="fr"' in reader.ask("/nowhere", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert '<html lang="en"' in reader.ask("/nowhere?lang=en").content.decode()
    assert (
        "adresse, le mot de passe"
        in send(
            browser(team), "/login", {"email": OWNER, "password": "x"}, HTTP_ACCEPT_LANGUAGE="fr"
        ).content.decode()
    )
