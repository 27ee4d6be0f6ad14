"""The ways through a running Balise of which docs show pictures, in English and in French."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.e2e.pictures import keep
from tests.e2e.test_serve import Site, Watched

from balise.words import Speech

WINDOW = {"width": 1280, "height": 800}
LONG = 300_000
"""Milliseconds in which long work is done on a slow machine."""
CARD = ".clients h2 a"
PASSWORD = "made up for the pictures"  # noqa: S105 - of a folder that a test makes and removes
SHOP = {"en": "Corner Hardware (made up)", "fr": "Quincaillerie du Coin (inventée)"}
TEXT = {
    "en": "Loose handle? One drop of wood glue, a matchstick, and the screw holds again. "
    "Which repair do you keep putting off?",
    "fr": "Une poignée qui bouge ? Une goutte de colle à bois, une allumette, et la vis tient. "
    "Quelle réparation remettez-vous toujours à demain ?",
}
SECOND = {
    "en": "A shelf that sags? Turn it over before you buy a new one. Show us yours.",
    "fr": "Une étagère qui plie ? Retournez-la avant d’en changer. Montrez-nous la vôtre.",
}
CLIENT = {"en": "Mrs Client (made up)", "fr": "Mme Cliente (inventée)"}
OWN_TABLE = {
    "en": """posted on;channel;post text;liked by;answers
2026-10-01 12:00;Instagram;Which glue for what?;31;4
2026-10-03 18:30;Facebook;New hours from Monday;12;1
2026-10-06 12:15;Instagram;A shelf in ten minutes;48;9
""",
    "fr": """publié le;réseau;texte;aimé par;réponses
2026-10-01 12:00;Instagram;Quelle colle pour quoi ?;31;4
2026-10-03 18:30;Facebook;Nouvel horaire dès lundi;12;1
2026-10-06 12:15;Instagram;Une étagère en dix minutes;48;9
""",
}
OWN_NAME = {"en": "my-table.csv", "fr": "mon-tableau.csv"}


@dataclass
class Tour:
    """A window on a running Balise, in one language; what it keeps is a picture of the docs."""

    site: Site
    language: str
    watched: Watched

    @property
    def page(self) -> Any:
        return self.watched.page

    def said(self, message: str, **facts: Any) -> str:
        return Speech(self.language).text(message, **facts)

    def path(self, brand: str, page: str = "") -> str:
        return f"/{quote(brand.replace('%', '%25').replace('/', '%2F'), safe='')}/{page}"

    def go(self, brand: str, page: str = "") -> None:
        self.watched.go(self.path(brand, page))

    def press(self, message: str, *, within: str = "main") -> None:
        """Press what bears a label, and wait for where it leads."""
        label = re.compile(rf"^\s*{re.escape(self.said(message))}\s*$")
        buttons = self.page.locator(within).locator("button:not(.unseen), a")
        where = buttons.filter(has_text=label).first
        with self.page.expect_navigation(timeout=LONG):
            where.click()

    def wait(self, css: str, timeout: int = LONG) -> None:
        self.page.locator(css).first.wait_for(timeout=timeout)

    def until(self, where: str, css: str) -> None:
        """Open a page again until long work elsewhere has brought something there."""
        from playwright.sync_api import TimeoutError as LateError  # noqa: PLC0415

        for _ in range(40):
            self.watched.go(where)
            try:
                self.wait(css, timeout=3_000)
            except LateError:
                continue
            return
        raise LateError(where)

    def top(self, css: str) -> None:
        """Bring a part of the page to the top of the window."""
        self.page.locator(css).first.evaluate(
            "el => { el.style.scrollMarginTop = '1.5rem'; el.scrollIntoView(); }"
        )

    def keep(self, name: str, *, height: int = 0) -> None:
        """Keep a picture, where asked for in a window of another height."""
        if height:
            self.page.set_viewport_size({**WINDOW, "height": height})
        self.page.wait_for_load_state("networkidle")
        self.page.evaluate("document.activeElement.blur(); document.fonts.ready")
        keep(self.page, f"docs/{self.language}/{name}")
        if height:
            self.page.set_viewport_size(WINDOW)


def begin(tour: Tour) -> None:
    """From an empty folder to four weeks."""
    shop = SHOP[tour.language]
    tour.watched.go("/start")
    tour.keep("start")
    tour.press("Answer ten questions")
    tour.page.check("input[value=hardware-store]")
    tour.keep("question")
    tour.press("Continue")
    tour.page.fill("#answer", shop)
    for _ in range(9):
        for handle in tour.page.locator(".net-card.chosen input[name$='.handle']").all():
            handle.fill("park")
        tour.press("Continue")
    tour.keep("summary")
    tour.press("Make my four-week calendar")
    tour.until(tour.path(shop, "calendar"), "a.post-box")
    tour.watched.go(tour.path(shop, f"calendar?view=month&day={_in_the_middle()}"))
    tour.wait("a.post-box")
    tour.keep("four-weeks")


def _in_the_middle() -> str:
    """Give a day in the middle of the four weeks that begin on the next Monday."""
    return (datetime.now(UTC).date() + timedelta(days=17)).isoformat()


def write(tour: Tour) -> None:
    """Write a post and agree to it; write another one."""
    month = tour.path(SHOP[tour.language], f"calendar?view=month&day={_in_the_middle()}")
    tour.until(month, "a.post-box")
    with tour.page.expect_navigation():
        tour.page.locator("a.post-box").first.click()
    tour.page.fill("#id_text", TEXT[tour.language])
    tour.press("Save")
    tour.press("Approve as shown")
    tour.page.evaluate("scrollTo(0, 0)")
    tour.keep("post", height=1000)
    tour.until(month, "a.post-box")
    with tour.page.expect_navigation():
        tour.page.locator("a.post-box").nth(1).click()
    tour.page.fill("#id_text", SECOND[tour.language])
    tour.press("Save")


def bring(tour: Tour, exports: list[Path], own: Path) -> None:
    """Bring export files in, then a table that nobody knows."""
    tour.go(SHOP[tour.language], "import")
    tour.page.set_input_files("#id_files", [str(file) for file in exports])
    tour.press("Import")
    tour.wait(".figure-big")
    tour.keep("imported")
    tour.go(SHOP[tour.language], "import")
    tour.page.set_input_files("#id_files", str(own))
    tour.press("Import")
    tour.wait("a[href*='/columns/']")
    tour.press("Say what its columns are")
    tour.keep("columns")


def learn(tour: Tour) -> None:
    """See what worked, and the posts behind a number."""
    tour.until(tour.path(SHOP[tour.language], "insights?topic=kind"), ".chart svg")
    tour.keep("insights", height=1100)
    with tour.page.expect_navigation():
        tour.page.locator("#kind p.lead a.rows").first.click()
    tour.keep("rows")


def move(tour: Tour) -> None:
    """Plan anew by what was learnt, then see what becomes of it where a post is moved."""
    shop = SHOP[tour.language]
    tour.go(shop, "calendar/plan")
    tour.press("Plan anew")
    tour.page.wait_for_url(re.compile(r"/calendar$"), timeout=LONG)  # the plan is made
    tour.until(tour.path(shop, f"calendar?view=list&day={_in_the_middle()}"), "tbody a")
    with tour.page.expect_navigation():
        tour.page.locator("tbody a").last.click()
    tour.page.fill("input[name=time]", "20:30")
    tour.press("See what a move does")
    tour.keep("move")


def made_up(tour: Tour) -> str:
    """Make the brand that is made up, and give its name as addresses have it."""
    tour.watched.go("/start")
    tour.press("Make it, to look around")
    tour.page.wait_for_url(re.compile("made-up"), timeout=LONG)  # the page of the work leads there
    tour.until("/", f"{CARD}[href*='made-up']")
    address = tour.page.locator(f"{CARD}[href*='made-up']").first.get_attribute("href")
    tour.keep("portfolio")
    return str(address).strip("/")


def look_round(tour: Tour, name: str) -> None:
    """Go round the pages of a brand."""
    for page, css, picture in (
        ("refine", ".proposals", "refine"),
        ("", ".news-list", "home"),
        ("strategy", ".parts li, h2[id]", "strategy"),
        ("strategy/networks", ".ranked li", "networks"),
    ):
        tour.until(f"/{name}/{page}", css)
        tour.keep(picture, height=1100 if picture == "home" else 0)
    tour.watched.go(f"/{name}/report")
    tour.press("Make the report")
    tour.wait("#made a[href$='?save']")
    tour.keep("report", height=1100)


def in_the_dark(tour: Tour, name: str) -> None:
    """See how it looks at night."""
    tour.watched.go(f"/{name}/calendar")
    tour.wait("a.post-box")
    tour.keep("calendar-dark")


def on_a_telephone(tour: Tour, name: str) -> None:
    """See how it looks in a hand."""
    tour.watched.go(f"/{name}/")
    tour.keep("home-telephone")


def team_up(tour: Tour) -> str:
    """Make a team of one who owns and one who writes; give a link for a client."""
    shop = SHOP[tour.language]
    tour.watched.go("/settings/people")
    tour.page.fill("main form input[name=email]", "ana@example.org")
    tour.press("Make a link")
    invitation = tour.page.inner_text("#secret").strip()
    tour.watched.go(invitation[invitation.index("/invitation") :])
    tour.page.fill("input[name=name]", "Ana")
    tour.page.fill("input[name=password]", PASSWORD)
    tour.press("Keep it")
    for address, role in (("ben@example.org", "editor"), ("chloe@example.org", "approver")):
        tour.go(shop, "settings")
        tour.page.fill("main input[type=email]", address)
        tour.page.select_option("main .panel:last-child select[name=role]", role)
        tour.press("Make a link")
    tour.go(shop, "settings")
    tour.keep("team")
    tour.watched.go("/settings/security")
    tour.page.fill("input[name=password]", PASSWORD)
    tour.press("Set it up")
    tour.keep("second-factor")
    tour.go(shop, "settings/links")
    tour.page.fill("input[name=name]", CLIENT[tour.language])
    tour.press("Make a link")
    link = str(tour.page.inner_text("#secret")).strip()
    return link[link.index("/approve") :]


def approve(tour: Tour, link: str) -> None:
    """See what a client sees, who has no login."""
    tour.watched.go(link)
    tour.top(".panel:has(button[value=approve])")
    tour.keep("client-telephone")


def log_in(tour: Tour) -> None:
    """See the page that asks who comes."""
    tour.watched.go("/login")
    tour.keep("login")
