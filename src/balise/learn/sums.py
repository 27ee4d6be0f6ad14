"""Rows -> sums that add up, and sums as bytes."""

from __future__ import annotations

import io
import json
import zipfile
from array import array
from collections.abc import Iterable, Sequence
from itertools import chain, groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from balise.domain.design import Cell, Counts, Design, Sums, merge_cells
from balise.errors import FitFormatError
from balise.learn.rows import Row

FORMAT = 1


def gather(rows: Iterable[Row], design: Design) -> Sums:
    """Sum rows by account and by cell.

    Parameters
    ----------
    rows
        In any order; the same rows in another order give the same sums but for rounding of y.
    design
        The design whose columns `Row.active` means.

    Returns
    -------
    Sums
        Raw sums, to be added to those of other rows; exact for all counts.

    Examples
    --------
    >>> design = Design(id="d", kpi="engagement", timezone="UTC", columns=())
    >>> row = Row(account="x:a", week=1, kind="text", y=2.0, active=())
    >>> gather([row, row], design).n
    {'x:a': 2}
    """
    ordered = sorted(rows, key=_key)
    width = len(design.columns)
    parts = [
        _account(account, list(mine), design.id, width)
        for account, mine in groupby(ordered, key=lambda row: row.account)
    ]
    return total(parts, design)


def total(parts: Iterable[Sums], design: Design) -> Sums:
    """Add many sums at once; sums of a former state of the design (fewer columns) are widened.

    Examples
    --------
    >>> design = Design(id="d", kpi="engagement", timezone="UTC", columns=())
    >>> total([], design).cells
    ()
    """
    width = len(design.columns)
    every = list(parts)
    by_account: dict[str, list[Sums]] = {}
    for part in every:
        for account in part.n:
            by_account.setdefault(account, []).append(part)
    order = sorted(by_account)
    return Sums(
        design_id=design.id,
        cells=merge_cells(chain.from_iterable(part.cells for part in every)),
        gram={a: _add_grams([p.gram[a] for p in by_account[a]], width) for a in order},
        gy={a: _add_vectors([p.gy[a] for p in by_account[a]], width) for a in order},
        yy={a: sum(p.yy[a] for p in by_account[a]) for a in order},
        n={a: sum(p.n[a] for p in by_account[a]) for a in order},
    )


def indicator(active: Sequence[Sequence[int]], width: int) -> sparse.csr_array:
    """Lay out lists of columns as a sparse matrix of zeros and ones, shape (rows, width).

    Examples
    --------
    >>> indicator([(0, 2), (1,)], 3).toarray().tolist()
    [[1, 0, 1], [0, 1, 0]]
    """
    ends = np.cumsum([0, *(len(one) for one in active)])
    index = np.fromiter(chain.from_iterable(active), np.int32, count=int(ends[-1]))
    ones = np.ones(len(index), np.int32)
    return sparse.csr_array((ones, index, ends), shape=(len(active), width))


def to_bytes(sums: Sums) -> bytes:
    """Write sums as an `.npz` without pickles.

    Examples
    --------
    >>> design = Design(id="d", kpi="engagement", timezone="UTC", columns=())
    >>> from_bytes(to_bytes(gather([], design))).design_id
    'd'
    """
    accounts = list(sums.n)
    place = {account: i for i, account in enumerate(accounts)}
    kinds = sorted({cell.kind for cell in sums.cells})
    kind = {name: i for i, name in enumerate(kinds)}
    head = {"format": FORMAT, "design": sums.design_id, "accounts": accounts, "kinds": kinds}
    cells = [(place[c.account], c.week, kind[c.kind], c.n, len(c.g.index)) for c in sums.cells]
    width = len(next(iter(sums.gy.values()))) if accounts else 0
    grams = sparse.vstack([sums.gram[a] for a in accounts]) if accounts else None
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        head=np.frombuffer(json.dumps(head).encode(), np.uint8),
        cells=np.array(cells, np.int64).reshape(-1, 5),
        cell_y=np.array([c.y for c in sums.cells], float),
        cell_index=_joined([c.g.index for c in sums.cells]),
        cell_count=_joined([c.g.count for c in sums.cells]),
        gram_data=np.zeros(0, np.int32) if grams is None else grams.data,
        gram_index=np.zeros(0, np.int32) if grams is None else grams.indices,
        gram_ends=np.zeros(1, np.int64) if grams is None else grams.indptr,
        gy=np.array([sums.gy[a] for a in accounts], float).reshape(len(accounts), width),
        yy=np.array([sums.yy[a] for a in accounts], float),
        n=np.array([sums.n[a] for a in accounts], np.int64),
    )
    return buffer.getvalue()


def from_bytes(data: bytes) -> Sums:
    """Read what `to_bytes` wrote.

    Raises
    ------
    FitFormatError
        The bytes are no sums, or of a later version.
    """
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as file:
            parts = {name: file[name] for name in file.files}
        head = json.loads(parts["head"].tobytes())
    except (ValueError, KeyError, OSError, EOFError, zipfile.BadZipFile) as error:
        raise FitFormatError(reason=str(error)) from error
    if head.get("format") != FORMAT:
        raise FitFormatError(reason=f"format {head.get('format')}")
    accounts: list[str] = head["accounts"]
    width = parts["gy"].shape[1]
    shape = (width * len(accounts), width)
    grams = sparse.csr_array(
        (parts["gram_data"], parts["gram_index"], parts["gram_ends"]), shape=shape
    )
    return Sums(
        design_id=head["design"],
        cells=_cells(head, parts),
        gram={a: grams[i * width : (i + 1) * width] for i, a in enumerate(accounts)},
        gy={a: parts["gy"][i] for i, a in enumerate(accounts)},
        yy={a: float(parts["yy"][i]) for i, a in enumerate(accounts)},
        n={a: int(parts["n"][i]) for i, a in enumerate(accounts)},
    )


def _key(row: Row) -> tuple[str, int, str]:
    return (row.account, row.week, row.kind)


def _account(account: str, rows: list[Row], design_id: str, width: int) -> Sums:
    x = indicator([row.active for row in rows], width)
    y = np.array([row.y for row in rows])
    cells = []
    start = 0
    for key, mine in groupby(rows, key=_key):
        end = start + len(list(mine))
        index, number = np.unique(x.indices[x.indptr[start] : x.indptr[end]], return_counts=True)
        g = Counts(index=array("i", index.tolist()), count=array("i", number.tolist()))
        total_y = float(y[start:end].sum())
        cells.append(Cell(account=account, week=key[1], kind=key[2], n=end - start, y=total_y, g=g))
        start = end
    return Sums(
        design_id=design_id,
        cells=tuple(cells),
        gram={account: sparse.csr_array(sparse.triu(x.T @ x, format="csr"))},
        gy={account: x.T @ y},
        yy={account: float(y @ y)},
        n={account: len(rows)},
    )


def _add_grams(grams: list[Any], width: int) -> sparse.csr_array:
    if len(grams) == 1 and grams[0].shape == (width, width):
        return sparse.csr_array(grams[0])
    each = [gram.tocoo() for gram in grams]
    data = np.concatenate([gram.data for gram in each])
    place = np.concatenate([gram.row.astype(np.int64) * width + gram.col for gram in each])
    # Adding one by one would copy the growing sum as often as there are blocks.
    where, inverse = np.unique(place, return_inverse=True)
    added = np.bincount(inverse, weights=data, minlength=len(where)).astype(np.int32)
    shape = (width, width)
    return sparse.csr_array((added, (where // max(width, 1), where % max(width, 1))), shape=shape)


def _add_vectors(vectors: list[NDArray[np.float64]], width: int) -> NDArray[np.float64]:
    added = np.zeros(width)
    for vector in vectors:
        added[: len(vector)] += vector
    return added


def _joined(parts: list[array[int]]) -> NDArray[np.int32]:
    return np.concatenate([np.zeros(0, np.int32), *(np.asarray(p, np.int32) for p in parts)])


def _cells(head: dict[str, Any], parts: dict[str, NDArray[Any]]) -> tuple[Cell, ...]:
    ends = np.concatenate([[0], np.cumsum(parts["cells"][:, 4])]).tolist()
    index, number = parts["cell_index"].tolist(), parts["cell_count"].tolist()
    return tuple(
        Cell(
            account=head["accounts"][account],
            week=week,
            kind=head["kinds"][kind],
            n=n,
            y=float(parts["cell_y"][i]),
            g=Counts(
                index=array("i", index[ends[i] : ends[i + 1]]),
                count=array("i", number[ends[i] : ends[i + 1]]),
            ),
        )
        for i, (account, week, kind, n, _) in enumerate(parts["cells"].tolist())
    )
