"""A level of a factor as a contrast of coefficients: against the typical post."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from balise.domain.design import Design, Sums
from balise.domain.estimate import Evidence
from balise.errors import EvidenceError
from balise.learn import columns
from balise.learn.bundles import FACTOR, Bundle, members
from balise.learn.columns import FACTORS
from balise.learn.features import Level
from balise.learn.model import Told
from balise.learn.process import Array

BLOCK = 3
LARGEST = 20.0
"""Largest log effect that an experiment is believed: 500 million fold."""
SURE, UNSURE = 1e-6, 1e6
"""Least and largest standard deviation of it."""
_DAY = 24
_HOURS = re.compile(r"(\d{1,2})(?:\s*-\s*(\d{1,2}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """One level that is reported.

    Parameters
    ----------
    factor, level
        As reported.
    n
        Posts that have it.
    vector
        Shape (p,): `vector @ b` is its log effect against the mean over the factor's levels as
        they occur.
    split
        Of a bundle: the posts that would take it apart.
    """

    factor: str
    level: str
    n: int
    vector: Array
    split: int | None = None


def contrasts(design: Design, n: Array, bundles: Sequence[Bundle] = ()) -> list[Contrast]:
    """Lay out all reported levels that occur, of factors in which there is something to compare.

    Parameters
    ----------
    design
        The columns.
    n
        Posts with each column, shape (p,); of the baseline: all posts.
    bundles
        Levels that are reported together and not one by one.

    Examples
    --------
    >>> from balise.learn.columns import choose
    >>> design = choose({("kind", "text"): 1, ("kind", "image"): 3}, kpi="engagement")
    >>> [(c.level, c.vector.tolist()) for c in contrasts(design, np.array([4.0, 3.0, 1.0]))]
    [('image', [0.0, 0.25, -0.25]), ('text', [0.0, -0.75, 0.75])]
    """
    found: list[Contrast] = []
    for name, factor in FACTORS.items():
        if factor.reported:
            mine = [bundle for bundle in bundles if bundle.factor == name]
            inside = {level for bundle in mine for level in bundle.levels}
            found += [_bundled(design, bundle, n) for bundle in mine]
            levels = [level for level in _levels(design, name, n) if level not in inside]
            if len(levels) > 1 or (levels and not factor.exclusive):
                found += [_contrast(design, (name, level), n) for level in levels]
    return found


def with_evidence(
    design: Design, sums: Sums, evidence: Iterable[Evidence]
) -> tuple[Design, list[Told], frozenset[tuple[str, str]]]:
    """Put what experiments found of the design's KPI beside sums.

    Returns
    -------
    design
        With columns for levels that it lacked.
    told
        The experiments as observations of contrasts.
    randomised
        The levels of which they told.

    Raises
    ------
    EvidenceError
        An effect or its standard deviation cannot be.
    """
    mine = [one for one in evidence if one.kpi == design.kpi]
    for one in mine:
        if not (abs(one.log_effect) <= LARGEST and SURE <= one.sd <= UNSURE):
            raise EvidenceError(
                factor=one.factor,
                level=one.level,
                effect=one.log_effect,
                sd=one.sd,
                largest=LARGEST,
                least=SURE,
                most=UNSURE,
            )
    wide = columns.extend(design, (v for e in mine for v in levels_behind(e.factor, e.level)))
    return wide, told(wide, sums, mine), frozenset((e.factor, e.level) for e in mine)


def _bundled(design: Design, bundle: Bundle, n: Array) -> Contrast:
    """Compare posts with all levels of a bundle against posts as they occur."""
    mine = [
        c.index for c in design.columns if (c.factor == bundle.factor and c.level in bundle.levels)
    ]
    vector = np.zeros(len(design.columns))
    vector[mine] = 1 - n[mine] / max(float(n[0]), 1.0)
    return Contrast(
        factor=bundle.factor, level=bundle.level, n=bundle.n, vector=vector, split=bundle.split
    )


def told(design: Design, sums: Sums, evidence: Sequence[Evidence]) -> list[Told]:
    """Put what experiments found as observations of contrasts, by the posts in the sums."""
    n = np.zeros(len(design.columns))
    for gram in sums.gram.values():
        n[: gram.shape[0]] += gram.diagonal()
    return [
        Told(
            contrast=_contrast(design, (one.factor, one.level), n).vector,
            effect=one.log_effect,
            sd=one.sd,
        )
        for one in evidence
        if _columns(design, (one.factor, one.level))
    ]


def levels_behind(factor: str, level: str) -> list[Level]:
    """Name the levels with columns behind a reported one: the hours of a block, a bundle's.

    Examples
    --------
    >>> levels_behind("hour", "22-01")
    [('hour', '22'), ('hour', '23'), ('hour', '0')]
    >>> levels_behind("kind", "image")
    [('kind', 'image')]
    """
    if factor == FACTOR:
        return [(factor, one) for one in members(level)]
    span = _HOURS.fullmatch(level) if factor == "hour" else None
    if span is None:
        return [(factor, level)]
    first = int(span[1]) % _DAY
    width = (int(span[2]) - first) % _DAY or _DAY if span[2] else 1
    return [("hour", str((first + i) % _DAY)) for i in range(width)]


def _levels(design: Design, name: str, n: Array) -> list[str]:
    mine = [c for c in design.columns if c.factor == name and n[c.index] > 0]
    if name != "hour":
        return [c.level for c in mine]
    blocks = sorted({int(c.level) // BLOCK * BLOCK for c in mine})
    return [f"{start:02d}-{start + BLOCK:02d}" for start in blocks]


def _columns(design: Design, level: Level) -> list[int]:
    wanted = set(levels_behind(*level))
    return [c.index for c in design.columns if (c.factor, c.level) in wanted]


def _contrast(design: Design, level: Level, n: Array) -> Contrast:
    mine = _columns(design, level)
    vector = np.zeros(len(design.columns))
    posts = float(n[mine].sum())
    vector[mine] = n[mine] / posts if posts else 1 / len(mine)
    if FACTORS[level[0]].exclusive:
        every = [c.index for c in design.columns if c.factor == level[0]]
        if n[every].sum():
            vector[every] -= n[every] / n[every].sum()
    else:
        vector[mine] *= 1 - posts / max(float(n[0]), 1.0)
    return Contrast(factor=level[0], level=level[1], n=int(posts), vector=vector)
