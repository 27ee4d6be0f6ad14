"""How fast an export is read and stored, beside pandas and DuckDB on the same file in the same run.

The peers give cells; Balise gives posts with their language, links, hashtags and calls to action,
readings and findings, and stores them. Memory is that of all processes together, each at its peak.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import exports

AIM, MOST_MB, LONGEST_MS = 25_000, 500, 100
"""What is aimed at: posts a second into SQLite, peak memory, the longest transaction."""


def with_pandas(path: str) -> dict[str, float]:
    """Read cells with pandas."""
    import pandas as pd

    return {"rows": len(pd.read_csv(path, dtype={"Post id": str}))}


def with_duckdb(path: str) -> dict[str, float]:
    """Read cells with DuckDB, on both cores."""
    import duckdb

    found = duckdb.read_csv(path, all_varchar=True).fetchnumpy()
    return {"rows": len(next(iter(found.values())))}


def to_readings(path: str) -> dict[str, float]:
    """Read to posts and readings in this process, texts derived."""
    from balise.ingest import Context, open_export

    return {"rows": sum(batch.rows for batch in open_export(Path(path)).batches(Context()))}


def to_sqlite(path: str) -> dict[str, float]:
    """Read and store in a fresh SQLite folder, all that `balise import` does."""
    from balise.workspace import Workspace

    with tempfile.TemporaryDirectory() as folder:
        space = Workspace.open(folder)
        space.brands()  # the tables are made before anything is timed
        with transactions() as took:
            report = space.import_([path], timezone="UTC")[0]
        size = Path(folder, "balise.db").stat().st_size
        return {"rows": report.rows, "longest_ms": max(took) * 1e3, "bytes": size}


TASKS: dict[str, Callable[[str], dict[str, float]]] = {
    "pandas.read_csv": with_pandas,
    "duckdb.read_csv": with_duckdb,
    "balise, to readings": to_readings,
    "balise, to SQLite": to_sqlite,
}


@contextmanager
def transactions() -> Iterator[list[float]]:
    """Time every transaction of the store."""
    from django.db.transaction import Atomic

    took = [0.0]
    began: list[float] = []
    enter, leave = Atomic.__enter__, Atomic.__exit__

    def entered(self: object) -> None:
        began.append(time.perf_counter())
        enter(self)

    def left(self: object, *error: object) -> None:
        leave(self, *error)
        start = began.pop()
        if not began:
            took.append(time.perf_counter() - start)

    Atomic.__enter__, Atomic.__exit__ = entered, left
    try:
        yield took
    finally:
        Atomic.__enter__, Atomic.__exit__ = enter, leave


def measured(task: str, path: Path) -> dict[str, float]:
    """Run a task in a process of its own; loading modules is not timed."""
    command = [sys.executable, __file__, "--task", task, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - this file
    return dict(json.loads(done.stdout))


def told(task: str, found: dict[str, float], peers: dict[str, float]) -> str:
    """Write one line."""
    seconds = found["seconds"]
    ratios = "".join(f" {seconds / peer:7.1f} x {name}" for name, peer in peers.items())
    more = f" {found['longest_ms']:4.0f} ms longest transaction" if "longest_ms" in found else ""
    rate, peak = found["rows"] / seconds, found["megabytes"]
    return f"  {task:20} {rate:9,.0f} rows/s {peak:6.0f} MB{ratios}{more}"


def compare(kind: str, rows: int) -> None:
    """Print one line a task for one made-up export."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{kind}.csv"
        {"x": exports.write_x, "instagram": exports.write_instagram}[kind](path, rows)
        print(f"import of {kind}, {rows:,} posts, {path.stat().st_size / 1e6:.0f} MB")
        peers: dict[str, float] = {}
        for task in TASKS:
            found = measured(task, path)
            print(told(task, found, peers), flush=True)
            if "read_csv" in task:
                peers[task.partition(".")[0]] = found["seconds"]
    print(f"  aim: {AIM:,} rows/s into SQLite, {MOST_MB} MB, {LONGEST_MS} ms")


def main(x: int = 1_000_000, instagram: int = 200_000) -> None:
    """Compare on an export of X and on one of Meta Business Suite."""
    compare("x", x)
    compare("instagram", instagram)


def run(task: str, path: str) -> None:
    """Do one task and print what it took."""
    own = ("balise.ingest", "balise.workspace")
    for module in [task.partition(".")[0]] if "read_csv" in task else own:
        import_module(module)
    began = time.perf_counter()
    found = TASKS[task](path)
    found["seconds"] = time.perf_counter() - began
    users = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    found["megabytes"] = sum(resource.getrusage(who).ru_maxrss for who in users) / 1024
    print(json.dumps(found))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--task"]:
        run(*sys.argv[2:])
    else:
        main(*map(int, sys.argv[1:]))
