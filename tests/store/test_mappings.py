"""Mappings that brands keep: one for each header, apart from one another, and in every backup."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from balise.backup import make, restore
from balise.domain.kept_mapping import KeptMapping

if TYPE_CHECKING:
    from balise.store.repository import DjangoStore

NOW = datetime(2027, 3, 1, 8, tzinfo=UTC)
MARCH = KeptMapping(
    file="03.csv",
    columns=("jour", "message", "coeurs"),
    said={"kind": "posts", "columns": {"Jour": "published", "Coeurs": "reactions", "A": "ignored"}},
    made_at=NOW,
    by="Ana",
)
Opening = Callable[[str], "DjangoStore"]


@pytest.fixture
def folder(tmp_path: Path, empty_folder: Path) -> Path:
    folder = tmp_path / "balise"
    shutil.copytree(empty_folder, folder)
    return folder


@pytest.fixture
def kept(folder: Path, opened: Opening) -> DjangoStore:
    return opened(str(folder))


def test_one_is_kept_for_each_header_and_the_newest_comes_first(kept: DjangoStore) -> None:
    assert kept.mappings("park") == ()
    kept.keep_mapping("park", MARCH)
    [found] = kept.mappings("park")
    assert found == replace(MARCH, id=found.id)
    assert list(found.said["columns"]) == ["Jour", "Coeurs", "A"], "in the order of the table"
    later = replace(MARCH, made_at=NOW + timedelta(days=1), by="Léo", said={"kind": "days"})
    kept.keep_mapping("park", later)
    kept.keep_mapping("park", replace(MARCH, columns=("jour", "coeurs")))
    kept.keep_mapping("park", replace(MARCH, competitor="Garden & Co"))
    first, *others = kept.mappings("park")
    assert first == replace(later, id=found.id)
    assert {(one.columns, one.competitor) for one in others} == {
        (("jour", "coeurs"), ""),
        (MARCH.columns, "Garden & Co"),
    }


def test_a_mapping_is_of_one_brand_and_only_that_one_forgets_it(kept: DjangoStore) -> None:
    kept.keep_mapping("park", MARCH)
    [found] = kept.mappings("park")
    assert kept.mappings("other") == ()
    assert not kept.forget_mapping("other", found.id)
    kept.keep_mapping("other", replace(MARCH, file="x.csv"))
    assert kept.mappings("park") == (found,)
    assert kept.forget_mapping("park", found.id)
    assert not kept.forget_mapping("park", found.id)
    assert [one.file for one in kept.mappings("other")] == ["x.csv"]


def test_kept_mappings_go_with_a_backup(
    kept: DjangoStore, folder: Path, tmp_path: Path, opened: Opening
) -> None:
    kept.keep_mapping("park", MARCH)
    make(folder, tmp_path / "kept.zip", made_at=NOW)
    restore(tmp_path / "kept.zip", tmp_path / "back")
    assert opened(str(tmp_path / "back")).mappings("park") == kept.mappings("park")
