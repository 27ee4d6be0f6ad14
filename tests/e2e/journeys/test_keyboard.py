"""The keyboard alone: the focus is seen wherever it goes, and goes in order."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from tests.e2e.journeys import world
from tests.e2e.journeys.conftest import Enters, Served
from tests.e2e.journeys.test_editor import TABLE
from tests.e2e.journeys.walk import BOTH

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize("language", BOTH)
def test_a_post_is_moved(enter: Enters, served: Served, language: str) -> None:
    with enter("editor", language, name="keys-move") as walk:
        walk.go(served.card("keys", language))
        walk.tab_to("#move_day")
        walk.step("day")
        to = world.day_of("keys") + timedelta(days=8)
        walk.page.keyboard.type(to.strftime("%m%d%Y"))  # as Chromium itself speaks
        assert walk.page.input_value("#move_day") == to.isoformat()
        walk.tab_to('form[action$="/move"] button')
        walk.key("Enter")
        walk.tab_to("button[data-first]")
        walk.step("keep-it")
        walk.key("Enter")
        assert walk.page.input_value("#move_day") == to.isoformat()
        walk.step("moved")


@pytest.mark.parametrize("language", BOTH)
def test_the_strategy_is_edited(enter: Enters, served: Served, language: str) -> None:
    with enter("editor", language, name="keys-strategy") as walk:
        walk.go(served.soon("strategy"))
        walk.tab_to('a[href$="/edit/voice"], a[href$="/edit/strategy"]')
        walk.step("change")
        walk.key("Enter")
        field = walk.page.locator("form.part-form input[id^='f-'], form.part-form textarea").first
        walk.tab_to(field)
        walk.page.keyboard.press("End")
        walk.page.keyboard.type(" ici")
        walk.tab_to('.actions button[value="save"]')
        walk.step("save")
        walk.key("Enter")
        walk.step("saved")


@pytest.mark.parametrize("language", BOTH)
def test_a_file_is_brought_in(enter: Enters, served: Served, language: str, tmp_path: Path) -> None:
    file = tmp_path / f"touches-{language}.csv"
    file.write_text(TABLE.replace("Pouces", f"Touches {language}"), "utf-8")
    with enter("editor", language, name="keys-import") as walk:
        walk.go(served.figures("import"))
        walk.tab_to("#id_files")
        with walk.page.expect_file_chooser() as chooser:
            walk.page.keyboard.press("Space")
        chooser.value.set_files(file)
        walk.tab_to("button.big")
        walk.step("send")
        walk.key("Enter")
        walk.until(".panel.file")
        walk.step("told")


@pytest.mark.parametrize("language", BOTH)
def test_a_post_is_approved(enter: Enters, served: Served, language: str) -> None:
    with enter("approver", language, name="keys-approve") as walk:
        walk.go(served.soon("calendar"))
        walk.go(served.card("keys", language))
        walk.tab_to('form[action$="/approve"] button')
        walk.step("approve")
        walk.key("Enter")
        assert walk.offers("[aria-labelledby=agree-title] .kept")
        walk.step("approved")
