from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from tests.often import often
from tests.property.rows_made import DESIGN, RATE, ROWS, WEIGHED, WIDTH, assert_same

from balise.domain.design import THINNESS, WHOLE
from balise.learn.cells import kinds_of, lay_out
from balise.learn.rows import Row
from balise.learn.sums import from_bytes, gather, to_bytes, total


@settings(deadline=None, max_examples=often(60))
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


@settings(deadline=None, max_examples=often(40))
@given(rows=ROWS, seed=st.randoms())
def test_the_order_of_rows_does_not_matter(rows: list[Row], seed: object) -> None:
    shuffled = list(rows)
    seed.shuffle(shuffled)  # type: ignore[attr-defined]
    assert_same(gather(shuffled, DESIGN), gather(rows, DESIGN))


@settings(deadline=None, max_examples=often(40))
@given(rows=ROWS)
def test_sums_survive_being_written(rows: list[Row]) -> None:
    sums = gather(rows, DESIGN)
    assert_same(from_bytes(to_bytes(sums)), sums)


@settings(deadline=None, max_examples=often(40))
@given(rows=ROWS)
def test_sums_are_those_of_the_rows_written_out(rows: list[Row]) -> None:
    sums = gather(rows, DESIGN)
    for account, n in sums.n.items():
        mine = [row for row in rows if row.account == account]
        g = np.array([[float(i in row.active) for i in range(WIDTH)] for row in mine])
        assert n == len(mine)
        assert (sums.gram[account].toarray() == np.triu(g.T @ g)).all()
        assert np.allclose(sums.gy[account], g.T @ [row.y for row in mine])


@settings(deadline=None, max_examples=often(60))
@given(rows=WEIGHED)
def test_a_weighed_post_is_summed_as_often_as_its_weight_says(rows: list[Row]) -> None:
    bare = [replace(row, weight=None) for row in rows]
    often = [one for row, one in zip(rows, bare, strict=True) for _ in range(row.weight or 0)]
    found = gather(rows, RATE)
    thin = {row.account: 0 for row in rows}
    for row in rows:
        thin[row.account] += THINNESS // (row.weight or 1)
    plain = gather(bare, RATE)
    if rows:
        plain = replace(plain, weighed=gather(often, RATE), thin=thin)
    assert_same(found, plain)


@settings(deadline=None, max_examples=often(60))
@given(rows=WEIGHED, cuts=st.lists(st.integers(0, 40), max_size=4))
def test_weighed_sums_add_up_and_survive_being_written(rows: list[Row], cuts: list[int]) -> None:
    ends = [0, *sorted(min(c, len(rows)) for c in cuts), len(rows)]
    blocks = [from_bytes(to_bytes(gather(rows[a:b], RATE))) for a, b in pairwise(ends)]
    whole = gather(rows, RATE)
    assert_same(total(blocks, RATE), whole)
    added = blocks[0]
    for block in blocks[1:]:
        added = added + block
    assert_same(added, whole)


@given(rows=WEIGHED.filter(bool), plain=ROWS.filter(bool))
def test_posts_without_a_weight_have_the_full_one_beside_others(
    rows: list[Row], plain: list[Row]
) -> None:
    full = [replace(row, weight=WHOLE) for row in plain]
    both = total([gather(rows, RATE), gather(plain, RATE)], RATE)
    assert_same(both, gather([*rows, *full], RATE))
    assert_same(gather([*rows, *plain], RATE), both)
    with pytest.raises(ValueError, match="weights"):
        gather(rows, RATE) + gather(plain, RATE)


@given(rows=ROWS)
def test_posts_that_all_have_full_weight_are_laid_out_as_without_weights(rows: list[Row]) -> None:
    full = gather([replace(row, weight=WHOLE) for row in rows], RATE)
    plain, kinds = gather(rows, RATE), kinds_of(full)
    for one, other in zip(lay_out(full, kinds, WIDTH), lay_out(plain, kinds, WIDTH), strict=True):
        assert (one.n, one.settled, one.cells.thin) == (other.n, other.settled, 1.0)
        assert one.gram.tolist() == other.gram.tolist()
        assert one.gy == pytest.approx(other.gy)
        assert one.cells.count.tolist() == other.cells.count.tolist()
        assert one.cells.posts.tolist() == other.cells.posts.tolist()
        assert one.cells.mean == pytest.approx(other.cells.mean)
        assert (one.cells.dense() == other.cells.dense()).all()
