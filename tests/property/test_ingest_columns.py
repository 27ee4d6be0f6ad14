"""Columns may stand in any order, and some may lack: the networks change them month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings, strategies as st
from tests.unit.ingest.languages import ENGLISH, written
from tests.unit.ingest.reads import read_bytes

if TYPE_CHECKING:
    import pytest

STAYS = {
    "meta.instagram.posts": {"Post ID", "Account username", "Description", "Publish time",
                             "Permalink", "Post type", "Date", "Views", "Reach"},
    "meta.facebook.posts": {"Post ID", "Page name", "Title", "Description", "Publish time",
                            "Permalink", "Post type", "Date", "Views", "Reach"},
    "youtube.videos": {"Content", "Video title", "Video publish time", "Views", "Duration"},
    "tiktok.business.videos": {"Video link", "Post time", "Video views", "Likes", "Video title"},
    "tiktok.business.daily": {"Date", "Video views", "Reached audience"},
}  # fmt: skip
"""Columns without which an export is not known, or would be known for another post."""


@st.composite
def reordered(draw: st.DrawFn) -> tuple[str, list[int]]:
    """Choose a format and some of its columns in any order."""
    name = draw(st.sampled_from(sorted(ENGLISH)))
    header, _ = ENGLISH[name]
    kept = [n for n, title in enumerate(header) if title in STAYS[name] or draw(st.booleans())]
    return name, draw(st.permutations(kept))


@settings(max_examples=60)
@given(reordered())
def test_the_order_of_columns_and_those_that_may_lack_change_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, chosen: tuple[str, list[int]]
) -> None:
    name, places = chosen
    header, rows = ENGLISH[name]
    folder = tmp_path_factory.mktemp("columns")
    whole = read_bytes(folder, written(header, rows[:2]))
    read = read_bytes(
        folder, written([header[p] for p in places], [[row[p] for p in places] for row in rows[:2]])
    )
    assert read.format == name
    assert [(p.uid, p.published_at, p.kind, p.text) for p in read.posts] == [
        (p.uid, p.published_at, p.kind, p.text) for p in whole.posts
    ]
    for less, more in zip(read.readings, whole.readings, strict=True):
        assert less.values.items() <= more.values.items()
    names = {name for reading in read.readings for name in reading.values}
    lost = {name for reading in whole.readings for name in reading.values} - names
    assert len(lost) <= len(header) - len(places)
