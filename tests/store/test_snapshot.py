"""Posts in Parquet: what comes out, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet
from tests.property.rows_made import DESIGN, RATE, assert_same
from tests.store.posts_made import rows_made, weighed_made

from balise.errors import (
    ActiveColumnsError,
    ColumnMissingError,
    FileBrokenError,
    FileMissingError,
    PostsIncompleteError,
)
from balise.learn.columns import choose
from balise.learn.sums import gather
from balise.store import snapshot


def file_of(folder: Path, **changed: Any) -> Path:
    posts: dict[str, Any] = {
        "account": ["x:a", "x:a"],
        "week": [3, 3],
        "kind": ["text", "text"],
        "y": [1.0, 2.0],
        "active": pa.array([[0, 1], [0]], pa.list_(pa.int16())),
    } | changed
    file = folder / "posts.parquet"
    made = {name: values for name, values in posts.items() if values is not None}
    parquet.write_table(pa.table(made), file)
    return file


def test_an_account_larger_than_a_batch_is_summed_in_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "_BATCH", 50)
    rows = rows_made(1_000, seed=2)
    snapshot.write(rows, DESIGN, tmp_path / "posts.parquet")
    assert_same(snapshot.sums([tmp_path / "posts.parquet"], DESIGN), gather(rows, DESIGN))


def test_a_design_travels_with_its_posts(tmp_path: Path) -> None:
    counts = {("kind", "text"): 9, ("hashtag", "été"): 7, ("hour", "18"): 9}
    design = choose(counts, kpi="views", timezone="Europe/Brussels", zones={"x:a": "UTC"})
    assert snapshot.write([], design, tmp_path / "posts.parquet") == 0
    assert snapshot.design_of(tmp_path / "posts.parquet") == design


def test_nothing_is_left_where_duckdb_wrote_meanwhile(tmp_path: Path) -> None:
    file = file_of(tmp_path)
    folder = tmp_path / "meanwhile"
    folder.mkdir()
    snapshot.sums([file], DESIGN, snapshot.Limits(memory="200MB", threads=1, folder=folder))
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("unknown", [None, float("nan")])
def test_a_post_without_a_known_outcome_teaches_nothing(
    tmp_path: Path, unknown: float | None
) -> None:
    found = snapshot.sums([file_of(tmp_path, y=[unknown, 2.0])], DESIGN)
    assert dict(found.n) == {"x:a": 1}
    assert found.yy["x:a"] == 4.0


@pytest.mark.parametrize("active", [[[0, 6], [0]], [[-1], [0]], [[2, 0, 2], [0]]])
def test_columns_that_the_design_does_not_have_are_refused(
    tmp_path: Path, active: list[list[int]]
) -> None:
    with pytest.raises(ActiveColumnsError, match="x:a"):
        snapshot.sums([file_of(tmp_path, active=active)], DESIGN)


@pytest.mark.parametrize("name", ["account", "week", "kind", "active"])
def test_a_hole_where_every_post_has_a_value_is_refused(tmp_path: Path, name: str) -> None:
    whole = parquet.read_table(file_of(tmp_path))[name].to_pylist()
    with pytest.raises(PostsIncompleteError, match=name):
        snapshot.sums([file_of(tmp_path, **{name: [None, whole[1]]})], DESIGN)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(ColumnMissingError, match="kind"):
        snapshot.sums([file_of(tmp_path, kind=None)], DESIGN)


def test_what_is_no_parquet_is_told_as_a_damaged_file(tmp_path: Path) -> None:
    file = tmp_path / "posts.parquet"
    file.write_text("no table at all")
    with pytest.raises(FileBrokenError, match=r"posts\.parquet"):
        snapshot.sums([file], DESIGN)
    with pytest.raises(FileBrokenError, match=r"posts\.parquet"):
        snapshot.design_of(file)
    with pytest.raises(FileBrokenError, match=r"balise\.design"):
        snapshot.design_of(file_of(tmp_path))
    with pytest.raises(FileMissingError, match=r"other\.parquet"):
        snapshot.sums([tmp_path / "other.parquet"], DESIGN)


def test_no_post_at_all_gives_empty_sums(tmp_path: Path) -> None:
    snapshot.write([], DESIGN, tmp_path / "posts.parquet")
    found = snapshot.sums([tmp_path / "posts.parquet"], DESIGN)
    assert (len(found.cells), dict(found.n)) == (0, {})


def test_weighed_posts_are_summed_as_without_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "_BATCH", 50)
    rows = weighed_made(1_000, seed=4)
    snapshot.write(rows, RATE, tmp_path / "posts.parquet")
    assert_same(snapshot.sums([tmp_path / "posts.parquet"], RATE), gather(rows, RATE))


@pytest.mark.parametrize("weights", [[None, 3], [0, 3], [17, 3], [-1, 16]])
def test_a_weight_that_cannot_be_is_refused(tmp_path: Path, weights: list[int | None]) -> None:
    with pytest.raises(PostsIncompleteError, match="weight"):
        snapshot.sums([file_of(tmp_path, weight=pa.array(weights, pa.int32()))], RATE)
