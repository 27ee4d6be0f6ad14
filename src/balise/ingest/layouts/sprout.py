"""Sprout Social, post performance: posts of every network that it publishes to.

Headers come from two programs that read such files; no real file was at hand.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from balise.ingest.bases import KINDS, posts_of
from balise.ingest.layout import Row, aliases
from balise.ingest.networks import WORDS, SplitTable
from balise.ingest.tables import normal

if TYPE_CHECKING:
    from balise.ingest.posts import PostTable

_NAME = "sprout.posts"
_FEELINGS = "|".join(
    f"{feeling} Reactions" for feeling in ("Love", "Haha", "Wow", "Sad", "Angry", "Care")
)
COLUMNS = aliases(
    published="Date",
    id="Post ID",
    network="Network",
    shape="Post Type",
    kind="Content Type",
    account="Profile",
    url="Link",
    text="Post",
    impressions="Impressions",
    paid_impressions="Paid Impressions",
    reach="Reach",
    organic_reach="Organic Reach",
    paid_reach="Paid Reach",
    engagement_rate_native="Engagement Rate (per Impression)",
    engagements="Engagements",
    reactions="Reactions|Likes",
    comments="Comments",
    shares="Shares",
    saves="Saves",
    link_clicks="Post Link Clicks",
    other_clicks="Other Post Clicks",
    clicks_all="Post Clicks (All)",
    negative_feedback="Negative Feedback",
    video_views="Video Views",
    organic_views="Organic Video Views",
    paid_views="Paid Video Views",
    ignored="Sent by|Linked Content|Organic Impressions|Potential Reach|" + _FEELINGS,
)
_NARROWER = ("story", "short_video", "carousel", "live", "reply", "repost")
"""Kinds that the type of a post tells better than that of its content."""


def _layout(network: str) -> PostTable:
    table = posts_of(network, COLUMNS, name=_NAME, kinds={})

    def kind(row: Row, named: str) -> str:
        shape = KINDS.get(normal(row["shape"]), "other")
        return shape if shape in _NARROWER else table.kind_of(row, named)

    return replace(table, kind_of=kind)


POSTS = SplitTable(
    name=_NAME,
    columns=COLUMNS,
    needs=("published", "id", "account", "text"),
    of=_layout,
    words=WORDS,
    order="month",
)

LAYOUTS = (POSTS,)
