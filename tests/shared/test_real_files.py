"""Real exports beside the checkout: every row of each is told, and nothing is made up."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from tests.unit.ingest.reads import read_file

from balise.domain.metric import metric_of
from balise.domain.segment import DIMENSIONS, Segment

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
FILES = [
    path
    for folder in ("exports", "data/organisations")
    for path in sorted((SHARED / folder).rglob("*"))
    if path.suffix in {".csv", ".xlsx", ".xls", ".zip", ".js"}
]

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not FILES, reason="there are no real exports beside the checkout"),
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_it_reads_a_real_export_and_accounts_for_every_row(path: Path) -> None:
    read = read_file(path)
    assert read.rows > 0
    if read.posts and not read.format.endswith("daily"):
        assert read.rows == len(read.posts) + read.dropped
    assert read.posts or read.readings
    assert max(Counter(found.code for found in read.findings).values(), default=0) < 60


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_it_takes_no_zero_for_what_is_missing(path: Path) -> None:
    for reading in read_file(path).readings:
        values = reading.values
        assert not (values.get("views") == 0 and values.get("reach", 0) > 0)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_figure_has_a_known_metric_and_every_share_is_between_0_and_1(path: Path) -> None:
    for reading in read_file(path).readings:
        for name, value in reading.values.items():
            metric, segment = metric_of(name), Segment.read(name)
            assert metric is not None
            assert segment is None or segment.dimension in DIMENSIONS
            assert not name.startswith("audience.") or 0 <= value <= 1
