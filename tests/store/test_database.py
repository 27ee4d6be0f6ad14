"""Opening a store: where it is, who may read it, what goes wrong."""

from __future__ import annotations

import asyncio
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.cheap import as_users_have_it
from tests.store.making import batch, put

from balise.domain.estimate import Provenance
from balise.domain.ports import Store, StoredFit
from balise.errors import SchemaTooNewError, StoreUnreachableError
from balise.store import open_store
from balise.store.address import address_of

if TYPE_CHECKING:
    from balise.store.repository import DjangoStore

Opening = Callable[[str], "DjangoStore"]


def test_it_is_a_store(store: DjangoStore) -> None:
    def asked(store: Store) -> tuple[str, ...]:
        return store.brands()

    assert asked(store) == ()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_only_the_owner_may_read_the_folder(tmp_path: Path, opened: Opening) -> None:
    folder = tmp_path / "deep" / "store"
    store = opened(str(folder))
    put(store, "a", batch(1))
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for file in folder.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_sqlite_is_safe_and_patient(tmp_path: Path, opened: Opening) -> None:
    from django.db import connections  # noqa: PLC0415 - Django comes with a store only

    with as_users_have_it():
        connection: Any = connections[opened(str(tmp_path)).place.alias]
    with connection.cursor() as cursor:
        found = {}
        for name in ("journal_mode", "synchronous", "busy_timeout"):
            found[name] = cursor.execute(f"PRAGMA {name}").fetchone()[0]
    assert found == {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 5000}
    assert connection.transaction_mode == "IMMEDIATE"


def test_two_stores_live_in_one_process(tmp_path: Path, opened: Opening) -> None:
    one, other = opened(str(tmp_path / "one")), opened(str(tmp_path / "other"))
    put(one, "a", batch(1))
    assert (one.brands(), other.brands()) == (("park",), ())
    assert opened(str(tmp_path / "one")).brands() == ("park",)


def test_a_store_of_a_later_version_is_left_alone(where: str, opened: Opening) -> None:
    from django.db import connections  # noqa: PLC0415 - Django comes with a store only

    store = opened(where)
    with connections[store.place.alias].cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('balise', '9999_later', '2030-01-01 00:00:00')"
        )
    try:
        with pytest.raises(SchemaTooNewError, match="later version"):
            open_store(where)
    finally:
        with connections[store.place.alias].cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE name = '9999_later'")


@pytest.mark.parametrize(
    "url",
    [
        "postgres://ann:s3cr%40t@127.0.0.1:1/team",
        "postgres://ann:s3cr@t@127.0.0.1:1/team?sslmode=s3cr@t",
        "postgres://ann:s3cr/@t:x@127.0.0.1:1/team",
        "postgres://ann:s3cr@t@/team?host=/nowhere",
    ],
)
def test_a_password_is_never_told(url: str) -> None:
    with pytest.raises(StoreUnreachableError) as caught:
        open_store(url)
    assert "s3cr" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    assert "s3cr" not in repr(address_of("postgres://ann:s3cr@h/team"))


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnreachableError, match="cannot be opened"):
        open_store(tmp_path / "file" / "store")


def test_a_file_that_is_no_database_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "balise.db").write_text("no database, just a text that is long enough" * 30)
    with pytest.raises(StoreUnreachableError, match="not a database"):
        open_store(tmp_path)


def test_the_environment_may_name_the_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BALISE_DATABASE_URL", "postgres://ann:p%2Fw@db:5433/team?sslmode=require")
    address = address_of(tmp_path)
    assert address.shown == "postgres://ann@db:5433/team"
    options = address.options
    assert (options["HOST"], options["PORT"], options["NAME"]) == ("db", "5433", "team")
    assert (options["USER"], options["PASSWORD"]) == ("ann", "p/w")
    assert options["OPTIONS"]["sslmode"] == "require"
    monkeypatch.setenv("BALISE_DATABASE_URL", "mysql://db/team")
    with pytest.raises(StoreUnreachableError, match="postgres://"):
        address_of(tmp_path)


def test_a_socket_is_a_host() -> None:
    options = address_of("postgresql://postgres:@/team?host=/run/pg").options
    assert (options["HOST"], options["NAME"], options["PORT"]) == ("/run/pg", "team", "")


def test_it_works_where_an_event_loop_runs(where: str, opened: Opening) -> None:
    async def notebook() -> list[str]:
        store = opened(where)
        put(store, "a", batch(1, 2, 3))
        assert store.sums("park", "engagement")[1].n == {"x:shop": 3}
        assert list(store.account_days("park")) == []
        found = [measured.post.uid for measured in store.posts("park")]
        store.close()
        return found

    assert asyncio.run(notebook()) == ["x:1", "x:2", "x:3"]


def test_a_fit_is_kept_with_what_made_it(store: DjangoStore) -> None:
    put(store, "a", batch(1))
    assert store.latest_fit("park", "engagement") is None
    fits = []
    for seed in (1, 2):
        made = Provenance(
            snapshot="abc", model="cells-1", seed=seed, made_at=datetime(2026, 3, 1, tzinfo=UTC)
        )
        fits.append(StoredFit(kpi="engagement", data=bytes(range(256)), provenance=made))
        store.keep_fit("park", fits[-1])
    assert store.latest_fit("park", "engagement") == fits[-1]
    assert store.latest_fit("park", "views") is None


def test_the_migrations_are_complete() -> None:
    from django.core.management import call_command  # noqa: PLC0415 - Django comes with a store only

    import balise.store.models  # noqa: F401, PLC0415

    call_command("makemigrations", "balise", check=True, dry_run=True, verbosity=0)


def test_importing_balise_does_not_import_django() -> None:
    code = "import sys, balise, balise.store; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603
