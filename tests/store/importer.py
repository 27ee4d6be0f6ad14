"""An import in a process of its own.

It says what it has done line by line, and waits to be killed at the step named `stop_at`.
"""

from __future__ import annotations

import sys

from tests.store.making import batch

from balise.domain.reading import Batch
from balise.store import open_store


def main(where: str, name: str, first: int, count: int, stop_at: str) -> None:
    """Import `count` posts from number `first` on in batches of ten."""

    def step(done: str) -> None:
        sys.stdout.write(done + "\n")
        sys.stdout.flush()
        if done == stop_at:
            sys.stdin.read()

    store = open_store(where)
    step("open")
    with store.importing("park", source=name, format_="x", digest=name) as writer:
        step("begun")
        for start in range(first, first + count, 10):
            writer.write(batch(*range(start, start + 10)))
            step("written")
        writer.write(Batch())
        step("whole")
    step("done")
    store.close()
