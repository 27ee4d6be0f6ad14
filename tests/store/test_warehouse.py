"""Sums through Ibis: on PostgreSQL, and as text for the warehouses that no test can reach."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict
from tests.property.rows_made import DESIGN, RATE, assert_same
from tests.store.posts_made import rows_made, weighed_made

from balise.errors import ActiveColumnsError, ColumnMissingError, PostsIncompleteError
from balise.learn.sums import gather
from balise.store import snapshot, warehouse

ibis = pytest.importorskip("ibis")
pytestmark = pytest.mark.filterwarnings("ignore:fetch_:DeprecationWarning")  # Ibis 12, DuckDB 2
SCHEMA = {
    "account": "string",
    "week": "int32",
    "kind": "string",
    "y": "float64",
    "active": "array<int32>",
}
WEIGHED = {**SCHEMA, "weight": "int32"}


@pytest.fixture
def postgres(postgres_url: str) -> Iterator[Any]:
    """Connect to PostgreSQL as the how-to says, with a table of posts."""
    with psycopg.connect(postgres_url, autocommit=True) as owner:
        owner.execute(
            "CREATE TABLE posts (account text, week int, kind text, y float8, active int[])"
        )
        with owner.cursor() as cursor, cursor.copy("COPY posts FROM STDIN") as copy:
            for row in rows_made(400, seed=1):
                copy.write_row((row.account, row.week, row.kind, row.y, list(row.active)))
        told = conninfo_to_dict(postgres_url)
        connected = ibis.postgres.connect(
            user=told["user"], host=told["host"], database=told["dbname"]
        )
        yield connected
        connected.disconnect()
        owner.execute("DROP TABLE posts")


def test_postgresql_sums_as_duckdb_does(postgres: Any, tmp_path: Any) -> None:
    rows = rows_made(400, seed=1)
    snapshot.write(rows, DESIGN, tmp_path / "posts.parquet")
    found = warehouse.sums(postgres.table("posts"), DESIGN)
    assert_same(found, snapshot.sums([tmp_path / "posts.parquet"], DESIGN))
    assert_same(found, gather(rows, DESIGN))


def test_a_post_without_a_known_outcome_teaches_nothing(postgres: Any) -> None:
    postgres.raw_sql("INSERT INTO posts VALUES ('x:a', 3, 'text', NULL, '{1}')").close()
    postgres.raw_sql("INSERT INTO posts VALUES ('x:a', 3, 'text', 'NaN', '{1}')").close()
    found = warehouse.sums(postgres.table("posts"), DESIGN)
    assert_same(found, gather(rows_made(400, seed=1), DESIGN))


def table(**changed: list[Any]) -> Any:
    """Make a table of two posts in DuckDB, with some columns changed."""
    posts: dict[str, list[Any]] = {
        "account": ["x:a", "x:a"],
        "week": [3, 3],
        "kind": ["text", "text"],
        "y": [1.0, 2.0],
        "active": [[0, 1], [0]],
        **changed,
    }
    schema = {name: SCHEMA[name] for name in posts if posts[name]}
    made = {name: values for name, values in posts.items() if values}
    return ibis.duckdb.connect().create_table("posts", ibis.memtable(made, schema=schema))


@pytest.mark.parametrize("active", [[[0, 6], [0]], [[-1], [0]], [[2, 2], [0]]])
def test_columns_that_the_design_does_not_have_are_refused(active: list[Any]) -> None:
    with pytest.raises(ActiveColumnsError):
        warehouse.sums(table(active=active), DESIGN)


@pytest.mark.parametrize(
    ("name", "values"),
    [("account", ["x:a", None]), ("week", [3, None]), ("active", [None, [0]])],
)
def test_a_hole_where_every_post_has_a_value_is_refused(name: str, values: list[Any]) -> None:
    with pytest.raises(PostsIncompleteError, match=name):
        warehouse.sums(table(**{name: values}), DESIGN)


def test_a_missing_column_is_named() -> None:
    with pytest.raises(ColumnMissingError, match="kind"):
        warehouse.sums(table(kind=[]), DESIGN)


@pytest.mark.parametrize("dialect", ["bigquery", "snowflake", "clickhouse", "databricks", "trino"])
def test_every_question_can_be_written_for_other_warehouses(dialect: str) -> None:
    questions = (warehouse._cells, warehouse._columns, warehouse._pairs)
    for schema, asked in ((SCHEMA, questions), (WEIGHED, (*questions, warehouse._thin))):
        posts = ibis.table(schema, name="posts")
        for question in asked:
            assert "GROUP BY" in ibis.to_sql(question(posts), dialect=dialect)


def test_weighed_posts_are_summed_as_without_a_warehouse() -> None:
    rows = weighed_made(400, seed=4)
    made = {name: [getattr(row, name) for row in rows] for name in WEIGHED}
    made["active"] = [list(row.active) for row in rows]
    posts = ibis.duckdb.connect().create_table("posts", ibis.memtable(made, schema=WEIGHED))
    assert_same(warehouse.sums(posts, RATE), gather(rows, RATE))


@pytest.mark.parametrize("weights", [[None, 3], [0, 3], [17, 3]])
def test_a_weight_that_cannot_be_is_refused(weights: list[int | None]) -> None:
    made = {"account": ["x:a"] * 2, "week": [3, 3], "kind": ["text"] * 2, "y": [1.0, 2.0]}
    table_ = ibis.memtable(made | {"active": [[0], [0]], "weight": weights}, schema=WEIGHED)
    with pytest.raises(PostsIncompleteError, match="weight"):
        warehouse.sums(ibis.duckdb.connect().create_table("posts", table_), RATE)
