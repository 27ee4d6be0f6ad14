"""Posts as arrays -> sums: each pair of columns is counted by its place, no matrix is multiplied.

A post of m columns has m (m + 1) / 2 pairs on and above the diagonal of G'G. Counting them takes
a few nanoseconds each; a sparse product of the same matrix takes ten times as long.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from balise.domain.design import Sums
from balise.errors import ActiveColumnsError
from balise.learn.table import AccountTable, CellTable, Integers

_TOGETHER = 2_000_000
"""Pairs that are written out before they are counted: 16 MB."""
Codes = tuple[Integers, Integers | None]
_SPARSE = 4
"""Counting is by place where there are at most so many places for each thing counted."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PostTable:
    """Posts of one account.

    Parameters
    ----------
    account
        `<network>:<handle>`.
    kinds
        The names that the codes in `kind` stand for, in order.
    week, kind
        Of each post: ISO weeks since 0001-01-01, code of the kind; shape (n,).
    y
        Outcome of each on the log scale, shape (n,).
    index, ends
        The columns of post i are `index[ends[i]:ends[i + 1]]`, each once, in any order.
    weight
        Of each, where posts have weights, shape (n,).
    """

    account: str
    kinds: tuple[str, ...]
    week: Integers
    kind: Integers
    y: NDArray[np.float64]
    index: Integers
    ends: Integers
    weight: Integers | None = None

    @property
    def times(self) -> Integers | float:
        """Return how often each post is taken."""
        return 1.0 if self.weight is None else self.weight


def tally(posts: PostTable, design_id: str, width: int) -> Sums:
    """Sum the posts of one account, each as often as its weight says where they have any.

    Parameters
    ----------
    posts
        At least one.
    design_id, width
        The design whose columns are meant, and how many it has.

    Raises
    ------
    ActiveColumnsError
        A post has a column that the design does not have, or has one twice.

    Examples
    --------
    >>> posts = PostTable(
    ...     account="x:a",
    ...     kinds=("text",),
    ...     week=np.array([1, 1]),
    ...     kind=np.array([0, 0]),
    ...     y=np.array([1.0, 2.0]),
    ...     index=np.array([0, 0, 1]),
    ...     ends=np.array([0, 1, 3]),
    ... )
    >>> tally(posts, "d", 2).gram["x:a"].toarray().tolist()
    [[2, 1], [0, 1]]
    """
    index, sizes = posts.index, np.diff(posts.ends)
    if len(index) and not 0 <= index.min() <= index.max() < width:
        raise ActiveColumnsError(account=posts.account)
    where, number = _counted(_pairs(posts, width), int(sizes @ (sizes + 1)) // 2, width * width)
    return Sums(
        design_id=design_id,
        cells=CellTable([_cells(posts, sizes, width)]),
        gram={posts.account: matrix_of(where, number, (width, width))},
        gy={posts.account: _summed(index, np.repeat(posts.y * posts.times, sizes), width)},
        yy={posts.account: float(posts.y * posts.times @ posts.y)},
        n={posts.account: len(posts.y) if posts.weight is None else int(posts.weight.sum())},
    )


def joined(parts: Sequence[PostTable]) -> PostTable:
    """Put posts of one account, told with the same codes of kinds, one after another.

    Examples
    --------
    >>> one = PostTable(
    ...     account="x:a",
    ...     kinds=("text",),
    ...     week=np.array([1]),
    ...     kind=np.array([0]),
    ...     y=np.array([1.0]),
    ...     index=np.array([0, 2]),
    ...     ends=np.array([0, 2]),
    ... )
    >>> joined([one, one]).ends.tolist()
    [0, 2, 4]
    """
    if len(parts) == 1:
        return parts[0]
    sizes = [np.diff(one.ends) for one in parts]
    weights = [one.weight for one in parts if one.weight is not None]
    return PostTable(
        account=parts[0].account,
        kinds=parts[0].kinds,
        week=np.concatenate([one.week for one in parts]),
        kind=np.concatenate([one.kind for one in parts]),
        y=np.concatenate([one.y for one in parts]),
        index=np.concatenate([one.index for one in parts]),
        ends=np.cumsum(np.concatenate([np.zeros(1, np.int64), *sizes])),
        weight=np.concatenate(weights) if weights else None,
    )


def _cells(posts: PostTable, sizes: Integers, width: int) -> AccountTable:
    kinds = len(posts.kinds)
    found, cell = np.unique(posts.week * kinds + posts.kind, return_inverse=True)
    codes = np.repeat(cell, sizes) * width + posts.index
    weight = None if posts.weight is None else np.repeat(posts.weight, sizes)
    where, number = _counted(iter([(codes, weight)]), len(codes), len(found) * width)
    return AccountTable(
        account=posts.account,
        kinds=posts.kinds,
        week=found // kinds,
        kind=found % kinds,
        n=_number(cell, posts.weight, len(found)),
        y=_summed(cell, posts.y * posts.times, len(found)),
        counts=matrix_of(where, number, (len(found), width)),
    )


def _summed(place: Integers, values: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    return np.asarray(np.bincount(place, values, minlength=size), float)


def _number(place: Integers, weight: Integers | None, size: int) -> Integers:
    """Count what is at each place, as often as weights say: whole numbers, and exact."""
    return np.bincount(place, weight, minlength=size).astype(np.int64, copy=False)


def _pairs(posts: PostTable, width: int) -> Iterator[Codes]:
    """Give the places on and above the diagonal that posts count for, some posts at a time."""
    sizes = np.diff(posts.ends)
    for size in np.flatnonzero(np.bincount(sizes)).tolist():
        upper, lower = np.triu_indices(size)
        starts = posts.ends[:-1][sizes == size]
        weight = None if posts.weight is None else posts.weight[sizes == size]
        step = max(1, _TOGETHER // max(len(upper), 1))
        for first in range(0, len(starts), step):
            # One row a position, so that a pair of positions is a sum of whole rows.
            here = posts.index[starts[first : first + step] + np.arange(size)[:, None]]
            if not (here[1:] > here[:-1]).all():
                here = np.sort(here, axis=0)
                if not (here[1:] > here[:-1]).all():
                    raise ActiveColumnsError(account=posts.account)
            some = None if weight is None else np.tile(weight[first : first + step], len(upper))
            yield ((here * width)[upper] + here[lower]).ravel(), some


def _counted(parts: Iterator[Codes], several: int, size: int) -> tuple[Integers, Integers]:
    """Count codes below `size`, of which there are `several`: those that occur, how often."""
    if size > _SPARSE * several:
        codes, weight = _chained(list(parts))
        if weight is None:
            return np.unique(codes, return_counts=True)
        where, place = np.unique(codes, return_inverse=True)
        return where, _number(place, weight, len(where))
    full = np.zeros(size, np.int64)
    for codes, weight in _gathered(parts):
        full += _number(codes, weight, size)
    where = np.flatnonzero(full)
    return where, full[where]


def _gathered(parts: Iterator[Codes]) -> Iterator[Codes]:
    """Put small pieces together, for each piece costs a pass over all places."""
    held: list[Codes] = []
    for some in parts:
        held.append(some)
        if sum(len(codes) for codes, _ in held) >= _TOGETHER // 2:
            yield _chained(held)
            held = []
    if held:
        yield _chained(held)


def _chained(parts: Sequence[Codes]) -> Codes:
    codes = np.concatenate([np.zeros(0, np.int64), *(codes for codes, _ in parts)])
    weights = [weight for _, weight in parts if weight is not None]
    return codes, np.concatenate(weights) if weights else None


def matrix_of(where: Integers, number: Integers, shape: tuple[int, int]) -> sparse.csr_array:
    """Make a sparse matrix of counts from ascending flat places, with the narrowest integers.

    Examples
    --------
    >>> matrix_of(np.array([1, 2]), np.array([7, 8]), (2, 2)).toarray().tolist()
    [[0, 7], [8, 0]]
    """
    row, column = np.divmod(where, max(shape[1], 1))
    ends = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=shape[0]))])
    parts = (number.astype(np.int32), column.astype(np.int32), ends.astype(np.int32))
    return sparse.csr_array(parts, shape=shape)
