from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.unit.ingest import exports_made as made
from tests.unit.ingest.reads import read_bytes

from balise.errors import FileBrokenError, FormatRefusedError
from balise.ingest.x_archive import _post

if TYPE_CHECKING:
    from pathlib import Path

UID = f"x:{made.X_IDS[0]}"
AT = "2025-03-20T07:24:41"


def named(name: str) -> bytes:
    return next(one for one in made.MADE if one.name == name).make()


@pytest.mark.parametrize("header", [made.X_CONTENT, made.X_VARIANT])
def test_it_reads_the_content_of_x(tmp_path: Path, header: str) -> None:
    read = read_bytes(tmp_path, made.table(header, made.X_ROWS).encode())
    post = read.posts[0]
    assert (post.uid, post.account, post.kind) == (UID, "moulin_demo", "link")
    assert post.published_at.isoformat().startswith(AT)
    assert post.precision == "second"
    assert post.text == "Salt & flour https://example.org"
    assert read.posts[1].is_reply
    assert read.values(UID)["link_clicks"] == 1
    assert read.readings[0].basis == "period"
    assert read.findings == []


def test_it_rebuilds_an_id_from_the_link(tmp_path: Path) -> None:
    row = ["1.90262E+18", *made.X_ROWS[0][1:]]
    read = read_bytes(tmp_path, made.table(made.X_CONTENT, [row]).encode())
    assert read.posts[0].uid == UID
    assert read.posts[0].published_at.isoformat().startswith(AT)
    assert read.codes == ["id-damaged"]


def test_it_knows_only_the_day_where_the_id_is_lost(tmp_path: Path) -> None:
    row = ["1.90262E+18", *made.X_ROWS[0][1:3], "", *made.X_ROWS[0][4:]]
    read = read_bytes(tmp_path, made.table(made.X_CONTENT, [row]).encode())
    assert read.posts[0].precision == "day"
    assert str(read.posts[0].published_at.date()) == "2025-03-20"
    assert "id-lost" in read.codes


def test_it_reads_the_former_export_of_x(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, made.table(made.TWEETS, made.TWEET_ROWS, quoting=1).encode())
    assert read.posts[0].published_at.isoformat().startswith(AT)
    values = read.values(UID)
    assert (values["impressions"], values["shares"], values["comments"]) == (3274, 3, 2)
    assert values["engagement_rate_native"] == pytest.approx(0.0177)
    assert "paid_impressions" not in values
    assert read.codes == ["number-unreadable"]  # a rate over no impressions at all


def test_it_reads_favorites_of_2015(tmp_path: Path) -> None:
    header = made.TWEETS.replace("likes", "favorites")
    read = read_bytes(tmp_path, made.table(header, made.TWEET_ROWS[:1]).encode())
    assert read.values(UID)["reactions"] == 20


def test_it_reads_the_days_of_x(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, named("account_overview_analytics.csv"))
    assert str(read.readings[0].day) == "2026-02-27"
    assert read.readings[0].values["unfollows"] == 6


def test_it_reads_the_days_of_videos_below_their_title(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, named("account_video_analytics.csv"))
    assert dict(read.readings[0].values) == {
        "video_views": 10, "watch_time_s": 9, "avg_watch_s": 0.9, "revenue": 0
    }  # fmt: skip


@pytest.mark.parametrize("name", ["tweets", "tweet"])
def test_it_reads_the_archive_of_x(tmp_path: Path, name: str) -> None:
    read = read_bytes(tmp_path, made.script(made.ARCHIVE, name), "tweets.js")
    assert read.format == "x.archive"
    assert [p.kind for p in read.posts] == ["image", "repost"]
    assert read.posts[0].account == "moulin_demo"
    assert read.posts[0].text == "Bread & salt"
    assert read.values(UID) == {"reactions": 4, "shares": 1}
    assert len(read.readings) == 1  # the counts of a repost are those of another's post


def test_it_reads_only_the_posts_of_a_whole_archive(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, named("twitter-2025-04-01-abcdef.zip"), "archive.zip")
    assert len(read.posts) == 2
    assert {p.account for p in read.posts} == {"moulin_demo"}
    assert read.codes == ["member-private", "members-unread"]
    assert all("hush" not in found.message for found in read.findings)


def test_it_refuses_the_messages_of_an_archive(tmp_path: Path) -> None:
    with pytest.raises(FormatRefusedError):
        read_bytes(tmp_path, made.script([{}], "direct_messages"), "direct-messages.js")


def test_it_says_that_an_archive_is_cut_off(tmp_path: Path) -> None:
    with pytest.raises(FileBrokenError):
        read_bytes(tmp_path, made.script(made.ARCHIVE)[:-20], "tweets.js")


@pytest.mark.parametrize(
    "item",
    [None, 7, [], {}, {"tweet": 3}, {"tweet": {"id_str": "x"}}, {"tweet": {"created_at": "soon"}}],
)
def test_it_drops_what_is_no_post_of_an_archive(tmp_path: Path, item: object) -> None:
    read = read_bytes(tmp_path, made.script([*made.ARCHIVE, item]), "tweets.js")
    assert (read.rows, len(read.posts), read.dropped) == (3, 2, 1)


@pytest.mark.parametrize(("n", "count"), [(0, None), (1, 1), (4, 4)])
def test_the_archive_of_x_tells_how_many_media_a_post_has(n: int, count: int | None) -> None:
    tweet: dict[str, Any] = {"id_str": "1212092628029698048", "full_text": "Pain"}
    if n:
        tweet["extended_entities"] = {"media": [{"type": "photo"}] * n}
    post = _post(tweet, "moulin")
    assert post is not None
    assert post.media_count == count
    # The older list holds the first alone: of how many nobody tells.
    older = _post({"id_str": "1212092628029698048", "entities": {"media": [{}]}}, "moulin")
    assert older is not None
    assert (older.kind, older.media_count) == ("image", None)
