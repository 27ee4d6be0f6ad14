"""Approval is asked for on the pages: who may, who sees it where, and what comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from tests.unit.web.test_web_calendar import (  # noqa: F401 - the fixture
    BRAND,
    FIRST,
    FR,
    NEXT,
    OTHER,
    at,
    desk,
    keep,
    slot,
    space,
)

from balise.domain.team import Role, Who
from balise.words import Speech
from balise.workspace import Workspace

NAME = FIRST["slot"]
SECOND = "instagram-heron-1"
MINE = Who(name="boss@example.org", is_master=True)


def written(space: Workspace, name: str = NAME, brand: str = BRAND) -> str:  # noqa: F811
    said = replace(space.content(brand, name), text=f"Soup at {name}.")
    return space.write_content(brand, said, by="bo").content_hash


def listed(**more: str) -> str:
    asked = "".join(f"&{name}={value}" for name, value in more.items())
    return f"{at()}?view=list&day={NEXT:%Y-%m-%d}{asked}"


def test_an_editor_asks_on_the_card_and_those_who_approve_read_who_and_the_line(
    space: Workspace,  # noqa: F811
) -> None:
    editor, where, card = desk(space, Role.EDITOR), at("calendar-ask", **FIRST), at(
        "calendar-card", **FIRST
    )  # fmt: skip
    assert where not in editor.read(card).page, "there is nothing to agree to yet"
    digest = written(space)
    assert f'action="{where}"' in editor.read(card).page
    assert editor.send(where, hash=digest, line="Before <b>noon</b>?").status_code == 302
    found = space.card(BRAND, NAME)
    assert (found.standing, found.ready and found.ready.by) == ("ready", "ana")
    page = editor.read(card).page
    assert "Approval was asked for." in page
    assert where not in page, "it was asked for"
    for role in (Role.APPROVER, Role.CLIENT):
        page = desk(space, role).read(card).page
        assert "Approval was asked for by ana" in page
        assert "Before &lt;b&gt;noon&lt;/b&gt;?" in page
        assert "approval asked for</span>" in page


@pytest.mark.parametrize("role", [Role.APPROVER, Role.CLIENT, Role.READER])
def test_who_may_not_write_may_not_ask(space: Workspace, role: Role) -> None:  # noqa: F811
    digest, reader = written(space), desk(space, role)
    one, many = at("calendar-ask", **FIRST), at("calendar-ask-many")
    assert one not in reader.read(at("calendar-card", **FIRST)).page
    assert many not in reader.read(listed()).page
    assert reader.send(one, hash=digest).status_code == 403
    assert reader.send(many, ("slot", NAME), (f"hash:{NAME}", digest)).status_code == 403
    assert space.card(BRAND, NAME).standing == "planned"


def test_nothing_is_asked_of_another_brand(space: Workspace) -> None:  # noqa: F811
    digest, editor = written(space, "theirs", OTHER), desk(space, Role.EDITOR)
    for brand, name in ((OTHER, "theirs"), (BRAND, "theirs")):
        assert editor.send(at("calendar-ask", brand, slot=name), hash=digest).status_code == 404
    sent = (("slot", "theirs"), ("hash:theirs", digest))
    assert editor.send(at("calendar-ask-many", OTHER), *sent).status_code == 404
    assert editor.send(at("calendar-ask-many"), *sent).status_code == 302
    assert space.card(OTHER, "theirs").standing == "planned"


def test_what_was_changed_meanwhile_or_says_nothing_is_not_asked_for(
    space: Workspace,  # noqa: F811
) -> None:
    editor, where = desk(space, Role.EDITOR), at("calendar-ask", **FIRST)
    editor.send(where, hash="")
    assert "says nothing yet" in editor.read(at("calendar-card", **FIRST)).page
    written(space)
    editor.send(where, hash="0" * 64)
    assert "was changed meanwhile" in editor.read(at("calendar-card", **FIRST)).page
    editor.send(where, hash=written(space), line="x" * 501)
    assert "at most 500 letters" in editor.read(at("calendar-card", **FIRST)).page
    editor.send(where, hash=written(space), line="By\0noon")
    page = editor.read(at("calendar-card", **FIRST)).page
    assert "holds a sign that cannot be kept" in page
    assert "too long" not in editor.read(at("calendar-card", **FIRST)).page
    assert space.card(BRAND, NAME).standing == "planned"


def test_many_are_asked_for_at_once_and_what_cannot_be_is_told(space: Workspace) -> None:  # noqa: F811
    names = [f"instagram-heron-{n}" for n in range(4)]
    read = {name: written(space, name) for name in names[:3]} | {names[3]: ""}
    space.ask_approval(BRAND, names[1:2], by="bo")
    read[names[2]] = "0" * 64
    sent = [pair for name in names for pair in (("slot", name), (f"hash:{name}", read[name]))]
    editor = desk(space, Role.EDITOR)
    answer = editor.send(at("calendar-ask-many"), *sent, back=listed())
    assert (answer.status_code, answer["Location"]) == (302, listed())
    assert [space.card(BRAND, name).standing for name in names] == [
        "ready", "ready", "planned", "planned",
    ]  # fmt: skip
    page = editor.read(listed()).page
    for said in ("Approval was asked for: 1 post.", "its approval was asked for already",
                 "1 post says nothing yet", "was changed or closed meanwhile"):  # fmt: skip
        assert said in page
    editor.send(at("calendar-ask-many"))
    assert "No post was chosen." in editor.read(at()).page


def test_of_many_those_whose_time_is_over_are_left_out_and_told(space: Workspace) -> None:  # noqa: F811
    now = datetime.now(UTC)
    keep(space, BRAND, slot(0), slot(1, publish_at=now - timedelta(hours=3)))
    read = {name: written(space, name) for name in (NAME, SECOND)}
    sent = [pair for name in read for pair in (("slot", name), (f"hash:{name}", read[name]))]
    editor = desk(space, Role.EDITOR)
    editor.send(at("calendar-ask-many"), *sent, back=listed())
    assert [space.card(BRAND, name).standing for name in read] == ["ready", "planned"]
    page = editor.read(listed()).page
    assert "Approval was asked for: 1 post." in page
    assert "1 post is over: nothing to ask for." in page
    editor.send(at("calendar-ask", slot=SECOND), hash=read[SECOND])
    assert "is past: nothing can be published then" in editor.read(listed()).page


def test_the_list_filters_what_was_asked_for_and_the_grid_says_it_in_words(
    space: Workspace,  # noqa: F811
) -> None:
    written(space)
    space.ask_approval(BRAND, [NAME], by="ana")
    reader = desk(space, Role.CLIENT)
    page = reader.read(listed(state="ready")).page
    assert "approval asked for <b>1</b>" in page
    assert at("calendar-card", slot=NAME) in page
    assert at("calendar-card", slot=SECOND) not in page
    events = reader.ask(f"{at('calendar-events')}?start=2020-01-01&end=2099-01-01").json()
    (one,) = [each for each in events if each["id"] == NAME]
    assert "is-ready" in one["classNames"]
    assert one["extendedProps"]["said"].endswith("approval asked for.")


def test_the_list_leads_on_to_what_was_asked_for_in_another_month(space: Workspace) -> None:  # noqa: F811
    far = NEXT + timedelta(days=45)
    keep(space, BRAND, slot(0), slot(1), slot(9, publish_at=far), slot(8, publish_at=far))
    for name in (NAME, "instagram-heron-9"):
        written(space, name)
        space.ask_approval(BRAND, [name], by="ana")
    reader = desk(space, Role.APPROVER)
    page = unescape(reader.read(listed(state="ready")).page)
    assert "1 more post in another month" in page
    way = f"{at()}?view=list&day={far:%Y-%m-%d}&state=ready"
    assert way in page
    page = unescape(reader.read(way).page)
    assert at("calendar-card", slot="instagram-heron-9") in page
    assert f"day={NEXT:%Y-%m-%d}&state=ready" in page, "and back"
    assert "more post" not in reader.read(listed()).page


def test_home_tells_those_who_approve_first_and_leads_to_the_very_posts(
    space: Workspace,  # noqa: F811
) -> None:
    for name in (NAME, SECOND):
        written(space, name)
    home = at("home")
    space.ask_approval(BRAND, [SECOND], by="ana")
    for role in (Role.APPROVER, Role.CLIENT):
        page = unescape(desk(space, role).read(home).page)
        day = space.card(BRAND, SECOND).slot.local_at.date()
        said = f"1 post for {Speech('en').day(day)} is ready, and its approval is asked for."
        first = page.partition('<ul class="tasks">')[2].partition("</li>")[0]
        assert said in first
        assert f"{at()}?view=list&day={day}&state=ready" in first
    assert "its approval is asked for" not in desk(space, Role.READER).read(home).page
    assert "came back" not in desk(space, Role.EDITOR).read(home).page


def test_what_is_to_be_changed_goes_back_to_who_writes_with_the_line(
    space: Workspace,  # noqa: F811
) -> None:
    editor, client = desk(space, Role.EDITOR), desk(space, Role.CLIENT)
    editor.send(at("calendar-ask", **FIRST), hash=written(space))
    client.send(at("calendar-changes", **FIRST), said="Name the soup")
    assert " came back with changes to make." in editor.read(at("home")).page
    assert "came back" not in client.read(at("home")).page
    page = editor.read(at("calendar-card", **FIRST)).page
    assert "Name the soup" in page
    assert at("calendar-ask", **FIRST) in page, "it may be asked for again"
    space.write_content(
        BRAND, replace(space.content(BRAND, NAME), text="Leek soup at noon."), by="ana"
    )
    assert "came back" not in editor.read(at("home")).page


def test_a_link_lists_first_what_an_answer_is_asked_of(space: Workspace) -> None:  # noqa: F811
    for name in (NAME, SECOND):
        written(space, name)
    space.ask_approval(BRAND, [SECOND], by="ana", line="For Monday")
    link = space.make_link(BRAND, name="Zoe", by=MINE)
    reader = desk(space)
    page = reader.read(f"/approve/{link.secret}").page
    assert page.index(f'id="post-{SECOND}"') < page.index(f'id="post-{NAME}"')
    assert page.count("your answer is asked for") == 1
    assert "For Monday" in page
    assert "still to answer: 2" in page
    digest = space.content(BRAND, SECOND).content_hash
    reader.send(f"/approve/{link.secret}", slot=SECOND, content_hash=digest, answer="approve")
    page = reader.read(f"/approve/{link.secret}").page
    assert page.index(f'id="post-{NAME}"') < page.index(f'id="post-{SECOND}"')
    assert "your answer is asked for" not in page


def test_asking_speaks_french(space: Workspace) -> None:  # noqa: F811
    digest, editor = written(space), desk(space, Role.EDITOR)
    card = at("calendar-card", **FIRST)
    assert "Demander la validation" in unescape(editor.read(card, **FR).page)
    editor.send(at("calendar-ask", **FIRST), hash=digest)
    page = unescape(editor.read(card, **FR).page)
    assert "Validation demandée par ana" in page
    assert "validation demandée" in unescape(editor.read(listed(), **FR).page)
