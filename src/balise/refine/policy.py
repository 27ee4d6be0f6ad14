r"""What a changed plan would have brought, read from weeks whose lots were logged.

Account weeks in which a lot fell on what the changed plan does stand for all that the plan would do
so, each with the weight :math:`w_i = \pi(x_i) / p(x_i)`: its chance under the changed plan over
its logged chance. Self-normalised: :math:`\hat v = \sum w_i r_i / \sum w_i` (Swaminathan and
Joachims, NeurIPS 2015), where :math:`r_i` is the week's result over what the SOLVED week was
expected to bring. That was settled before the lot: over its own expectation a dear exchange would
look as good as any.

The interval is that of the delta method on :math:`d_i = w_i (r_i - \hat v) / \sum w`, each
residual over :math:`1 - w_i / \sum w` (jackknife), turned by Hall's transformation, because results
are skewed (Hall, Journal of the Royal Statistical Society B 54 (1992)).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as student

from balise.domain.plan import Draw, Exchange, Slot
from balise.domain.refinement import PolicyValue

LEAST = 30.0
"""Effective weeks below which nothing is claimed."""
_SURE = 0.9
_NOTHING = 1e-9
Floats = NDArray[np.float64]
Target = Mapping[str, Sequence[float]]
"""draw_id -> the changed plan's chance of each exchange; what is missing to 1 it does otherwise."""
_State = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lived:
    """An account's week that is over: its lot, all its slots as they ended, and what it brought.

    `result` is in the units of the plan's weights at the age of the forecasts; NaN: not known.
    """

    draw: Draw
    slots: tuple[Slot, ...]
    result: float

    @property
    def counts(self) -> bool:
        """Whether all that was drawn was left as drawn, and the result is known."""
        drawn = [slot for slot in self.slots if slot.draw_id == self.draw.draw_id]
        return math.isfinite(self.result) and all(slot.is_randomised for slot in drawn)


def policy_value(logged: Sequence[Lived], target: Target) -> PolicyValue:
    """Tell what a changed plan would have brought, of what the solved plan was expected to bring.

    Weeks in which somebody moved, rewrote or skipped what was drawn do not count. Nothing is
    claimed (NaN) under 30 effective weeks, nor where the changed plan does what no lot could have
    done: `outside` tells the share of it.

    Parameters
    ----------
    logged
        Weeks that are over.
    target
        The chance of each exchange under the changed plan, by draw: of a plan that is not drawn, 1
        for what it does and 0 for the rest. A draw that it does not name is outside.

    Examples
    --------
    >>> from datetime import date
    >>> ways = (
    ...     Exchange(swaps=(), value=10.0, chance=0.5),
    ...     Exchange(swaps=(), value=9.0, chance=0.5),
    ... )
    >>> def lived(i):
    ...     draw = Draw(
    ...         draw_id=f"{i}",
    ...         account="x:shop",
    ...         week=date(2027, 1, 4),
    ...         explore=0.1,
    ...         temperature=1.0,
    ...         exchanges=ways,
    ...         chosen=i % 2,
    ...         cost=0.05,
    ...     )
    ...     return Lived(draw=draw, slots=(), result=12.0 if i % 2 else 9.0 + i % 3)
    >>> weeks = [lived(i) for i in range(120)]
    >>> found = policy_value(weeks, {f"{i}": (0.0, 1.0) for i in range(120)})
    >>> found.value, round(found.baseline, 2), found.n, round(found.ess)
    (1.2, 1.1, 120, 60)
    """
    weeks = [one for one in logged if one.counts]
    if not weeks:
        return _told((math.nan, math.nan, math.nan), math.nan, 0, (0.0, 0.0))
    weights = np.array([_weight(one.draw, target) for one in weeks])
    results = np.array([one.result / _solved(one.draw).value for one in weeks])
    outside = float(np.mean([_outside(one.draw, target) for one in weeks]))
    total = float(weights.sum())
    ess = total**2 / float((weights**2).sum()) if total else 0.0
    claimed = ess >= LEAST and outside == 0
    value = _interval(weights, results, ess) if claimed else (math.nan, math.nan, math.nan)
    return _told(value, float(results.mean()), len(weeks), (ess, outside))


def target_of(logged: Sequence[Lived], changed: Sequence[Slot]) -> dict[str, tuple[float, ...]]:
    """Tell which exchange of each draw a changed plan, which is not drawn itself, makes.

    A slot is known by its name. Where no exchange gives the week the formats, asks and hours that
    it has in the changed plan, the plan is outside, and all chances of that draw are 0.

    Examples
    --------
    >>> target_of([], [])
    {}
    """
    new = {slot.slot_id: _state(slot) for slot in changed}
    return {one.draw.draw_id: _matched(one, new) for one in logged}


def _matched(lived: Lived, new: Mapping[str, _State]) -> tuple[float, ...]:
    wanted = {slot.slot_id: new.get(slot.slot_id) for slot in lived.slots}
    found = [_as_in(lived, way) == wanted for way in lived.draw.exchanges]
    first = found.index(True) if True in found else -1
    return tuple(float(place == first) for place in range(len(found)))


def _state(slot: Slot) -> _State:
    at = slot.local_at
    return slot.kind, slot.cta, f"{at.hour:02d}", at.date().isoformat()


def _as_in(lived: Lived, way: Exchange) -> dict[str, _State]:
    """Give the week as another exchange would have made it: undo the one that came out."""
    states = {slot.slot_id: _state(slot) for slot in lived.slots}
    place = {"kind": 0, "cta": 1, "hour": 2}
    undone = [(one, one.before) for one in lived.draw.exchanges[lived.draw.chosen].swaps]
    for swap, to in [*undone, *((one, one.after) for one in way.swaps)]:
        parts = [*states[swap.slot_id]]
        parts[place[swap.aspect]] = to
        states[swap.slot_id] = (parts[0], parts[1], parts[2], parts[3])
    return states


def _solved(draw: Draw) -> Exchange:
    return next(one for one in draw.exchanges if not one.swaps)


def _weight(draw: Draw, target: Target) -> float:
    asked = target.get(draw.draw_id)
    return float(asked[draw.chosen]) / draw.exchanges[draw.chosen].chance if asked else 0.0


def _outside(draw: Draw, target: Target) -> float:
    """Tell the share of a week's chances that the log could not have drawn."""
    asked = target.get(draw.draw_id)
    if asked is None:
        return 1.0
    within = math.fsum(
        chance for chance, way in zip(asked, draw.exchanges, strict=True) if way.chance > 0
    )
    return 1 - within if within < 1 - _NOTHING else 0.0


def _interval(weights: Floats, results: Floats, ess: float) -> tuple[float, float, float]:
    parts = weights / weights.sum()
    value = float(parts @ results)
    pulls = parts * (results - value)
    spread = float(np.sqrt(np.sum((pulls / (1 - parts)) ** 2)))
    if spread <= _NOTHING * abs(value):
        return value, value, value
    used = pulls[weights > 0]
    bend = float(np.mean(used**3) / np.mean(used**2) ** 1.5) / math.sqrt(len(used))
    far = float(student.ppf((1 + _SURE) / 2, ess - 1))
    return value, value - spread * _bent(far, bend), value - spread * _bent(-far, bend)


def _bent(quantile: float, bend: float) -> float:
    """Turn a quantile of a straight t into one of a skewed: the inverse of Hall's cubic.

    Examples
    --------
    >>> round(_bent(1.645, 0.0), 3), round(_bent(1.645, 0.3), 2), round(_bent(-1.645, 0.3), 2)
    (1.645, 1.39, -2.11)
    """
    if abs(bend) < _NOTHING:
        return quantile
    return float(3 / bend * (np.cbrt(1 + bend * (quantile - bend / 6)) - 1))


def _told(
    value: tuple[float, float, float], baseline: float, n: int, sizes: tuple[float, float]
) -> PolicyValue:
    return PolicyValue(
        value=value[0], low=value[1], high=value[2], baseline=baseline, n=n, ess=sizes[0],
        outside=sizes[1],
    )  # fmt: skip
