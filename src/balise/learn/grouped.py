"""Sums that a database has grouped -> sums as the model takes them, one account at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from balise.errors import ActiveColumnsError
from balise.learn.table import AccountTable, Integers
from balise.learn.tally import matrix_of

Answer = Mapping[str, NDArray[Any]]
"""The rows of one account in an answer of a database: name of the column -> its values."""
NOTHING: Answer = {name: np.zeros(0, np.int64) for name in ("week", "kind", "i", "j", "n", "y")}


def table_of(
    account: str, kinds: tuple[str, ...], cells: Answer, columns: Answer, width: int
) -> AccountTable:
    """Lay out the cells of an account.

    Parameters
    ----------
    account, kinds
        Its name, and the names that the codes in `kind` stand for, in order.
    cells
        week, kind, n, y: each week and kind once, in any order.
    columns
        week, kind, i, n: posts of a cell that have column i.
    width
        Columns of the design.

    Examples
    --------
    >>> one = np.array([1])
    >>> cells = {"week": one, "kind": one * 0, "n": one * 5, "y": np.array([2.0])}
    >>> columns = {"week": one, "kind": one * 0, "i": one, "n": one * 3}
    >>> table_of("x:a", ("text",), cells, columns, 2).counts.toarray().tolist()
    [[0, 3]]
    """
    _check(account, columns["i"], width)
    keys = cells["week"] * len(kinds) + cells["kind"]
    order = np.argsort(keys)
    cell = np.searchsorted(keys[order], columns["week"] * len(kinds) + columns["kind"])
    return AccountTable(
        account=account,
        kinds=kinds,
        week=cells["week"][order],
        kind=cells["kind"][order],
        n=cells["n"][order],
        y=cells["y"][order],
        counts=_placed(cell, columns["i"], columns["n"], (len(keys), width)),
    )


def gram_of(account: str, pairs: Answer, width: int) -> sparse.csr_array:
    """Lay out the pairs i <= j of an account, n posts each, as the upper triangle of G'G.

    Examples
    --------
    >>> pairs = {"i": np.array([0, 0]), "j": np.array([1, 0]), "n": np.array([3, 5])}
    >>> gram_of("x:a", pairs, 2).toarray().tolist()
    [[5, 3], [0, 0]]
    """
    _check(account, pairs["j"], width)
    return _placed(pairs["i"], pairs["j"], pairs["n"], (width, width))


def moment_of(columns: Answer, width: int) -> NDArray[np.float64]:
    """Add the outcomes of the posts that have each column, shape (p,).

    Examples
    --------
    >>> moment_of({"i": np.array([1, 1]), "y": np.array([3.0, 4.0])}, 2).tolist()
    [0.0, 7.0]
    """
    return np.asarray(np.bincount(columns["i"], columns["y"], minlength=width), float)


def check_once(account: str, gram: sparse.csr_array, table: AccountTable) -> None:
    """Hold two answers against each other: with each column once, the diagonal is the counts.

    Raises
    ------
    ActiveColumnsError
        A post has a column twice.

    Examples
    --------
    >>> one = np.array([1])
    >>> cells = {"week": one, "kind": one * 0, "n": one, "y": np.array([2.0])}
    >>> twice = {"week": one, "kind": one * 0, "i": one, "n": one * 2}
    >>> pairs = {"i": one, "j": one, "n": one * 4}
    >>> check_once("x:a", gram_of("x:a", pairs, 2), table_of("x:a", ("text",), cells, twice, 2))
    Traceback (most recent call last):
    ...
    balise.errors.input.ActiveColumnsError: Posts of x:a have a column that ...
    """
    if (gram.diagonal() != table.counts.sum(axis=0)).any():
        raise ActiveColumnsError(account=account)


def _check(account: str, columns: Integers, width: int) -> None:
    if len(columns) and not 0 <= columns.min() <= columns.max() < width:
        raise ActiveColumnsError(account=account)


def _placed(
    row: Integers, column: Integers, number: Integers, shape: tuple[int, int]
) -> sparse.csr_array:
    where = row * shape[1] + column
    order = np.argsort(where)
    return matrix_of(where[order], number[order], shape)
