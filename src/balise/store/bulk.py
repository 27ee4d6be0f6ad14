"""Many rows at once, by the fastest way each database has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db import connections, models

Row = Sequence[object]


class Piece(NamedTuple):
    """Rows that go into one table in one transaction, and rows of ours that they replace."""

    table: type[models.Model]
    columns: Sequence[str]
    rows: Sequence[Row]
    replaced: Sequence[int] = ()


def moment(alias: str) -> Callable[[datetime], object]:
    """Tell how a moment is written for `insert`."""
    if connections[alias].vendor == "sqlite":
        return lambda at: str(at if at.tzinfo is UTC else at.astimezone(UTC))[: -len("+00:00")]
    return lambda at: at


def insert(
    alias: str, table: type[models.Model], columns: Sequence[str], rows: Sequence[Row]
) -> None:
    """Insert rows whose values are already what the database takes (JSON as text)."""
    connection = connections[alias]
    quote = connection.ops.quote_name
    fields = [table._meta.get_field(name) for name in columns]  # noqa: SLF001 - Django's documented name
    names = ", ".join(quote(_column(each)) for each in fields)
    into = f"{quote(table._meta.db_table)} ({names})"  # noqa: SLF001
    cursor: Any
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _copy(cursor, f"COPY {into} FROM STDIN", rows)
        else:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {into} VALUES ({places})", rows)  # noqa: S608 - our own names


def _column(field: Any) -> str:
    return str(field.column)


def _copy(cursor: Any, statement: str, rows: Sequence[Row]) -> None:
    with cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
