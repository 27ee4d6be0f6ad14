"""How long each page takes with 100,000 posts and a year of plan, at twenty requests a second.

The posts are made up. The real server answers on loopback, its worker idle; a browser's session
asks for every page in turn, twenty times a second whatever has not been answered yet, so that
waiting for a page that is slow counts too. Kept answers are warm, as they are for the second reader
of a day; the first visit of each page is told beside. So is what a page costs the processor, asked
for alone, which other work of the machine changes less; and where there is a Chromium and its
driver (`pip install playwright`), when it first paints something of a page. `--quick` has 3,000
posts and a month of plan, and only tells.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote, urlsplit

import numpy as np
import sync

from balise.domain.tag import TAG_FIELDS
from balise.studying import Wanted
from balise.workspace import Workspace

BRAND, WITHIN_S, A_SECOND, WARM_S, ALONE = "made-up", 0.150, 20, 120, 40
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update"]  # fmt: skip
PATIENCE_MS = 120_000
PAINTED = "performance.getEntriesByName('first-contentful-paint').map(x => x.startTime)"
STRATEGY = """
[strategy]
name = "made-up"
timezone = "Europe/Brussels"

[[objectives]]
name = "talk"
stage = "consideration"
kpi = "engagement"
aggregate = "total"
target = 900000
starts = 2026-01-01
ends = 2026-12-31

{accounts}
[[pillars]]
name = "how-to"
share = 0.5
stage = "consideration"

[[pillars]]
name = "news"
share = 0.5
stage = "awareness"
"""
ACCOUNT = """[[accounts]]
network = "x"
handle = "account-{n:03d}"
posts_per_week = [2, 5]
posts_per_day = 1

"""
PAGES = ("", "strategy", "strategy/networks", "strategy/history", "calendar", "calendar?view=list",
         "calendar?view=week", "calendar/new", "insights", "insights?topic=posts",
         "insights?topic=kind", "insights?topic=time", "insights?topic=growth",
         "insights?topic=funnel", "insights?topic=competitors", "refine", "refine/plan",
         "refine/review", "refine/next", "report", "import", "settings", "settings/log", "rows",
         "days", "tags", "files", "findings")  # fmt: skip


PROGRAM = f"/api/v1/brands/{quote(BRAND)}/posts"
"""What a program asks, beside the pages."""


def fill(folder: Path, posts: int, weeks: int) -> None:
    """Make the posts, learn from them once, and plan."""
    space, world = Workspace.open(folder), sync.World(1)
    with space.store.importing(BRAND, source="made-up", format_="made-up", digest="1") as writer:
        for batch in world.batches(posts, 5, sync.START, 7.0 * sync.WEEKS):
            writer.write(batch)
    accounts = "".join(ACCOUNT.format(n=n) for n in range(3))
    space.keep_strategy(_strategy(accounts), brand=BRAND)
    space.plan(BRAND, weeks=weeks, start=(datetime.now(UTC) + timedelta(days=1)).date())
    space.study(BRAND, Wanted())
    space.look_back(BRAND, now=datetime.now(UTC))
    space.suggest_tags(BRAND, TAG_FIELDS[0])
    space.suggest_tags(BRAND, "pillar")


def _strategy(accounts: str):  # noqa: ANN202 - the public name is imported where it is used
    from balise import Strategy

    return Strategy.parse(STRATEGY.format(accounts=accounts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """Where the pages are, the cookie of a session, and the process that makes them."""

    host: str
    port: int
    cookie: str
    process: int

    def worked_s(self) -> float:
        """Tell for how long the process has had a processor."""
        told = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """Serve a workspace as `balise serve` does."""
    command = [sys.executable, "-P", "-m", "balise.web"]
    process = subprocess.Popen(  # noqa: S603 - our own
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    asked = json.dumps({"folder": str(folder), "port": 0, "language": "en"})
    print(asked, file=process.stdin, flush=True)
    address = urlsplit(json.loads(process.stdout.readline())["address"])
    line = http.client.HTTPConnection(address.hostname, address.port)
    line.request("GET", f"/?{address.query}")
    cookie = line.getresponse().headers["Set-Cookie"].partition(";")[0]
    try:
        yield Served(
            host=str(address.hostname), port=int(address.port or 0), cookie=cookie,
            process=process.pid,
        )  # fmt: skip
    finally:
        process.stdin.close()
        process.wait(20)


def ask(where: Served, path: str) -> tuple[float, int]:
    """Ask for one page; gives seconds and the status."""
    begun = time.perf_counter()
    line = http.client.HTTPConnection(where.host, where.port, timeout=120)
    line.request("GET", path, headers={"Cookie": where.cookie})
    answer = line.getresponse()
    answer.read()
    line.close()
    return time.perf_counter() - begun, answer.status


def load(where: Served, paths: list[str], seconds: float) -> dict[str, list[float]]:
    """Ask for the pages in turn at a steady pace, whatever is still being answered."""
    found: dict[str, list[float]] = {path: [] for path in paths}
    begun, n = time.perf_counter(), int(seconds * A_SECOND)
    with ThreadPoolExecutor(64) as pool:
        waiting = []
        for i in range(n):
            due = begun + i / A_SECOND
            time.sleep(max(0.0, due - time.perf_counter()))
            waiting.append((paths[i % len(paths)], pool.submit(ask, where, paths[i % len(paths)])))
        for path, one in waiting:
            found[path].append(one.result()[0])
    return found


def main(*, quick: bool) -> int:
    """Measure, print, and tell whether the promise held."""
    posts, weeks, seconds = (3_000, 4, 7.0) if quick else (100_000, 52, 90.0)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "balise"
        begun = time.perf_counter()
        fill(folder, posts, weeks)
        print(
            f"{posts:,} posts, {weeks} weeks of plan, made in {time.perf_counter() - begun:.0f} s"
        )
        with served(folder) as where:
            return _told(where, seconds, quick=quick)


def _warm(where: Served, path: str) -> None:
    """Ask for a page until it is there: while much is learnt it says that it will be (202)."""
    until = time.monotonic() + WARM_S
    while ask(where, path)[1] != 200 and time.monotonic() < until:  # noqa: PLR2004
        time.sleep(1)


def worked(where: Served, path: str) -> float:
    """Tell what one page costs the processor, in seconds, asked for alone."""
    before = where.worked_s()
    for _ in range(ALONE):
        ask(where, path)
    return (where.worked_s() - before) / ALONE


def painted(where: Served, paths: list[str], times: int = 3) -> dict[str, float]:
    """Tell when Chromium first paints something of each page, in ms; nothing without one."""
    chromium = shutil.which(os.environ.get("BALISE_CHROMIUM", "chromium"))
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        chromium = None
    if chromium is None:
        return {}
    base, (name, _, value) = f"http://{where.host}:{where.port}", where.cookie.partition("=")
    found: dict[str, list[float]] = {path: [] for path in paths}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM)
        context = browser.new_context()
        context.add_cookies([{"name": name, "value": value, "url": base}])
        page = context.new_page()
        for path in paths * times:
            page.goto(f"{base}{path}", wait_until="commit", timeout=PATIENCE_MS)
            until = time.monotonic() + PATIENCE_MS / 1000
            while not (told := page.evaluate(PAINTED)) and time.monotonic() < until:
                page.wait_for_timeout(50)  # the pages let no script wait that is not theirs
            found[path] += told or [float(PATIENCE_MS)]
        browser.close()
    return {path: float(np.median(taken)) for path, taken in found.items()}


def _told(where: Served, seconds: float, *, quick: bool) -> int:
    asked = [f"/{quote(BRAND)}/{page}" for page in PAGES] + [PROGRAM]
    every = {path: ask(where, path) for path in asked}
    paths = [path for path, (_, status) in every.items() if status < 300]  # noqa: PLR2004
    for path in paths:
        _warm(where, path)
    alone, paint = {path: worked(where, path) for path in paths}, painted(where, paths)
    found = load(where, paths, seconds)
    print(f"{'page':<28}{'first':>9}{'cpu':>9}{'paint':>9}{'median':>9}{'p95':>9}")
    for path in paths:
        taken = 1000 * np.array(found[path])
        shown = f"{1000 * every[path][0]:>7.0f}ms{1000 * alone[path]:>7.1f}ms"
        shown += f"{paint[path]:>7.0f}ms" if path in paint else f"{'-':>9}"
        shown += f"{np.median(taken):>7.0f}ms"
        print(f"{path:<28}{shown}{np.quantile(taken, 0.95):>7.0f}ms")
    worst = max(float(np.quantile(found[path], 0.95)) for path in paths)
    if paint:
        print(f"worst first paint {max(paint.values()):.0f} ms")
    print(f"worst p95 {1000 * worst:.0f} ms; promised {1000 * WITHIN_S:.0f} ms")
    return int(worst > WITHIN_S and not quick)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    sys.exit(main(quick=parser.parse_args().quick))
