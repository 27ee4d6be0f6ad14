"""Posts in Parquet -> sums, by DuckDB: any number of posts in a few gigabytes.

DuckDB reads, sorts by account and spills to disk within its memory limit; each account is then
summed by `balise.learn.tally`. For a million posts that is 3 seconds of work, where grouping their
pairs of columns by SQL is 56 (`bench/scale.py` measures both).
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from functools import partial
from itertools import groupby, islice, pairwise
from os import PathLike, fspath
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from balise.domain.design import WHOLE, Column, Design, Sums
from balise.errors import (
    ExtraMissingError,
    FileBrokenError,
    FileMissingError,
    PostsIncompleteError,
)
from balise.learn import sql, sums as sums_
from balise.learn.kpi import is_rate
from balise.learn.rows import Row
from balise.learn.tally import PostTable, joined

_EXTRA = "warehouse"
_BATCH = 250_000
"""Posts that are summed together at most."""
_WRITTEN = 50_000
_DESIGN = b"balise.design"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What DuckDB may use.

    Parameters
    ----------
    memory
        As DuckDB writes it, `2GB`. The sums come on top: up to 1.4 GB for 1,000 accounts, two
        years and 300 columns.
    threads
        None: one for each core.
    folder
        Where what does not fit in memory is written meanwhile; None: the system's own.
    """

    memory: str = "2GB"
    threads: int | None = None
    folder: Path | None = None


def sums(
    files: Sequence[str | PathLike[str]], design: Design, limits: Limits | None = None
) -> Sums:
    """Sum the posts of Parquet files.

    Parameters
    ----------
    files
        Each with the columns of `balise.learn.sql.COLUMNS`, posts in any order; of a rate all with
        `balise.learn.sql.WEIGHT` beside them, or none.
    design
        The design whose columns `active` means (`design_of` where `write` made the files).
    limits
        What DuckDB may use.

    Returns
    -------
    Sums
        Those of `balise.learn.sums.gather` over the same rows.

    Raises
    ------
    ExtraMissingError
        DuckDB is not installed.
    FileMissingError, FileBrokenError
        A path leads nowhere, or to what is not Parquet.
    ColumnMissingError, PostsIncompleteError, ActiveColumnsError
        The files do not hold what every post must have.
    """
    limits = limits or Limits()
    paths = [_there(file) for file in files]
    with (
        tempfile.TemporaryDirectory(prefix="balise-", dir=limits.folder) as folder,
        closing(_connect(limits, folder)) as duckdb,
    ):
        weighed = _open(duckdb, paths)
        tables = _together(_posts(duckdb, sql.posts("posts", weighed=weighed), paths[0]))
        return sums_.total((sums_.summed(one, design) for one in tables), design)


def write(rows: Iterable[Row], design: Design, file: str | PathLike[str]) -> int:
    """Write posts as the model sees them, with their design, for DuckDB or a warehouse to sum.

    Returns
    -------
    int
        How many posts were written.

    Raises
    ------
    ExtraMissingError
        PyArrow is not installed.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - imported where it is used
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as error:
        raise ExtraMissingError(what="Parquet", extra=_EXTRA) from error
    types = (pa.string(), pa.int32(), pa.string(), pa.float64(), pa.list_(pa.int32()), pa.int32())
    names = (*sql.COLUMNS, sql.WEIGHT) if is_rate(design.kpi) else sql.COLUMNS
    schema = pa.schema(
        zip(names, types, strict=False), {_DESIGN: json.dumps(asdict(design)).encode()}
    )
    n, left = 0, iter(rows)
    with parquet.ParquetWriter(fspath(file), schema) as writer:
        while some := list(islice(left, _WRITTEN)):
            columns = [[getattr(row, name) for row in some] for name in sql.COLUMNS]
            if is_rate(design.kpi):
                columns.append([row.weight or WHOLE for row in some])
            writer.write_table(pa.table(columns, schema=schema))
            n += len(some)
    return n


def design_of(file: str | PathLike[str]) -> Design:
    """Read the design of a file that `write` made.

    Raises
    ------
    FileMissingError, FileBrokenError
        There is no such file, or it names no design.
    """
    path, name = _there(file), _DESIGN.decode()
    query = "SELECT decode(value) FROM parquet_kv_metadata(?) WHERE decode(key) = ?"
    with closing(_connect(Limits(), "")) as duckdb:
        found = _asked(path, lambda: duckdb.execute(query, [path, name]).fetchone())
    if found is None:
        raise FileBrokenError(file=Path(path).name, reason=name)
    said = json.loads(found[0])
    return Design(
        id=said["id"],
        kpi=said["kpi"],
        timezone=said["timezone"],
        columns=tuple(Column(**column) for column in said["columns"]),
        zones=tuple((account, zone) for account, zone in said["zones"]),
    )


def _there(file: str | PathLike[str]) -> str:
    if not Path(file).is_file():
        raise FileMissingError(file=Path(file).name)
    return fspath(file)


def _connect(limits: Limits, folder: str) -> Any:
    try:
        import duckdb  # noqa: PLC0415 - imported where it is used
    except ImportError as error:
        raise ExtraMissingError(what="DuckDB", extra=_EXTRA) from error
    config: dict[str, Any] = {
        "memory_limit": limits.memory,
        "temp_directory": folder,
        "preserve_insertion_order": False,
    }
    if limits.threads is not None:
        config["threads"] = limits.threads
    return duckdb.connect(config=config)


def _open(duckdb: Any, files: Sequence[str]) -> bool:
    """Name the files as one table, `posts`, and its accounts and kinds as types.

    Returns
    -------
    bool
        Whether the posts have weights.
    """
    found = _asked(files[0], lambda: duckdb.read_parquet(files, union_by_name=True))
    sql.check(found.columns)
    found.create_view("posts")
    for statement in sql.names("posts"):
        _asked(files[0], partial(duckdb.execute, statement))
    return sql.WEIGHT in found.columns


def _posts(duckdb: Any, query: str, file: str) -> Iterator[PostTable]:
    """Read the posts in order of account: some of one account at a time."""
    batches = _asked(file, lambda: duckdb.sql(query).to_arrow_reader(_BATCH))
    while (batch := _asked(file, lambda: next(batches, None))) is not None:
        yield from _cut(batch)


def _cut(batch: Any) -> Iterator[PostTable]:
    """Cut a batch of Arrow where the account changes."""
    account, week, kind, y, active, *weight = batch.columns
    for name, column in zip((*sql.COLUMNS, sql.WEIGHT), batch.columns, strict=False):
        if column.null_count:
            raise PostsIncompleteError(column=name)
    accounts, kinds = account.dictionary.to_pylist(), tuple(kind.dictionary.to_pylist())
    codes = account.indices.to_numpy().astype(np.int64)
    weeks, kind_codes = _integers(week), _integers(kind.indices)
    weights = _weights(weight[0]) if weight else None
    values, index = y.to_numpy(), _integers(active.flatten())
    ends = np.concatenate([[0], np.cumsum(_integers(active.value_lengths()))])
    cuts = np.flatnonzero(np.diff(codes, prepend=-1, append=-1)).tolist()
    for start, end in pairwise(cuts):
        first, last = ends[start], ends[end]
        yield PostTable(
            account=accounts[codes[start]],
            kinds=kinds,
            week=weeks[start:end],
            kind=kind_codes[start:end],
            y=values[start:end],
            index=index[first:last],
            ends=ends[start : end + 1] - first,
            weight=None if weights is None else weights[start:end],
        )


def _weights(column: Any) -> NDArray[np.int64]:
    found = _integers(column)
    if len(found) and not 1 <= found.min() <= found.max() <= WHOLE:
        raise PostsIncompleteError(column=sql.WEIGHT)
    return found


def _integers(column: Any) -> NDArray[np.int64]:
    return np.asarray(column.to_numpy(), np.int64)


def _together(pieces: Iterable[PostTable]) -> Iterator[PostTable]:
    """Join what belongs to one account across batches."""
    for _, mine in groupby(pieces, key=lambda piece: piece.account):
        held: list[PostTable] = []
        for piece in mine:
            held.append(piece)
            if sum(len(one.y) for one in held) >= _BATCH:
                yield joined(held)
                held = []
        if held:
            yield joined(held)


def _asked(file: str, query: Callable[[], Any]) -> Any:
    """Ask DuckDB; what it cannot read is told as the error of a file."""
    import duckdb  # noqa: PLC0415 - imported where it is used

    try:
        return query()
    except duckdb.Error as error:
        raise FileBrokenError(file=Path(file).name, reason=str(error)[:200]) from error
