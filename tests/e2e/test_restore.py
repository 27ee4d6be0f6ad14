"""A backup is put in place from the pages, while `balise serve` runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.test_serve import ARGUMENTS, AXE, CHROMIUM, NARROW, WIDE, Served, needed, serving
from tests.unit.web.planned import STRATEGY
from tests.unit.web.team import OWNER, PASSWORD, joined

from balise.workspace import Workspace

pytestmark = pytest.mark.e2e
WAITS_MS = 60_000
INSTALLATION = "/settings/installation"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a workspace, back it up in its folder, and let a brand come after that."""
    space = Workspace.open(tmp_path / "mine")
    brand(space, "park")
    space.back_up(space.folder / "backups" / "monday.zip")
    brand(space, "north")
    space.store.close()
    return tmp_path / "mine"


def brand(space: Workspace, name: str) -> None:
    space.store.keep_strategy(name, STRATEGY, made_at=datetime.now(UTC))


def brands(folder: Path) -> set[str]:
    space = Workspace.open(folder)
    try:
        return set(space.every_brand())
    finally:
        space.store.close()


@contextmanager
def reading(served: Served, **options: Any) -> Iterator[Any]:
    """Open a browser that follows the start address."""
    needed()
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - where there is a browser

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_context(locale="en", **options).new_page()
        page.goto(served.start)
        yield page
        browser.close()


def is_fit(page: Any) -> None:
    """See that anybody can use a page, on a narrow screen too."""
    page.evaluate(AXE.read_text("utf-8"))
    for size in (NARROW, WIDE):
        page.set_viewport_size(size)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        found = page.evaluate("axe.run()")["violations"]
        assert [(one["id"], [n["html"] for n in one["nodes"]]) for one in found] == []


def ask(page: Any, base: str, name: str) -> None:
    """Choose a backup of the list, look at it, and ask for it."""
    page.goto(f"{base}{INSTALLATION}/restore")
    page.click(f"button[aria-label='Look at it: {name}']")
    page.wait_for_url(re.compile(f"{INSTALLATION}/restore/[0-9a-f]+$"))
    page.click("main button.danger")


def test_the_older_state_comes_back_paused_and_the_browser_goes_on(folder: Path) -> None:
    with serving(folder) as served, reading(served) as page:
        ask(page, served.base, "backups/monday.zip")
        assert brands(folder) == {"park", "north"}  # asked for once: nothing is done
        page.click("main button.danger")
        page.get_by_text("is in place").wait_for(timeout=WAITS_MS)
        assert page.url == f"{served.base}{INSTALLATION}/restore"
        assert page.get_by_text("This is a copy, and it waits").count() == 1
        kept = page.locator(".message.success bdi").inner_text()
        assert Path(kept).is_file()
        assert brands(folder) == {"park"}
        ask(page, served.base, f"backups/{Path(kept).name}")  # and back again
        page.click("main button.danger")
        page.get_by_text("is in place").wait_for(timeout=WAITS_MS)
        assert brands(folder) == {"park", "north"}
    assert not (folder / ".restore").exists()
    assert not (folder / ".before-restore").exists()


def test_anybody_can_use_the_pages(folder: Path) -> None:
    with serving(folder) as served, reading(served) as page:
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.goto(f"{served.base}{INSTALLATION}")
            is_fit(page)
            page.goto(f"{served.base}{INSTALLATION}/restore")
            is_fit(page)
            page.locator("main button").first.click()
            page.wait_for_url(re.compile(f"{INSTALLATION}/restore/[0-9a-f]+$"))
            is_fit(page)
            page.click("main button.danger")
            is_fit(page)
        page.click("main button.danger")
        page.get_by_text("is in place").wait_for(timeout=WAITS_MS)
        is_fit(page)


def test_where_another_program_has_it_open_all_stays_as_it_was_and_the_page_says_so(
    folder: Path,
) -> None:
    with serving(folder) as served, reading(served, java_script_enabled=False) as page:
        ask(page, served.base, "backups/monday.zip")
        space = Workspace.open(folder)
        space.brands()
        page.click("main button.danger")  # without script the page comes back by itself, too
        page.get_by_text("was not put in place").wait_for(timeout=WAITS_MS)
        assert "Another program has" in page.inner_text("main")
        assert set(space.every_brand()) == {"park", "north"}
        assert not space.is_paused()
        assert not list((folder / "backups").glob("before-*"))
        space.store.close()


def test_a_team_logs_in_again_and_reads_how_it_went(tmp_path: Path) -> None:
    space = Workspace.open(tmp_path / "mine")
    joined(space, OWNER, is_master=True)
    space.back_up(space.folder / "backups" / "monday.zip")
    brand(space, "north")
    space.store.close()
    with serving(tmp_path / "mine") as served, reading(served) as page:
        login(page)
        ask(page, served.base, "backups/monday.zip")
        page.fill("input[type=password]", PASSWORD)
        page.click("main button.danger")
        page.wait_for_url("**/login**", timeout=WAITS_MS)
        login(page)
        page.get_by_text("is in place").wait_for(timeout=WAITS_MS)
        assert OWNER in page.locator(".message.success").inner_text()


def login(page: Any) -> None:
    page.fill("input[name=email]", OWNER)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button")
