"""Hootsuite Analytics: posts of Facebook pages. Times are in GMT; columns depend on the report."""

from __future__ import annotations

from balise.ingest.bases import KINDS
from balise.ingest.layout import aliases
from balise.ingest.layouts import facebook
from balise.ingest.posts import PostTable

POSTS = PostTable(
    name="hootsuite.posts",
    network="facebook",
    columns=aliases(
        published="Date (GMT)",
        account="Facebook Page",
        id="Post ID",
        url="Post Permalink",
        kind="Post Type",
        text="Post Message",
        campaign="Campaign",
        clicks_all="Clicks",
        comments="Comments",
        engaged_users="Engaged Users",
        engagement_rate_native="Engagement Rate",
        impressions="Impressions",
        link_clicks="Link Clicks",
        organic_reach="Organic Reach",
        reach="Reach",
        reactions="Reactions",
        shares="Shares",
        video_views="Video Views",
        ignored="Tags|Author|Engaged Fans|Organic Impressions|Other Actions|Photo Views|"
        "Reactions: Like|Reactions: Love|Reactions: Haha|Reactions: Wow|Reactions: Sad|"
        "Reactions: Angry|Viral Impressions|Viral Reach",
    ),
    needs=("published", "account", "id", "text"),
    zone="UTC",
    kinds=KINDS,
    id_in_url=facebook.POSTS.id_in_url,
)

LAYOUTS = (POSTS,)
