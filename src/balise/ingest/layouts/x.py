"""X: the content analytics of 2024 on, the former per-post export, and the daily tables of both."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from balise.ingest.days import DayTable
from balise.ingest.derive import kind_of_text
from balise.ingest.layout import Row, aliases
from balise.ingest.posts import PostTable
from balise.ingest.times import x_time

_HANDLE = re.compile(r"(?:twitter|x)\.com/(?!i/)(\w{1,15})/status/")
_ID = re.compile(r"/status(?:es)?/(\d+)")
_IN_NAME = re.compile(r"tweet_activity_metrics_(\w{1,15}?)_\d{8}_\d{8}")


_unescaped = lru_cache(maxsize=8)(html.unescape)  # kind and text of a row both ask for it


def _text(row: Row) -> str:
    return _unescaped(row["text"])


_CONTENT = aliases(
    id="Post id|Tweet id",
    published="Date",
    text="Post text",
    url="Post Link|Link",
    impressions="Impressions",
    reactions="Likes",
    engagements="Engagements",
    saves="Bookmarks",
    shares_native="Shares|Share",
    new_follows="New follows",
    comments="Replies",
    shares="Reposts",
    profile_visits="Profile visits",
    detail_expands="Detail Expands",
    link_clicks="URL Clicks",
    hashtag_clicks="Hashtag Clicks",
    permalink_clicks="Permalink Clicks",
)

CONTENT = PostTable(
    name="x.content",
    network="x",
    columns=_CONTENT,
    needs=("id", "url", "text", "impressions", "saves"),
    zone="UTC",
    basis="period",
    id_in_url=_ID,
    handle_in_url=_HANDLE,
    text_of=_text,
    moment_of=lambda native, _row: x_time(native),
    kind_of=lambda row, _named: kind_of_text(_text(row)),
)

_PROMOTED = "|".join(
    f"promoted {metric}"
    for metric in (
        "engagements", "engagement rate", "retweets", "replies", "likes", "favorites",
        "user profile clicks", "url clicks", "hashtag clicks", "detail expands",
        "permalink clicks", "app opens", "app installs", "follows", "email tweet", "dial phone",
        "media views", "media engagements",
    )
)  # fmt: skip

_FORMER = aliases(
    impressions="impressions",
    engagements="engagements",
    engagement_rate_native="engagement rate",
    shares="retweets",
    comments="replies",
    reactions="likes|favorites",
    profile_visits="user profile clicks",
    link_clicks="url clicks",
    hashtag_clicks="hashtag clicks",
    detail_expands="detail expands",
    permalink_clicks="permalink clicks",
    app_opens="app opens",
    app_installs="app installs",
    new_follows="follows",
    media_views="media views",
    media_engagements="media engagements",
    paid_impressions="promoted impressions",
    ignored=_PROMOTED + "|email tweet|dial phone",
)

TWEETS = PostTable(
    name="x.tweets",
    network="x",
    columns={
        **_FORMER,
        **aliases(id="Tweet id", url="Tweet permalink", text="Tweet text", published="time"),
    },
    needs=("id", "url", "published"),
    zone="UTC",
    basis="period",
    id_in_url=_ID,
    handle_in_url=_HANDLE,
    text_of=_text,
    moment_of=lambda native, _row: x_time(native),
    kind_of=lambda row, _named: kind_of_text(_text(row)),
)

TWEET_DAYS = DayTable(
    name="x.tweets.daily",
    network="x",
    columns={**_FORMER, **aliases(day="Date", posts_published="Tweets published")},
    needs=("day", "posts_published", "impressions"),
    handle_in_name=_IN_NAME,
)

OVERVIEW = DayTable(
    name="x.overview.daily",
    network="x",
    columns=aliases(
        day="Date",
        impressions="Impressions",
        reactions="Likes",
        engagements="Engagements",
        saves="Bookmarks",
        shares_native="Shares",
        new_follows="New follows",
        unfollows="Unfollows",
        comments="Replies",
        shares="Reposts",
        profile_visits="Profile visits",
        posts_published="Create Post",
        video_views="Video views",
        media_views="Media views",
    ),
    needs=("day", "impressions", "unfollows"),
)

VIDEO_DAYS = DayTable(
    name="x.video.daily",
    network="x",
    columns=aliases(
        day="Date",
        video_views="Views",
        watch_time_s="Watch Time (ms)",
        avg_watch_s="Average Watch Time (ms)",
        revenue="Estimated Revenue",
        ignored="Completion Rate",
    ),
    needs=("day", "video_views", "watch_time_s"),
    scales={"watch_time_s": 0.001, "avg_watch_s": 0.001},
)

LIST = PostTable(
    name="x.list",
    network="x",
    columns=aliases(
        published="created_at",
        text="text|full_text|tweet",
        url="url|link|permalink",
        comments="replies|reply_count",
        shares="retweets|retweet_count",
        reactions="favorites|likes|favorite_count",
        account="user|username|screen_name",
    ),
    needs=("published", "url", "shares", "reactions"),
    zone="UTC",
    id_in_url=_ID,
    handle_in_url=_HANDLE,
    text_of=_text,
    native_id=lambda _row: "",
    moment_of=lambda native, _row: x_time(native),
    kind_of=lambda row, _named: kind_of_text(_text(row)),
)

LAYOUTS = (CONTENT, TWEETS, TWEET_DAYS, OVERVIEW, VIDEO_DAYS, LIST)
