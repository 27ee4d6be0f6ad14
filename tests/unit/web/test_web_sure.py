"""Before what cannot be taken back is a page that tells the effect; some ask for the password."""

from __future__ import annotations

import html
from datetime import UTC, datetime

import pytest
from tests.unit.web.planned import STRATEGY
from tests.unit.web.reader import Reader
from tests.unit.web.sending import Fields
from tests.unit.web.team import OWNER, PASSWORD, browser, joined, logged_in, send

from balise.domain.team import Role
from balise.web.browsers import browser_of
from balise.words import Speech
from balise.workspace import Workspace

pytestmark = pytest.mark.usefixtures("light")
LEO = "leo@example.org"


@pytest.fixture
def team(empty: Workspace) -> Workspace:
    empty.store.keep_strategy("park", STRATEGY, made_at=datetime.now(UTC), by="mia")
    joined(empty, OWNER, is_master=True)
    joined(empty, LEO, park=Role.OWNER)
    return empty


def id_of(space: Workspace, email: str) -> int:
    return next(one.id for one in space.people() if one.email == email)


def filled(page: str, where: str) -> dict[str, list[str]]:
    return Fields(page, where).fields


@pytest.mark.parametrize("what", ["remove", "make", "reset", "factor"])
def test_what_decides_of_rights_asks_for_the_password_again(team: Workspace, what: str) -> None:
    reader, leo, where = logged_in(team), id_of(team, LEO), f"/settings/people/{what}"
    before = team.person(leo), len(team.notes())
    asked = send(reader, where, {"id": leo})
    page = asked.content.decode()
    assert asked.status_code == 200
    assert LEO in page
    fields = filled(page, where)
    assert fields["id"] == [str(leo)]
    assert fields["sure"] == ["yes"]
    wrong = send(reader, where, {**fields, "password": "another one altogether"})
    assert wrong.status_code == 403
    assert "another one altogether" not in wrong.content.decode()
    assert send(reader, where, {"id": leo, "sure": "yes"}).status_code == 403
    assert team.person(leo) == before[0]
    assert len(team.notes()) == before[1] + 2, "each refusal is in the log"
    done = send(reader, where, {**fields, "password": PASSWORD})
    assert done.status_code in {200, 302}
    assert len(team.notes()) > before[1] + 2


def test_a_role_and_the_key_need_the_password_too(team: Workspace) -> None:
    reader, leo = logged_in(team), id_of(team, LEO)
    for told in ({"id": leo, "role": "reader"}, {"id": leo, "role": ""}):
        assert send(reader, "/park/settings/role", {**told, "sure": "yes"}).status_code == 403
    assert team.person(leo).roles == {"park": Role.OWNER}
    team.note("login", by="x")
    key = (team.folder / "key").read_text()
    assert send(reader, "/settings/installation/key", {"sure": "yes"}).status_code == 403
    assert (team.folder / "key").read_text() == key


def test_a_session_is_no_place_to_guess_a_password_at(team: Workspace) -> None:
    reader, where = logged_in(team), "/settings/people/remove"
    leo = id_of(team, LEO)
    told = {"id": leo, "sure": "yes"}
    for n in range(10):
        assert send(reader, where, {**told, "password": f"guess number {n}"}).status_code == 403
    late = send(reader, where, {**told, "password": PASSWORD})
    assert (late.status_code, late.headers["Retry-After"]) == (429, str(60 * 15))
    assert team.person(leo)
    assert "again-refused" in {one.code for one in team.notes()}


def test_one_who_works_alone_is_asked_whether_they_are_sure_and_for_no_password(
    empty: Workspace,
) -> None:
    reader: Reader = browser(empty).inside()
    page = send(reader, "/settings/installation/key", {}).content.decode()
    assert 'name="sure"' in page
    assert 'type="password"' not in page
    empty.note("login", by="you")
    key = (empty.folder / "key").read_text()
    assert send(reader, "/settings/installation/key", {"sure": "yes"}).status_code == 302
    assert (empty.folder / "key").read_text() != key
    assert empty.verify_audit().is_whole


def test_tokens_sessions_and_links_are_ended_after_a_question(team: Workspace) -> None:
    reader = logged_in(team, LEO)
    logged_in(team, LEO)
    leo = id_of(team, LEO)
    token = team.make_token("robot", by=team.person(leo).who).kept
    link = team.make_link("park", name="Zoé", by=team.person(leo).who).kept
    for where, told in (
        ("/settings/tokens/revoke", {"id": token.id}),
        ("/settings/sessions", {}),
        ("/settings/session", {"id": min(one.id for one in team.sessions(leo))}),
        ("/park/settings/links/revoke", {"id": link.id}),
    ):
        page = send(reader, where, told, HTTP_ACCEPT_LANGUAGE="fr").content.decode()
        assert 'lang="fr"' in page
        assert filled(page, where)["sure"] == ["yes"]
    assert len(team.sessions(leo)) == 2
    assert len(team.tokens(leo)) == 1
    assert team.links("park")[0].revoked_at is None


def test_what_was_sent_stands_in_the_page_as_text(team: Workspace) -> None:
    hostile = {"id": '"><script>alert(1)</script>', '"><script>alert(2)': "x"}
    page = send(logged_in(team), "/settings/people/remove", hostile).content.decode()
    assert "<script>alert" not in page
    assert "alert(1)" in html.unescape(page)


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
         "Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0"), "Edge on Windows"),
        (("Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 "
         "(KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1"), "Safari on iPhone"),
        (("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) "
         "Chrome/142.0.0.0 Mobile Safari/537.36"), "Chrome on Android"),
        ("<script>alert(1)</script>", "Another browser"),
    ],
)  # fmt: skip
def test_a_browser_is_named_as_its_owner_knows_it(agent: str, said: str) -> None:
    assert browser_of(agent, Speech("en")) == said


def test_the_log_of_a_brand_tells_of_invitations_and_of_its_signatures(team: Workspace) -> None:
    reader = logged_in(team, LEO)
    send(reader, "/park/settings", {"email": "ana@example.org", "role": "editor"})
    page = html.unescape(reader.ask("/park/settings/log").content.decode())
    assert "Invited ana@example.org" in page
    assert "Signed with the key of the installation" in page


def test_the_history_says_who_made_a_version(team: Workspace) -> None:
    assert ">mia<" in logged_in(team, LEO).ask("/park/strategy/history").content.decode()
