"""The first minutes: an empty folder, and three doors."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.journeys.walk import BOTH, Walk, walking
from tests.e2e.test_serve import serving

from balise import simulate

pytestmark = pytest.mark.e2e

QUESTIONS, CLICKS, SECONDS = 10, 10, 120
MADE_UP = {"en": "Made-up data", "fr": "Données inventées"}


@contextmanager
def begun(browser: Any, folder: Path, name: str, language: str) -> Iterator[Walk]:
    """Start `balise serve` on an empty folder, and follow what it says."""
    with (
        serving(folder / "mine", language=language) as running,
        walking(browser, running.base, name, language) as walk,
    ):
        walk.go(running.start)
        assert walk.page.locator(".doors > .door").count() == len(("questions", "files", "demo"))
        walk.step("doors")
        yield walk


@pytest.mark.parametrize("language", BOTH)
def test_ten_questions_lead_to_a_calendar_of_four_weeks(
    browser: Any, tmp_path: Path, language: str
) -> None:
    with begun(browser, tmp_path, "starting-out", language) as walk:
        walk.click(".door a.button.big")
        for n in range(QUESTIONS):
            walk.step(f"question-{n + 1}")
            if "step=name" in walk.page.url:
                walk.page.fill('input[name="is.text"]', "Le Héron")
            for handle in walk.page.locator(".net-card.chosen input[name$='.handle']").all():
                handle.fill("leheron")
            walk.click("form.question .actions button")
        walk.step("summary", whole=True)
        walk.click(".make button.big")
        walk.until("a.post-box, tr.post")
        walk.step("calendar", whole=True)
        walk.click('.segments a[href*="view=list"]')
        days = walk.page.locator("tr.post").count()
        assert days >= 4
        walk.step("list", whole=True)


@pytest.mark.parametrize("language", BOTH)
def test_export_files_lead_to_a_first_insight_in_ten_clicks(
    browser: Any, tmp_path: Path, language: str
) -> None:
    files = exports(tmp_path / "exports")
    began = time.monotonic()
    with begun(browser, tmp_path, "files", language) as walk:
        walk.click("#id_name", leads=False)
        walk.page.keyboard.type("Le Parc")
        with walk.page.expect_file_chooser() as chooser:
            walk.click("#id_files", leads=False)
        walk.clicks += 1  # the files are chosen, and "Open" is pressed
        chooser.value.set_files(files)
        walk.step("chosen")
        walk.click('form[action$="/files"] button')
        further = walk.until('a.button[href$="/insights"]')
        walk.step("read", whole=True)
        walk.click(further)
        walk.until(".answers h2")
        took = time.monotonic() - began
        walk.step(f"insight-{walk.clicks}-clicks-{took:.0f}-seconds", whole=True)
        assert "%" in walk.page.inner_text(".answers")
        assert walk.clicks <= CLICKS
        print(f"first insight ({language}): {walk.clicks} clicks, {took:.0f} s")  # noqa: T201


def exports(folder: Path) -> list[Path]:
    """Write exports as networks give them, of a brand that does not exist."""
    folder.mkdir()
    made = simulate.exports(simulate.World(1, weeks=26)).items()
    paths = [folder / name for name, _ in made if name != simulate.NOTE]
    for path, (_, content) in zip(
        paths, (one for one in made if one[0] != simulate.NOTE), strict=True
    ):
        path.write_bytes(content)
    return paths


@pytest.mark.parametrize("language", BOTH)
def test_a_made_up_brand_says_on_every_page_that_it_is(
    browser: Any, tmp_path: Path, language: str
) -> None:
    with begun(browser, tmp_path, "made-up", language) as walk:
        walk.click('form[action$="/demo"] button')
        walk.until("nav.ways a[href$='/calendar']")
        walk.until(".aims, .stats, section h2")
        walk.step("home", whole=True)
        ways = walk.page.locator("nav.ways > ul > li:not(.more) > a").evaluate_all(
            "links => links.map((link) => link.getAttribute('href'))"
        )
        for way in ways:
            walk.go(way)
            said = walk.page.inner_text("main")
            assert MADE_UP[language] in said, way
            walk.step(way.rpartition("/")[2] or "first")
