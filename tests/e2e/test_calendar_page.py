"""The calendar in a browser: a post is dragged, and another moved by its form alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from tests.e2e.test_serve import ARGUMENTS, AXE, CHROMIUM, Site, Watched, needed, serving
from tests.unit.ingest.films import PDF, SRT, film

from balise.domain.estimate import Provenance
from balise.domain.plan import Plan, Slot
from balise.strategy.answers import Answers
from balise.strategy.draft import draft
from balise.strategy.interview import complete
from balise.workspace import Workspace

pytestmark = pytest.mark.e2e

BRAND, ZONE = "The Heron", "Europe/Brussels"
MONTH = (datetime.now(UTC).date().replace(day=1) + timedelta(days=62)).replace(day=1)
"""A month that is wholly to come."""


def slot(n: int, day: date) -> Slot:
    at = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(ZONE))
    return Slot(
        slot_id=f"instagram-heron-{n}", content_id=f"c{n}", network="instagram", account="heron",
        publish_at=at.astimezone(UTC), kind="image", pillar=f"pillar {n}", timezone=ZONE,
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep a strategy, and a plan of two posts of one week."""
    home = tmp_path_factory.mktemp("calendar")
    space = Workspace.open(home)
    begun = Answers.begun(language="en", today=date(2026, 11, 26))
    heron = draft(complete(begun, {"starter": "restaurant", "name": BRAND}))
    space.keep_strategy(heron.with_value("strategy.timezone", ZONE), brand=BRAND)
    first = MONTH + timedelta(days=14 - MONTH.weekday())
    made = Provenance(snapshot="", model="1", seed=0, made_at=datetime.now(UTC))
    plan = Plan(
        slots=(slot(0, first), slot(1, first + timedelta(days=1))), objectives=(),
        optimality_gap=0.0, violations=(), strategy_hash="", provenance=made, starts=first, weeks=1,
    )  # fmt: skip
    space.store.keep_plan(BRAND, plan, made_at=datetime.now(UTC))
    store: Any = space.store
    store.close()
    return home


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[Site]:
    """Start the pages, and follow the start address once."""
    needed()
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - where there is a browser

    with serving(folder) as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        context = browser.new_context()
        context.new_page().goto(served.start)
        yield Site(browser, served, context.storage_state())
        browser.close()


WHERE = f"/The%20Heron/calendar?view=month&day={MONTH}"


def box(watched: Watched, n: int) -> Any:
    return watched.page.locator(f'a.post-box[href$="instagram-heron-{n}"]')


def day_of(watched: Watched, n: int) -> str:
    """Read the day of a post from the list, which says it in words."""
    watched.go(WHERE.replace("month", "list"))
    row = watched.page.locator("tbody", has=watched.page.locator(f'[value="instagram-heron-{n}"]'))
    return str(row.locator("tr.day th").inner_text()).strip()


def drag(watched: Watched, n: int, columns: int) -> None:
    """Pull a post to the right by some days."""
    one, page = box(watched, n).bounding_box(), watched.page
    wide = page.locator("#grid .ec-day-head").first.bounding_box()["width"]
    x, y = one["x"] + one["width"] / 2, one["y"] + one["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 20, y, steps=4)
    page.mouse.move(x + columns * wide, y, steps=12)
    page.mouse.up()


def test_a_dragged_post_shows_what_that_does_and_is_kept_or_left(
    site: Site,
) -> None:
    with site.open() as watched:
        before = day_of(watched, 0)
        watched.go(WHERE)
        box(watched, 0).wait_for()
        drag(watched, 0, 3)
        watched.page.locator("#effect[open]").wait_for()
        assert "No rule is broken" in watched.page.inner_text("#effect") or (
            "Rules that would be broken" in watched.page.inner_text("#effect")
        )
        watched.page.keyboard.press("Escape")
        assert day_of(watched, 0) == before
        watched.go(WHERE)
        box(watched, 0).wait_for()
        drag(watched, 0, 3)
        watched.page.get_by_role("button", name="Move it there").click()
        watched.page.locator(".message.success").wait_for()
        watched.check()
        after = day_of(watched, 0)
        assert (before.split()[0], after.split()[0]) == ("Monday", "Thursday")


def test_the_same_is_done_by_the_form_with_the_keyboard_alone(
    site: Site,
) -> None:
    with site.open(java_script_enabled=False) as watched:
        page = watched.page
        page.goto(f"{watched.base}/The%20Heron/calendar/instagram-heron-1")
        day = page.locator("#move_day")
        to = date.fromisoformat(day.input_value()) + timedelta(days=3)
        day.fill(to.isoformat())
        page.locator("#move_time").focus()
        with page.expect_navigation():  # a form of its own: the first of its buttons is pressed
            page.keyboard.press("Enter")
        assert page.locator("h1").inner_text() == "What this move does"
        keep = page.get_by_role("button", name="Move it there")
        keep.focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert "Friday" in page.locator(".message.success").inner_text()
        assert page.locator("#move_day").input_value() == to.isoformat()


CARD = "/The%20Heron/calendar/instagram-heron-0"


def test_what_is_typed_and_ticked_is_counted_and_checked_at_once(site: Site) -> None:
    with site.open() as watched:
        page = watched.page
        watched.go(CARD)
        page.locator("#id_text").fill("Soup " * 500)
        page.locator("#seen .count.long", has_text="2,").wait_for()
        page.locator("#seen .check-line a[href='#id_text']").first.click()
        first = page.locator('[name="tags"]').first
        was = first.is_checked()
        with page.expect_response("**/seen"):
            first.set_checked(not was)
        page.locator("#id_text").fill("Soup is on")
        page.locator("#seen .phone", has_text="Soup is on").wait_for()
        watched.check()


def test_a_video_and_a_document_are_added_put_in_order_and_seen(site: Site) -> None:
    with site.open() as watched:
        page = watched.page
        watched.go(CARD)
        page.locator("#pictures").set_input_files([
            {"name": "tour.mp4", "mimeType": "video/mp4", "buffer": film(12)},
            {"name": "tour.srt", "mimeType": "text/plain", "buffer": SRT},
            {"name": "deck.pdf", "mimeType": "application/pdf", "buffer": PDF},
        ])  # fmt: skip
        with page.expect_navigation():
            page.get_by_role("button", name="Save", exact=True).click()
        page.locator(".message.success").wait_for()
        assert page.locator(".file-name").all_inner_texts() == ["tour.mp4", "deck.pdf"]
        later = page.get_by_role("button", name="Later: tour.mp4")
        later.focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
        page.locator(".message.success").wait_for()
        assert page.locator(".file-name").all_inner_texts() == ["deck.pdf", "tour.mp4"]
        track = page.locator("#seen track")
        assert page.locator("#seen .strip li").count() == 2 or track.count() == 1


def test_a_change_is_shown_before_it_is_kept_without_a_script(site: Site) -> None:
    with site.open(java_script_enabled=False) as watched:
        page = watched.page
        page.goto(f"{watched.base}{CARD}")
        page.locator("summary", has_text="Format, pillar").click()
        page.locator("#change_kind").select_option("carousel")
        with page.expect_navigation():
            page.get_by_role("button", name="See what a change does").click()
        assert page.locator("h1").inner_text() == "What this change does"
        with page.expect_navigation():
            page.get_by_role("button", name="Change it so").click()
        page.locator(".message.success").wait_for()
        assert page.locator("#change_kind").input_value() == "carousel"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_calendar_is_accessible(
    site: Site,
    scheme: str,
) -> None:
    with site.open(color_scheme=scheme, bypass_csp=True) as watched:
        for where in (WHERE, WHERE.replace("month", "week"), WHERE.replace("month", "list"),
                      "/The%20Heron/calendar/instagram-heron-1", "/The%20Heron/calendar/plan",
                      "/The%20Heron/calendar/new", "/The%20Heron/calendar/texts",
                      CARD):  # fmt: skip
            watched.go(where)
            watched.page.add_script_tag(path=str(AXE))
            found = watched.page.evaluate("axe.run().then((r) => r.violations)")
            told = [(one["id"], [node["html"][:160] for node in one["nodes"]][:2]) for one in found]
            assert told == [], (where, told)
