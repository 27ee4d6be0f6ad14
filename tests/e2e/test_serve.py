"""The pages as a user reads them: `balise serve` and Debian's Chromium."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import pytest

pytestmark = pytest.mark.e2e

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = shutil.which(os.environ.get("BALISE_CHROMIUM", "chromium"))
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
LISTEN = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (e) =>
  window.refused.push(`${e.violatedDirective} ${e.blockedURI}`));
"""
PAGES = ("files", "calendar", "strategy", "refine", "import", "report", "settings")
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
HEADING = {"en": "What changed", "fr": "Ce qui a changé"}


def needed() -> None:
    """Say what is missing; in CI that is a failure, elsewhere the test is left out."""
    lacking = []
    if CHROMIUM is None:
        lacking.append("Chromium (tools/browser.sh --install)")
    if not AXE.exists():
        lacking.append("axe-core (make e2e fetches it)")
    if lacking:
        said = f"missing: {', '.join(lacking)}"
        if os.environ.get("CI"):
            pytest.fail(said)
        pytest.skip(said)


def environment(home: Path, language: str = "en") -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LOGNAME": "ana",
        "BALISE_LANGUAGE": language,
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "PYTHONUTF8": "1",
        "TZ": "Europe/Brussels",
    }


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "balise.cli.main", *words]


@dataclass
class Served:
    """A running `balise serve`."""

    process: subprocess.Popen[str]
    start: str
    said: list[str]
    log: IO[str]

    @property
    def base(self) -> str:
        return self.start.partition("/?")[0]

    def ended(self) -> tuple[str, str]:
        """Wait for its end, and give what it said since its start and what it logged."""
        out, _ = self.process.communicate(timeout=60)
        self.log.seek(0)
        return out, self.log.read()


@contextmanager
def serving(folder: Path, *options: str, language: str = "en") -> Iterator[Served]:
    words = ("serve", "--folder", str(folder), "--port", "0", "--no-browser", *options)
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as log,  # a pipe that nobody reads fills up
        subprocess.Popen(  # noqa: S603 - the words are written in this file
            command(*words),
            env=environment(folder, language),
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as process,
    ):
        assert process.stdout is not None
        said: list[str] = []
        for line in process.stdout:
            said.append(line.strip())
            if line.startswith("http"):
                break
        try:
            yield Served(process, said[-1] if said else "", said, log)
        finally:
            process.terminate()
            process.wait(30)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the demo brand once."""
    home = tmp_path_factory.mktemp("serve")
    subprocess.run(  # noqa: S603 - the words are written in this file
        command("demo"), cwd=home, env=environment(home), check=True, capture_output=True
    )
    return home / "balise-demo"


@dataclass
class Watched:
    """A page, and everything it did that it should not."""

    page: Any
    base: str
    faults: list[str] = field(default_factory=list)

    def watch(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("request", lambda request: self._request(request.url))
        self.page.add_init_script(LISTEN)

    def _console(self, said: Any) -> None:
        expected = ("Failed to load resource: the server responded with a status of 4", "[DOM]")
        if not said.text.startswith(expected):  # pages that refuse do so by their status
            self.faults.append(f"console: {said.text}")

    def _request(self, url: str) -> None:
        if not url.startswith(f"{self.base}/"):
            self.faults.append(f"outside: {url}")

    def go(self, where: str) -> Any:
        answer = self.page.goto(where if where.startswith("http") else self.base + where)
        self.check()
        return answer

    def check(self) -> None:
        self.page.wait_for_load_state("networkidle")
        assert self.page.evaluate("window.refused") == []
        assert self.faults == []


@dataclass
class Site:
    """A browser that followed the start address."""

    browser: Any
    served: Served
    state: Any

    @contextmanager
    def open(self, *, inside: bool = True, **options: Any) -> Iterator[Watched]:
        kept = {"storage_state": self.state} if inside else {}
        context = self.browser.new_context(**{"viewport": WIDE, "locale": "en", **options, **kept})
        watched = Watched(context.new_page(), self.served.base)
        if options.get("java_script_enabled", True):
            watched.watch()
        yield watched
        context.close()


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[Site]:
    """Start the pages, and follow the start address once."""
    needed()
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - where there is a browser

    with serving(folder) as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        context = browser.new_context()
        page = context.new_page()
        page.goto(served.start)
        assert page.url.startswith(f"{served.base}/")
        assert "token" not in page.url
        assert len(context.cookies()) == 2  # of the session, and of forms
        for cookie in context.cookies():
            assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Strict")
        yield Site(browser, served, context.storage_state())
        browser.close()


@pytest.fixture(scope="module")
def addresses(site: Site) -> dict[str, str]:
    """Take the address of one page of each kind from the links of the answers."""
    with site.open() as watched:
        watched.go("/")
        watched.page.click(".ways a[href$='/insights']")
        watched.check()
        path = watched.page.url.removeprefix(site.served.base)
        found = {"home": "/", "insights": f"{path}?topic=all", "start": "/start", "style": "/style"}
        found |= {name: path.replace("/insights", f"/{name}") for name in PAGES}
        watched.go(found["insights"])
        links = watched.page.locator("a.rows").evaluate_all(
            "links => links.map((link) => link.getAttribute('href'))"
        )
    for link in links:
        found.setdefault(re.split(r"[/?]", link)[2], link)
    found["level"] = next(link for link in links if "factor=kind" in link)
    found["none"] = found["level"].replace("level=", "level=nothing-")
    found["closed"] = found["missing"] = "/nowhere"
    found["unreadable"] = f"{found['rows']}&page=x"
    return found


@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_leads_from_the_first_page_to_the_posts_behind_a_number(
    site: Site, language: str
) -> None:
    with site.open(locale=language) as watched:
        page = watched.page
        watched.go("/")
        assert page.get_attribute("html", "lang") == language
        page.click(".ways a[href$='/insights']")
        watched.go(f"{page.url}?topic=all")
        assert page.locator("h2", has_text=HEADING[language]).count() == 1
        assert page.locator(".chart svg").count() >= 8
        link = page.locator("#kind p.lead a.rows").nth(1)  # the interval and the posts
        n = re.findall(r"\d+", link.inner_text())[-1]
        link.click()
        watched.check()
        assert re.sub(r"\D", "", page.inner_text("#table-title")) == n
        assert page.locator("tbody tr").count() == min(int(n), 50)
        page.locator("tbody th a").first.click()
        watched.check()
        assert page.locator(".reading").count() >= 1


def test_a_click_on_a_chart_leads_to_the_posts_behind_it(
    site: Site, addresses: dict[str, str]
) -> None:
    with site.open() as watched:
        watched.go(addresses["insights"])
        mark = watched.page.locator("#chart-kind svg .mark-symbol path").first
        mark.scroll_into_view_if_needed()
        mark.click()
        watched.page.wait_for_url("**/rows?factor=kind**")
        watched.check()


def test_a_reader_changes_the_language_and_it_stays(site: Site, addresses: dict[str, str]) -> None:
    with site.open(locale="en") as watched:
        watched.go(addresses["level"])
        watched.page.click("summary.user-name")
        watched.page.click(".languages a[lang=fr]")
        watched.check()
        assert watched.page.get_attribute("html", "lang") == "fr"
        assert "factor=kind" in watched.page.url
        watched.go("/")
        assert watched.page.get_attribute("html", "lang") == "fr"


def test_a_reader_chooses_metric_and_period(site: Site, addresses: dict[str, str]) -> None:
    with site.open() as watched:
        page = watched.page
        watched.go(addresses["insights"])
        page.select_option("#kpi", "link_clicks")
        page.fill("#start", "2026-06-01")
        page.fill("#end", "2026-08-30")
        page.click("main form button")
        watched.check()
        assert "1 June 2026 to 30 August 2026" in page.inner_text("#changed-title")
        assert "link clicks" in page.inner_text("main .about")
        page.locator("#changed .stats a.rows").first.click()
        assert "kpi=link_clicks" in page.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "name",
    ["home", "insights", "rows", "level", "none", "post", "days", "findings", "files",
     "missing", "closed", "unreadable", *PAGES[1:], "start", "style"],
)  # fmt: skip
def test_axe_finds_nothing_on_any_page(
    site: Site, addresses: dict[str, str], name: str, scheme: str
) -> None:
    where = addresses[name]
    options = {"color_scheme": scheme, "locale": "fr" if scheme == "dark" else "en"}
    for viewport in (WIDE, NARROW):
        with site.open(inside=name != "closed", viewport=viewport, **options) as watched:
            watched.go(where)
            watched.page.evaluate(AXE.read_text("utf-8"))
            watched.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = 1)")
            found = watched.page.evaluate("axe.run()")
            told = [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in found["violations"]]
            assert told == []


@pytest.mark.parametrize(
    "name", ["home", "insights", "rows", "post", "days", "findings", *PAGES, "start", "style"]
)
def test_a_narrow_screen_needs_no_scrolling_sideways(
    site: Site, addresses: dict[str, str], name: str
) -> None:
    where = addresses[name]
    with site.open(viewport=NARROW) as watched:
        watched.go(where)
        assert watched.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_scripts_the_figures_of_every_chart_are_tables(
    site: Site, addresses: dict[str, str]
) -> None:
    where = addresses["insights"]
    with site.open(java_script_enabled=False) as watched:
        watched.page.goto(site.served.base + where)
        tables = watched.page.locator("figure table")
        assert tables.count() >= 8
        assert all(table.is_visible() for table in tables.all())
        assert not any(chart.is_visible() for chart in watched.page.locator(".chart").all())
        watched.page.locator("#kind figure table a.rows").first.click()
        assert watched.page.locator("tbody tr").count() >= 1


def test_a_keyboard_is_enough(site: Site, addresses: dict[str, str]) -> None:
    with site.open() as watched:
        page = watched.page
        watched.go(addresses["insights"])
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        focused = page.evaluate_handle("document.activeElement")
        assert page.evaluate("el => document.querySelector('main').contains(el)", focused)
        outline = page.evaluate("el => getComputedStyle(el).outlineStyle", focused)
        assert outline == "solid"
        page.keyboard.press("Enter")
        page.wait_for_url("**/rows**")


def test_a_table_comes_as_a_file(site: Site, addresses: dict[str, str]) -> None:
    with site.open() as watched:
        watched.go(addresses["level"])
        n = int(re.sub(r"\D", "", watched.page.inner_text("#table-title")))
        with watched.page.expect_download() as download:
            watched.page.click(".tools .button")
        lines = Path(download.value.path()).read_text("utf-8-sig").splitlines()
        assert lines[0].startswith("post_uid,")
        assert len(lines) >= n + 1


def test_the_figures_of_a_chart_come_as_a_file(site: Site, addresses: dict[str, str]) -> None:
    with site.open() as watched:
        watched.go(addresses["insights"])
        watched.page.click("#kind summary")
        with watched.page.expect_download() as download:
            watched.page.click("#kind .download")
        watched.check()
        assert Path(download.value.path()).read_text("utf-8-sig").count("\n") > 3


def test_another_browser_is_told_that_the_address_was_used(site: Site) -> None:
    with site.open(inside=False) as watched:
        assert watched.go(site.served.start).status == 403
        assert "used already" in watched.page.inner_text("h1")
        assert "balise serve" in watched.page.inner_text("main")
        assert watched.go("/").status == 403


def test_an_empty_folder_tells_the_two_commands(tmp_path: Path) -> None:
    with serving(tmp_path / "mine") as served:
        assert any("balise import" in line for line in served.said)
        jar = urllib.request.HTTPCookieProcessor()
        opener = urllib.request.build_opener(jar)
        with opener.open(served.start) as answer:
            page = answer.read().decode()
    assert "balise import" in page
    assert "balise demo" in page


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_cleanly_and_gives_the_port_back(tmp_path: Path, sign: signal.Signals) -> None:
    with serving(tmp_path / "mine") as served:
        port = int(served.base.rpartition(":")[2])
        served.process.send_signal(sign)
        out, err = served.ended()
    assert served.process.returncode == 0
    assert "closed" in out
    assert err == ""
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", port))


@pytest.mark.skipif(sys.platform != "linux", reason="children are listed in /proc")
def test_pages_that_stop_by_themselves_are_told_in_a_line(tmp_path: Path) -> None:
    with serving(tmp_path / "mine") as served:
        pid = served.process.pid
        (child,) = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
        for place in (pid, child):  # what others on this machine can see holds no token
            seen = Path(f"/proc/{place}/cmdline").read_text("utf-8")
            assert served.start.partition("token=")[2] not in seen
        os.kill(int(child), signal.SIGKILL)
        _, err = served.ended()
    assert served.process.returncode == 1
    assert "stopped by themselves" in err
    assert "Traceback" not in err


@pytest.mark.skipif(sys.platform != "linux", reason="processes are listed in /proc")
def test_a_worker_that_dies_is_told_of_in_a_line_and_started_again(tmp_path: Path) -> None:
    with serving(tmp_path / "mine") as served:
        first = worker_of(served.process.pid)
        os.kill(first, signal.SIGKILL)
        second = worker_of(served.process.pid, beside=first)
        assert second != first
        served.process.send_signal(signal.SIGINT)
        out, err = served.ended()
        assert not Path(f"/proc/{second}").exists()
    assert served.process.returncode == 0
    assert "closed" in out
    assert err.count("The worker has stopped by itself (-9)") == err.count("\n") == 1


def worker_of(pid: int, beside: int = 0) -> int:
    """Wait for the worker of a `balise serve`, another than one that was there before."""
    for _ in range(600):
        tasks = Path(f"/proc/{pid}/task").iterdir()
        children = {int(one) for task in tasks for one in (task / "children").read_text().split()}
        for child in children - {beside}:
            if b"balise.worker" in Path(f"/proc/{child}/cmdline").read_bytes():
                return child
        signal.sigtimedwait([], 0.1)
    raise TimeoutError(pid)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal on Windows")
def test_the_pages_end_with_the_one_who_started_them(tmp_path: Path) -> None:
    with serving(tmp_path / "mine") as served:
        served.process.kill()
        served.process.wait()
        port = int(served.base.rpartition(":")[2])
        assert closes(port)


def closes(port: int) -> bool:
    """Wait until nobody listens on a port."""
    for _ in range(600):
        with socket.socket() as client:
            client.settimeout(0.1)
            if client.connect_ex(("127.0.0.1", port)):
                return True
        signal.sigtimedwait([], 0.1)
    return False


def test_a_port_in_use_and_an_address_of_others_are_refused_in_a_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = tell("serve", "--folder", "mine", "--port", port, cwd=tmp_path)
        assert done.returncode == 1
        assert f"Port {port} is in use" in done.stderr
        assert "Traceback" not in done.stderr
    done = tell("serve", "--address", "0.0.0.0", cwd=tmp_path)  # noqa: S104 - it is refused
    assert done.returncode == 1
    assert "--public https://" in done.stderr
    done = tell("serve", "--public", "https://balise.example.org", cwd=tmp_path)
    assert done.returncode == 1
    assert "Nobody has a login yet" in done.stderr


def tell(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - the words are written in this file
        command(*words), cwd=cwd, env=environment(cwd), capture_output=True, text=True, check=False
    )


def test_it_answers_on_the_loopback_address_only(site: Site) -> None:
    port = int(site.served.base.rpartition(":")[2])
    name = socket.gethostname()
    others = {info[4][0] for info in socket.getaddrinfo(name, None, socket.AF_INET)}
    for address in others - {"127.0.0.1"}:
        with socket.socket() as client:
            client.settimeout(2)
            if not str(address).startswith("127."):
                assert client.connect_ex((str(address), port)) != 0
