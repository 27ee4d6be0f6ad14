from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.unit.ingest import exports_made as made
from tests.unit.ingest.reads import read_bytes

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("language", sorted(made.YOUTUBE))
def test_it_reads_videos_in_each_language(tmp_path: Path, language: str) -> None:
    read = read_bytes(tmp_path, made.youtube(language).encode())
    assert [p.uid for p in read.posts] == ["youtube:dQdemoAAAA1"]
    assert read.posts[0].published_at.isoformat() == "2025-08-28T00:00:00+00:00"
    assert (read.posts[0].precision, read.posts[0].kind) == ("day", "short_video")
    assert read.values("youtube:dQdemoAAAA1") == {
        "views": 28000, "watch_time_s": 45000, "net_follows": 9, "thumb_impressions": 400,
        "ctr_impressions": pytest.approx(0.0168),
    }  # fmt: skip
    assert [f.code for f in read.findings if f.drops_row] == ["totals-row", "time-missing"]


def test_it_reads_a_whole_download(tmp_path: Path) -> None:
    one = next(one for one in made.MADE if one.name.startswith("Channel"))
    read = read_bytes(tmp_path, one.make(), one.name)
    assert read.format == one.format
    daily = [r for r in read.readings if r.post_uid.startswith("youtube:") and r.basis == "day"]
    assert [r.values["views"] for r in daily] == [7, 8]
    assert [r.values["views"] for r in read.readings if r.source == "youtube.daily"] == [400, 500]


def test_it_does_not_halve_a_rate_that_has_its_sign(tmp_path: Path) -> None:
    data = made.youtube("en").replace("1.68", "1.68%")
    read = read_bytes(tmp_path, data.encode())
    assert read.values("youtube:dQdemoAAAA1")["ctr_impressions"] == pytest.approx(0.0168)


def test_it_reads_figures_by_country(tmp_path: Path) -> None:
    one = next(one for one in made.MADE if one.name == "geography.csv")
    read = read_bytes(tmp_path, one.make())
    assert dict(read.readings[0].values) == {
        "views.country.BE": 7, "watch_time_s.country.BE": 1800, "watch_time_s.country.FR": 1800,
    }  # fmt: skip
    assert {"totals-row", "number-unreadable"} <= set(read.codes)
