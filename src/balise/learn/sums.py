"""Rows -> sums that add up, and sums as bytes."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from balise.domain.design import THINNESS, WHOLE, Design, Sums
from balise.errors import FitFormatError
from balise.learn.rows import Row
from balise.learn.table import AccountTable, CellTable, added, recoded
from balise.learn.tally import PostTable, tally

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
    parts = [
        summed(_posts(account, list(mine)), design)
        for account, mine in groupby(ordered, key=lambda row: row.account)
    ]
    return total(parts, design)


def summed(posts: PostTable, design: Design) -> Sums:
    """Sum the posts of one account, and beside that as their weights say, where they have any.

    Raises
    ------
    ActiveColumnsError
        A post has a column that the design does not have, or has one twice.
    """
    plain = tally(replace(posts, weight=None), design.id, len(design.columns))
    if posts.weight is None:
        return plain
    thin = {posts.account: int((THINNESS // posts.weight).sum())}
    return replace(plain, weighed=tally(posts, design.id, len(design.columns)), thin=thin)


def times(sums: Sums, weight: int) -> Sums:
    """Take each post several times.

    Examples
    --------
    >>> design = Design(id="d", kpi="engagement", timezone="UTC", columns=())
    >>> row = Row(account="x:a", week=1, kind="text", y=2.0, active=())
    >>> times(gather([row], design), 3).yy
    {'x:a': 12.0}
    """
    tables = CellTable.of(sums.cells).accounts.values()
    return Sums(
        design_id=sums.design_id,
        cells=CellTable(table.times(weight) for table in tables),
        gram={account: gram * weight for account, gram in sums.gram.items()},
        gy={account: gy * weight for account, gy in sums.gy.items()},
        yy={account: yy * weight for account, yy in sums.yy.items()},
        n={account: n * weight for account, n in sums.n.items()},
    )


def total(parts: Iterable[Sums], design: Design) -> Sums:
    """Add many sums at once; sums of a former state of the design (fewer columns) are widened.

    Examples
    --------
    >>> design = Design(id="d", kpi="engagement", timezone="UTC", columns=())
    >>> len(total([], design).cells)
    0
    """
    width, parts = len(design.columns), list(parts)
    by_account: dict[str, list[Sums]] = {}
    tables: dict[str, list[AccountTable]] = {}
    for part in parts:
        for account in part.n:
            by_account.setdefault(account, []).append(part)
        for account, table in CellTable.of(part.cells).accounts.items():
            tables.setdefault(account, []).append(table)
    order = sorted(by_account)
    return Sums(
        design_id=design.id,
        cells=CellTable(added(several, width) for several in tables.values()),
        gram={a: _add_grams([p.gram[a] for p in by_account[a]], width) for a in order},
        gy={a: _add_vectors([p.gy[a] for p in by_account[a]], width) for a in order},
        yy={a: sum(p.yy[a] for p in by_account[a]) for a in order},
        n={a: sum(p.n[a] for p in by_account[a]) for a in order},
        **_weighed(parts, design),
    )


def _weighed(parts: Sequence[Sums], design: Design) -> dict[str, Any]:
    """Add what is weighed; where some parts are, the posts of the others have full weight."""
    if all(part.weighed is None for part in parts):
        return {}
    thin: dict[str, int] = {}
    for part in parts:
        for account, n in part.n.items():
            more = n * (THINNESS // WHOLE) if part.weighed is None else part.thin[account]
            thin[account] = thin.get(account, 0) + more
    weighed = total((part.weighed or times(part, WHOLE) for part in parts), design)
    return {"weighed": weighed, "thin": dict(sorted(thin.items()))}


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
    tables = CellTable.of(sums.cells).accounts.values()
    kinds = sorted({name for one in tables for name in one.kinds})
    kind = {name: i for i, name in enumerate(kinds)}
    head = {"format": FORMAT, "design": sums.design_id, "accounts": accounts, "kinds": kinds}
    cells = [
        np.column_stack(
            [
                np.full(len(one.n), place[one.account]),
                one.week,
                recoded(one.kind, one.kinds, kind),
                one.n,
                np.diff(one.counts.indptr),
            ]
        )
        for one in tables
    ]
    width = len(next(iter(sums.gy.values()))) if accounts else 0
    grams = sparse.vstack([sums.gram[a] for a in accounts]) if accounts else None
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        head=np.frombuffer(json.dumps(head).encode(), np.uint8),
        cells=np.concatenate([np.zeros((0, 5), np.int64), *cells]),
        cell_y=_joined((one.y for one in tables), float),
        cell_index=_joined((one.counts.indices for one in tables), np.int32),
        cell_count=_joined((one.counts.data for one in tables), np.int32),
        gram_data=np.zeros(0, np.int32) if grams is None else grams.data,
        gram_index=np.zeros(0, np.int32) if grams is None else grams.indices,
        gram_ends=np.zeros(1, np.int64) if grams is None else grams.indptr,
        gy=np.array([sums.gy[a] for a in accounts], float).reshape(len(accounts), width),
        yy=np.array([sums.yy[a] for a in accounts], float),
        n=np.array([sums.n[a] for a in accounts], np.int64),
        **_beside(sums),
    )
    return buffer.getvalue()


def _beside(sums: Sums) -> dict[str, Any]:
    if sums.weighed is None:
        return {}
    return {
        "weighed": np.frombuffer(to_bytes(sums.weighed), np.uint8),
        "thin": np.array([sums.thin[account] for account in sums.n], np.int64),
    }


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
        weighed=from_bytes(parts["weighed"].tobytes()) if "weighed" in parts else None,
        thin=dict(zip(accounts, parts["thin"].tolist(), strict=True)) if "thin" in parts else {},
    )


def _key(row: Row) -> tuple[str, int, str]:
    return (row.account, row.week, row.kind)


def _posts(account: str, rows: Sequence[Row]) -> PostTable:
    kinds = tuple(sorted({row.kind for row in rows}))
    code = {kind: i for i, kind in enumerate(kinds)}
    ends = np.cumsum([0, *(len(row.active) for row in rows)])
    active = chain.from_iterable(row.active for row in rows)
    weights = [row.weight for row in rows]
    is_weighed = any(weight is not None for weight in weights)
    return PostTable(
        account=account,
        kinds=kinds,
        week=np.array([row.week for row in rows], np.int64),
        kind=np.array([code[row.kind] for row in rows], np.int64),
        y=np.array([row.y for row in rows], float),
        index=np.fromiter(active, np.int64, count=int(ends[-1])),
        ends=ends,
        weight=np.array([weight or WHOLE for weight in weights]) if is_weighed else None,
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


def _joined(parts: Iterable[NDArray[Any]], dtype: type) -> NDArray[Any]:
    return np.concatenate([np.zeros(0, dtype), *parts]).astype(dtype)


def _cells(head: dict[str, Any], parts: dict[str, NDArray[Any]]) -> CellTable:
    """Cut the cells of all accounts, one after another, into tables."""
    cells = parts["cells"]
    ends = np.concatenate([[0], np.cumsum(cells[:, 4])])
    shape = (len(cells), parts["gy"].shape[1])
    whole = sparse.csr_array((parts["cell_count"], parts["cell_index"], ends), shape=shape)
    cuts = np.searchsorted(cells[:, 0], np.arange(len(head["accounts"]) + 1)).tolist()
    return CellTable(
        AccountTable(
            account=account,
            kinds=tuple(head["kinds"]),
            week=cells[start:end, 1],
            kind=cells[start:end, 2],
            n=cells[start:end, 3],
            y=parts["cell_y"][start:end],
            counts=whole[start:end],
        )
        for account, start, end in zip(head["accounts"], cuts, cuts[1:], strict=False)
    )
