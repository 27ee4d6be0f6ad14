"""Solve the model of a plan by HiGHS, through SciPy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from balise.plan.model import Model

GAP = 0.005
"""Share of the value within which a plan is proven to be the best; the search then ends."""
SECONDS = 60.0
"""The search ends then at the latest, with the gap that it has proven."""
_HALF = 0.5


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


def solve(model: Model, *, gap: float = GAP, seconds: float = SECONDS) -> Solution | None:
    """Find the best plan; `None` where the rules leave none."""
    values = model.values / model.top
    rows = LinearConstraint(model.rows.matrix(model.n), model.rows.low, model.rows.high)
    found = milp(
        -values,
        integrality=model.whole,
        bounds=Bounds(0, model.most),
        constraints=rows,
        options={"mip_rel_gap": gap, "time_limit": seconds},
    )
    if found.x is None:
        return None
    bound = found.fun if found.mip_dual_bound is None else found.mip_dual_bound
    chosen = tuple(int(i) for i in np.flatnonzero(found.x[: len(model.choices)] > _HALF))
    missed = {i: float(found.x[i]) for i in model.wishes if found.x[i] > _HALF}
    return Solution(
        chosen=chosen,
        columns=tuple(map(float, found.x)),
        missed=missed,
        value=float(-found.fun) * model.top,
        bound=-float(bound) * model.top,
    )
