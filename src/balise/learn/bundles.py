r"""Hashtags that always come together, and hence cannot be told apart.

Of two columns the correlation over all posts follows from the sums alone: with n posts, :math:`n_a`
and :math:`n_b` with either, :math:`n_{ab}` with both,

.. math:: r = (n_{ab} - n_a n_b / n) / \sqrt{n_a (1 - n_a / n) \, n_b (1 - n_b / n)}

Where :math:`r^2 \ge 0.9` each makes the variance of the other's effect at least ten times as large,
the bound from which estimates are held to be worthless (Marquardt, Technometrics 12, 1970). Such
hashtags are reported as one bundle, with the posts that would take them apart.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse.csgraph import connected_components

from balise.domain.design import Design, Sums

FACTOR = "hashtag"
APART = 0.9
"""Square of the correlation from which two levels are one bundle."""
LEAST = 8
"""Fewer posts with one hashtag alone are not enough to say anything."""
JOIN = " + "
SIGN = "#"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """Levels of a factor that are not separable.

    Parameters
    ----------
    factor
        `hashtag`.
    levels
        In order of the alphabet.
    n
        Posts with all of them (of more than two: at most so many).
    split
        Posts with the first alone, or with each one alone, after which they would be separable.
    """

    factor: str
    levels: tuple[str, ...]
    n: int
    split: int

    @property
    def level(self) -> str:
        """Name the bundle.

        Examples
        --------
        >>> Bundle(factor="hashtag", levels=("diy", "home"), n=9, split=8).level
        '#diy + #home'
        """
        return JOIN.join(SIGN + level for level in self.levels)


def members(level: str) -> tuple[str, ...]:
    """Name the hashtags of a bundle by its level; of a hashtag, that one.

    Examples
    --------
    >>> members("#diy + #home"), members("diy")
    (('diy', 'home'), ('diy',))
    """
    if not level.startswith(SIGN):
        return (level,)
    return tuple(one.removeprefix(SIGN) for one in level.split(JOIN))


def find(design: Design, sums: Sums) -> tuple[Bundle, ...]:
    """Find the bundles in sums over posts.

    Examples
    --------
    >>> from balise.learn.columns import choose
    >>> from balise.learn.rows import Row
    >>> from balise.learn.sums import gather
    >>> counts = {("kind", "text"): 12, ("hashtag", "a"): 6, ("hashtag", "b"): 6}
    >>> design = choose(counts, kpi="engagement")
    >>> posts = [
    ...     Row(account="x:a", week=0, kind="text", y=0.0, active=active)
    ...     for active in [(0, 1, 2, 3)] * 6 + [(0, 1)] * 6
    ... ]
    >>> [(one.level, one.n, one.split) for one in find(design, gather(posts, design))]
    [('#a + #b', 6, 8)]
    """
    columns = [c for c in design.columns if c.factor == FACTOR]
    n, both = sum(sums.n.values()), _together([c.index for c in columns], sums)
    if len(columns) < 2 or not n:  # noqa: PLR2004 - a bundle has two
        return ()
    alike = (_squares(both, n) >= APART).astype(int)
    _, group = connected_components(alike, directed=False)
    found = []
    for number in np.flatnonzero(np.bincount(group) > 1):
        mine = np.flatnonzero(group == number)
        here = both[np.ix_(mine, mine)]
        found.append(
            Bundle(
                factor=FACTOR,
                levels=tuple(sorted(columns[i].level for i in mine)),
                n=int(here.min()),
                split=_split(here, n),
            )
        )
    return tuple(sorted(found, key=lambda one: one.levels))


def _together(places: Sequence[int], sums: Sums) -> np.ndarray:
    """Count the posts with both of each pair of columns, shape (columns, columns)."""
    found = np.zeros((len(places), len(places)))
    for gram in sums.gram.values():
        known = [i for i, place in enumerate(places) if place < gram.shape[0]]
        mine = [places[i] for i in known]
        found[np.ix_(known, known)] += gram[mine][:, mine].toarray()
    return np.maximum(found, found.T)  # the sums hold the upper triangle


def _squares(both: np.ndarray, n: float) -> np.ndarray:
    """Square the correlation of each pair; 0 with what has no post, or all."""
    each = both.diagonal()
    spread = each * (1 - each / n)
    scale = np.outer(spread, spread)
    with np.errstate(divide="ignore", invalid="ignore"):
        square = np.maximum(both - np.outer(each, each) / n, 0) ** 2 / scale
    return np.asarray(np.where(scale > 0, square, 0.0))


def _split(both: np.ndarray, n: int) -> int:
    """Count the posts with one of them alone that part it from each of the others."""
    most = math.ceil(float(both.max()) * (1 / APART - 1)) + LEAST
    for more in range(LEAST, most):
        wider = both.copy()
        wider[0, 0] += more
        if _squares(wider, n + more)[0, 1:].max() < APART:
            return more
    return most
