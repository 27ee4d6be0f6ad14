"""A copy of a workspace is to do nothing by itself until somebody says so."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from balise.store import installation
from balise.store.machine import machine

if TYPE_CHECKING:
    from balise.store.repository import DjangoStore

Opening = Callable[[str], "DjangoStore"]


def test_data_that_is_new_is_at_work_where_it_is(store: DjangoStore) -> None:
    assert not store.is_elsewhere()
    assert not store.is_elsewhere()


def test_a_copied_folder_is_elsewhere_until_it_is_settled(tmp_path: Path, opened: Opening) -> None:
    first = opened(str(tmp_path / "first"))
    assert not first.is_elsewhere()
    first.close()
    shutil.copytree(tmp_path / "first", tmp_path / "second")
    copy = opened(str(tmp_path / "second"))
    assert copy.is_elsewhere()
    copy.settle_here("ana@example.org")
    assert not copy.is_elsewhere()
    assert not first.is_elsewhere()


def test_the_folder_by_another_name_is_the_same(tmp_path: Path, opened: Opening) -> None:
    assert not opened(str(tmp_path / "first")).is_elsewhere()
    (tmp_path / "link").symlink_to(tmp_path / "first")
    assert not opened(str(tmp_path / "link")).is_elsewhere()


def test_the_same_folder_on_another_machine_is_elsewhere(
    tmp_path: Path, opened: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = opened(str(tmp_path / "first"))
    assert not store.is_elsewhere()
    monkeypatch.setattr(installation, "machine", lambda: "another")
    assert store.is_elsewhere()


def test_a_database_that_was_brought_back_under_another_name_is_elsewhere(
    postgres_url: str, opened: Opening
) -> None:
    from django.db import connections  # noqa: PLC0415 - Django comes with a store only

    first = opened(postgres_url)
    first.settle_here("me")
    assert not first.is_elsewhere()
    alias = first.place.alias
    with connections[alias].cursor() as cursor:
        cursor.execute("DROP DATABASE IF EXISTS copied")
        name = connections[alias].settings_dict["NAME"]
        first.close()
    from urllib.parse import urlsplit, urlunsplit  # noqa: PLC0415

    parts = urlsplit(postgres_url)
    maintenance = opened(urlunsplit(parts._replace(path="/template1")))
    with connections[maintenance.place.alias].cursor() as cursor:
        cursor.execute(f'CREATE DATABASE copied TEMPLATE "{name}"')
    maintenance.close()
    copy = opened(urlunsplit(parts._replace(path="/copied")))
    assert copy.is_elsewhere()
    copy.close()


def test_a_machine_is_told_by_a_digest_and_never_by_its_id() -> None:
    said = machine()
    assert said == machine()
    file = Path("/etc/machine-id")
    if file.exists() and (real := file.read_text().strip()):
        assert real not in said
        assert len(said) == 32
