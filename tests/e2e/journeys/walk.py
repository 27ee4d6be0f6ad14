"""What one does on the pages, step by step; every step is looked at, and a picture of it kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.e2e.journeys.english import SHOWN, english
from tests.e2e.pictures import keep
from tests.e2e.test_serve import AXE, NARROW, WIDE, Watched

BOTH = ("en", "fr")
MADE_UP = {"en": "made up", "fr": "inventé"}
SEEN = """() => {
  const el = document.activeElement, box = el.getBoundingClientRect(), look = getComputedStyle(el);
  const frame = getComputedStyle(el.closest("label, .drop") || el);
  const same = window.last === el;
  return {
    same, named: el.outerHTML.slice(0, 120),
    drawn: [look, frame].some((l) => l.outlineStyle !== "none" || l.boxShadow !== "none"),
    within: box.bottom > 0 && box.top < innerHeight,
    follows: !window.last || !window.last.isConnected
      || Boolean(window.last.compareDocumentPosition(el) & 4),
    last: void (window.last = el),
  };
}"""
"""Tells of what has the focus: whether it is seen, and whether it follows what had it before."""


@dataclass
class Walk:
    """Somebody in front of a browser."""

    watched: Watched
    language: str
    name: str
    steps: int = 0
    clicks: int = 0

    @property
    def page(self) -> Any:
        """The page, of Playwright."""
        return self.watched.page

    def go(self, where: str) -> int:
        """Go to an address, and look at what is there; give the status."""
        answer = self.watched.go(where)
        self.look()
        return int(answer.status)

    def click(self, what: Any, *, leads: bool = True) -> None:
        """Click on something, and wait for the page it leads to."""
        one = self.page.locator(what).first if isinstance(what, str) else what
        self.clicks += 1
        if leads:
            with self.page.expect_navigation():
                one.click()
            self.look()
        else:
            one.click()

    def send(self, action: str, which: str = "") -> None:
        """Press a button of the form that is sent to an address that ends so."""
        form = f'form[method=post][action$="{action}"]'
        self.click(f"{form} button:not(.unseen){which}")

    def confirm(self, password: str) -> None:
        """Say once more that one is sure, by the password, where that is asked."""
        if not self.offers("[name=sure]"):
            return
        self.step("sure")
        if self.offers("form:has([name=sure]) [type=password]"):
            self.page.fill("form:has([name=sure]) [type=password]", password)
        self.click("form:has([name=sure]) button")

    def look(self) -> None:
        """Find nothing wrong: no error, nothing from elsewhere, the right language, all of it."""
        self.watched.check()
        spoken = self.page.get_attribute("html", "lang")
        assert spoken == self.language, (self.page.url, spoken)
        if self.language == "fr":
            found = english(self.page.evaluate(SHOWN))
            assert not found, (self.page.url, found)

    def step(self, name: str, *, whole: bool = False) -> None:
        """Look at the page as it stands, and keep a picture of it."""
        self.look()
        self.steps += 1
        keep(self.page, f"{self.name}/{self.language}/{self.steps}-{name}", whole=whole)

    def says(self, en: str, fr: str) -> None:
        """Wait until the page says something."""
        said = en if self.language == "en" else fr
        self.page.locator("body", has_text=re.compile(said)).wait_for()

    def until(self, what: str) -> Any:
        """Wait for something that work in the background brings."""
        one = self.page.locator(what).first
        one.wait_for(timeout=120_000)
        return one

    def tab_to(self, what: Any, most: int = 120) -> None:
        """Press the tabulator until something has the focus, which is seen wherever it goes."""
        one = self.page.locator(what).first if isinstance(what, str) else what
        wanted = one.element_handle()
        for _ in range(most):
            self.page.keyboard.press("Tab")
            told = self.page.evaluate(SEEN)
            if told["same"] or told["named"].startswith("<body"):
                continue  # a day has several parts, and the window comes after the last element
            assert told["drawn"], told
            assert told["within"], told
            assert told["follows"], told
            if self.page.evaluate("el => el === document.activeElement", wanted):
                return
        raise AssertionError(what)

    def key(self, name: str) -> None:
        """Press a key that leads to another page."""
        with self.page.expect_navigation():
            self.page.keyboard.press(name)
        self.look()

    def offers(self, what: str) -> bool:
        """Tell whether the page has something to press."""
        return bool(self.page.locator(what).count())


@contextmanager
def walking(browser: Any, base: str, name: str, language: str, **more: Any) -> Iterator[Walk]:
    """Open a browser that knows nothing yet."""
    options = {"viewport": WIDE, "locale": language, "timezone_id": "Europe/Brussels", **more}
    context = browser.new_context(**options)
    watched = Watched(context.new_page(), base)
    watched.watch()
    yield Walk(watched, language, name)
    context.close()


def log_in(walk: Walk, email: str, password: str) -> None:
    """Log in by the form."""
    walk.go("/login")
    walk.page.fill("main [name=email]", email)
    walk.page.fill("main [name=password]", password)
    walk.click("main form button")


SIDEWAYS = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll("main *, header *")]
    .filter((el) => el.checkVisibility() && el.getBoundingClientRect().right > innerWidth + 1)
    .map((el) => el.outerHTML.slice(0, 120)).slice(0, 3)"""
"""Names what makes a page wider than the window."""
AXE_LOOK = "axe.run().then((told) => told.violations)"


def faults_of(page: Any) -> list[tuple[object, ...]]:
    """Find what is wrong with a page as axe-core sees it, narrow and wide, light and dark."""
    found: list[tuple[object, ...]] = []
    page.evaluate(AXE.read_text("utf-8"))
    for viewport in (NARROW, WIDE):
        page.set_viewport_size(viewport)
        found += [
            (viewport["width"], "wider than the window", one) for one in page.evaluate(SIDEWAYS)
        ]
        page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            for one in page.evaluate(AXE_LOOK):
                where = [node["html"][:160] for node in one["nodes"]][:3]
                found.append((viewport["width"], scheme, one["id"], where))
        page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = false))")
    return found
