"""What planning costs: 4 weeks on 3 accounts, 12 weeks on 7; `--quick` has the first alone.

The shop is made up, and asks all that a strategy can ask. Each plan is made in a process of its
own, on one core. Beside it the same model, whole and with their own settings: by HiGHS as SciPy
calls it, and by CP-SAT of Google OR-Tools where that is installed. Seconds are of processor, so
that what else the machine does counts less; imports and learning are left out. Ends with 1 where a
promise is broken: timings are not looked at with `--quick`.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from typing import NamedTuple, TypeVar

import numpy as np
import plan_shop

GAP, MOST_GB = 0.01, 1.0
LIMIT = 120.0
"""Seconds that a peer gets."""
_FINE = 1000
"""Whole numbers are all that CP-SAT knows: shares have at most three decimals."""
_VALUE = 1e6
T = TypeVar("T")


class Size(NamedTuple):
    """How much is planned, and the seconds of processor that it may take."""

    weeks: int
    accounts: int
    per_day: int
    seconds: float


SIZES = (Size(4, 3, 1, 1.0), Size(12, 7, 1, 10.0), Size(12, 7, 2, 10.0))


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """Do work, and give the seconds of processor that it took."""
    began = time.process_time()
    done = work()
    return done, time.process_time() - began


def ours(size: Size) -> dict[str, float]:
    """Plan as a user does; then put up and solve the model alone."""
    from balise.plan import make
    from balise.plan.horizon import Horizon
    from balise.plan.make import Planner
    from balise.plan.solve import solve

    fits, shop = plan_shop.fits(), plan_shop.shop(size.accounts, size.per_day)
    make(plan_shop.shop(1), fits, start=plan_shop.START, weeks=1)  # imports what is imported late
    before = peak()
    made, whole = timed(lambda: make(shop, fits, start=plan_shop.START, weeks=size.weeks))
    gb = peak()
    horizon = Horizon(start=plan_shop.START, weeks=size.weeks, timezone=plan_shop.ZONE)
    planner = Planner(strategy=shop, fits=fits, horizon=horizon, seed=0, known={})
    problem, build = timed(planner.model)
    solution, solving = timed(lambda: solve(problem))
    if solution is None:
        raise AssertionError(size)
    return {
        "columns": problem.n,
        "rows": len(problem.rows.low),
        "slots": len(made.plan.slots),
        "build": build,
        "solve": solving,
        "make": whole,
        "value": solution.value / problem.top,
        "bound": solution.bound / problem.top,
        "gap": made.optimality_gap,
        "gb": gb,
        "more": gb - before,
        "violations": len(made.violations),
    }


def peer(size: Size, name: str) -> dict[str, float]:
    """Solve the same model whole, by one that does not know what it is of."""
    from balise.plan.horizon import Horizon
    from balise.plan.make import Planner
    from balise.plan.solve import GAP as ASKED

    fits, shop = plan_shop.fits(), plan_shop.shop(size.accounts, size.per_day)
    horizon = Horizon(start=plan_shop.START, weeks=size.weeks, timezone=plan_shop.ZONE)
    problem = Planner(strategy=shop, fits=fits, horizon=horizon, seed=0, known={}).model()
    (value, bound), seconds = timed(
        lambda: {"highs": highs, "cp-sat": cp_sat}[name](problem, ASKED)
    )
    return {"solve": seconds, "value": value, "bound": bound, "gb": peak()}


def highs(problem, gap: float) -> tuple[float, float]:  # noqa: ANN001 - imported where it is used
    """HiGHS by SciPy, all columns at once."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    found = milp(
        -problem.values / problem.top,
        integrality=problem.whole,
        bounds=Bounds(0, problem.most),
        constraints=LinearConstraint(
            problem.rows.matrix(problem.n), problem.rows.low, problem.rows.high
        ),
        options={"mip_rel_gap": gap, "time_limit": LIMIT},
    )
    return (math.nan, math.nan) if found.x is None else (-found.fun, -found.mip_dual_bound)


def cp_sat(problem, gap: float) -> tuple[float, float]:  # noqa: ANN001 - imported where it is used
    """CP-SAT, one worker; all columns are whole in it, as they are in any best plan."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    columns = [model.new_int_var(0, round(most), "") for most in problem.most]
    matrix = problem.rows.matrix(problem.n)
    for i, (low, high) in enumerate(zip(problem.rows.low, problem.rows.high, strict=True)):
        at = slice(matrix.indptr[i], matrix.indptr[i + 1])
        factors = np.rint(matrix.data[at] * _FINE).astype(int).tolist()
        total = sum(f * columns[j] for f, j in zip(factors, matrix.indices[at], strict=True))
        model.add_linear_constraint(total, _whole(low, math.ceil), _whole(high, math.floor))
    values = np.rint(problem.values / problem.top * _VALUE).astype(int).tolist()
    model.maximize(sum(v * column for v, column in zip(values, columns, strict=True)))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = LIMIT
    solver.parameters.relative_gap_limit = gap
    if solver.solve(model) not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return math.nan, math.nan
    return solver.objective_value / _VALUE, solver.best_objective_bound / _VALUE


def _whole(side: float, to: Callable[[float], int]) -> int:
    if math.isinf(side):
        return int(math.copysign(2**50, side))
    return to(round(side * _FINE, 6))


def peak() -> float:
    """Give the most memory that this process has had, in GB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def apart(size: Size, name: str) -> dict[str, float]:
    """Measure in a process of its own."""
    command = [sys.executable, __file__, "--measure", name, *map(str, size)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    return dict(json.loads(done.stdout))


def told(size: Size) -> list[str]:
    """Measure one size beside the peers, print it, and give the promises that it breaks."""
    found = apart(size, "ours")
    print(
        f"{size.weeks} weeks, {size.accounts} accounts, {size.per_day} a day at most: "
        f"{found['columns']:,.0f} columns, {found['rows']:,.0f} rows, {found['slots']:.0f} posts"
    )
    print(f"  {'':22s}{'seconds':>9s}{'value':>10s}{'bound':>10s}{'gap':>9s}{'peak GB':>9s}")
    _line("model put up", found["build"])
    _line("balise, solve", found["solve"], found)
    for name in ("highs", "cp-sat"):
        if name == "cp-sat" and find_spec("ortools") is None:
            print("  cp-sat                 not installed")
            continue
        other = apart(size, name)
        _line(name, other["solve"], other)
        value, seconds = found["value"] / other["value"], other["solve"] / found["solve"]
        print(f"    balise beside it: {value:.4f} of its value, {seconds:.1f} times as fast")
    _line("balise, whole plan", found["make"])
    print(f"  peak {found['gb']:.2f} GB, of the plan {1000 * found['more']:.0f} MB")
    sides = {
        f"gap {found['gap']:.2%}": found["gap"] <= GAP,
        f"peak {found['gb']:.2f} GB": found["gb"] <= MOST_GB,
        f"{found['violations']:.0f} rules broken": not found["violations"],
        f"{found['make']:.1f} s": found["make"] <= size.seconds,
    }
    return [f"{size.weeks} x {size.accounts}: {said}" for said, kept in sides.items() if not kept]


def _line(name: str, seconds: float, found: dict[str, float] | None = None) -> None:
    row = f"  {name:22s}{seconds:9.2f}"
    if found:
        gap = max(found["bound"] - found["value"], 0.0) / abs(found["bound"])
        row += f"{found['value']:10.2f}{found['bound']:10.2f}{gap:9.3%}{found['gb']:9.2f}"
    print(row)


def main(*, quick: bool) -> int:
    """Print all sizes; 1 where a promise is broken."""
    broken = [one for size in SIZES[: 1 if quick else None] for one in told(size)]
    if quick:
        broken = [one for one in broken if not one.endswith(" s")]
    print(*broken, sep="\n")
    return int(bool(broken))


def measured(name: str, size: Size) -> dict[str, float]:
    """Measure what was asked for, on one core."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1):
        return ours(size) if name == "ours" else peer(size, name)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        weeks, accounts, per_day = map(int, sys.argv[3:6])
        print(json.dumps(measured(sys.argv[2], Size(weeks, accounts, per_day, 0.0))))
        sys.exit(0)
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--quick", action="store_true", help="4 weeks on 3 accounts")
    sys.exit(main(quick=asked.parse_args().quick))
