"""axe-core on the pages of a team: nothing is wrong, in either language and theme, wide or not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from tests.e2e.journeys import world
from tests.e2e.journeys.conftest import Served
from tests.e2e.journeys.walk import BOTH, Walk, faults_of, log_in, walking
from tests.e2e.test_serve import NARROW

pytestmark = pytest.mark.e2e

OPEN = ("/login", "/approve/{link}", "/approve/nothing", "/shared/nothing", "/invitation/nothing")
OWNERS = (
    "/", "/settings", "/settings/security", "/settings/tokens", "/settings/people",
    "/settings/installation", "/start", "/start/strategy", "/nowhere", "/api/v1/docs",
)  # fmt: skip
SOON = (
    "", "settings", "settings/links", "settings/outward", "settings/log", "insights", "refine",
    "report", "import", "strategy/history", "strategy/text", "strategy/edit/objectives",
    "calendar/new", "calendar/plan", "calendar?view=list",
)  # fmt: skip
FIGURES = (
    "", "import", "tags", "tags?field=theme", "refine/plan", "refine/review", "refine/decided",
    "refine/next", "report", "report/schedules", "report/look", "report/notes", "report/links",
)  # fmt: skip
AT_WORK = ".work progress, #look-job[hx-get]"
CLIENTS = ("", "calendar", "report", "strategy")


@pytest.fixture(scope="module", params=BOTH)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def states(browser: Any, served: Served) -> dict[str, Any]:
    """Log an owner and a client in, once."""
    kept = {}
    for role in ("owner", "client"):
        with walking(browser, served.base, role, "en") as walk:
            log_in(walk, world.email(role, "en"), world.PASSWORD)
            kept[role] = walk.page.context.storage_state()
    return kept


def wrong(walk: Walk, pages: Iterable[str]) -> list[tuple[str, Any]]:
    """List what is wrong with some pages."""
    found: list[tuple[str, Any]] = []
    for where in pages:
        walk.page.set_viewport_size(NARROW)
        walk.go(where)
        # What a worker finds out takes the place of the page.
        walk.page.locator(AT_WORK).first.wait_for(state="detached", timeout=120_000)
        found += [(where, one) for one in faults_of(walk.page)]
    return found


def test_nothing_is_wrong_for_strangers(browser: Any, served: Served, language: str) -> None:
    pages = (one.format(link=served.team.links[language]) for one in OPEN)
    with walking(browser, served.base, "axe", language) as walk:
        found = wrong(walk, pages)
        assert not found, found


@pytest.mark.parametrize("part", ["installation", "soon", "figures"])
def test_nothing_is_wrong_for_an_owner(
    request: pytest.FixtureRequest, served: Served, language: str, part: str
) -> None:
    pages = {
        "installation": OWNERS,
        "soon": (*map(served.soon, SOON), served.card("move", language)),
        "figures": tuple(map(served.figures, FIGURES)),
    }[part]
    browser, states = (request.getfixturevalue(name) for name in ("browser", "states"))
    more = {"storage_state": states["owner"]}
    with walking(browser, served.base, "axe", language, **more) as walk:
        found = wrong(walk, pages)
        assert not found, found


def test_nothing_is_wrong_for_a_client(
    browser: Any, served: Served, states: dict[str, Any], language: str
) -> None:
    more = {"storage_state": states["client"]}
    with walking(browser, served.base, "axe", language, **more) as walk:
        found = wrong(walk, map(served.soon, CLIENTS))
        assert not found, found
