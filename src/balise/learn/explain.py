"""A forecast taken apart: what each level of a post multiplies it by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from balise.domain.post import Post
from balise.domain.reason import Reason
from balise.learn.bundles import FACTOR, JOIN, SIGN
from balise.learn.columns import FACTORS
from balise.learn.effects import multipliers
from balise.learn.posterior import Posterior, Projection, by_account, project
from balise.learn.process import Array
from balise.learn.rows import Row

BASELINE = "baseline"
"""What the account's typical post gets in that week."""
WORDING = "wording"
"""All of the words of a post together."""
_NAMES = ("factor", "level", "multiplier", "low", "high")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Centred:
    """Every column against the mean of its factor: mean and variance (p,), and what was taken off.

    `typical` maps factor -> weights (p,) of the mean of its levels as they occur.
    """

    mean: Array
    variance: Array
    typical: dict[str, Array]


def table(posterior: Posterior, posts: Sequence[Post], rows: Sequence[Row]) -> dict[str, list[Any]]:
    """Explain posts as columns of a frame: a baseline, then one row for each level."""
    found = reasons(posterior, posts, rows)
    lines = [(post.uid, one) for post, some in zip(posts, found, strict=True) for one in some]
    return {
        "post_uid": [uid for uid, _ in lines],
        **{name: [getattr(one, name) for _, one in lines] for name in _NAMES},
    }


def reasons(
    posterior: Posterior, posts: Sequence[Post], rows: Sequence[Row]
) -> list[tuple[Reason, ...]]:
    """Explain each post: a baseline, whose level names the account, then one reason a level."""
    centred = _centre(posterior)
    found: list[tuple[Reason, ...]] = [() for _ in posts]
    for places in by_account(rows).values():
        mine = [rows[i] for i in places]
        seen = project(posterior, mine)
        for j, i in enumerate(places):
            base = _baseline(posterior, centred, seen, j, mine[j])
            levels = _lines(posterior, centred, mine[j])
            told = [(BASELINE, posts[i].account, *base), *levels]
            found[i] = tuple(_reason(*line) for line in told)
    return found


def _reason(factor: str, level: str, mean: float, sd: float) -> Reason:
    multiplier, low, high = multipliers(mean, sd)
    return Reason(factor=factor, level=level, multiplier=multiplier, low=low, high=high)


def _centre(posterior: Posterior) -> _Centred:
    b, spread = posterior.coefficients.mean, posterior.coefficients.covariance
    mean, variance = b.copy(), spread.diagonal().copy()
    n = np.zeros(len(b))
    for cells in posterior.cells.values():
        n += cells.columns.T @ cells.posts
    typical: dict[str, Array] = {}
    for name, factor in FACTORS.items():
        mine = [c.index for c in posterior.design.columns if c.factor == name]
        if not factor.exclusive or not n[mine].sum():
            continue
        weight = np.zeros(len(b))
        weight[mine] = n[mine] / n[mine].sum()
        shared = spread @ weight
        typical[name] = weight
        mean[mine] -= weight @ b
        variance[mine] += weight @ shared - 2 * shared[mine]
    return _Centred(mean=mean, variance=np.maximum(variance, 0), typical=typical)


def _baseline(
    posterior: Posterior, centred: _Centred, seen: Projection, j: int, row: Row
) -> tuple[float, float]:
    """Mean and standard deviation of all that no level of the post tells."""
    columns = posterior.design.columns
    told = np.zeros(len(columns))
    for place in row.active[1:]:
        told[place] += 1
        weight = centred.typical.get(columns[place].factor)
        if weight is not None:
            told -= weight
    slope = seen.slope[j] - told
    spread = posterior.coefficients.covariance
    local = max(float(seen.local[seen.spot[j], seen.spot[j]]), 0.0)
    sd = np.sqrt(max(float(slope @ spread @ slope), 0.0) + local)
    return float(seen.mean[j] - told @ posterior.coefficients.mean), float(sd)


def _lines(
    posterior: Posterior, centred: _Centred, row: Row
) -> Iterator[tuple[str, str, float, float]]:
    columns = posterior.design.columns
    words = [place for place in row.active if columns[place].factor == "word"]
    for together in _together(posterior, row):
        first = columns[together[0]]
        if len(together) > 1:
            level = JOIN.join(SIGN + name for name in sorted(columns[p].level for p in together))
            yield first.factor, level, *_all(posterior, together)
        else:
            sd = float(np.sqrt(centred.variance[together[0]]))
            yield first.factor, first.level, float(centred.mean[together[0]]), sd
    if words:
        yield WORDING, str(len(words)), *_all(posterior, words)


def _together(posterior: Posterior, row: Row) -> list[list[int]]:
    """The columns of a post but its words; those of a bundle, which nothing tells apart, as one."""
    of = {level: bundle.level for bundle in posterior.bundles for level in bundle.levels}
    found: dict[tuple[str, str], list[int]] = {}
    for place in row.active[1:]:
        column = posterior.design.columns[place]
        if column.factor == FACTOR:
            found.setdefault((FACTOR, of.get(column.level, column.level)), []).append(place)
        elif column.factor != "word":
            found[column.factor, column.level] = [place]
    return list(found.values())


def _all(posterior: Posterior, places: Sequence[int]) -> tuple[float, float]:
    """Mean and standard deviation of the sum of coefficients."""
    spread = posterior.coefficients.covariance[np.ix_(places, places)]
    mean = float(posterior.coefficients.mean[list(places)].sum())
    return mean, float(np.sqrt(max(spread.sum(), 0.0)))
