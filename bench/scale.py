"""How long sums over posts in Parquet take, and how much memory, at 1 and at 10 million posts.

Beside them stands a plain scan of the same columns by DuckDB in the same run, the least that
reading them takes. Each is measured in a process of its own. `--most 100` goes on to 100 million
posts, which take 2.3 GB of disk; `--quick` has 200,000.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import scale_posts

MEMORY = "1500MB"  # for DuckDB; what NumPy holds comes on top
MOST_MINUTES, MOST_GB = 8, 4
"""What is aimed at: the sums of 100 million posts, and the memory of sums and fit."""
Told = tuple[str, dict[str, float]]


def told(began: tuple[float, float]) -> dict[str, float]:
    """Give seconds since then, seconds of both cores, and the most memory so far."""
    now = marked()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return {"seconds": now[0] - began[0], "cpu": now[1] - began[1], "gb": peak}


def marked() -> tuple[float, float]:
    """Read the clock and the time that this process has worked."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return time.perf_counter(), used.ru_utime + used.ru_stime


def scan(files: list[str], folder: str) -> Iterator[Told]:
    """Read every value of the five columns, and do nothing with them."""
    import duckdb

    began = marked()
    with duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": folder}) as connected:
        connected.execute(
            "SELECT count(account), count(kind), sum(week), sum(y), sum(list_sum(active)) "
            "FROM read_parquet(?)", [files],
        ).fetchall()  # fmt: skip
    yield "scan", told(began)


def sums(files: list[str], folder: str) -> Iterator[Told]:
    """Sum, then fit, in one process as a user would."""
    from balise.learn import fit_sums
    from balise.store import snapshot

    began, design = marked(), scale_posts.design()
    limits = snapshot.Limits(memory=MEMORY, folder=Path(folder))
    found = snapshot.sums(files, design, limits)
    yield "sums", told(began) | {"posts": sum(found.n.values()), "cells": len(found.cells)}
    began = marked()
    fit_sums(design, found)
    yield "fit", told(began)


def grouped(files: list[str], folder: str) -> Iterator[Told]:
    """Sum by SQL, as in a warehouse: the pairs of columns grouped by account."""
    import ibis

    from balise.store import warehouse

    began = marked()
    connected = ibis.duckdb.connect(temp_directory=folder, memory_limit=MEMORY)
    warehouse.sums(connected.read_parquet(files), scale_posts.design())
    yield "grouped by SQL", told(began)


TASKS = {task.__name__: task for task in (scan, sums, grouped)}


def measured(task: str, files: list[Path], folder: str) -> dict[str, dict[str, float]]:
    """Run a task in a process of its own."""
    command = [sys.executable, "-W", "ignore", __file__, "--task", task, "--folder", folder]
    done = subprocess.run(  # noqa: S603 - this file
        [*command, *map(str, files)], check=True, stdout=subprocess.PIPE, text=True
    )
    return dict(json.loads(line) for line in done.stdout.splitlines())


def main(sizes: list[int], folder: str) -> int:
    """Print a table a size, and whether the promise is kept."""
    broken = 0
    for n in sizes:
        place = Path(folder, str(n))
        place.mkdir(parents=True, exist_ok=True)
        files = sorted(place.glob("*.parquet")) or scale_posts.write(n, place)
        size = sum(file.stat().st_size for file in files) / 1e9
        print(f"{n:,} posts in Parquet ({size:.2f} GB), {scale_posts.ACCOUNTS:,} accounts")
        found = measured("scan", files, folder) | measured("sums", files, folder)
        if n == sizes[0]:
            found |= measured("grouped", files, folder)
        for name, one in found.items():
            print(
                f"  {name:15} {one['seconds']:8.1f} s  ({one['cpu']:.1f} s of work, "
                f"{1e6 * one['seconds'] / n:.2f} s a million)  peak {one['gb']:.2f} GB",
                flush=True,
            )
        ratio = found["sums"]["seconds"] / found["scan"]["seconds"]
        print(f"  the sums of {found['sums']['cells']:,} cells take {ratio:.1f} times the scan")
        if found["fit"]["gb"] > MOST_GB:
            print(f"  more than {MOST_GB} GB")
            broken = 1
    print(f"  aim: {MOST_MINUTES} minutes for the sums of 100 million posts, {MOST_GB} GB for all")
    return broken


def asked() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="200,000 posts")
    parser.add_argument("--most", type=int, default=10, help="millions of posts of the last size")
    parser.add_argument("--folder", help="where posts are written, and found again")
    parser.add_argument("--task", help=argparse.SUPPRESS)
    parser.add_argument("files", nargs="*", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    told_ = asked()
    if told_.task:
        for step in TASKS[told_.task](told_.files, told_.folder):
            print(json.dumps(step), flush=True)
        sys.exit()
    millions = [n for n in (1, 10, 100) if n <= told_.most]
    with tempfile.TemporaryDirectory(prefix="balise-scale-") as own:
        several = [200_000] if told_.quick else [n * 1_000_000 for n in millions]
        sys.exit(main(several, told_.folder or own))
