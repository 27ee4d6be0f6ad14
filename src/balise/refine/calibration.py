r"""Whether forecasts were as sure as they should be: where results fell in them.

The probability integral transform (PIT) of results in honest forecasts is uniform (Dawid 1984;
Diebold, Gunther and Tay, *International Economic Review* 39, 1998). A count k takes the
probability between k - 1/2 and k + 1/2, in which its PIT is drawn by lot (Czado, Gneiting and
Held, *Biometrics* 65, 2009); the figure of a young post is drawn from what its age leaves open.
The lot depends on slot and post alone: the same results give the same PIT.

Uniformity is tested by the two first components of Neyman's smooth test (*Skandinavisk
Aktuarietidskrift* 20, 1937): the mean, which tells forecasts that are too high or too low, and the
spread, which tells those that are too sure or too unsure. Posts of one account and week share an
error: the mean is set against how far their weeks differ (see `balise.refine.gap`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from scipy.stats import chi2, norm

from balise.domain.interval import Z90, wilson
from balise.domain.metric import METRICS
from balise.domain.plan import Slot
from balise.domain.refinement import Calibration, Fulfilment
from balise.refine.gap import variance
from balise.refine.gauge import Floats, Result, to_log

ENOUGH = 20
BINS = 10
LEVEL = 0.05
"""Of twenty honest sets of forecasts one is called dishonest."""
OPEN = 0.75
"""A post whose age leaves open more than this share of its forecast's spread says nothing yet."""
_LOW, _HIGH = 0.05, 0.95
_HALF = 0.5
_MEAN, _SPREAD = 12.0, 180.0
"""One over the variance of U - 1/2, and of its square, for a uniform U."""


def pit(slot: Slot, result: Result) -> float:
    """Tell where a result fell in the forecast of its slot, 0 to 1; NaN where it cannot be told.

    The forecast is two halves of normal distributions on the log scale that meet at its median.
    """
    shape = _halves(slot, result.kpi)
    if shape is None or result.age_sd > OPEN * min(shape[1:]):
        return math.nan
    middle = shape[0]
    lot, age = _lots(slot.slot_id, result.measured.post.uid)
    y = result.y + result.age_sd * float(norm.ppf(age))
    if not _is_counted(result.kpi):
        return _below(y, shape)
    # of a young post the figure at full age is a count again
    count = max(round(math.expm1(y)), 0) if result.age_sd else max(result.actual, 0.0)
    low = _below(math.log1p(count - _HALF), shape) if count >= _HALF else 0.0
    high = _below(math.log1p(count + _HALF), shape)
    return low + lot * (high - low) if math.isfinite(middle) else math.nan


def calibration(fulfilments: Sequence[Fulfilment]) -> Calibration:
    """Tell from where results fell whether forecasts can be trusted.

    Under twenty results nothing can be told, and the verdict says so.

    Examples
    --------
    >>> calibration([]).verdict
    'cannot tell'
    """
    known = [one for one in fulfilments if math.isfinite(one.pit)]
    fell = np.array([one.pit for one in known], float)
    n = len(fell)
    inside = int(np.sum((fell >= _LOW) & (fell <= _HIGH)))
    low, high = wilson(inside, n)
    counts = np.bincount(np.minimum((fell * BINS).astype(int), BINS - 1), minlength=BINS)
    groups = [(o.slot.account_id, o.slot.publish_at.isocalendar()[:2]) for o in known]
    p, verdict = _verdict(fell, groups)
    return Calibration(
        n=n,
        bins=tuple(int(one) for one in counts),
        kept90=inside / n if n else math.nan,
        low=low,
        high=high,
        p=p,
        verdict=verdict,
    )


def _verdict(fell: Floats, groups: Sequence[tuple[object, ...]]) -> tuple[float, str]:
    if len(fell) < ENOUGH:
        return math.nan, "cannot tell"
    off = fell - _HALF
    n = len(fell)
    each, _ = variance(off - off.mean(), groups, (1 / _MEAN, math.inf))
    mean = float(off.mean()) / math.sqrt(max(each, 1 / (_MEAN * n)))
    spread = float(np.sum(off**2 - 1 / _MEAN)) * math.sqrt(_SPREAD / n)
    p = float(chi2.sf(mean**2 + spread**2, 2))
    if p >= LEVEL:
        return p, "kept"
    if abs(mean) >= abs(spread):
        return p, "too low" if mean > 0 else "too high"
    return p, "too sure" if spread > 0 else "too unsure"


def _halves(slot: Slot, kpi: str) -> tuple[float, float, float] | None:
    """Median of a forecast, and the spread of either half, on the log scale."""
    low, middle, high = (to_log(q, kpi) for q in (slot.q05, slot.q50, slot.q95))
    if not (math.isfinite(middle) and math.isfinite(high)) or high <= middle:
        return None
    above = (high - middle) / Z90
    # a lowest figure of 0 was cut off there, and tells nothing of the lower half
    is_cut = not math.isfinite(low) or slot.q05 <= 0 or low >= middle
    return middle, above if is_cut else (middle - low) / Z90, above


def _below(y: float, shape: tuple[float, float, float]) -> float:
    middle, under, above = shape
    return float(norm.cdf((y - middle) / (under if y < middle else above)))


def _is_counted(kpi: str) -> bool:
    found = METRICS.get(kpi)
    return kpi == "engagement" or (found is not None and found.unit in {"count", "people"})


def _lots(slot_id: str, uid: str) -> tuple[float, float]:
    """Draw two lots between 0 and 1, the same for the same slot and post."""
    drawn = blake2b(f"{slot_id}\n{uid}".encode(), digest_size=16).digest()
    whole = 2.0**64
    first, second = (int.from_bytes(part) for part in (drawn[:8], drawn[8:]))
    return (first + _HALF) / whole, (second + _HALF) / whole
