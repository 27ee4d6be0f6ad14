from __future__ import annotations

from datetime import UTC, datetime
from os import utime
from typing import TYPE_CHECKING

from tests.unit.ingest import exports_made as made
from tests.unit.ingest.reads import read_bytes, read_file

if TYPE_CHECKING:
    from pathlib import Path

WRITTEN = datetime(2026, 3, 1, 12, tzinfo=UTC).timestamp()


def named(name: str) -> made.Made:
    return next(one for one in made.MADE if one.name.startswith(name))


def test_it_reads_the_time_in_the_id_of_a_video(tmp_path: Path) -> None:
    one = named("Content_moulin.demo.zip")
    read = read_bytes(tmp_path, one.make(), one.name)
    post = read.posts[0]
    assert post.published_at == datetime(2025, 10, 31, 18, 19, 6, tzinfo=UTC)
    assert (post.precision, post.account, post.kind) == ("second", "moulin.demo", "short_video")
    assert read.values(post.uid) == {"reactions": 9, "comments": 1, "shares": 0, "views": 210}
    assert read.findings == []


def test_it_takes_the_day_of_the_download_from_the_table(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(named("Content_moulin.demo.zip").make())
    utime(path, (WRITTEN, WRITTEN))
    assert str(read_file(path).readings[0].as_of.date()) == "2026-01-03"  # the end of 2 January


def test_it_reads_photos_as_carousels(tmp_path: Path) -> None:
    data = named("Content_moulin.demo.zip").make().replace(b"/video/", b"/photo/")
    # The check sums of the archive no longer fit: the table alone is enough.
    start = data.index(b"\xef\xbb\xbf")
    read = read_bytes(tmp_path, data[start : data.index(b"PK\x01\x02")])
    assert {post.kind for post in read.posts} == {"carousel"}


def test_it_reads_the_business_export(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, named("business.csv").make())
    assert read.posts[0].published_at == datetime(2025, 10, 31, 18, 19, 6, tzinfo=UTC)
    assert read.values(read.posts[0].uid)["saves"] == 180


def test_it_gives_years_to_days(tmp_path: Path) -> None:
    one = named("Overview")
    read = read_bytes(tmp_path, one.make(), one.name)
    assert [str(r.day) for r in read.readings] == ["2025-12-31", "2026-01-01"]
    assert read.readings[0].post_uid == "account:tiktok:moulin.demo"
    assert read.readings[0].values["comments"] == -4
    assert read.codes == ["year-inferred"]


def test_it_takes_undefined_as_missing(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, named("Viewers.csv").make())
    assert [dict(r.values) for r in read.readings] == [
        {"viewers": 5, "new_viewers": 4, "returning_viewers": 1}
    ]


def test_it_reads_a_header_with_a_blank_at_its_end(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, named("business_days.csv").make())
    assert "phone_clicks" not in read.readings[0].values  # NAN
    assert read.readings[0].values["leads"] == 0
