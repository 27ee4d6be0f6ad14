"""What tools beside the networks export: Pinterest's overview, Hootsuite, Sprout. Made up."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.unit.ingest import exports_made as made
from tests.unit.ingest.reads import read_bytes

from balise.errors import FormatRefusedError

PINS = """Top Pins
Pinterest Link,Content Type,Source,Canonical,Impressions
https://www.pinterest.com/pin/123456/,Image,Your Pins,,"1,200"
https://www.pinterest.com/pin/123457/,Video,Your Pins,,-
https://www.pinterest.com/pin/123456/,Image,Your Pins,,5

Top Boards
Pinterest Link,Impressions,Engagement,Pin clicks,Outbound clicks,Saves
https://www.pinterest.com/moulin_demo/pains/,900,30,10,3,2

Audience
Country,Share
BE,0.4
"""


def test_pins_and_boards_are_read_from_one_file_and_no_date_is_made_up(tmp_path: Path) -> None:
    name = "Pinterest Analytics overview 20260501-20260531.csv"
    read = read_bytes(tmp_path, PINS.encode(), name)
    assert read.format == "pinterest.overview"
    assert read.posts == []
    assert {one.post_uid: dict(one.values) for one in read.readings} == {
        "pinterest:123456": {"impressions": 1200},
        "pinterest:123457": {},
        "account:pinterest:moulin_demo": {
            "impressions.board.pains": 900, "engagements.board.pains": 30,
            "clicks_all.board.pains": 10, "link_clicks.board.pains": 3, "saves.board.pains": 2,
        },
    }  # fmt: skip
    assert all(one.basis == "period" for one in read.readings)
    assert {one.as_of for one in read.readings} == {datetime(2026, 6, 1, tzinfo=UTC)}
    assert read.codes == ["duplicate-row", "section-unread", "pins-undated"]
    assert read.rows == 6


def test_a_file_of_boards_alone_speaks_of_no_pins(tmp_path: Path) -> None:
    boards = PINS[PINS.index("Top Boards") : PINS.index("Audience")]
    read = read_bytes(
        tmp_path, boards.encode(), "Pinterest Analytics overview 20260501-20260531.csv"
    )
    assert [one.post_uid for one in read.readings] == ["account:pinterest:moulin_demo"]
    assert read.codes == []


HOOTSUITE = (
    "Date (GMT),Facebook Page,Post ID,Post Permalink,Post Type,Post Message,Tags,Campaign,Author,"
    "Clicks,Comments,Engaged Users,Engagement Rate,Impressions,Reach,Reactions,Shares"
)


def test_hootsuite_tells_posts_of_a_page_in_greenwich_time(tmp_path: Path) -> None:
    url = "https://www.facebook.com/moulin/posts/901"
    row = ("2026-05-13 10:00", "Le Moulin", "611_901", url, "photo", "Pain #demo", "", "Mai", "",
           3, 1, 5, "0.6%", 100, 80, 7, 2)  # fmt: skip
    read = read_bytes(tmp_path, made.table(HOOTSUITE, [row]).encode())
    assert read.format == "hootsuite.posts"
    (post,) = read.posts
    assert (post.network, post.account, post.kind, post.campaign) == (
        "facebook", "Le Moulin", "image", "Mai",
    )  # fmt: skip
    assert post.published_at == datetime(2026, 5, 13, 10, tzinfo=UTC)
    assert read.values("facebook:611_901")["engagement_rate_native"] == pytest.approx(0.006)
    assert read.codes == []


def test_the_messages_of_hootsuite_are_not_read(tmp_path: Path) -> None:
    packed = made.zipped(**{"page_inbound_messages.csv": b"Date,Message\n2026-05-13,secret\n"})
    with pytest.raises(FormatRefusedError):
        read_bytes(tmp_path, packed, "hootsuite.zip")


SPROUT = (
    "Date,Post ID,Network,Post Type,Content Type,Profile,Sent by,Link,Post,Linked Content,"
    "Impressions,Reach,Engagement Rate (per Impression),Engagements,Reactions,Likes,Comments,"
    "Shares,Saves"
)


def test_sprout_tells_posts_of_several_networks_in_one_table(tmp_path: Path) -> None:
    tweet = made.X_IDS[0]
    rows = [
        ("05/13/2026 06:30 pm", tweet, "X", "Post", "Photo", "'@moulin_demo", "",
         f"https://x.com/moulin_demo/status/{tweet}", "Salt", "", "295,379", "", "0.6%", 10, "", 9,
         1, 2, ""),
        ("05/02/2026 06:30 pm", "17900", "Instagram", "Reel", "Video", "moulin.demo", "",
         "https://www.instagram.com/reel/DYzZ_demo02/", "Farine", "", 100, 80, "1.2%", 10, 9, 9, 1,
         2, 4),
        ("05/03/2026 06:30 am", "77", "Google My Business", "Post", "Text", "Le Moulin", "", "",
         "Horaires", "", 100, "", "", 1, "", "", "", "", ""),
    ]  # fmt: skip
    read = read_bytes(tmp_path, made.table(SPROUT, rows).encode())
    assert read.format == "sprout.posts"
    assert [(post.uid, post.account, post.kind) for post in read.posts] == [
        (f"x:{tweet}", "moulin_demo", "image"),
        ("instagram:17900", "moulin.demo", "short_video"),
        ("other:77", "Le Moulin", "text"),
    ]
    assert read.posts[0].published_at.year == 2025  # the id tells better than the column
    assert read.posts[1].published_at == datetime(2026, 5, 2, 18, 30, tzinfo=UTC)
    assert read.values(f"x:{tweet}") == {
        "impressions": 295379, "engagement_rate_native": pytest.approx(0.006), "engagements": 10,
        "reactions": 9, "comments": 1, "shares": 2,
    }  # fmt: skip
    assert read.codes == ["network-unknown"]
