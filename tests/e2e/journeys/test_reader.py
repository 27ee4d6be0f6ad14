"""A reader sees everything that is to be read, and no button that would be refused."""

from __future__ import annotations

import re

import pytest
from tests.e2e.journeys.conftest import Enters, Served
from tests.e2e.journeys.walk import BOTH, Walk

pytestmark = pytest.mark.e2e

PAGES = ("", "calendar", "strategy", "strategy/history", "insights", "refine", "refine/review",
         "report", "files", "findings", "rows")  # fmt: skip
OURS = ("/logout", "/theme", "/comment")
"""What a reader may send too."""


def sent(walk: Walk) -> set[str]:
    """List the addresses to which the buttons of a page send something."""
    found: list[str] = walk.page.evaluate("""() =>
      [...document.querySelectorAll("form[method=post] button")].map((one) =>
        one.hasAttribute("formaction") ? one.formAction : one.form.action)""")
    return {re.sub(r"^https?://[^/]+", "", one) for one in found}


@pytest.mark.parametrize("language", BOTH)
def test_a_reader_is_shown_no_button_and_no_way_that_is_refused(
    enter: Enters, served: Served, language: str
) -> None:
    with enter("reader", language) as walk:
        ways: set[str] = set()
        for page in PAGES:
            assert walk.go(served.figures(page)) == 200, page
            if page == "refine":
                walk.until(".look, .nothing:not([hx-get])")
            walk.step(page.replace("/", "-") or "home")
            assert {one for one in sent(walk) if not one.endswith(OURS)} == set(), page
            ways |= set(walk.page.locator("main a[href^='/'], nav a[href^='/']").evaluate_all(
                "links => links.map((one) => one.getAttribute('href'))"
            ))  # fmt: skip
        for way in {way.partition("?")[0].partition("#")[0]: way for way in sorted(ways)}.values():
            answer = walk.page.request.get(served.base + way)
            assert answer.status == 200, way
        walk.go(served.card("move", language))
        assert {one for one in sent(walk) if not one.endswith(OURS)} == set()
        walk.step("card")
