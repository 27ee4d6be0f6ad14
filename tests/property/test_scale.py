"""The same posts give the same sums: written out, by DuckDB, and through Ibis."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from tests.property.rows_made import DESIGN, ROWS, assert_same

from balise.learn.rows import Row
from balise.learn.sums import gather
from balise.store import snapshot, warehouse

ibis = pytest.importorskip("ibis")
pytestmark = pytest.mark.filterwarnings("ignore:fetch_:DeprecationWarning")  # Ibis 12, DuckDB 2


@pytest.fixture(scope="module")
def duckdb() -> Any:
    return ibis.duckdb.connect()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("posts")


@settings(max_examples=30)
@given(rows=ROWS)
def test_duckdb_and_ibis_sum_as_numpy_does(rows: Sequence[Row], folder: Path, duckdb: Any) -> None:
    file = folder / "posts.parquet"
    assert snapshot.write(rows, DESIGN, file) == len(rows)
    expected = gather(rows, DESIGN)
    assert_same(snapshot.sums([file], DESIGN, snapshot.Limits(threads=1)), expected)
    assert_same(warehouse.sums(duckdb.read_parquet(file), DESIGN), expected)


@settings(max_examples=10)
@given(rows=ROWS)
def test_files_add_up_to_one(rows: Sequence[Row], folder: Path) -> None:
    files = [folder / "first.parquet", folder / "second.parquet"]
    for start, file in enumerate(files):
        snapshot.write(rows[start::2], DESIGN, file)
    assert_same(snapshot.sums(files, DESIGN), gather(rows, DESIGN))
