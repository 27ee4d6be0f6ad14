"""Settings: of a brand, of somebody's own, and of the installation."""

from __future__ import annotations

import html
import re
import zipfile
from datetime import UTC, datetime
from io import BytesIO

import pytest
from tests.unit.web.planned import NOW, STRATEGY, a_plan, a_slot
from tests.unit.web.team import OWNER, PASSWORD, browser, joined, logged_in, send

from balise.domain.content import Content
from balise.domain.team import Right, Role
from balise.vault import codes
from balise.workspace import Workspace

SURE = {"sure": "yes", "password": PASSWORD}
pytestmark = pytest.mark.usefixtures("light")


@pytest.fixture
def team(empty: Workspace) -> Workspace:
    for brand in ("park", "north"):
        empty.store.keep_strategy(brand, STRATEGY, made_at=datetime.now(UTC))
    joined(empty, OWNER, is_master=True)
    joined(empty, "leo@example.org", park=Role.OWNER)
    return empty


def shown(answer: object) -> str:
    """Give the secret of a page that shows one."""
    said = answer.content.decode()  # type: ignore[attr-defined]
    found = re.search(r'id="secret"[^>]*>([^<]+)<', said)
    assert found, said
    return html.unescape(found[1]).strip()


def test_the_user_of_a_computer_makes_it_a_team(empty: Workspace) -> None:
    reader = browser(empty).inside()
    assert reader.ask("/settings").headers["Location"] == "/settings/people"
    assert "Make this a team" in reader.ask("/settings/people").content.decode()
    where = shown(send(reader, "/settings/people", {"email": "Mia@Example.org"}))
    path = where.partition(f"127.0.0.1:{reader.site.port}")[2]
    assert path.startswith("/invitation/")
    assert send(reader, path, {"password": PASSWORD, "name": "Mia"}).headers["Location"] == "/"
    assert empty.people()[0].is_master
    assert reader.ask("/settings").status_code == 200
    assert reader.ask("/settings/security").status_code == 200


def test_an_owner_invites_changes_a_role_and_removes(team: Workspace) -> None:
    reader = logged_in(team, "leo@example.org")
    told = {"email": "ana@example.org", "role": "editor"}
    path = "/invitation/" + shown(send(reader, "/park/settings", told)).partition("/invitation/")[2]
    assert send(browser(team), path, {"password": PASSWORD}).status_code == 302
    ana = team.people("park")[0]
    assert ana.roles == {"park": Role.EDITOR}
    send(reader, "/park/settings/role", {"id": ana.id, "role": "reader", **SURE})
    assert team.person(ana.id).roles == {"park": Role.READER}
    mia = next(one for one in team.people() if one.email == OWNER)
    send(
        reader, "/park/settings/role", {"id": mia.id, "role": "reader", **SURE}
    )  # not of the brand
    assert team.person(mia.id).roles == {}
    send(reader, "/park/settings/role", {"id": ana.id, "role": "", **SURE})
    assert team.person(ana.id).roles == {}
    assert "ana@example.org" not in reader.ask("/park/settings").content.decode().partition("dl")[0]
    said = reader.ask("/park/settings/log").content.decode()
    assert "Gave ana@example.org the role" in html.unescape(said)
    assert "Audit log whole" in said


def test_the_profile_sets_language_and_clock_of_the_pages(team: Workspace) -> None:
    reader = logged_in(team)
    told = {"name": "Mia", "language": "fr", "timezone": "Asia/Tokyo"}
    assert send(reader, "/settings", told).headers["Location"] == "/settings"
    mia = next(one for one in team.people() if one.email == OWNER)
    assert (mia.name, mia.language, mia.timezone) == ("Mia", "fr", "Asia/Tokyo")
    assert '<html lang="fr"' in reader.ask("/settings").content.decode()
    send(reader, "/settings", {**told, "timezone": "Mars/Base"})
    assert team.person(mia.id).timezone == "Asia/Tokyo"


def test_a_changed_password_ends_the_other_sessions(team: Workspace) -> None:
    reader, other = logged_in(team), logged_in(team)
    wrong = {"old": "x", "new": "four other words came by"}
    send(reader, "/settings/password", wrong)
    assert other.ask("/settings").status_code == 200
    send(reader, "/settings/password", {**wrong, "old": PASSWORD})
    assert other.ask("/settings").status_code == 302
    assert reader.ask("/settings").status_code == 200


def test_the_second_factor_is_set_up_with_a_picture_and_codes_shown_once(team: Workspace) -> None:
    reader = logged_in(team)
    assert send(reader, "/settings/factor/begin", {"password": "x"}).status_code == 302
    page = send(reader, "/settings/factor/begin", {"password": PASSWORD}).content.decode()
    assert "<svg" in page
    assert "style=" not in page.partition("<svg")[2]  # the policy forbids it
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page)
    assert secret
    now = int(datetime.now(UTC).timestamp()) // codes.STEP_S
    digits = codes._clock(secret[1]).generate(now * codes.STEP_S).decode()
    wrong = str((int(digits) + 1) % 10**6).zfill(6)
    assert send(reader, "/settings/factor/confirm", {"code": wrong}).status_code == 302
    recovery = shown(send(reader, "/settings/factor/confirm", {"code": digits})).split()
    assert len(recovery) == codes.RECOVERY_CODES
    security = reader.ask("/settings/security").content.decode()
    assert not [one for one in recovery if one in security]
    told = {"email": OWNER, "password": PASSWORD}
    assert send(browser(team), "/login", told).status_code == 403
    assert send(browser(team), "/login", {**told, "code": recovery[0]}).status_code == 302


def test_one_ends_ones_own_sessions_only(team: Workspace) -> None:
    reader, leo = logged_in(team), logged_in(team, "leo@example.org")
    of_leo = team.sessions(next(o.id for o in team.people() if o.email != OWNER))[0]
    send(reader, "/settings/session", {"id": of_leo.id, **SURE})
    assert leo.ask("/settings").status_code == 200
    send(leo, "/settings/session", {"id": of_leo.id, **SURE})
    assert leo.ask("/settings").status_code == 302


def test_a_token_is_shown_once_does_what_it_may_and_is_taken_back(team: Workspace) -> None:
    reader = logged_in(team, "leo@example.org")
    told = {"name": "sheet", "scopes": ["see", "inspect"], "days": 30, "brand": "park"}
    secret = shown(send(reader, "/settings/tokens", told))
    assert secret.startswith("bal_")
    who = team.who_of_token(secret)
    assert who is not None
    assert who.scopes == frozenset({Right.SEE, Right.INSPECT})
    listed = reader.ask("/settings/tokens").content.decode()
    assert "sheet" in listed
    assert secret not in listed
    mine = team.tokens()[0]
    send(logged_in(team), "/settings/tokens/revoke", {"id": mine.id + 1, **SURE})
    assert team.who_of_token(secret) is not None
    send(reader, "/settings/tokens/revoke", {"id": mine.id, **SURE})
    assert team.who_of_token(secret) is None
    assert send(reader, "/settings/tokens", {**told, "brand": "north"}).status_code == 302
    assert team.tokens(mine.person) == ()


def test_the_owner_of_the_installation_keeps_a_backup_and_changes_the_key(team: Workspace) -> None:
    reader = logged_in(team)
    answer = send(reader, "/settings/installation/download", {})
    packed = zipfile.ZipFile(BytesIO(b"".join(answer)))
    assert "manifest.json" in packed.namelist()
    assert "key" not in packed.namelist()
    target = team.folder.parent / "kept.zip"
    send(reader, "/settings/installation/backup", {"file": str(target)})
    assert zipfile.is_zipfile(target)
    assert send(reader, "/settings/installation/key", SURE).status_code == 302
    assert reader.ask("/settings/installation").status_code == 200


def test_the_last_owner_of_the_installation_stays(team: Workspace) -> None:
    reader = logged_in(team)
    mia = next(one for one in team.people() if one.email == OWNER)
    for what in ("remove", "unmake"):
        send(reader, f"/settings/people/{what}", {"id": mia.id, **SURE})
        said = html.unescape(reader.ask("/settings/people").content.decode())
        assert "is the last to whom this installation belongs" in said
    assert reader.ask("/settings/people/burn").status_code == 404
    assert team.person(mia.id).is_master


def planned(space: Workspace) -> None:
    slots = [a_slot(n, NOW.replace(day=9 + n)) for n in (1, 2, 3)]
    space.store.keep_plan("park", a_plan(*slots), made_at=NOW)
    for n in (1, 2):
        space.write_content("park", Content(slot_id=f"s{n}", text=f"Post {n} <b>"), by="leo")


def test_a_client_approves_what_the_link_is_for_and_nothing_else(team: Workspace) -> None:
    planned(team)
    owner = logged_in(team, "leo@example.org")
    told = {"name": "Zoé", "days": 14, "first": "2026-12-10", "last": "2026-12-10"}
    where = shown(send(owner, "/park/settings/links", told))
    path = where.partition(f":{owner.site.port}")[2]
    client = browser(team)
    for _ in range(2):
        page = client.ask(path)
        assert page.status_code == 200
        assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    said = page.content.decode()
    assert "Post 1 &lt;b&gt;" in said
    assert "Post 2" not in said
    assert {one.standing for one in team.cards("park")} == {"planned"}  # opening changes nothing
    first = team.content("park", "s1").content_hash
    second = team.content("park", "s2").content_hash
    stale = {"slot": "s1", "content_hash": "0" * 64, "answer": "approve"}
    send(client, path, stale)
    assert team.card("park", "s1").standing == "planned"
    other = {"slot": "s2", "content_hash": second, "answer": "approve"}
    assert send(client, path, other).status_code == 404
    assert team.card("park", "s2").standing == "planned"
    send(client, path, {"slot": "s1", "content_hash": first, "answer": "changes"})
    assert team.card("park", "s1").standing == "planned"  # without a reason
    ask = {"slot": "s1", "content_hash": first, "answer": "changes", "comment": "Shorter, please"}
    send(client, path, ask)
    assert team.card("park", "s1").standing == "changes"
    send(client, path, {"slot": "s1", "content_hash": first, "answer": "approve"})
    card = team.card("park", "s1")
    assert card.standing == "approved"
    assert card.approval is not None
    assert "Zoé" in card.approval.by
    for elsewhere in ("/park/", "/settings", "/park/settings", "/park/strategy"):
        assert client.ask(elsewhere).headers["Location"].startswith("/login"), elsewhere
    send(owner, "/park/settings/links/revoke", {"id": team.links("park")[0].id, **SURE})
    assert client.ask(path).status_code == 404
    assert send(client, path, ask).status_code == 404


def test_a_link_that_no_client_can_open_says_so_and_offers_the_brief(team: Workspace) -> None:
    planned(team)
    owner = logged_in(team, "leo@example.org")
    said = send(owner, "/park/settings/links", {"name": "Zoé", "days": 14}).content.decode()
    assert "works on this computer only" in said
    assert 'href="/park/calendar/week"' in said
    assert owner.ask("/park/calendar/week").status_code == 200
    token = send(owner, "/settings/tokens", {"name": "x", "scopes": ["see"], "days": 30})
    assert "works on this computer only" not in token.content.decode()  # no link


def test_a_link_for_days_without_posts_is_not_made_for_all_of_them(team: Workspace) -> None:
    planned(team)
    owner = logged_in(team, "leo@example.org")
    told = {"name": "Zoé", "days": 14, "first": "2030-01-01", "last": "2030-01-02"}
    assert send(owner, "/park/settings/links", told).status_code == 302
    assert team.links("park") == ()


@pytest.mark.parametrize("token", ["x", "é", "%00", "a" * 3_000, "<b>alert(1)"])
def test_another_link_shows_nothing(team: Workspace, token: str) -> None:
    for answer in (
        browser(team).ask(f"/approve/{token}"),
        send(browser(team), f"/approve/{token}", {}),
    ):
        assert answer.status_code == 404
        assert "<script>alert" not in answer.content.decode()


def test_the_settings_are_said_in_french(team: Workspace) -> None:
    planned(team)
    reader = logged_in(team)
    pages = ("/settings", "/settings/security", "/settings/tokens", "/settings/people",
             "/settings/installation", "/park/settings", "/park/settings/links",
             "/park/settings/outward", "/park/settings/log")  # fmt: skip
    words = {"Team", "Audit log", "Backup", "Make a link", "Save", "Tokens", "Security", "Password"}
    for where in pages:
        said = reader.ask(f"{where}?lang=fr").content.decode()
        found = set(re.findall(r">\s*([^<>]+?)\s*<", said))
        assert '<html lang="fr"' in said
        assert not words & found, (where, words & found)
