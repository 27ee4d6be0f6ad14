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
    "question": mark("question"),
    "exclamation": mark("exclamation mark"),
    "emoji": mark("emoji"),
    "number": mark("figure in the text"),
    "link": mark("link in the text"),
    "mention": mark("mention"),
    "paid": mark("paid boost"),
    "gap": mark("time since the last post"),
    "language": mark("language"),
    "title length": mark("title length"),
    "hashtag count": mark("number of hashtags"),
    "post of the day": mark("rank in the day"),
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

_MANY_KINDS = {
    "text": mark("text posts"),
    "link": mark("posts with a link"),
    "image": mark("images"),
    "carousel": mark("carousels"),
    "video": mark("videos"),
    "short_video": mark("short videos"),
    "story": mark("stories"),
    "document": mark("documents"),
    "poll": mark("polls"),
    "live": mark("live videos"),
    "article": mark("articles"),
    "repost": mark("reposts"),
    "reply": mark("replies"),
    "other": mark("other formats"),
}

_CTAS = {
    "none": mark("no call to action"),
    "apply": mark("apply"),
    "book": mark("book"),
    "buy": mark("buy"),
    "comment": mark("comment"),
    "contact": mark("get in touch"),
    "contest": mark("enter a contest"),
    "donate": mark("donate"),
    "download": mark("download"),
    "follow": mark("follow us"),
    "join_event": mark("come to an event"),
    "listen": mark("listen"),
    "read": mark("read on"),
    "refer": mark("recommend us"),
    "review": mark("leave a review"),
    "save": mark("save the post"),
    "share": mark("share"),
    "sign_up": mark("sign up"),
    "tag_friend": mark("tag a friend"),
    "try": mark("try it"),
    "visit": mark("visit"),
    "vote": mark("vote"),
    "watch": mark("watch"),
}

_WITH = {
    "question yes": mark("a question"),
    "exclamation yes": mark("an exclamation mark"),
    "number yes": mark("a figure in the text"),
    "link yes": mark("a link in the text"),
    "mention yes": mark("a mention"),
    "emoji yes": mark("an emoji"),
    "paid yes": mark("paid boost"),
    "paid no": mark("no paid boost"),
}

_ACTIONS = {
    "keep": mark("keep"),
    "stop": mark("stop"),
    "change": mark("change"),
    "test": mark("test"),
}

_STRATEGY = {
    "awareness": mark("awareness"),
    "road map": mark("road map"),
    "objective": mark("objective"),
    "audience": mark("audience"),
}

_BRANDS = {"brand": mark("My networks")}
"""The brand of a user who named none."""

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
        "brand": _BRANDS,
        "kinds": _MANY_KINDS,
        "cta": _CTAS,
        "with": _WITH,
        "action": _ACTIONS,
    }.items()
    for code, message in table.items()
}
"""(group, code) to the English term, the key of the catalogue."""
