"""Run every benchmark, or the short form of each with --quick; 1 where a promise is broken."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import counts
import drift
import forecast
import learn


def script(name: str, *, quick: bool) -> int:
    """Run one that starts processes of its own and ends with 1 where a promise is broken."""
    command = [sys.executable, str(Path(__file__).with_name(name)), *(["--quick"] if quick else [])]
    return subprocess.run(command, check=False).returncode  # noqa: S603 - a file beside this one


def main(*, quick: bool) -> int:
    """Run all of them, whatever becomes of the first."""
    importing = import_module("import")  # the name is a keyword
    importing.main(*((30_000, 30_000) if quick else ()))
    learnt = learn.main(["--quick"] if quick else [])
    counts.main(["--quick"] if quick else [])
    drift.main(100 if quick else 1000)
    forecast.main(12 if quick else 80)
    names = ("scale.py", "sync.py", "plan.py", "pages.py", "loop.py", "fuzz.py", "mutation.py")
    return max(learnt, *(script(name, quick=quick) for name in names))


if __name__ == "__main__":
    sys.exit(main(quick="--quick" in sys.argv[1:]))
