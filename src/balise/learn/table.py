"""Cells as arrays: what `Cell` says one by one, for a million of them without a million objects."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import overload

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from balise.domain.design import Cell, Counts

Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AccountTable:
    """The C cells of one account.

    Parameters
    ----------
    account
        `<network>:<handle>`.
    kinds
        The names that the codes in `kind` stand for.
    week, kind, n
        Of each cell: ISO weeks since 0001-01-01, code of the kind, posts; shape (C,).
    y
        Sum of the outcomes of each, shape (C,).
    counts
        Posts of each cell that have each column, sparse, shape (C, p), columns ascending.
    """

    account: str
    kinds: tuple[str, ...]
    week: Integers
    kind: Integers
    n: Integers
    y: NDArray[np.float64]
    counts: sparse.csr_array

    def cell(self, place: int) -> Cell:
        """Give one cell as a value."""
        start, end = self.counts.indptr[place : place + 2].tolist()
        return Cell(
            account=self.account,
            week=int(self.week[place]),
            kind=self.kinds[self.kind[place]],
            n=int(self.n[place]),
            y=float(self.y[place]),
            g=Counts(
                index=array("i", self.counts.indices[start:end].tolist()),
                count=array("i", self.counts.data[start:end].tolist()),
            ),
        )

    def widened(self, width: int) -> AccountTable:
        """Give the same cells for a design that has grown: zero in the columns that came after."""
        if self.counts.shape[1] == width:
            return self
        parts = (self.counts.data, self.counts.indices, self.counts.indptr)
        shape = (len(self.n), width)
        return replace(self, counts=sparse.csr_array(parts, shape=shape))

    def times(self, weight: int) -> AccountTable:
        """Take each post several times."""
        y, counts = self.y * weight, self.counts * weight
        return replace(self, n=self.n * weight, y=y, counts=counts)


class CellTable(Sequence[Cell]):
    """The cells of many accounts, in order of their key; `accounts` holds them as arrays.

    Parameters
    ----------
    accounts
        Each account once, its cells in order of week and name of the kind.

    Examples
    --------
    >>> len(CellTable([]))
    0
    """

    __slots__ = ("_ends", "accounts")

    def __init__(self, accounts: Iterable[AccountTable]) -> None:
        self.accounts: Mapping[str, AccountTable] = {
            one.account: one for one in sorted(accounts, key=lambda one: one.account)
        }
        self._ends = np.cumsum([len(one.n) for one in self.accounts.values()], dtype=np.int64)

    @classmethod
    def of(cls, cells: Iterable[Cell]) -> CellTable:
        """Lay out cells that come in order of their key.

        Examples
        --------
        >>> none = Counts(index=array("i"), count=array("i"))
        >>> cell = Cell(account="x:a", week=1, kind="text", n=2, y=1.5, g=none)
        >>> CellTable.of([cell])[0] == cell
        True
        """
        if isinstance(cells, cls):
            return cells
        return cls(
            account_table(account, list(mine))
            for account, mine in groupby(cells, key=lambda cell: cell.account)
        )

    def __len__(self) -> int:
        return int(self._ends[-1]) if len(self._ends) else 0

    def __iter__(self) -> Iterator[Cell]:
        for one in self.accounts.values():
            yield from map(one.cell, range(len(one.n)))

    @overload
    def __getitem__(self, place: int) -> Cell: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Cell, ...]: ...
    def __getitem__(self, place: int | slice) -> Cell | tuple[Cell, ...]:
        if isinstance(place, slice):
            return tuple(self[i] for i in range(len(self))[place])
        place = range(len(self))[place]
        number = int(np.searchsorted(self._ends, place, side="right"))
        one = list(self.accounts.values())[number]
        return one.cell(place - int(self._ends[number]) + len(one.n))


def account_table(account: str, cells: Sequence[Cell]) -> AccountTable:
    """Lay out the cells of one account, in the order in which they are given.

    Examples
    --------
    >>> counts = Counts(index=array("i", [1]), count=array("i", [3]))
    >>> cell = Cell(account="x:a", week=1, kind="text", n=4, y=1.5, g=counts)
    >>> account_table("x:a", [cell]).counts.toarray().tolist()
    [[0, 3]]
    """
    kinds = tuple(sorted({cell.kind for cell in cells}))
    code = {kind: i for i, kind in enumerate(kinds)}
    index = np.concatenate([np.asarray(cell.g.index, np.int32) for cell in cells])
    ends = np.cumsum([0, *(len(cell.g.index) for cell in cells)], dtype=np.int32)
    number = np.concatenate([np.asarray(cell.g.count, np.int32) for cell in cells])
    shape = (len(cells), int(index.max(initial=-1)) + 1)
    return AccountTable(
        account=account,
        kinds=kinds,
        week=np.array([cell.week for cell in cells], np.int64),
        kind=np.array([code[cell.kind] for cell in cells], np.int64),
        n=np.array([cell.n for cell in cells], np.int64),
        y=np.array([cell.y for cell in cells], float),
        counts=sparse.csr_array((number, index, ends), shape=shape),
    )


def added(tables: Sequence[AccountTable], width: int) -> AccountTable:
    """Add tables of one account: cells of the same week and kind become one.

    Examples
    --------
    >>> none = Counts(index=array("i"), count=array("i"))
    >>> cell = Cell(account="x:a", week=1, kind="text", n=2, y=1.5, g=none)
    >>> added([account_table("x:a", [cell])] * 2, 0).n.tolist()
    [4]
    """
    if len(tables) == 1:
        return tables[0].widened(width)
    kinds = tuple(sorted({kind for one in tables for kind in one.kinds}))
    keys = np.concatenate([one.week * len(kinds) + _coded(one, kinds) for one in tables])
    found, place = np.unique(keys, return_inverse=True)
    put = sparse.csr_array(
        (np.ones(len(keys), np.int32), (place, np.arange(len(keys)))), shape=(len(found), len(keys))
    )
    counts = put @ sparse.vstack([one.widened(width).counts for one in tables], format="csr")
    counts.sort_indices()
    return AccountTable(
        account=tables[0].account,
        kinds=kinds,
        week=found // max(len(kinds), 1),
        kind=found % max(len(kinds), 1),
        n=put @ np.concatenate([one.n for one in tables]),
        y=put @ np.concatenate([one.y for one in tables]),
        counts=counts,
    )


def _coded(table: AccountTable, kinds: Sequence[str]) -> Integers:
    return recoded(table.kind, table.kinds, {kind: i for i, kind in enumerate(kinds)})


def recoded(kind: Integers, kinds: Sequence[str], codes: Mapping[str, int]) -> Integers:
    """Say codes of kinds in other codes.

    Examples
    --------
    >>> recoded(np.array([1, 0]), ["image", "text"], {"text": 0, "image": 5}).tolist()
    [0, 5]
    """
    return np.array([codes[name] for name in kinds], np.int64)[kind]
