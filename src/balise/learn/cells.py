"""Sums laid out for the equations: one small block of cells for each account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from balise.domain.design import Cell, Sums
from balise.learn.process import Array, Place
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
    """

    account: str
    place: Place
    count: Array
    mean: Array
    columns: sparse.csr_array

    def dense(self) -> Array:
        """Return the mean columns as a full matrix, shape (C, p)."""
        return np.asarray(self.columns.toarray())


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AccountSums:
    """One account's cells beside its raw sums.

    `where` are the flat places of the upper triangle of G'G in a (p, p) matrix, `gram` its values.
    """

    cells: AccountCells
    where: NDArray[np.int64]
    gram: Array
    gy: Array
    yy: float
    n: int


def lay_out(sums: Sums, kinds: Mapping[str, int], width: int) -> tuple[AccountSums, ...]:
    """Lay out sums account by account; `kinds` maps a kind to its code.

    Examples
    --------
    >>> from balise.domain.design import Sums
    >>> lay_out(Sums(design_id="d", cells=(), gram={}, gy={}, yy={}, n={}), {}, 0)
    ()
    """
    found = []
    for account, mine in CellTable.of(sums.cells).accounts.items():
        upper = sums.gram[account].tocoo()
        found.append(
            AccountSums(
                cells=_laid(mine, kinds, width),
                where=upper.row.astype(np.int64) * width + upper.col,
                gram=upper.data.astype(float),
                gy=_widened(sums.gy[account], width),
                yy=sums.yy[account],
                n=sums.n[account],
            )
        )
    return tuple(found)


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


def kinds_of(sums: Sums) -> dict[str, int]:
    """Number the kinds that occur, in order of their names.

    Examples
    --------
    >>> kinds_of(Sums(design_id="d", cells=(), gram={}, gy={}, yy={}, n={}))
    {}
    """
    tables = CellTable.of(sums.cells).accounts.values()
    found = {one.kinds[code] for one in tables for code in np.unique(one.kind)}
    return {kind: i for i, kind in enumerate(sorted(found))}


def _widened(vector: Array, width: int) -> Array:
    return np.concatenate([vector, np.zeros(width - len(vector))])
