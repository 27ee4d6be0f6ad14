"""An approver says yes or no; other words than those approved are approved no more."""

from __future__ import annotations

import pytest
from tests.e2e.journeys.conftest import Enters, Served
from tests.e2e.journeys.walk import BOTH

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize("language", BOTH)
def test_what_was_approved_loses_it_when_its_words_change(
    enter: Enters, served: Served, language: str
) -> None:
    agree, refuse = (served.card(what, language) for what in ("agree", "refuse"))
    with enter("approver", language) as walk:
        walk.step("brands")
        walk.go(agree)
        walk.step("card", whole=True)
        walk.send("/approve")
        walk.says("Approved by", "Validée par")
        walk.step("approved")
        walk.go(refuse)
        walk.click("details.ask summary", leads=False)
        walk.page.fill("details.ask textarea", "Le vendredi, pas le samedi.")
        walk.send("/changes")
        walk.says("Changes were asked for", "Modifications demandées par")
        walk.step("changes-asked-for")
    with enter("editor", language, name="approver-editor") as walk:
        walk.go(agree)
        walk.says("It is approved. Saving other words", "Enregistrer un autre texte|validation")
        walk.page.fill("#writing [name=text]", "Autre chose que ce qui fut lu.")
        walk.send("/text")
        walk.step("taken-back")
        assert not walk.offers("[aria-labelledby=agree-title] .kept")
    with enter("approver", language, name="approver-again") as walk:
        walk.go(agree)
        assert walk.offers('form[action$="/approve"] button')
        walk.step("asked-again")


@pytest.mark.parametrize("language", BOTH)
def test_an_approver_is_shown_no_button_of_an_editor(
    enter: Enters, served: Served, language: str
) -> None:
    with enter("approver", language, name="approver-sees") as walk:
        for page in ("", "calendar", "strategy", "refine", "report", "insights"):
            walk.go(served.soon(page))
            assert not walk.offers(
                'a[href*="/edit/"], a[href$="/calendar/new"], a[href$="/import"]'
            )
            assert not walk.offers('form[method=post][action*="/refine/"]')
        walk.go(served.card("move", language))
        for what in ("text", "move", "skip", "change"):
            assert not walk.offers(f'form[action$="/{what}"]')
