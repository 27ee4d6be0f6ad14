"""Damaged files by the thousand through every reader: nothing but documented errors comes out.

A worker process damages made exports, reads each and checks what came of it, within limits of
memory and time; what breaks a promise is made smaller and kept in a folder. The same seed and
number make the same file again, whatever came before.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import resource
import signal
import subprocess
import sys
import time
import traceback
import warnings
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from fuzz_seeds import Seed

MEMORY, MOST_MB = 3 << 30, 500
"""Address space of the worker, and what it may hold in memory at once."""
SECONDS, PATIENCE, LESS_SECONDS = 15, 60, 10
"""For a file, for one that does not even hear the alarm, and for making one smaller."""
QUICK, USUAL = (1200, 25), (60_000, 300)
"""Files and seconds."""


class OvertimeError(BaseException):
    """A file takes too long; no reader may catch it."""


def made(seed: int, number: int) -> tuple[Seed, bytes]:
    """Make one damaged file; the first are whole, one a reader."""
    import fuzz_damage
    from fuzz_seeds import seeds

    found = seeds()
    if number < len(found):
        return found[number], found[number].data
    draw = Random(f"{seed}/{number}")  # noqa: S311 - the same damage on every run
    one = draw.choice(found)
    data = fuzz_damage.damaged(one.data, draw)
    if fuzz_damage.one_in(20, draw):
        data = fuzz_damage.spliced(data, draw.choice(found).data, draw)
    return one, data


def limited() -> None:
    """Take no more memory than allowed, and hear the alarm."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGALRM, _overtime)
    warnings.simplefilter("ignore")


def _overtime(_signal: int, _frame: object) -> None:
    raise OvertimeError


def peak_mb() -> int:
    """Give the most megabytes that this process and those below it held at once."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(kind).ru_maxrss for kind in kinds) // 1024


def tried(folder: Path, seed: Seed, data: bytes, number: int) -> tuple[str, str, str]:
    """Read one file: what became of it, the name of what broke, and where."""
    from fuzz_checks import outcome, stored, suggested

    path = folder / seed.name
    path.write_bytes(data)
    faulthandler.dump_traceback_later(PATIENCE, exit=True)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        told = outcome(path, seed, number)
        if number % 5 == 0:
            suggested(path)
        if number % 8 == 0:
            stored(path, number)
    except (Exception, OvertimeError) as error:  # noqa: BLE001 - this is what is looked for
        return "BROKEN", _key(error), traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        faulthandler.cancel_dump_traceback_later()
        path.unlink()
    return told, "", ""


def _key(error: BaseException) -> str:
    """Name a defect by its kind and the last place of ours."""
    frames = traceback.extract_tb(error.__traceback__)
    place = [f for f in frames if "/balise/" in f.filename or "/bench/" in f.filename][-1]
    said = str(error)[:30] if isinstance(error, AssertionError) else ""
    return f"{type(error).__name__} {Path(place.filename).name}:{place.name} {said}".strip()


def smaller(breaks: Callable[[bytes], bool], data: bytes) -> bytes:
    """Leave out what does not matter to a defect, for a few seconds."""
    end = time.monotonic() + LESS_SECONDS
    size = len(data) // 2
    while size:
        at = 0
        while at < len(data) and time.monotonic() < end:
            less = data[:at] + data[at + size :]
            if breaks(less):
                data = less
            else:
                at += size
        size //= 2
    return data


def worker(options: argparse.Namespace) -> None:
    """Read files from a number on, and say a line of each."""
    limited()
    until = time.monotonic() + options.seconds
    known: set[str] = set()
    with TemporaryDirectory() as held:
        for number in range(options.start, options.files):
            if time.monotonic() > until:
                break
            seed, data = made(options.seed, number)
            told, key, trace = tried(Path(held), seed, data, number)
            line = {"n": number, "reader": seed.reader, "told": told, "key": key, "mb": peak_mb()}
            if key and key not in known:
                known.add(key)
                less = smaller(
                    lambda d, s=seed, n=number, k=key: tried(Path(held), s, d, n)[1] == k,  # type: ignore[misc]
                    data,
                )
                line |= {"trace": trace, "kept": _kept(options.keep, number, seed, less)}
            print(json.dumps(line), flush=True)


def _kept(keep: Path, number: int, seed: Seed, data: bytes) -> str:
    keep.mkdir(exist_ok=True)
    path = keep / f"{number}-{seed.name}"
    path.write_bytes(data)
    return str(path)


@dataclass(slots=True)
class Told:
    """What the workers said."""

    next: int = 0
    mb: int = 0
    readers: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    broken: Counter[str] = field(default_factory=Counter)

    def hear(self, line: dict[str, Any]) -> None:
        """Count a file; a defect that is new is printed."""
        self.next = line["n"] + 1
        self.readers[line["reader"]] += 1
        self.outcomes[line["told"]] += 1
        self.mb = max(self.mb, line["mb"])
        if line["key"]:
            self.broken[line["key"]] += 1
            if self.broken[line["key"]] == 1:
                print(f"BROKEN {line['n']} {line['key']}\n{line['trace']}{line['kept']}\n")

    def end(self, options: argparse.Namespace) -> None:
        """Keep the file at which a worker ended that was not done, and go on behind it."""
        seed, data = made(options.seed, self.next)
        kept = _kept(options.keep, self.next, seed, data)
        self.broken[f"the reader ended at {kept}"] += 1
        print(f"BROKEN {self.next}: the reader ended\n{kept}\n")
        self.next += 1

    def show(self, seconds: float) -> None:
        """Print what became of the files."""
        files = self.readers.total()
        print(f"fuzz: {files:,} files in {seconds:.0f} s, {files / seconds:.0f} a second")
        print(f"  memory {self.mb} MB at most (aim: {MOST_MB})")
        for title, counts in (("readers", self.readers), ("outcomes", self.outcomes)):
            print(f"  {title}: " + ", ".join(f"{n} {name}" for name, n in counts.most_common()))
        print(f"  defects: {len(self.broken)}")
        for name, n in self.broken.most_common():
            print(f"    {n} x {name}")


def main(options: argparse.Namespace) -> int:
    """Run workers until the files or the seconds are spent; 1 where something broke."""
    told, began = Told(next=options.start), time.monotonic()
    while told.next < options.files and (left := options.seconds + began - time.monotonic()) > 0:
        command = [sys.executable, __file__, "--worker", "--keep", str(options.keep)]
        command += ["--seed", str(options.seed), "--files", str(options.files)]
        command += ["--start", str(told.next), "--seconds", str(left)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as running:  # noqa: S603 - this file
            for line in running.stdout or ():
                told.hear(json.loads(line))
        if running.returncode == 0:
            break
        told.end(options)
    told.show(time.monotonic() - began)
    return int(bool(told.broken) or told.mb > MOST_MB)


def asked(words: list[str]) -> argparse.Namespace:
    """Read what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a run for CI")
    parser.add_argument("--files", type=int)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-found"))
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(words)
    files, seconds = QUICK if options.quick else USUAL
    options.files = options.files or files
    options.seconds = options.seconds or seconds
    return options


if __name__ == "__main__":
    chosen = asked(sys.argv[1:])
    sys.exit(worker(chosen) if chosen.worker else main(chosen))
