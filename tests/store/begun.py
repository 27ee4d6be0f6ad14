"""Processes of tests, begun with all imported: most of what a new one takes is imports.

Each is a process as any other, forked by a server that has done nothing but import: it can be
killed, and tells and is told over a pair of sockets that are its standard input and output.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from socket import SHUT_WR, socket, socketpair
from typing import Any

_SERVER = get_context("forkserver")
_SERVER.set_forkserver_preload(
    ["balise.worker.__main__", "balise.worker.post", "balise.store.database", "dbos", "psycopg",
     "balise.worker.kinds.import_", "tests.store.importer", "tests.store.answering"]
)  # fmt: skip


class Begun:
    """A process that does one thing, until it has or is ended."""

    def __init__(self, does: Callable[..., None], *words: Any, folder: Path) -> None:
        self._ours, theirs = socketpair()
        self.stdout = self._ours.makefile("r", encoding="utf-8")
        self.process = _SERVER.Process(target=_do, args=(does, theirs, str(folder), words))
        self.process.start()
        theirs.close()

    @property
    def pid(self) -> int:
        """The number of the process."""
        assert self.process.pid is not None
        return self.process.pid

    def tell(self, line: str) -> None:
        """Write a line to its standard input."""
        self._ours.sendall(f"{line}\n".encode())

    def hang_up(self) -> None:
        """End its standard input."""
        self._ours.shutdown(SHUT_WR)

    def wait(self, seconds: float | None = None) -> int | None:
        """Wait for its end; gives its status, and none where it still lives."""
        self.process.join(seconds)
        return self.process.exitcode

    def kill(self) -> None:
        """End it as a loss of power would."""
        self.process.kill()
        self.process.join()

    def close(self) -> None:
        """End it where it lives, and let go of what led to it."""
        self.kill()
        self.process.close()
        self.stdout.close()
        self._ours.close()


def _do(does: Callable[..., None], theirs: socket, folder: str, words: tuple[Any, ...]) -> None:
    os.chdir(folder)
    for number in (0, 1):
        os.dup2(theirs.fileno(), number)
    theirs.close()
    with open(0, encoding="utf-8") as sys.stdin, open(1, "w", encoding="utf-8") as sys.stdout:
        does(*words)
