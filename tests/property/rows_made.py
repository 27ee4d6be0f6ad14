"""Rows of the model as Hypothesis draws them, and when two sums are the same."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import strategies as st

from balise.domain.design import Column, Design, Sums
from balise.learn.exposure import WEIGHTS
from balise.learn.rows import Row

WIDTH = 6
DESIGN = Design(
    id="d",
    kpi="engagement",
    timezone="UTC",
    columns=tuple(Column(index=i, factor="f", level=str(i), group="g") for i in range(WIDTH)),
)
ROWS = st.lists(
    st.builds(
        Row,
        account=st.sampled_from(["x:a", "x:b", "facebook:a"]),
        week=st.integers(0, 5),
        kind=st.sampled_from(["text", "image"]),
        y=st.floats(0, 20),
        active=st.sets(st.integers(0, WIDTH - 1)).map(lambda found: tuple(sorted(found))),
    ),
    max_size=40,
)
WEIGHED = st.tuples(ROWS, st.lists(st.sampled_from(WEIGHTS), min_size=40, max_size=40)).map(
    lambda drawn: [replace(row, weight=w) for row, w in zip(*drawn, strict=False)]
)
RATE = replace(DESIGN, kpi="engagement_rate_by_views")


def assert_same(one: Sums, other: Sums) -> None:
    assert [(c.key, c.n, c.g) for c in one.cells] == [(c.key, c.n, c.g) for c in other.cells]
    assert [c.y for c in one.cells] == pytest.approx([c.y for c in other.cells])
    assert dict(one.n) == dict(other.n)
    assert list(one.gram) == list(other.gram)
    for account in one.n:
        assert (one.gram[account].toarray() == other.gram[account].toarray()).all()
        assert np.allclose(one.gy[account], other.gy[account])
        assert one.yy[account] == pytest.approx(other.yy[account])
    assert dict(one.thin) == dict(other.thin)
    assert (one.weighed is None) == (other.weighed is None)
    if one.weighed is not None and other.weighed is not None:
        assert_same(one.weighed, other.weighed)
