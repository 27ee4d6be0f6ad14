"""The pictures of the docs, taken from a running Balise: `make pictures` renews those in `docs`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.docs.shown import PICTURES
from tests.e2e import tours
from tests.e2e.pictures import KEPT
from tests.e2e.test_serve import ARGUMENTS, CHROMIUM, NARROW, Site, needed, serving
from tests.e2e.tours import WINDOW, Tour

from balise import simulate

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(
        "BALISE_PICTURES" not in os.environ,
        reason="pictures of the docs take some minutes: make pictures",
    ),
]


REGIONS = {"en": "en_GB.UTF-8", "fr": "fr_FR.UTF-8"}


@contextmanager
def browsing(folder: Path, language: str) -> Iterator[Site]:
    """Start the pages in a folder, and follow the start address once."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - where there is a browser

    with serving(folder, language=language) as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=ARGUMENTS,
            env={**os.environ, "LC_ALL": REGIONS[language]},  # fields of dates speak it
        )
        context = browser.new_context()
        context.new_page().goto(served.start)
        yield Site(browser, served, context.storage_state())
        browser.close()


@contextmanager
def touring(site: Site, language: str, **options: Any) -> Iterator[Tour]:
    """Open a window, light unless told otherwise, at the size of the docs."""
    window = {"viewport": WINDOW, "device_scale_factor": 1, "timezone_id": "Europe/Brussels"}
    with site.open(locale=language, **{**window, **options}) as watched:
        watched.page.emulate_media(reduced_motion="reduce")
        yield Tour(site, language, watched)


def exports(folder: Path) -> list[Path]:
    """Write the exports of a shop that does not exist."""
    folder.mkdir()
    for name, content in simulate.exports(simulate.World(5, weeks=12)).items():
        (folder / name).write_bytes(content)
    return sorted(file for file in folder.iterdir() if file.suffix != ".txt")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_run_takes_every_picture_that_docs_show(tmp_path: Path, language: str) -> None:
    needed()
    own = tmp_path / tours.OWN_NAME[language]
    own.write_text(tours.OWN_TABLE[language], encoding="utf-8")
    with browsing(tmp_path / "balise", language) as site:
        with touring(site, language) as tour:
            tours.begin(tour)
            tours.bring(tour, exports(tmp_path / "exports"), own)
            tours.learn(tour)
            tours.move(tour)
            tours.write(tour)
            name = tours.made_up(tour)
            tours.look_round(tour, name)
        with touring(site, language, color_scheme="dark") as tour:
            tours.in_the_dark(tour, name)
        with touring(site, language, viewport=NARROW) as tour:
            tours.on_a_telephone(tour, name)
        with touring(site, language) as tour:
            link = tours.team_up(tour)
        with touring(site, language, viewport=NARROW, inside=False) as tour:
            tours.approve(tour, link)
        with touring(site, language, inside=False) as tour:
            tours.log_in(tour)
    taken = {file.stem for file in (KEPT / "docs" / language).glob("*.png")}
    assert taken >= PICTURES
