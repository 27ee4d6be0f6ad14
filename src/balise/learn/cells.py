"""Sums laid out for the equations: one small block of cells for each account."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from balise.domain.design import THINNESS, WHOLE, Cell, Sums
from balise.learn.process import Array, Place
from balise.learn.sums import indicator
from balise.learn.table import AccountTable, CellTable, account_table, recoded


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AccountCells:
    """The C cells of one account.

    Parameters
    ----------
    account
        `<network>:<handle>`.
    place
        Week and kind of each cell.
    count
        Posts in each, shape (C,).
    mean
        Mean outcome of each, shape (C,).
    columns
        Mean of the columns in each, sparse, shape (C, p).
    young
        How many cells at the end hold a young post each; its count is less than 1.
    number, seen, thin
        Where posts have weights, `count` is the sum of these, and mean and columns are weighed:
        then `number` are the posts in each cell, shape (C,), `seen` those with each column, shape
        (p,), and `thin` how much more than one of full weight a post scatters on average.
    """

    account: str
    place: Place
    count: Array
    mean: Array
    columns: sparse.csr_array
    young: int = 0
    number: Array | None = None
    seen: Array | None = None
    thin: float = 1.0

    @property
    def posts(self) -> Array:
        """Return the settled posts in each, shape (C,): those that can be listed and counted."""
        if self.number is not None:
            return self.number
        return np.where(np.arange(len(self.count)) < len(self.count) - self.young, self.count, 0.0)

    def dense(self) -> Array:
        """Return the mean columns as a full matrix, shape (C, p)."""
        return np.asarray(self.columns.toarray())


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AccountSums:
    """One account's cells beside its raw sums.

    `where` are the flat places of the upper triangle of G'G in a (p, p) matrix, `gram` its values;
    `n` posts are in the first `settled` cells. The cells after them hold one young post each, laid
    over at fit time: they tell of levels and effects, and nothing of how far posts scatter.
    """

    cells: AccountCells
    where: NDArray[np.int64]
    gram: Array
    gy: Array
    yy: float
    n: int
    settled: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A young post corrected to full age: `y` on the log scale, `variance` of the correction."""

    account: str
    week: int
    kind: str
    y: float
    variance: float
    active: tuple[int, ...]


def lay_out(sums: Sums, kinds: Mapping[str, int], width: int) -> tuple[AccountSums, ...]:
    """Lay out sums account by account; `kinds` maps a kind to its code.

    Examples
    --------
    >>> from balise.domain.design import Sums
    >>> lay_out(Sums(design_id="d", cells=(), gram={}, gy={}, yy={}, n={}), {}, 0)
    ()
    """
    plain = CellTable.of(sums.cells).accounts
    if sums.weighed is None:
        return tuple(
            _account(sums, account, _laid(mine, kinds, width)) for account, mine in plain.items()
        )
    beside = CellTable.of(sums.weighed.cells).accounts
    found = []
    for account, mine in plain.items():
        laid = _laid(beside[account], kinds, width)
        cells = replace(
            laid,
            count=laid.count / WHOLE,
            number=mine.n.astype(float),
            thin=sums.thin[account] / sums.n[account] * WHOLE / THINNESS,
            seen=_widened(sums.gram[account].diagonal().astype(float), width),
        )
        one = _account(sums.weighed, account, cells)
        weighed = replace(one, gram=one.gram / WHOLE, gy=one.gy / WHOLE, yy=one.yy / WHOLE)
        found.append(replace(weighed, n=sums.n[account]))
    return tuple(found)


def _account(sums: Sums, account: str, cells: AccountCells) -> AccountSums:
    upper, width = sums.gram[account].tocoo(), cells.columns.shape[1]
    return AccountSums(
        cells=cells,
        where=upper.row.astype(np.int64) * width + upper.col,
        gram=upper.data.astype(float),
        gy=_widened(sums.gy[account], width),
        yy=sums.yy[account],
        n=sums.n[account],
        settled=len(cells.count),
    )


def newcomers(accounts: Iterable[str], width: int) -> tuple[AccountSums, ...]:
    """Lay out accounts that have no settled post yet.

    Examples
    --------
    >>> [one.n for one in newcomers(["x:a"], 2)]
    [0]
    """
    none = np.zeros(0)
    place = Place(week=none, kind=np.zeros(0, np.int64))
    return tuple(
        AccountSums(
            cells=AccountCells(
                account=account,
                place=place,
                count=none,
                mean=none,
                columns=sparse.csr_array((0, width)),
            ),
            where=np.zeros(0, np.int64),
            gram=none,
            gy=np.zeros(width),
            yy=0.0,
            n=0,
            settled=0,
        )
        for account in accounts
    )


def lay_over(
    account: AccountSums, young: Sequence[Laid], kinds: Mapping[str, int], noise: float
) -> AccountSums:
    """Lay young posts over the sums of their account, each a cell of its own.

    A post whose correction adds v to the noise s^2 of a post counts as s^2 / (s^2 + v) of one.
    """
    if not young:
        return account
    cells, width = account.cells, account.cells.columns.shape[1]
    weight = np.array([noise / (noise + one.variance) for one in young])
    y = np.array([one.y for one in young])
    x = indicator([one.active for one in young], width).astype(float)
    scaled = sparse.csr_array(x.multiply(weight[:, None]))
    upper = sparse.triu(x.T @ scaled).tocoo()
    where, inverse = np.unique(
        np.concatenate([account.where, upper.row.astype(np.int64) * width + upper.col]),
        return_inverse=True,
    )
    gram = np.bincount(inverse, np.concatenate([account.gram, upper.data]), len(where)).astype(
        float
    )
    week = np.array([one.week for one in young], float)
    kind = np.array([kinds[one.kind] for one in young], np.int64)
    return AccountSums(
        cells=AccountCells(
            account=cells.account,
            place=Place(
                week=np.concatenate([cells.place.week, week]),
                kind=np.concatenate([cells.place.kind, kind]),
            ),
            count=np.concatenate([cells.count, weight]),
            mean=np.concatenate([cells.mean, y]),
            columns=sparse.csr_array(sparse.vstack([cells.columns, x], format="csr")),
            young=len(young),
        ),
        where=where,
        gram=gram,
        gy=account.gy + scaled.T @ y,
        yy=account.yy + float(weight @ y**2),
        n=account.n,
        settled=account.settled,
    )


def account_cells(
    account: str, cells: Sequence[Cell], kinds: Mapping[str, int], width: int
) -> AccountCells:
    """Lay out the cells of one account, in the order in which they are given.

    Examples
    --------
    >>> from array import array
    >>> from balise.domain.design import Counts
    >>> counts = Counts(index=array("i", [1]), count=array("i", [1]))
    >>> cell = Cell(account="x:a", week=3, kind="text", n=2, y=3.0, g=counts)
    >>> laid = account_cells("x:a", [cell], {"text": 0}, 2)
    >>> laid.mean.tolist(), laid.dense().tolist()
    ([1.5], [[0.0, 0.5]])
    """
    return _laid(account_table(account, cells), kinds, width)


def _laid(table: AccountTable, kinds: Mapping[str, int], width: int) -> AccountCells:
    count, ends = table.n.astype(float), table.counts.indptr
    values = table.counts.data / np.repeat(count, np.diff(ends))
    return AccountCells(
        account=table.account,
        place=Place(week=table.week.astype(float), kind=recoded(table.kind, table.kinds, kinds)),
        count=count,
        mean=table.y / count,
        # The places of the counts are those of the means: they are held once.
        columns=sparse.csr_array((values, table.counts.indices, ends), shape=(len(count), width)),
    )


def kinds_of(sums: Sums, young: Iterable[Laid] = ()) -> dict[str, int]:
    """Number the kinds that occur in sums and young posts, in order of their names.

    Examples
    --------
    >>> kinds_of(Sums(design_id="d", cells=(), gram={}, gy={}, yy={}, n={}))
    {}
    """
    tables = CellTable.of(sums.cells).accounts.values()
    found = {one.kinds[code] for one in tables for code in np.unique(one.kind)}
    found |= {one.kind for one in young}
    return {kind: i for i, kind in enumerate(sorted(found))}


def _widened(vector: Array, width: int) -> Array:
    return np.concatenate([vector, np.zeros(width - len(vector))])
