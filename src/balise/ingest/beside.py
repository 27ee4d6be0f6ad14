"""A large export is read in a process of its own, while what it gave so far is stored.

Reading and storing take about the same time. A small file is read where it is asked for: starting
a process takes longer than reading it.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING

from balise.errors import BaliseError, ReaderStoppedError

if TYPE_CHECKING:
    from balise.domain.reading import Batch
    from balise.ingest.exports import Export
    from balise.ingest.layout import Context

LARGE = 16 << 20
"""Bytes from which on a process is worth its start."""


def batches(export: Export, context: Context) -> Iterator[Batch]:
    """Stream what a file holds, as `Export.batches` does.

    Raises
    ------
    ReaderStoppedError
        Where the process that reads ended before it was done.
    BaliseError
        What reading the file raises.
    """
    cores = os.cpu_count() or 1
    if export.again is None or export.size < LARGE or cores == 1:
        yield from export.batches(context)
        return
    with _reader() as reader:
        if reader.stdin is None or reader.stdout is None:
            raise AssertionError
        pickle.dump((export.again, context), reader.stdin, pickle.HIGHEST_PROTOCOL)
        reader.stdin.close()
        with _rare_collection():
            yield from _received(reader.stdout, context, export.source)
    export.still()


def _received(pipe: IO[bytes], context: Context, source: str) -> Iterator[Batch]:
    while True:
        try:
            kind, value = pickle.load(pipe)  # noqa: S301 - our own process
        except (EOFError, pickle.UnpicklingError) as error:
            raise ReaderStoppedError(file=source) from error
        if kind == "batch":
            yield value
            gc.collect(0)
        elif kind == "error":
            raise value
        else:
            context.become(value)
            return


@contextmanager
def _rare_collection() -> Iterator[None]:
    """Look for cycles once a batch: what is made of thousands of posts holds none."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def _reader() -> Iterator[subprocess.Popen[bytes]]:
    """Start the reader; it is ended with whoever asked for it."""
    command = [sys.executable, "-c", "from balise.ingest import beside; beside.main()"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as reader:  # noqa: S603 - our own program
        try:
            yield reader
        finally:
            reader.kill()


def main() -> None:
    """Read the file that standard input names, and write its batches to standard output."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asked is told, and ends this process
    again, context = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started us
    gc.disable()  # posts hold no cycles; looking for some takes a sixth of the time
    out, sys.stdout = sys.stdout.buffer, sys.stderr  # nothing else may write among the batches
    with suppress(BrokenPipeError):  # nobody waits for the rest
        try:
            for batch in again().batches(context):
                _send(out, "batch", batch)
        except BaliseError as error:
            _send(out, "error", error)
        else:
            _send(out, "end", context)


def _send(out: IO[bytes], kind: str, value: object) -> None:
    pickle.dump((kind, value), out, pickle.HIGHEST_PROTOCOL)
    out.flush()
