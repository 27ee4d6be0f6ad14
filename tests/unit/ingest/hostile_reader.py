"""Reads files in a process of its own, and says in a line what each took: `python … [FILE]`.

Without a file it reads those that it is told, one a line, until nobody tells it more.
"""

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

    Linux counts what the process before it held as well, but for `VmHWM`; that begins anew with
    each file, where the other two stay at the most of all files.
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
    anew = Path("/proc/self/clear_refs")
    if anew.exists():
        anew.write_text("5", encoding="ascii")
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
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    for name in sys.argv[1:] or sys.stdin:
        main(Path(name.rstrip("\n")))
