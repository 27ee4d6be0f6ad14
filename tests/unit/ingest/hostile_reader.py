"""Reads one file in a process of its own, and says what it took: `python -m … FILE`."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from balise.errors import BaliseError
from balise.ingest import Context, open_export


def peak() -> int:
    """Give the most megabytes that this process, or one that it started, held at once.

    Linux counts what the process before it held as well, but for `VmHWM`.
    """
    own, below = (
        resource.getrusage(who).ru_maxrss // 1024
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    status = Path("/proc/self/status")
    if status.exists():
        own = int(status.read_text(encoding="ascii").split("VmHWM:")[1].split()[0]) // 1024
    return max(own, below)


def main(path: Path) -> None:
    """Read the file to its end, as an import does, and print the outcome and the peaks."""
    began = time.perf_counter()
    error, said, posts, findings = "", "", 0, 0
    try:
        for batch in open_export(path).batches(Context.of(())):
            posts += len(batch.posts)
            findings += len(batch.findings)
    except BaliseError as raised:
        error, said = type(raised).__name__, str(raised)
    told = {
        "error": error,
        "said": said,
        "posts": posts,
        "findings": findings,
        "seconds": round(time.perf_counter() - began, 2),
        "peak_mb": peak(),
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
