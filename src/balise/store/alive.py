"""Whether a process that wrote to the store still lives."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

_START = 19  # place of the start time in /proc/<pid>/stat after the name


def process(pid: int | None = None) -> str:
    """Name a process so that another one with its number, after a restart, is not taken for it."""
    number = os.getpid() if pid is None else pid
    return f"{socket.gethostname()}:{number}:{_started(number)}"


def lives(name: str) -> bool | None:
    """Tell whether a process lives; None: it is on another machine, or nobody can tell."""
    host, _, rest = name.rpartition(":")[0].rpartition(":")
    if host != socket.gethostname() or sys.platform == "win32" or not rest.isdigit():
        return None
    return _exists(int(rest)) and process(int(rest)) == name


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _started(pid: int) -> str:
    """Tell when a process started, where the system says so."""
    try:
        said = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return ""
    return said.rpartition(")")[2].split()[_START]
