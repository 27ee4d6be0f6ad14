"""Solve the model of a plan by HiGHS, through SciPy.

Nearly all of a plan is whole already in its linear relaxation, whose value no plan can exceed. So
that is solved first. Columns that it would lose by to change are left as they are in it, and only
the others are searched for the best whole plan: how far that is from the relaxation is its gap.
Where that is too far, all columns are searched but those that no better plan can have: a unit of a
column costs its reduced cost at least (Nemhauser and Wolsey, Integer and Combinatorial
Optimization, 1988, II.5.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, vstack

from balise.plan.model import Model

GAP = 0.005
"""Share of the value within which a plan is proven to be the best; the search then ends."""
SECONDS = 60.0
"""The search ends then at the latest, with the gap that it has proven."""
_FIRST, _PARTS = 0.2, (0.25, 0.25, 0.5)
"""Part of the gap at which the first search ends, as the relaxation takes some of it; parts of the
time for the relaxation, the first search and the second."""
_NOTHING, _ROUNDING = 1e-7, 1e-6
_HALF = 0.5
_INFEASIBLE = 2
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """The columns that were chosen; `value` and `bound` in units of the model's objective."""

    chosen: tuple[int, ...]
    columns: tuple[float, ...]
    missed: dict[int, float]
    value: float
    bound: float

    @property
    def gap(self) -> float:
        """Share of the bound that may be missing."""
        return max(self.bound - self.value, 0.0) / max(abs(self.bound), 1e-12)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Relaxed:
    """The relaxation: its columns, its value, and what a unit of a column less or more loses."""

    columns: Array
    value: float
    less: Array
    more: Array


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Found:
    """A whole plan, and what no other one within the same bounds exceeds."""

    columns: Array
    value: float
    bound: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Problem:
    """Maximise values x columns such that low <= rows x columns <= high, 0 <= columns <= most."""

    values: Array
    rows: csr_array
    low: Array
    high: Array
    most: Array
    whole: NDArray[np.int_]
    seconds: float

    def relaxed(self) -> _Relaxed | None:
        """Solve it with parts of posts; `None` where even that cannot be."""
        same = self.low == self.high
        over, under = np.isfinite(self.high) & ~same, np.isfinite(self.low) & ~same
        bounds: Any = np.column_stack([np.zeros(len(self.most)), self.most])
        found = linprog(
            -self.values,
            A_ub=vstack([self.rows[over], -self.rows[under]]).tocsr(),
            b_ub=np.concatenate([self.high[over], -self.low[under]]),
            A_eq=self.rows[same],
            b_eq=self.low[same],
            bounds=bounds,
            method="highs-ds",
            options={"time_limit": self.seconds * _PARTS[0]},
        )
        if found.status == _INFEASIBLE:
            return None
        if found.status or found.fun is None:  # not solved: nothing is known of any column
            nothing = np.zeros(len(self.most))
            return _Relaxed(columns=nothing, value=np.inf, less=nothing, more=nothing)
        columns = np.asarray(found.x, dtype=np.float64)
        return _Relaxed(
            columns=columns,
            value=float(self.values @ columns),
            less=-np.asarray(found.upper.marginals),
            more=np.asarray(found.lower.marginals),
        )

    def search(self, least: Array, most: Array, *, gap: float, part: float) -> _Found | None:
        """Search for whole columns between bounds; `None` where none were found."""
        found = milp(
            -self.values,
            integrality=self.whole,
            bounds=Bounds(least, most),
            constraints=LinearConstraint(self.rows, self.low, self.high),
            options={"mip_rel_gap": gap, "time_limit": self.seconds * part},
        )
        if found.x is None:
            return None
        bound = found.fun if found.mip_dual_bound is None else found.mip_dual_bound
        return _Found(columns=np.asarray(found.x), value=-float(found.fun), bound=-float(bound))


def solve(model: Model, *, gap: float = GAP, seconds: float = SECONDS) -> Solution | None:
    """Find the best plan; `None` where the rules leave none, or none was found in time."""
    problem = _Problem(
        values=model.values / model.top,
        rows=model.rows.matrix(model.n),
        low=np.array(model.rows.low),
        high=np.array(model.rows.high),
        most=model.most,
        whole=model.whole,
        seconds=seconds,
    )
    relaxed = problem.relaxed()
    if relaxed is None:
        return None
    found = _best(problem, relaxed, gap)
    return None if found is None else _told(model, found)


def _best(problem: _Problem, relaxed: _Relaxed, gap: float) -> _Found | None:
    """Search where the relaxation does not mind, and elsewhere only if that is not enough."""
    first = problem.search(
        np.where(relaxed.less > _NOTHING, relaxed.columns, 0.0),
        np.where(relaxed.more > _NOTHING, relaxed.columns, problem.most),
        gap=gap * _FIRST,
        part=_PARTS[1],
    )
    spare = relaxed.value - first.value if first else np.inf
    if first and spare <= gap * abs(relaxed.value) and np.isfinite(spare):
        return _Found(columns=first.columns, value=first.value, bound=relaxed.value)
    sure = (problem.whole > 0) & np.isfinite(spare)
    beyond = spare + _ROUNDING
    second = problem.search(
        np.where(sure & (relaxed.less > beyond), problem.most, 0.0),
        np.where(sure & (relaxed.more > beyond), 0.0, problem.most),
        gap=gap,
        part=_PARTS[2],
    )
    both = [one for one in (first, second) if one]
    if not both:
        return None
    best = max(both, key=lambda one: one.value)
    bound = max(second.bound, best.value) if second else relaxed.value
    return _Found(columns=best.columns, value=best.value, bound=min(bound, relaxed.value))


def _told(model: Model, found: _Found) -> Solution:
    columns = found.columns
    chosen = tuple(int(i) for i in np.flatnonzero(columns[: len(model.choices)] > _HALF))
    return Solution(
        chosen=chosen,
        columns=tuple(map(float, columns)),
        missed={i: float(columns[i]) for i in model.wishes if columns[i] > _HALF},
        value=found.value * model.top,
        bound=max(found.bound, found.value) * model.top,
    )
