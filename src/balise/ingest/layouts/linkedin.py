"""LinkedIn: the page's content and follower workbooks (.xls), the member's own workbook (.xlsx).

No real file was at hand: headers are those that six (page) and eight (member) independent
programs read.
"""

from __future__ import annotations

import re

from balise.ingest.days import DayTable
from balise.ingest.layout import Row, aliases
from balise.ingest.posts import PostTable
from balise.ingest.times import Moment, linkedin_time

_COLON = "(?::|%3A)"
URN = re.compile(
    rf"(?:urn{_COLON}li{_COLON}(?:activity|share|ugcPost){_COLON}|-(?:activity|share|ugcPost)-)"
    r"(\d{15,20})"
)
_KINDS = {
    "image": "image", "images": "image", "multi-image": "carousel", "carousel": "carousel",
    "video": "video", "article": "article", "text": "text", "poll": "poll",
    "document": "document", "event": "other", "reshare": "repost", "job": "other",
    "live video": "live", "celebration": "other", "link": "link",
}  # fmt: skip


def _moment(native: str, _row: Row) -> Moment | None:
    return linkedin_time(native)


PAGE_POSTS = PostTable(
    name="linkedin.page.posts",
    network="linkedin",
    columns=aliases(
        text="Post title|Update title",
        url="Post link|Update link",
        paid="Post type|Update type",
        campaign="Campaign name",
        ignored="Posted by|Campaign start date|Campaign end date|Audience|Offsite Views",
        published="Created date",
        impressions="Impressions",
        video_views="Views|Views (Excluding offsite video views)|Video views",
        clicks_all="Clicks",
        ctr_impressions="Click through rate (CTR)",
        reactions="Likes|Reactions",
        comments="Comments",
        shares="Reposts|Shares",
        follows="Follows",
        engagement_rate_native="Engagement rate",
        kind="Content Type",
    ),
    needs=("url", "published", "impressions", "clicks_all"),
    zone="UTC",
    kinds=_KINDS,
    fractions=frozenset({"ctr_impressions", "engagement_rate_native"}),
    native_id=lambda _row: "",
    id_in_url=URN,
    moment_of=_moment,
)

_PARTS = "|".join(
    f"{metric} ({part})"
    for metric in (
        "Impressions", "Clicks", "Reactions", "Comments", "Reposts", "Shares", "Engagement rate",
    )
    for part in ("organic", "sponsored")
)  # fmt: skip

PAGE_DAYS = DayTable(
    name="linkedin.page.daily",
    network="linkedin",
    columns=aliases(
        day="Date",
        impressions="Impressions (total)",
        unique_impressions="Unique impressions (organic)",
        clicks_all="Clicks (total)",
        reactions="Reactions (total)",
        comments="Comments (total)",
        shares="Reposts (total)|Shares (total)",
        engagement_rate_native="Engagement rate (total)",
        ignored=_PARTS,
    ),
    needs=("day", "impressions", "clicks_all"),
)

PAGE_FOLLOWERS = DayTable(
    name="linkedin.page.followers",
    network="linkedin",
    columns=aliases(
        day="Date",
        new_follows="Total followers",
        ignored="Sponsored followers|Organic followers|Auto-invited followers",
    ),
    needs=("day", "new_follows"),
)

MEMBER_DAYS = DayTable(
    name="linkedin.member.daily",
    network="linkedin",
    columns=aliases(day="Date", impressions="Impressions", engagements="Engagements"),
    needs=("day", "impressions", "engagements"),
    exact=True,
)

MEMBER_FOLLOWERS = DayTable(
    name="linkedin.member.followers",
    network="linkedin",
    columns=aliases(day="Date", new_follows="New followers"),
    needs=("day", "new_follows"),
    exact=True,
)

LAYOUTS = (
    PAGE_POSTS,
    PAGE_DAYS,
    PAGE_FOLLOWERS,
    MEMBER_FOLLOWERS,
    MEMBER_DAYS,
)
