"""A client sees and approves, by a login or by a link; nothing else is there for them."""

from __future__ import annotations

from typing import Any

import pytest
from tests.e2e.journeys import world
from tests.e2e.journeys.conftest import Enters, Served
from tests.e2e.journeys.walk import BOTH, walking

pytestmark = pytest.mark.e2e

CLOSED = ("strategy", "refine", "import", "settings", "files", "rows", "calendar/plan",
          "calendar/new", "report/links", "settings/log")  # fmt: skip


@pytest.mark.parametrize("language", BOTH)
def test_a_client_reads_approves_and_finds_every_other_door_closed(
    enter: Enters, served: Served, language: str
) -> None:
    with enter("client", language) as walk:
        walk.go(served.soon())
        walk.step("home")
        ways = walk.page.locator("nav.ways > ul > li:not(.more) > a").evaluate_all(
            "links => links.map((link) => link.getAttribute('href').split('/').pop())"
        )
        assert ways == ["", "calendar", "insights", "report"]
        for where in ways:
            assert walk.go(served.soon(where)) == 200
            walk.step(where or "first")
        walk.go(served.card("client", language))
        for what in ("calendar-write", "text", "move", "skip", "restore", "change"):
            assert not walk.offers(f'form[action$="/{what}"]')
        walk.send("/approve")
        walk.says("Approved by", "Validée par")
        walk.step("approved")
        for page in CLOSED:
            assert walk.go(served.soon(page)) == 403, page
        walk.step("refused")
        assert walk.go(served.figures()) == 404
        walk.step("not-there")
        assert walk.go("/settings/people") == walk.go("/start") == 403


@pytest.mark.parametrize("language", BOTH)
def test_a_link_is_enough_in_a_private_window(browser: Any, served: Served, language: str) -> None:
    with walking(browser, served.base, "link", language) as walk:
        where = f"/approve/{served.team.links[language]}"
        assert walk.go(where) == 200
        assert walk.page.locator(".posts-to-approve > li").count() == 1
        assert world.TEXTS[language] in walk.page.inner_text("main")
        walk.step("asked", whole=True)
        walk.page.fill("textarea[name=comment]", "Vendredi soir, pas samedi.")
        walk.click("button[value=changes]")
        walk.step("changes-asked-for")
        walk.click("button[value=approve]")
        assert not walk.offers("button[value=approve]")
        walk.step("approved")
        for page in ("", "calendar", "strategy"):
            walk.go(served.soon(page))
            assert "/login" in walk.page.url
        walk.step("login")
        assert walk.go("/approve/nothing-of-ours") == 404
        walk.step("not-there")
