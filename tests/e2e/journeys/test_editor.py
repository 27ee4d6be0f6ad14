"""An editor works: strategy, calendar, texts, files, proposals, reports."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from tests.e2e.journeys import world
from tests.e2e.journeys.conftest import Enters, Served
from tests.e2e.journeys.walk import BOTH, walking

pytestmark = pytest.mark.e2e

TABLE = "Jour;Titre de la chose;Pouces\n" + "".join(
    f"{n:02}/09/2026 12:00;Une chose inventée {n};{7 * n % 31}\n" for n in range(1, 25)
)
"""A table of one's own, whose columns nobody could know (made up)."""


@pytest.mark.parametrize("language", BOTH)
def test_an_editor_edits_the_strategy_by_form_and_as_text(
    enter: Enters, served: Served, language: str
) -> None:
    with enter("editor", language) as walk:
        walk.go(served.soon("strategy"))
        walk.step("strategy")
        walk.click('a[href$="/edit/objectives"]')
        target = walk.page.locator('input[name$=".target"]').first
        before = target.input_value()
        target.fill("beaucoup")
        walk.click('.actions button[value="save"]')
        assert walk.page.locator(".field.wrong").count() == 1
        assert target.input_value() == "beaucoup"
        walk.step("a-finding-at-its-field")
        target.fill("170" if before != "170" else "175")
        walk.click('.actions button[value="save"]')
        walk.step("saved")
        walk.click('a[href$="/strategy/text"]')
        text = walk.page.locator("#text")
        kept = text.input_value()
        text.fill(kept.replace("target = ", "target = x", 1))
        walk.until(".found a[data-line]")
        walk.step("a-finding-at-its-line")
        text.fill(f"{kept}\n# {language}\n")
        walk.click(".actions button")
        walk.go(served.soon("strategy/history"))
        walk.step("history")


@pytest.mark.parametrize("language", BOTH)
def test_an_editor_moves_a_post_writes_it_and_asks_for_a_yes(
    enter: Enters, served: Served, language: str
) -> None:
    with enter("editor", language, name="editor-calendar") as walk:
        walk.go(served.soon(f"calendar?view=month&day={world.MONTH}"))
        walk.until("a.post-box")
        walk.step("calendar")
        walk.go(served.card("move", language))
        to = world.day_of("move") + timedelta(days=8)
        walk.page.fill("#move_day", to.isoformat())
        walk.send("/move")
        walk.step("what-a-move-does")
        walk.send("/move")
        assert walk.page.input_value("#move_day") == to.isoformat()
        walk.step("moved")
        walk.go(served.card("write", language))
        walk.page.fill("#writing [name=text]", world.TEXTS[language] * 2)
        walk.page.locator("#seen", has_text=world.TEXTS[language] * 2).wait_for()
        walk.send("/text")
        walk.step("written", whole=True)
        walk.page.fill('form[action$="/comment"] textarea', "Prêt : dites oui ou non.")
        walk.send("/comment")
        walk.step("asked")
        assert not walk.offers('form[action$="/approve"]')


@pytest.mark.parametrize("language", BOTH)
def test_an_editor_brings_a_table_in_by_saying_what_its_columns_are(
    enter: Enters, served: Served, language: str, tmp_path: Path
) -> None:
    file = tmp_path / f"mes-chiffres-{language}.csv"
    file.write_text(TABLE.replace("chose", f"chose {language}"), "utf-8")
    with enter("editor", language, name="editor-import") as walk:
        walk.go(served.figures("import"))
        walk.step("import")
        walk.page.set_input_files("#id_files", file)
        walk.send("/import")
        walk.click(walk.until('a.button[href*="/columns/"]'))
        walk.step("columns", whole=True)
        for n, field in enumerate(("published", "text", "reactions")):
            walk.page.select_option(f'select[name="column.{n}"]', field)
        walk.page.select_option("#set-network", "x")
        walk.page.fill("#set-account", "quincailleriex")
        walk.click("button.big")
        walk.until(".figure-big, .message.error")
        walk.step("told", whole=True)
        assert re.sub(r"\D", "", walk.page.inner_text(".figure-big")) == "24"


@pytest.mark.parametrize("language", BOTH)
def test_an_editor_answers_what_is_proposed(enter: Enters, served: Served, language: str) -> None:
    with enter("editor", language, name="editor-refine") as walk:
        walk.go(served.figures("refine"))
        walk.until("article.proposal form")
        walk.step("proposals", whole=True)
        for answer in ("refuse", "accept"):
            walk.until(f'article.proposal button[value="{answer}"]')
            walk.click(f'article.proposal button[value="{answer}"]')
            walk.until(".look")
            walk.step(answer)
        walk.go(served.figures("refine/decided"))
        assert walk.page.locator(".rows-list > li").count() >= 1
        walk.step("decided")


@pytest.mark.parametrize("language", BOTH)
def test_an_editor_makes_a_report_and_shares_it(
    enter: Enters, served: Served, language: str
) -> None:
    with enter("editor", language, name="editor-report") as walk:
        walk.go(served.figures("report"))
        walk.step("report")
        for form, begins in (("pptx", b"PK"), ("pdf", b"%PDF"), ("html", b"<!")):
            walk.page.check(f'input[name="form"][value="{form}"]', force=True)
            walk.page.select_option("select[name=language]", language)
            walk.click("main form.wide-form button")
            ready = walk.until('#made .work.good ~ p a[href$="?save"], #made p a[href$="?save"]')
            with walk.page.expect_download() as download:
                ready.click()
            assert Path(download.value.path()).read_bytes().startswith(begins)
            walk.step(form)
        walk.click('#made a[href$="/share"]')
        walk.step("share")
        walk.send("/share")
        link = walk.page.input_value("#link")
        walk.step("shared")
        with walking(walk.page.context.browser, served.base, "shared", language) as guest:
            assert guest.watched.go(link).status == 200
            assert guest.page.locator("h1").count() == 1
            guest.step("report")
