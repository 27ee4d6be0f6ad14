from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings, strategies as st
from tests.property.rows_made import DESIGN, ROWS, WIDTH, assert_same

from balise.learn.rows import Row
from balise.learn.sums import from_bytes, gather, to_bytes, total


@settings(deadline=None, max_examples=60)
@given(rows=ROWS, cuts=st.lists(st.integers(0, 40), max_size=4))
def test_sums_of_blocks_add_up_to_the_sums_of_everything(rows: list[Row], cuts: list[int]) -> None:
    ends = [0, *sorted(min(c, len(rows)) for c in cuts), len(rows)]
    blocks = [gather(rows[a:b], DESIGN) for a, b in pairwise(ends)]
    whole = gather(rows, DESIGN)
    assert_same(total(blocks, DESIGN), whole)
    added = blocks[0]
    for block in blocks[1:]:
        added = added + block
    assert_same(added, whole)


@settings(deadline=None, max_examples=40)
@given(rows=ROWS, seed=st.randoms())
def test_the_order_of_rows_does_not_matter(rows: list[Row], seed: object) -> None:
    shuffled = list(rows)
    seed.shuffle(shuffled)  # type: ignore[attr-defined]
    assert_same(gather(shuffled, DESIGN), gather(rows, DESIGN))


@settings(deadline=None, max_examples=40)
@given(rows=ROWS)
def test_sums_survive_being_written(rows: list[Row]) -> None:
    sums = gather(rows, DESIGN)
    assert_same(from_bytes(to_bytes(sums)), sums)


@settings(deadline=None, max_examples=40)
@given(rows=ROWS)
def test_sums_are_those_of_the_rows_written_out(rows: list[Row]) -> None:
    sums = gather(rows, DESIGN)
    for account, n in sums.n.items():
        mine = [row for row in rows if row.account == account]
        g = np.array([[float(i in row.active) for i in range(WIDTH)] for row in mine])
        assert n == len(mine)
        assert (sums.gram[account].toarray() == np.triu(g.T @ g)).all()
        assert np.allclose(sums.gy[account], g.T @ [row.y for row in mine])
