"""The share of small faults in ingest and learn that tests notice, by a sample.

Each fault goes into a copy of the project, never into the working tree, and only the tests that
reach its statement are run, fastest first, until one fails. A fault that no test reaches has
survived. So has one that only a slow test would notice, or one of PostgreSQL, of processes that
are killed or of the program as a whole: they are not asked, so the share is a lower bound.
"""

from __future__ import annotations

import argparse
import compileall
import contextlib
import json
import math
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from mutants import Mutant, draw, sites
from reach import ROOMS
from reached import Tests, together

ROOT = Path(__file__).resolve().parents[1]
COPIED = ("src", "tests", "tools", "pyproject.toml")
NEAR = (("tests/unit/ingest",), ("tests/unit/learn",))
ALL = (
    (*NEAR[0], "tests/unit/cli", "tests/unit/report", "tests/store", ROOMS[0]),
    (*NEAR[1], "tests/unit/simulate", "tests/unit/test_workspace.py", "tests/property", ROOMS[1]),
)
SLOW = ("property/test_round_trip.py", "store/test_crash.py", "store/test_pace.py")
QUICK = ("unit/ingest/test_beside.py", "unit/ingest/test_hostile.py", "unit/ingest/test_mapping.py")
LONGEST = 5.0
"""Seconds of the processor: a test that takes longer is not asked, it would be for every line."""
FLOOR = 0.80
NOTHING_RUN, WRONG_COPY = 5, 70  # what pytest and the plugin end with
Z = 1.959964


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of a fault."""

    mutant: Mutant
    outcome: str  # killed, too long, no import, survived, not reached
    test: str = ""

    @property
    def killed(self) -> bool:
        """Say whether the tests noticed."""
        return self.outcome not in {"survived", "not reached"}

    @property
    def room(self) -> str:
        """Give the room of the file."""
        return self.mutant.path.split("/")[2]


def main(n: int = 200, seed: int = 1, *, quick: bool = False, log: Path | None = None) -> int:
    """Print the share of faults that are killed, and those that survived."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        sound, *copies = [_copy(Path(folder) / name) for name in ("sound", "first", "second")]
        with ThreadPoolExecutor(len(copies)) as pool:
            reading = pool.submit(_reach, copies, sound, quick=quick)
            found = sites(sound, ROOMS)
            chosen, tests = list(draw(sound, found, n, seed)), reading.result()
            print(f"{n} of {len(found)} places for a fault in ingest and learn, seed {seed}")
            print(f"  {len(tests.seconds)} tests, {time.monotonic() - began:.0f} s to see", end=" ")
            print("what they reach", flush=True)
            free: SimpleQueue[Path] = SimpleQueue()
            for copy in copies:
                free.put(copy)
            verdicts = []
            for verdict in pool.map(lambda m: _try(m, tests, free), chosen):
                verdicts.append(verdict)
                _tell(verdict, log)
    return _sum_up(verdicts, time.monotonic() - began, quick=quick)


def _copy(folder: Path) -> Path:
    folder.mkdir()
    for name in COPIED:
        put = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        put(ROOT / name, folder / name)
    compileall.compile_dir(folder / "src", quiet=2)
    (folder / "tmp").mkdir()
    return folder.resolve()


def _reach(copies: list[Path], sound: Path, *, quick: bool) -> Tests:
    """Run all the tests once, a part in each copy."""
    extra = [f"--ignore=tests/{path}" for path in (*SLOW, *(QUICK if quick else ()))]
    extra += ["-k", "not postgres"]
    running = [
        (copy, _pytest(copy, [*part, *extra], {"REACH_WRITE": str(copy / "reach.json")}))
        for copy, part in zip(copies, NEAR if quick else ALL, strict=True)
    ]
    for _, process in running:
        if process.wait() == WRONG_COPY:
            sys.exit("the tests did not import the copy")
    told = [json.loads((copy / "reach.json").read_text(encoding="utf-8")) for copy, _ in running]
    return together(told, sound, LONGEST)


def _pytest(copy: Path, extra: Iterable[str], variables: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start the tests in a copy, whatever the environment says of another one."""
    path = os.pathsep.join([str(copy / "src"), str(Path(__file__).parent)])
    env = os.environ | {"PYTHONPATH": path, "OPENBLAS_NUM_THREADS": "1"} | variables
    env |= {"TMPDIR": str(copy / "tmp"), "POLARS_MAX_THREADS": "1"}
    command = [sys.executable, "-m", "pytest", "-p", "reach", "-p", "no:cacheprovider", "--tb=line"]
    profile = "--hypothesis-profile=mutation"
    return subprocess.Popen(  # noqa: S603 - our own program
        [*command, profile, f"--basetemp={copy / 'tmp/pytest'}", *extra],
        cwd=copy,
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # what a fault leaves running ends with it
    )


def _try(mutant: Mutant, tests: Tests, free: SimpleQueue[Path]) -> Verdict:
    """Put the fault into a copy that is free, run the tests, and put the file back."""
    chosen = tests.reaching(mutant.path, mutant.line)
    if not chosen:
        return Verdict(mutant=mutant, outcome="not reached")
    copy = free.get()
    file = copy / mutant.path
    sound = file.read_text(encoding="utf-8")
    try:
        for old in (file.parent / "__pycache__").glob(f"{file.stem}.*"):
            old.unlink()  # no older program of the same second and size
        file.write_text(mutant.source, encoding="utf-8")
        return Verdict(mutant=mutant, **_outcome(copy, chosen))
    finally:
        file.write_text(sound, encoding="utf-8")
        free.put(copy)


def _outcome(copy: Path, chosen: dict[str, float]) -> dict[str, str]:
    asked, failed = copy / "asked.json", copy / "asked.failed"
    asked.write_text(json.dumps(chosen), encoding="utf-8")
    failed.unlink(missing_ok=True)
    files = dict.fromkeys(name.split("::")[0] for name in chosen)
    variables = {"REACH_READ": str(asked), "PYTHONDONTWRITEBYTECODE": "1"}
    process = _pytest(copy, ["-x", *files], variables)
    try:
        status = process.wait(timeout=300 + 20 * sum(chosen.values()))
    except subprocess.TimeoutExpired:
        return {"outcome": "too long"}
    finally:
        _end(process)
    if status == WRONG_COPY:
        sys.exit("the tests did not import the copy")
    if status in {0, NOTHING_RUN}:
        return {"outcome": "survived"}
    test = failed.read_text(encoding="utf-8") if failed.exists() else ""
    late = test.startswith("too long")
    return {"outcome": "too long" if late else "killed" if test else "no import", "test": test}


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _tell(verdict: Verdict, log: Path | None) -> None:
    mutant = verdict.mutant
    said = f"{verdict.outcome}: {mutant.path}:{mutant.line}: {mutant.change}"
    if not verdict.killed:
        print(f"  {said}", flush=True)
    if log:
        with log.open("a", encoding="utf-8") as file:
            file.write(f"{said}   [{verdict.test}]\n")


def _sum_up(verdicts: list[Verdict], seconds: float, *, quick: bool) -> int:
    """Print the shares; a share under the floor is an error, in short only if it is surely so."""
    killed, n = sum(v.killed for v in verdicts), len(verdicts)
    low, high = wilson(killed, n)
    print(f"  tests kill {killed} of {n} faults: {killed / n:.1%} ({low:.1%} to {high:.1%})")
    for room in sorted({v.room for v in verdicts}):
        mine = [v.killed for v in verdicts if v.room == room]
        low_, high_ = wilson(sum(mine), len(mine))
        print(f"    {room:6} {sum(mine)} of {len(mine)}: {sum(mine) / len(mine):.1%}", end=" ")
        print(f"({low_:.1%} to {high_:.1%})")
    print(f"  {dict(Counter(v.outcome for v in verdicts))}, {seconds:.0f} s", flush=True)
    return int((high if quick else killed / n) < FLOOR)


def wilson(k: int, n: int) -> tuple[float, float]:
    """Give the 95 % interval of a share (Wilson 1927)."""
    middle, width = (k + Z * Z / 2) / (n + Z * Z), Z * math.sqrt(k * (n - k) / n + Z * Z / 4)
    return middle - width / (n + Z * Z), middle + width / (n + Z * Z)


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("-n", type=int, default=200, help="how many faults")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--quick", action="store_true", help="12 faults, fewer tests")
    asked.add_argument("--log", type=Path, help="a file for every verdict")
    told = asked.parse_args()
    sys.exit(main(12 if told.quick else told.n, told.seed, quick=told.quick, log=told.log))
