"""How far results lie from what was expected, and two sets of results from one another.

Posts of one account and week share what happens in it, so that ten posts of a week tell less than
posts of ten weeks. The variance of a mean is therefore told by the sums of its weeks (Liang and
Zeger, *Biometrika* 73, 1986, made unbiased for independent posts), with as many degrees of freedom
as there are weeks less one. Where there are fewer than `WEEKS` nothing can be told of them, and the
number of posts is divided by the design effect 1 + (m - 1) `USUAL` (Kish, *Survey Sampling*, 1965).

What age leaves open is shared as well: where posts grow faster than believed, all young ones are
wrong together. It is therefore added as a mean, and not divided by the number of posts.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr, stdtrit

from balise.refine.gauge import Floats, Result

ENOUGH = 5
"""Fewest posts (of a side) from which an interval is told."""
WEEKS = 3
"""Fewest weeks from which it can be told how far they differ."""
USUAL = 0.1
"""Share of the variance that the weeks of an account hold where there are too few to tell: a choice
of ours, of the order of what accounts drift beside the spread of single posts."""
_UPPER = 0.95
_EXACT = 1e9


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A difference on the log scale: `half` is half of its 90 % interval, `p` of none at all.

    `spread` is the standard deviation of single posts.
    """

    middle: float
    half: float
    p: float
    n: int
    n_before: int
    spread: float


def variance(
    centred: Floats, groups: Sequence[Hashable], spread: tuple[float, float]
) -> tuple[float, float]:
    """Tell the variance of a mean and its degrees of freedom.

    Parameters
    ----------
    centred
        The values less their mean.
    groups
        What the values share, one each.
    spread
        Variance of single values with its degrees of freedom, where there are too few groups.

    Examples
    --------
    >>> variance(np.array([1.0, -1.0, 2.0, -2.0]), ["a", "b", "c", "d"], (0.0, 1.0))
    (0.8333333333333334, 3.0)
    """
    sizes = Counter(groups)
    n, squares = len(centred), sum(size**2 for size in sizes.values())
    if len(sizes) < WEEKS:
        effect = 1 + (squares / n - 1) * USUAL
        return spread[0] * effect / n, spread[1]
    places = {name: place for place, name in enumerate(sizes)}
    sums = np.bincount([places[name] for name in groups], centred)
    return float(sums @ sums) / (n**2 - squares), len(sizes) - 1.0


def level(found: Sequence[Result]) -> tuple[float, float] | None:
    """Tell mean distance from expectation with half its 90 % interval; `None` below `ENOUGH`."""
    n = len(found)
    if n < ENOUGH:
        return None
    rests = np.array([one.rest for one in found])
    groups = [(one.account, one.week) for one in found]
    part = variance(rests - rests.mean(), groups, (float(rests.var(ddof=1)), n - 1.0))
    age = float(np.mean([one.age_sd for one in found]))
    sd = math.sqrt(part[0] + age**2)
    return float(rests.mean()), float(stdtrit(_freedom([part], sd), _UPPER)) * sd


def gap(
    now: Sequence[Result],
    before: Sequence[Result],
    *,
    doubt: float = 0.0,
    values: tuple[Sequence[float], Sequence[float]] | None = None,
) -> Gap | None:
    """Compare two sets of results account by account, so that another mix of them is no change.

    `doubt` is the standard deviation of what both expectations may be wrong by together; `values`
    are compared instead of the distances from expectation. `None` where a side has too few posts of
    accounts that are on both.
    """
    shared = sorted({r.account for r in now} & {r.account for r in before})
    given = values or ([r.rest for r in now], [r.rest for r in before])
    sides = [_side(*both, shared) for both in zip((now, before), given, strict=True)]
    if min(len(one.centred) for one in sides) < ENOUGH or any(one.freedom < 1 for one in sides):
        return None
    counts = np.stack([one.counts for one in sides])
    weights = counts.prod(axis=0) / counts.sum(axis=0)
    weights /= weights.sum()
    middle = float(weights @ (sides[0].means - sides[1].means))
    parts = [part for one in sides for part in one.parts(weights)]
    exact = doubt**2 + sum(float(weights @ one.ages) ** 2 for one in sides)
    sd = math.sqrt(sum(each for each, _ in parts) + exact)
    freedom = _freedom(parts, sd)
    squares = sum(float(one.centred @ one.centred) for one in sides)
    return Gap(
        middle=middle,
        half=float(stdtrit(freedom, _UPPER)) * sd,
        p=2 * float(stdtr(freedom, -abs(middle) / sd)) if sd > 0 else float(middle == 0),
        n=len(sides[0].centred),
        n_before=len(sides[1].centred),
        spread=math.sqrt(squares / sum(one.freedom for one in sides)),
    )


def _freedom(parts: Sequence[tuple[float, float]], sd: float) -> float:
    """Degrees of freedom of a sum of variances and of what is known exactly (Satterthwaite)."""
    below = sum(each**2 / freedom for each, freedom in parts)
    return min(max(sd**4 / below, 1.0), _EXACT) if below > 0 else _EXACT


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Side:
    """One side: posts, means and age by account; of each post its place, rest and week."""

    counts: Floats
    means: Floats
    ages: Floats
    at: list[int]
    centred: Floats
    weeks: Sequence[Hashable]

    @property
    def freedom(self) -> int:
        return len(self.centred) - len(self.counts)

    def parts(self, weights: Floats) -> list[tuple[float, float]]:
        """Variance that each account adds to the weighted mean, and its degrees of freedom."""
        spread = float(self.centred @ self.centred) / self.freedom, float(self.freedom)
        found = []
        for place, weight in enumerate(weights.tolist()):
            mine = [i for i, account in enumerate(self.at) if account == place]
            weeks = [self.weeks[i] for i in mine]
            each, freedom = variance(self.centred[mine], weeks, spread)
            found.append((weight**2 * each, freedom))
        return found


def _side(found: Sequence[Result], values: Sequence[float], accounts: Sequence[str]) -> _Side:
    places = {name: place for place, name in enumerate(accounts)}
    kept = [(r, v) for r, v in zip(found, values, strict=True) if r.account in places]
    at = np.array([places[r.account] for r, _ in kept], np.int64)
    told = np.array([v for _, v in kept], float)
    counts = np.bincount(at, minlength=len(accounts)).astype(float)
    ages = np.array([r.age_sd for r, _ in kept], float)
    means = np.bincount(at, told, len(accounts)) / np.maximum(counts, 1)
    return _Side(
        counts=counts,
        means=means,
        ages=np.bincount(at, ages, len(accounts)) / np.maximum(counts, 1),
        at=at.tolist(),
        centred=told - means[at] if kept else told,
        weeks=[r.week for r, _ in kept],
    )
