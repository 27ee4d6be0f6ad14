"""A browser for each file, and one served team for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pytest
from tests.e2e.journeys import world
from tests.e2e.journeys.walk import Walk, log_in, walking
from tests.e2e.test_serve import ARGUMENTS, CHROMIUM, needed, serving


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Start Chromium."""
    needed()
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - where there is a browser

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """The team, and where its pages are."""

    team: world.Team
    base: str

    def at(self, brand: str, page: str = "") -> str:
        """Write the address of a page of a brand, as the program does."""
        return f"/{quote(brand.replace('/', '%2F'), safe='')}/{page}"

    def soon(self, page: str = "") -> str:
        """Write the address of a page of the brand of which posts are to come."""
        return self.at(self.team.soon, page)

    def figures(self, page: str = "") -> str:
        """Write the address of a page of the brand with figures."""
        return self.at(self.team.figures, page)

    def card(self, what: str, language: str) -> str:
        """Write the address of a post."""
        return self.soon(f"calendar/{world.slot_of(what, language)}")


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Make the team once, and serve it."""
    team = world.made(tmp_path_factory.mktemp("team"))
    with serving(team.folder) as running:
        yield Served(team=team, base=running.start.rstrip("/").partition("/?")[0])


Enters = Callable[..., AbstractContextManager[Walk]]


@pytest.fixture
def enter(browser: Any, served: Served) -> Enters:
    """Log somebody in."""

    @contextmanager
    def entering(role: str, language: str, **more: Any) -> Iterator[Walk]:
        name = more.pop("name", role)
        with walking(browser, served.base, name, language, **more) as walk:
            log_in(walk, world.email(role, language), world.PASSWORD)
            yield walk

    return entering
