"""Feeds and webhooks by the page: made, shown once, tested, ended; by owners of the brand only."""

from __future__ import annotations

import html
from datetime import UTC, datetime

import pytest
from icalendar import Calendar
from tests.unit.web.planned import NOW, STRATEGY, a_plan, a_slot
from tests.unit.web.reader import Reader
from tests.unit.web.team import OWNER, browser, joined, logged_in, send
from tests.unit.web.test_web_settings import shown

from balise.domain.hook import Event, HookCall, Sent
from balise.domain.team import Role
from balise.workspace import Workspace

pytestmark = pytest.mark.usefixtures("light")
WHERE, URL = "/park/settings", "https://hooks.example.org/balise?key=<b>"
HOOK = {"url": URL, "events": ["plan.made", "post.approved"]}


@pytest.fixture
def team(empty: Workspace) -> Workspace:
    for brand in ("park", "north"):
        empty.store.keep_strategy(brand, STRATEGY, made_at=datetime.now(UTC))
    empty.store.keep_plan("park", a_plan(a_slot(1, NOW)), made_at=NOW)
    joined(empty, OWNER, is_master=True)
    joined(empty, "leo@example.org", park=Role.OWNER)
    return empty


@pytest.fixture
def leo(team: Workspace) -> Reader:
    return logged_in(team, "leo@example.org")


def page(reader: Reader) -> str:
    answer = reader.ask(f"{WHERE}/outward")
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def test_a_calendar_is_subscribed_to_and_ended(team: Workspace, leo: Reader) -> None:
    answer = send(leo, f"{WHERE}/feeds", {"language": "fr"})
    said = html.unescape(answer.content.decode())
    for program in ("Google Calendar", "Outlook", "Apple Calendar"):
        assert program in said
    assert "works on this computer only" in said
    assert leo.ask("/park/calendar/files/ics").status_code == 200  # what is offered instead
    where = "/feeds/" + shown(answer).partition("/feeds/")[2]
    read = browser(team).ask(where)
    assert Calendar.from_ical(read.content).walk("VEVENT")
    listed = page(leo)
    assert "leo@example.org" in listed
    assert where.removesuffix(".ics") not in listed
    told = {"id": team.feeds("park")[0].id}
    assert "End this address?" in send(leo, f"{WHERE}/feeds/end", told).content.decode()
    assert browser(team).ask(where).status_code == 200  # nobody said yes
    send(leo, f"{WHERE}/feeds/end", {**told, "sure": "yes"})
    assert browser(team).ask(where).status_code == 404
    assert team.feeds("park") == ()


def test_a_webhook_is_added_tested_and_removed(team: Workspace, leo: Reader) -> None:
    secret = shown(send(leo, f"{WHERE}/webhooks", HOOK))
    (hook,) = team.hooks("park")
    assert (hook.url, hook.by) == (URL, "leo@example.org")
    assert hook.events == {Event.PLAN_MADE, Event.POST_APPROVED}
    listed = leo.ask(f"{WHERE}/outward").content.decode()
    assert "key=&lt;b&gt;" in listed
    assert "a plan was made, or made anew, posts were approved" in listed
    assert "not called yet" in listed
    assert secret not in listed
    heard: list[tuple[str, str, Event]] = []

    def hear(url: str, key: str, call: HookCall) -> Sent:
        heard.append((url, key, call.event))
        return Sent(status=500 if len(heard) == 1 else 204)

    assert send(leo, f"{WHERE}/webhooks/test", {"id": hook.id}).status_code == 302
    assert "waits for its turn" in page(leo)
    assert team.deliver(send=hear) == 1
    assert heard == [(URL, secret, Event.PING)]
    assert "it answered 500" in page(leo)
    send(leo, f"{WHERE}/webhooks/test", {"id": hook.id})
    assert team.deliver(send=hear) == 1
    assert "taken" in page(leo)
    assert "it answered" not in page(leo)
    asked = send(leo, f"{WHERE}/webhooks/remove", {"id": hook.id}).content.decode()
    assert "Remove this webhook?" in asked
    assert "hooks.example.org" in asked
    send(leo, f"{WHERE}/webhooks/remove", {"id": hook.id, "sure": "yes"})
    assert team.hooks("park") == ()


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({**HOOK, "url": "http://example.org/"}, "cannot be called"),
        ({**HOOK, "url": "https://10.0.0.1/"}, "cannot be called"),
        ({**HOOK, "url": "https://2130706433/"}, "cannot be called"),
        ({**HOOK, "url": "javascript:alert(1)//\"'>"}, "cannot be called"),
        ({**HOOK, "url": ""}, "Write an address"),
        ({**HOOK, "url": "https://" + "a" * 3_000}, "Write an address"),
        ({"url": URL}, "Choose one at least"),
    ],
)
def test_what_cannot_be_called_is_said_at_its_field_and_what_was_chosen_stays(
    team: Workspace, leo: Reader, told: dict[str, object], why: str
) -> None:
    answer = send(leo, f"{WHERE}/webhooks", told)
    said = answer.content.decode()
    assert answer.status_code == 400
    assert why in html.unescape(said)
    assert said.count(" checked") == len(told.get("events", ()))  # type: ignore[arg-type]
    assert 'alert(1)//"' not in said
    assert team.hooks("park") == ()


def test_events_that_are_none_are_refused(team: Workspace, leo: Reader) -> None:
    for events in (["plan.made", "nothing"], ["ping"]):
        told = {**HOOK, "events": events}
        assert send(leo, f"{WHERE}/webhooks", told).status_code == 400
    assert team.hooks("park") == ()


def test_what_is_of_another_brand_is_not_there(team: Workspace, leo: Reader) -> None:
    feed, _ = team.add_feed("north")
    hook, _ = team.add_hook("north", URL, events=[Event.PLAN_MADE])
    for rest, told in (
        ("feeds/end", {"id": feed.id}),
        ("webhooks/test", {"id": hook.id}),
        ("webhooks/remove", {"id": hook.id}),
    ):
        send(leo, f"{WHERE}/{rest}", {**told, "sure": "yes"})
        assert send(leo, f"/north/settings/{rest}", {**told, "sure": "yes"}).status_code == 404
    assert leo.ask("/north/settings/outward").status_code == 404
    assert len(team.feeds("north")) == len(team.hooks("north")) == 1
    assert team.hook_calls("north", hook.id) == ()
    assert URL not in page(leo)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OWNER])
def test_only_owners_of_the_brand_tell_the_outside(team: Workspace, role: Role) -> None:
    joined(team, "ana@example.org", park=role)
    ana = logged_in(team, "ana@example.org")
    assert ana.ask(f"{WHERE}/outward").status_code == 403
    for rest, told in (("feeds", {"language": "en"}), ("webhooks", HOOK)):
        assert send(ana, f"{WHERE}/{rest}", told).status_code == 403
    assert (team.feeds("park"), team.hooks("park")) == ((), ())
