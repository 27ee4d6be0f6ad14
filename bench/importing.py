"""How fast an export is read and stored, beside pandas.read_csv of it in the same run."""

from __future__ import annotations

import csv
import resource
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

import numpy as np

HEADER = (
    "Post id,Date,Post text,Post Link,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,"
    "Replies,Reposts,Profile visits,Detail Expands,URL Clicks,Hashtag Clicks,Permalink Clicks"
)
WORDS = ("atelier", "peinture", "jardin", "samedi", "conseil", "outil", "bois", "plante", "prix")
FIRST_ID = 1_500_000_000_000_000_000


def write(path: Path, rows: int) -> None:
    """Write a made-up X export."""
    rng = np.random.default_rng(0)
    figures = rng.negative_binomial(1, 0.02, size=(rows, 13))
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(HEADER + "\n")
        writer = csv.writer(file)
        for i in range(rows):
            post_id = FIRST_ID + i * 3_000_000_000_000
            text = " ".join(rng.choice(WORDS, 14)) + f" #Bricolage{i % 40} https://example.org/{i}"
            link = f"https://x.com/made_up/status/{post_id}"
            writer.writerow([post_id, "Thu, Mar 20, 2025", text, link, *figures[i]])


def read_with_pandas(path: str) -> int:
    """Read the peer's way: cells only, no meaning."""
    import pandas as pd

    return len(pd.read_csv(path, dtype={"Post id": str}))


def read_with_balise(path: str) -> int:
    """Read to posts and readings, texts derived."""
    from balise.ingest import Context, open_export

    return sum(batch.rows for batch in open_export(Path(path)).batches(Context()))


def store_with_balise(path: str) -> int:
    """Read and store in a fresh SQLite folder."""
    from balise.workspace import Workspace

    with tempfile.TemporaryDirectory() as folder:
        return Workspace.open(folder).import_([path], timezone="UTC")[0].rows


TASKS = {
    "pandas.read_csv": read_with_pandas,
    "balise, to readings": read_with_balise,
    "balise, to SQLite": store_with_balise,
}


def measured(task: str, path: Path) -> tuple[float, float]:
    """Seconds and peak megabytes of a task in its own process; loading modules is not timed."""
    command = [sys.executable, __file__, task, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    seconds, peak = done.stdout.split()
    return float(seconds), float(peak)


def main(rows: int) -> None:
    """Print one line a task."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "account_analytics_content.csv"
        write(path, rows)
        print(f"import of {rows:,} rows, {path.stat().st_size / 1e6:.0f} MB")
        peer = None
        for task in TASKS:
            seconds, peak = measured(task, path)
            peer = peer or seconds
            rate = rows / seconds
            print(f"  {task:22} {rate:10,.0f} rows/s {seconds / peer:7.1f} x peer {peak:6.0f} MB")


if __name__ == "__main__":
    if len(sys.argv) == 3:  # noqa: PLR2004 - a task and a file
        for module in ("pandas", "balise.ingest", "balise.workspace"):
            import_module(module)
        began = time.perf_counter()
        TASKS[sys.argv[1]](sys.argv[2])
        spent = time.perf_counter() - began
        print(spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    else:
        main(100_000)
