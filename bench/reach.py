"""A plugin of pytest: which test reaches which line, and then only the tests that one asks for.

With `REACH_WRITE` the lines that each test executes go to that file. With `REACH_READ` only the
tests that the file names are run, in its order, each within the processor time that it allows.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import coverage
import pytest
from hypothesis import settings

ROOMS = ("src/balise/ingest", "src/balise/learn")
MOST_MEMORY = 6 << 30
CACHED = type(lru_cache(abs))
MOST_EXAMPLES = 10  # of made-up input for each test
settings.register_profile(
    "mutation", deadline=None, derandomize=True, database=None, max_examples=MOST_EXAMPLES
)


class TooLong(BaseException):
    """A test used more processor time than it may: code that never ends would not be told."""


class Recorder:
    """Keep the lines, the seconds and the outcome of each test."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.tests: dict[str, dict[str, Any]] = {}
        self.shared: dict[str, float] = {}
        places = [f"{Path.cwd() / room}/*" for room in ROOMS]
        self.coverage = coverage.Coverage(data_file=None, include=places, config_file=False)
        self.coverage.start()
        self.starts = 0
        sys.addaudithook(self._count)

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Count what is executed from here on as this test's, and nothing as known before."""
        forget()
        shared = [_name(f) for f in _fixtures(item) if f.scope != "function"]
        self.tests[item.nodeid] = {"shared": shared, "passed": True}
        self.coverage.switch_context(item.nodeid)
        began, starts = time.process_time() - sum(self.shared.values()), self.starts
        yield
        self.tests[item.nodeid]["starts"] = self.starts > starts
        own = time.process_time() - sum(self.shared.values()) - began
        self.tests[item.nodeid]["seconds"] = max(own, 0.0)
        self.coverage.switch_context("")

    def _count(self, event: str, _: object) -> None:
        """Count the processes that were started."""
        self.starts += event in {"subprocess.Popen", "os.fork", "os.posix_spawn"}

    @pytest.hookimpl(hookwrapper=True)
    def pytest_fixture_setup(
        self, fixturedef: Any, request: pytest.FixtureRequest
    ) -> Iterator[None]:
        """Count what several tests share as reached by each of them."""
        if fixturedef.scope == "function":
            yield
            return
        self.coverage.switch_context(_name(fixturedef))
        began = time.process_time()
        yield
        self.shared[_name(fixturedef)] = time.process_time() - began
        self.coverage.switch_context(request._pyfuncitem.nodeid)  # noqa: SLF001 - no public way

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep that a test did not pass: it can tell nothing about a mutant."""
        if not report.passed or hasattr(report, "wasxfail"):
            self.tests[report.nodeid]["passed"] = False

    def pytest_sessionfinish(self) -> None:
        """Write what was found."""
        self.coverage.stop()
        data = self.coverage.get_data()
        lines = {
            str(Path(path).relative_to(Path.cwd())): data.contexts_by_lineno(path)
            for path in data.measured_files()
        }
        for test in self.tests.values():  # whichever is first makes what they share
            test["seconds"] += sum(self.shared.get(name, 0.0) for name in test["shared"])
        self.path.write_text(json.dumps({"tests": self.tests, "lines": lines}), encoding="utf-8")


class Chooser:
    """Run the tests that were asked for, in that order, and write which one failed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.allowed: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        signal.signal(signal.SIGPROF, _too_long)
        signal.signal(signal.SIGALRM, _too_long)

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave the others out."""
        place = {nodeid: n for n, nodeid in enumerate(self.allowed)}
        chosen = sorted((i for i in items if i.nodeid in place), key=lambda i: place[i.nodeid])
        items[:] = chosen

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Give a test the time that it may use, of the processor or in waiting for another."""
        seconds = self.allowed[item.nodeid]
        signal.setitimer(signal.ITIMER_PROF, 5 + 10 * seconds)
        signal.setitimer(signal.ITIMER_REAL, 120 + 60 * seconds)
        yield
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Write the first test that failed and whether it was the time."""
        if report.failed:
            late = "TooLong" in str(report.longrepr)
            failed = f"{'too long: ' if late else ''}{report.nodeid}"
            self.path.with_suffix(".failed").write_text(failed, encoding="utf-8")


def _too_long(*_: object) -> None:
    raise TooLong


def _fixtures(item: pytest.Item) -> list[Any]:
    info = getattr(item, "_fixtureinfo", None)
    return [] if info is None else [f for found in info.name2fixturedefs.values() for f in found]


def _name(fixture: Any) -> str:
    return f"shared {fixture.baseid}::{fixture.argname}"


def forget() -> None:
    """Clear every cache of the package, so that each test reaches what it would alone."""
    for name, module in list(sys.modules.items()):
        if name.startswith("balise."):
            for value in list(vars(module).values()):
                if isinstance(value, CACHED):
                    clear: Callable[[], None] = value.cache_clear
                    clear()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let no test ask for more examples than the profile gives."""
    for item in items:
        test = getattr(item, "obj", None)
        own = getattr(test, "_hypothesis_internal_use_settings", None)  # there is no public way
        if own is not None and own.max_examples > MOST_EXAMPLES:
            test._hypothesis_internal_use_settings = settings(own, max_examples=MOST_EXAMPLES)  # noqa: SLF001


def pytest_configure(config: pytest.Config) -> None:
    """See that the copy is what is tested, and take the part that the environment asks for."""
    import balise  # where it comes from decides all

    if not Path(balise.__file__).is_relative_to(Path.cwd()):
        pytest.exit(f"{balise.__file__} is not the copy in {Path.cwd()}", returncode=70)
    for variable, part in (("REACH_WRITE", Recorder), ("REACH_READ", Chooser)):
        if variable in os.environ:
            config.pluginmanager.register(part(Path(os.environ[variable])))
