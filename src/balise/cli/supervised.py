"""Processes of ours that `serve` and `worker` start, watch over and end."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from subprocess import PIPE, Popen, TimeoutExpired
from threading import Event, Thread
from time import monotonic
from typing import Any

from balise import errors

PATIENCE_S = 8
FIRST_PAUSE_S, LONGEST_PAUSE_S = 1.0, 60.0
_STEADY_S = 60.0
"""Who worked for so long and dies then is started again at once."""

Told = Callable[[dict[str, Any]], None]
"""Hears what a process tells of itself."""


@contextmanager
def stoppable() -> Iterator[None]:
    """Be ended as by Ctrl-C, by systemd or a container, whose first process heeds no default."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def started(module: str, asked: dict[str, Any]) -> Popen[str]:
    """Start a module in a process of its own, and tell it what is asked in one line.

    Ctrl-C is meant for us, and it never hears of it.
    """
    command = [sys.executable, "-P", "-m", module]
    process = Popen(command, stdin=PIPE, stdout=PIPE, text=True, process_group=0)  # noqa: S603 - our own
    if process.stdin is None:
        raise TypeError(process)
    with suppress(BrokenPipeError):  # it has died: whoever listens to it hears nothing
        process.stdin.write(json.dumps(asked) + "\n")
        process.stdin.flush()
    return process


def heard(process: Popen[str]) -> dict[str, Any]:
    """Hear the next line that a process tells; nothing where it has ended."""
    if process.stdout is None:
        raise TypeError(process)
    told: dict[str, Any] = json.loads(process.stdout.readline() or "{}")
    return told


def error_of(told: dict[str, Any]) -> errors.BaliseError | None:
    """Give the error that a process tells of."""
    if "error" not in told:
        return None
    kind: type[errors.BaliseError] = getattr(errors, told["error"])
    return kind(**told["facts"])


def end(process: Popen[str]) -> None:
    """Let a process end: it does when nobody speaks to it any more."""
    if process.stdin is not None:
        with suppress(BrokenPipeError):  # it has ended before it heard us
            process.stdin.close()
    try:
        process.wait(PATIENCE_S)
    except TimeoutExpired:
        process.kill()
        process.wait()


@dataclass(slots=True, kw_only=True)
class Kept:
    """A process that is started again when it dies, after a pause that grows.

    Parameters
    ----------
    told
        Hears what the process tells, and `{"died": status, "pause": seconds}` when it did.
    """

    module: str
    asked: dict[str, Any]
    told: Told
    _closing: Event = field(default_factory=Event, init=False)
    _process: Popen[str] | None = field(default=None, init=False)
    _thread: Thread | None = field(default=None, init=False)

    def start(self) -> None:
        """Start it, and watch over it until `close`."""
        self._thread = Thread(target=self._watch, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End it, and start it no more."""
        self._closing.set()
        if self._process is not None:
            end(self._process)
        if self._thread is not None and self._thread.ident is not None:  # Ctrl-C may come first
            self._thread.join(PATIENCE_S)

    def _watch(self) -> None:
        pause = FIRST_PAUSE_S
        while not self._closing.is_set():
            began = monotonic()
            if not self._once() or self._closing.is_set():
                return
            pause = FIRST_PAUSE_S if monotonic() - began > _STEADY_S else pause
            status = self._process.returncode if self._process is not None else ""
            self.told({"died": status, "pause": pause})
            self._closing.wait(pause)
            pause = min(2 * pause, LONGEST_PAUSE_S)

    def _once(self) -> bool:
        """Start it and hear it to its end; False: it cannot work here, today or tomorrow."""
        self._process = process = started(self.module, self.asked)
        if self._closing.is_set():  # `close` may have seen the one before
            end(process)
        may_again = True
        while told := heard(process):
            may_again = told.get("error") != errors.ExtraMissingError.__name__
            self.told(told)
        process.wait()
        for pipe in filter(None, (process.stdin, process.stdout)):
            with suppress(BrokenPipeError):
                pipe.close()
        return may_again
