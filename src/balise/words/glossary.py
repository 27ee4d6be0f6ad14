"""The glossary: how codes are named to a reader. The French terms are those of the trade."""

from __future__ import annotations

from balise.words.catalogue import mark

MONTHS = (
    mark("January"), mark("February"), mark("March"), mark("April"), mark("May"), mark("June"),
    mark("July"), mark("August"), mark("September"), mark("October"), mark("November"),
    mark("December"),
)  # fmt: skip

_NETWORKS = {
    "facebook": "Facebook", "instagram": "Instagram", "threads": "Threads", "x": "X",
    "linkedin": "LinkedIn", "tiktok": "TikTok", "youtube": "YouTube", "pinterest": "Pinterest",
    "mastodon": "Mastodon", "bluesky": "Bluesky", "other": mark("other network"),
}  # fmt: skip

_KINDS = {
    "text": mark("text"),
    "link": mark("link"),
    "image": mark("image"),
    "carousel": mark("carousel"),
    "video": mark("video"),
    "short_video": mark("short video"),
    "story": mark("story"),
    "document": mark("document"),
    "poll": mark("poll"),
    "live": mark("live video"),
    "article": mark("article"),
    "repost": mark("repost"),
    "reply": mark("reply"),
    "other": mark("other format"),
}

_FACTORS = {
    "network": mark("network"),
    "kind": mark("format"),
    "hour": mark("hour"),
    "weekday": mark("day of the week"),
    "cta": mark("call to action"),
    "hashtag": mark("hashtag"),
    "pillar": mark("content pillar"),
    "length": mark("text length"),
    "title_length": mark("title length"),
    "question": mark("question"),
    "exclamation": mark("exclamation mark"),
    "emoji": mark("emoji"),
    "number": mark("figure in the text"),
    "link": mark("link in the text"),
    "mention": mark("mention"),
    "tags": mark("number of hashtags"),
    "paid": mark("paid boost"),
    "gap": mark("time since the last post"),
    "language": mark("language"),
}

_WEEKDAYS = {
    "monday": mark("Monday"),
    "tuesday": mark("Tuesday"),
    "wednesday": mark("Wednesday"),
    "thursday": mark("Thursday"),
    "friday": mark("Friday"),
    "saturday": mark("Saturday"),
    "sunday": mark("Sunday"),
}

_VERDICTS = {
    "better": mark("better"),
    "worse": mark("worse"),
    "no clear difference": mark("no clear difference"),
    "not enough data": mark("not enough data"),
}

_EVIDENCE = {
    "randomised": mark("tested"),
    "adjusted": mark("estimated"),
    "descriptive": mark("observed"),
}

_METRICS = {
    "engagement": mark("engagement"),
    "engagements": mark("engagements as the network counts them"),
    "impressions": mark("impressions"),
    "views": mark("views"),
    "reach": mark("reach"),
    "reactions": mark("reactions"),
    "comments": mark("comments"),
    "shares": mark("shares"),
    "saves": mark("saves"),
    "follows": mark("follows"),
    "followers": mark("followers"),
    "link_clicks": mark("link clicks"),
    "clicks_all": mark("clicks"),
    "conversions": mark("conversions"),
    "revenue": mark("revenue"),
    "video_views": mark("video views"),
    "watch_time_s": mark("watch time"),
    "engagement_rate_by_impressions": mark("engagement rate by impressions"),
    "engagement_rate_by_reach": mark("engagement rate by reach"),
    "engagement_rate_by_views": mark("engagement rate by views"),
}

_STRATEGY = {
    "awareness": mark("awareness"),
    "road map": mark("road map"),
    "objective": mark("objective"),
    "audience": mark("audience"),
}

TERMS: dict[tuple[str, str], str] = {
    (group, code): message
    for group, table in {
        "network": _NETWORKS,
        "kind": _KINDS,
        "factor": _FACTORS,
        "weekday": _WEEKDAYS,
        "verdict": _VERDICTS,
        "evidence": _EVIDENCE,
        "metric": _METRICS,
        "strategy": _STRATEGY,
    }.items()
    for code, message in table.items()
}
"""(group, code) to the English term, the key of the catalogue."""
