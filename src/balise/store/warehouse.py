"""Posts in a warehouse -> sums, through Ibis on any backend: only sums leave the warehouse.

Three questions are asked, each answered in order of account: the cells, the columns within each
cell, and the pairs of columns, for which the list of columns is unnested twice. What comes back is
as large as the sums: at most one row for each cell and column, and one for each pair of columns of
an account, however many posts there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from balise.domain.design import THINNESS, WHOLE, Design, Sums
from balise.errors import PostsIncompleteError
from balise.learn.grouped import NOTHING, Answer, check_once, gram_of, moment_of, table_of
from balise.learn.sql import COLUMNS, WEIGHT, check
from balise.learn.table import AccountTable, CellTable

_CELL = ("account", "week", "kind")


def sums(table: Any, design: Design) -> Sums:
    """Sum the posts of a table where they are.

    Parameters
    ----------
    table
        An Ibis table of any backend with arrays, bound to its connection, with the columns of
        `balise.learn.sql.COLUMNS`, of a rate with `WEIGHT` beside them: one row a post.
    design
        The design whose columns `active` means.

    Returns
    -------
    Sums
        Those of `balise.store.snapshot.sums` over the same posts.

    Raises
    ------
    ColumnMissingError, PostsIncompleteError, ActiveColumnsError
        The table does not hold what every post must have.
    """
    posts = _posts(table)
    if WEIGHT not in posts.columns:
        return _summed(posts, design)
    plain, thin = _summed(posts.drop(WEIGHT), design), dict(_answers(_thin(posts)))
    return replace(
        plain,
        weighed=_summed(posts, design),
        thin={account: int(thin[account]["thin"][0]) for account in plain.n},
    )


def _summed(posts: Any, design: Design) -> Sums:
    width = len(design.columns)
    cells = dict(sorted(_answers(_cells(posts))))
    kinds = tuple(sorted({str(kind) for one in cells.values() for kind in one["kind"]}))
    tables: dict[str, AccountTable] = {}
    gy, gram = {}, {}
    for account, one in _whole(_columns(posts), cells):
        tables[account] = table_of(
            account, kinds, _coded(cells[account], kinds), _coded(one, kinds), width
        )
        gy[account] = moment_of(one, width)
    for account, one in _whole(_pairs(posts), cells):
        gram[account] = gram_of(account, one, width)
        check_once(account, gram[account], tables[account])
    return Sums(
        design_id=design.id,
        cells=CellTable(tables.values()),
        gram={account: gram[account] for account in cells},
        gy={account: gy[account] for account in cells},
        yy={account: float(one["yy"].sum()) for account, one in cells.items()},
        n={account: int(one["n"].sum()) for account, one in cells.items()},
    )


def _posts(table: Any) -> Any:
    """Pick the posts whose outcome is known, each with all that a post must have."""
    check(table.columns)
    weighed = [WEIGHT] if WEIGHT in table.columns else []
    posts = table.select(*COLUMNS, *weighed).mutate(y=table["y"].cast("float64"))
    posts = posts.filter(posts["y"].notnull(), ~posts["y"].isnan())
    needed = (*_CELL, "active", *weighed)
    holes = {name: posts.count(where=posts[name].isnull()) for name in needed}
    if weighed:
        wrong = (posts[WEIGHT] < 1) | (posts[WEIGHT] > WHOLE)
        holes[WEIGHT] += posts.count(where=wrong)
    found = posts.aggregate(**holes).to_pyarrow().to_pylist()[0]
    for name, n in found.items():
        if n:
            raise PostsIncompleteError(column=name)
    return posts


def _cells(posts: Any) -> Any:
    y = posts["y"]
    found = posts.group_by(*_CELL).aggregate(
        n=_number(posts), y=_times(posts, y), yy=_times(posts, y * y)
    )
    return found.order_by("account")


def _thin(posts: Any) -> Any:
    thin = (THINNESS // posts[WEIGHT]).sum().cast("int64")
    return posts.group_by("account").aggregate(thin=thin).order_by("account")


def _columns(posts: Any) -> Any:
    each = posts.select(*_CELL, "y", *_weights(posts), i=posts["active"].unnest())
    found = each.group_by(*_CELL, "i").aggregate(n=_number(each), y=_times(each, each["y"]))
    return found.order_by("account")


def _pairs(posts: Any) -> Any:
    weight = _weights(posts)
    once = posts.select("account", "active", *weight, i=posts["active"].unnest())
    twice = once.select("account", "i", *weight, j=once["active"].unnest())
    upper = twice.filter(twice["i"] <= twice["j"])
    found = upper.group_by("account", "i", "j").aggregate(n=_number(upper))
    return found.order_by("account")


def _weights(posts: Any) -> list[str]:
    return [WEIGHT] if WEIGHT in posts.columns else []


def _number(posts: Any) -> Any:
    """Count posts, each as often as its weight says."""
    return posts[WEIGHT].sum().cast("int64") if _weights(posts) else posts.count()


def _times(posts: Any, values: Any) -> Any:
    return (values * posts[WEIGHT]).sum() if _weights(posts) else values.sum()


def _answers(question: Any) -> Iterator[tuple[str, Answer]]:
    """Run a query, and give its rows account by account."""
    pieces = (piece for batch in _batches(question) for piece in _cut(batch))
    for account, mine in groupby(pieces, key=lambda piece: piece[0]):
        parts = [part for _, part in mine]
        yield account, {name: np.concatenate([one[name] for one in parts]) for name in parts[0]}


def _batches(question: Any) -> Iterable[Any]:
    """Stream an answer; Ibis 12 does not know how DuckDB 2 streams, and is given it whole."""
    whole = question.get_backend().name == "duckdb"
    found: Iterable[Any] = (
        question.to_pyarrow().to_batches() if whole else question.to_pyarrow_batches()
    )
    return found


def _whole(question: Any, accounts: Iterable[str]) -> Iterator[tuple[str, Answer]]:
    """Run a query, and add the accounts of which there is nothing to answer."""
    left = set(accounts)
    for account, one in _answers(question):
        left.remove(account)
        yield account, one
    yield from ((account, NOTHING) for account in sorted(left))


def _cut(batch: Any) -> Iterator[tuple[str, Answer]]:
    accounts = batch.column("account").dictionary_encode()
    names, codes = accounts.dictionary.to_pylist(), accounts.indices.to_numpy()
    values = {name: _values(batch.column(name)) for name in batch.schema.names if name != "account"}
    cuts = np.flatnonzero(np.diff(codes, prepend=-1, append=-1)).tolist()
    for start, end in pairwise(cuts):
        yield names[codes[start]], {name: each[start:end] for name, each in values.items()}


def _values(column: Any) -> NDArray[Any]:
    found = column.to_numpy(zero_copy_only=False)
    return np.asarray(found, np.int64) if found.dtype.kind in "iu" else np.asarray(found)


def _coded(answer: Answer, kinds: tuple[str, ...]) -> Answer:
    names = np.array(kinds, object)
    return {**answer, "kind": np.searchsorted(names, answer["kind"])}
