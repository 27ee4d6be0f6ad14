"""The glossary: how codes are named to a reader. The French terms are those of the trade."""

from __future__ import annotations

from collections.abc import Callable

from balise.words.catalogue import mark
from balise.words.strategy_findings import FILE, NAMED, PLACES, STAGES

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
    "holiday": mark("public holiday"),
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
    "media count": mark("number of pictures and films"),
    "post of the day": mark("rank in the day"),
    "baseline": mark("account"),
    "wording": mark("frequent words"),
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
    "engaged_views": mark("engaged views"),
    "thumb_impressions": mark("thumbnail impressions"),
    "paid_impressions": mark("paid impressions"),
    "reposts": mark("reposts"),
    "quotes": mark("quotes"),
    "shares_native": mark("shares as the network counts them"),
    "other_clicks": mark("other clicks"),
    "photo_clicks": mark("photo clicks"),
    "hashtag_clicks": mark("hashtag clicks"),
    "permalink_clicks": mark("permalink clicks"),
    "profile_visits": mark("profile visits"),
    "detail_expands": mark("detail expands"),
    "media_views": mark("media views"),
    "media_engagements": mark("media engagements"),
    "app_opens": mark("app opens"),
    "app_installs": mark("app installs"),
    "navigation": mark("navigation taps"),
    "sticker_taps": mark("sticker taps"),
    "unfollows": mark("unfollows"),
    "net_follows": mark("follows less unfollows"),
    "new_follows": mark("new followers"),
    "views_3s": mark("views of 3 seconds"),
    "views_60s": mark("views of 60 seconds"),
    "negative_feedback": mark("negative feedback"),
    "leads": mark("leads"),
    "posts_published": mark("posts published"),
    "sessions": mark("sessions"),
    "key_events": mark("key events"),
    "phone_clicks": mark("phone clicks"),
    "organic_views": mark("organic views"),
    "paid_views": mark("paid views"),
    "paid_reach": mark("paid reach"),
    "organic_reach": mark("organic reach"),
    "unique_impressions": mark("unique impressions"),
    "viewers": mark("viewers"),
    "viewers_3s": mark("viewers of 3 seconds"),
    "viewers_60s": mark("viewers of 60 seconds"),
    "new_viewers": mark("new viewers"),
    "returning_viewers": mark("returning viewers"),
    "engaged_users": mark("engaged people"),
    "clickers": mark("people who clicked"),
    "unique_negative_feedback": mark("people with negative feedback"),
    "visitors": mark("visitors"),
    "active_followers": mark("active followers"),
    "audience_count": mark("audience, in people"),
    "avg_watch_s": mark("average watch time"),
    "avg_pct_viewed": mark("average share viewed"),
    "ctr_impressions": mark("click-through rate by impressions"),
    "engagement_rate_native": mark("engagement rate as the network gives it"),
    "audience": mark("audience"),
    "views_share": mark("share of views"),
    "watch_time_share": mark("share of watch time"),
    "spend": mark("spend"),
}

_OUTCOMES = {
    "count": mark("number"),
    "amount": mark("amount"),
    "score": mark("mark"),
    "sessions": mark("visits"),
    "key_events": mark("key events"),
    "revenue": mark("revenue"),
}
"""Figures that no network sees, as the report tells them."""

_COUNTED = {
    "till": mark("sales at the till"),
    "sales": mark("sales"),
    "orders": mark("orders"),
    "tickets": mark("tickets sold"),
    "bookings": mark("bookings"),
    "donations": mark("donations"),
    "donors": mark("donors"),
    "applications": mark("applications"),
    "memberships": mark("memberships"),
    "registrations": mark("registrations"),
    "sign_ups": mark("sign-ups"),
    "follows": mark("new followers"),
    "watch_time_s": mark("seconds watched"),
}
"""What objectives of the starters count, as a road map tells it behind a figure."""

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
    "holiday yes": mark("a public holiday"),
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

_INDUSTRIES = {
    "alcohol": mark("alcoholic drinks"),
    "construction": mark("construction"),
    "education": mark("education"),
    "fashion": mark("fashion"),
    "financial_services": mark("financial services"),
    "food_beverage": mark("food and drinks"),
    "health_beauty": mark("health and beauty"),
    "higher_ed": mark("higher education"),
    "home_decor": mark("home decoration"),
    "influencers": mark("creators"),
    "media": mark("media"),
    "media_entertainment": mark("media and entertainment"),
    "nonprofits": mark("non-profit organisations"),
    "retail": mark("retail"),
    "sports_teams": mark("sports teams"),
    "tech_software": mark("technology and software"),
    "travel": mark("travel"),
}
"""Industries of which rates are published."""

_BRANDS = {"brand": mark("My networks")}
"""The brand of a user who named none."""

_HASHTAG_ROLES = {
    "brand": mark("brand"),
    "campaign": mark("campaign"),
    "community": mark("community"),
    "topic": mark("topic"),
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
        "outcome": _OUTCOMES,
        "counted": _COUNTED,
        "strategy": _STRATEGY,
        "brand": _BRANDS,
        "industry": _INDUSTRIES,
        "kinds": _MANY_KINDS,
        "cta": _CTAS,
        "with": _WITH,
        "action": _ACTIONS,
        "table": PLACES,
        "stage": STAGES,
        "hashtag role": _HASHTAG_ROLES,
    }.items()
    for code, message in table.items()
}
"""(group, code) to the English term, the key of the catalogue."""


def where(table: str, name: str, say: Callable[..., str]) -> str:
    """Name a table of a strategy, or one of its entries, in the words of a `Speech.text`.

    Examples
    --------
    >>> where("objectives", "sales", str.format), where("plan", "", str.format)
    ('objective “sales”', '[plan]')
    """
    if not table:
        return say(FILE)
    said = TERMS.get(("table", table))
    if not name or said is None:
        return f"[{table}]"
    return say(NAMED, table=say(said), name=name)
