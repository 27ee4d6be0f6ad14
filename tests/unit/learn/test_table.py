from __future__ import annotations

import random
from array import array
from dataclasses import replace

import numpy as np
import pytest

from balise.domain.design import Cell, Column, Counts, Design, Sums, merge_cells
from balise.errors import ActiveColumnsError
from balise.learn import tally as tally_
from balise.learn.cells import kinds_of, lay_out
from balise.learn.rows import Row
from balise.learn.sums import gather, total
from balise.learn.table import CellTable

WIDTH = 40
DESIGN = Design(
    id="d",
    kpi="engagement",
    timezone="UTC",
    columns=tuple(Column(index=i, factor="f", level=str(i), group="g") for i in range(WIDTH)),
)


def cell(account: str, week: int, kind: str, *counts: int) -> Cell:
    g = Counts(index=array("i", range(len(counts))), count=array("i", counts))
    return Cell(account=account, week=week, kind=kind, n=max(counts), y=1.5, g=g)


CELLS = (
    cell("x:a", 1, "image", 3, 2),
    cell("x:a", 1, "text", 1),
    cell("x:a", 4, "image", 2, 2, 1),
    cell("x:b", 1, "text", 7),
)


def rows_made(n: int) -> list[Row]:
    chance = random.Random(4)  # noqa: S311 - posts of a test
    return [
        Row(
            account=f"x:{chance.randrange(3)}",
            week=chance.randrange(4),
            kind=chance.choice(["text", "image"]),
            y=chance.random(),
            active=tuple(sorted(chance.sample(range(WIDTH), chance.randrange(9)))),
        )
        for _ in range(n)
    ]


def by_hand(rows: list[Row], account: str) -> np.ndarray:
    g = np.zeros((len(rows), WIDTH), int)
    for i, row in enumerate(rows):
        g[i, list(row.active)] = int(row.account == account)
    return np.triu(g.T @ g)


def test_a_table_reads_like_a_tuple_of_its_cells() -> None:
    table = CellTable.of(CELLS)
    assert tuple(table) == CELLS
    assert (len(table), table[1], table[-1]) == (4, CELLS[1], CELLS[3])
    assert table[1:3] == CELLS[1:3]
    assert CELLS[2] in table
    with pytest.raises(IndexError):
        table[4]


def test_sums_of_one_design_add_up_whatever_holds_their_cells() -> None:
    rows = rows_made(60)
    parts = [gather(rows[start::2], DESIGN) for start in range(2)]
    plain = [replace(part, cells=tuple(part.cells)) for part in parts]
    whole = gather(rows, DESIGN)
    assert [(c.key, c.n, c.g) for c in total(plain, DESIGN).cells] == [
        (c.key, c.n, c.g) for c in whole.cells
    ]
    added = merge_cells((*parts[0].cells, *parts[1].cells))
    assert [(c.key, c.n, c.g) for c in added] == [(c.key, c.n, c.g) for c in whole.cells]


def test_only_kinds_that_occur_are_numbered() -> None:
    empty: Sums = gather([], DESIGN)
    table = CellTable.of(CELLS).accounts["x:b"]
    wider = replace(table, kinds=("image", "text"), kind=table.kind + 1)
    assert kinds_of(replace(empty, cells=CellTable([wider]))) == {"text": 0}


def test_cells_are_laid_out_alike_from_values_and_from_arrays() -> None:
    sums = gather(rows_made(80), DESIGN)
    kinds = kinds_of(sums)
    for one, other in zip(
        lay_out(sums, kinds, WIDTH + 1),
        lay_out(replace(sums, cells=tuple(sums.cells)), kinds, WIDTH + 1),
        strict=True,
    ):
        assert one.cells.account == other.cells.account
        assert one.cells.place.week.tolist() == other.cells.place.week.tolist()
        assert one.cells.place.kind.tolist() == other.cells.place.kind.tolist()
        assert one.cells.mean.tolist() == other.cells.mean.tolist()
        assert (one.cells.dense() == other.cells.dense()).all()


@pytest.mark.parametrize(
    ("together", "sparse"), [(2_000_000, 4), (50, 10_000), (1, 0), (7, 10_000)]
)
def test_pairs_are_counted_the_same_in_one_piece_or_in_many(
    monkeypatch: pytest.MonkeyPatch, together: int, sparse: int
) -> None:
    monkeypatch.setattr(tally_, "_TOGETHER", together)
    monkeypatch.setattr(tally_, "_SPARSE", sparse)
    rows = rows_made(200)
    found = gather(rows, DESIGN)
    for account, gram in found.gram.items():
        assert (gram.toarray() == by_hand(rows, account)).all()


@pytest.mark.parametrize("active", [(1, 1), (0, WIDTH), (-1,)])
def test_a_column_twice_or_of_another_design_is_refused(active: tuple[int, ...]) -> None:
    with pytest.raises(ActiveColumnsError, match="x:a"):
        gather([Row(account="x:a", week=1, kind="text", y=1.0, active=active)], DESIGN)
