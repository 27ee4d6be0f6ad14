"""Calendars that are read by a secret address."""

from __future__ import annotations

import pytest
from icalendar import Calendar
from tests.unit.web.api.kit import A, Program
from tests.unit.web.reader import Reader

from balise.workspace import Workspace


def test_a_calendar_needs_no_session_and_ends_when_it_is_revoked(
    robot: Program, kept: Workspace
) -> None:
    answer = robot.ask("POST", f"/api/v1/brands/{A}/feeds", {"language": "fr"})
    assert answer.status_code == 201
    made = answer.json()
    where = "/feeds/" + made["url"].rpartition("/feeds/")[2]
    read = Reader(robot.site).ask(where)
    assert read.status_code == 200
    assert read.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert not read.cookies
    plan = kept.store.latest_plan(A)
    assert plan is not None
    events = Calendar.from_ical(read.content).walk("VEVENT")
    assert len([one for one in events if one["STATUS"] != "CANCELLED"]) <= len(plan.plan.slots)
    assert len(events) >= len(plan.plan.slots)
    assert "url" not in robot.get(f"/brands/{A}/feeds")[0]
    gone = robot.ask("DELETE", f"/api/v1/brands/{A}/feeds/{made['id']}")
    assert gone.status_code == 204
    assert Reader(robot.site).ask(where).status_code == 404
    assert robot.refused("DELETE", f"/brands/{A}/feeds/{made['id']}")[0] == 404


@pytest.mark.parametrize("secret", ["x", "%00", "..%2f", "a" * 5_000, "%F0%9F%92%A9"])
def test_a_secret_that_is_none_is_told_from_no_other(robot: Program, secret: str) -> None:
    answer = Reader(robot.site).ask(f"/feeds/{secret}.ics")
    assert (answer.status_code, answer.content) in {(404, b""), (404, answer.content)}
    assert Reader(robot.site).ask(f"/feeds/{secret}.ics", "POST").status_code in {403, 404, 405}
