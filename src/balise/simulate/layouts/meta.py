"""Meta Business Suite: the posts of a page or of an Instagram account, and daily series.

Traps of the real files that are kept: hours of Los Angeles whatever the zone of the page, the
caption of a Facebook post in `Title`, `Views` of 0 beside a reach above 0, blank cells, captions
over many lines.
"""

from __future__ import annotations

from datetime import date, datetime
from zlib import crc32
from zoneinfo import ZoneInfo

from balise.domain.post import Post
from balise.simulate.layouts.quoting import MONTHS, count, meta_csv, meta_series
from balise.simulate.layouts.view import View
from balise.simulate.outcome import Published

_LOS_ANGELES = ZoneInfo("America/Los_Angeles")
_INSTAGRAM = (
    "Post ID", "Account ID", "Account username", "Account name", "Description", "Duration (sec)",
    "Publish time", "Permalink", "Post type", "Data comment", "Date", "Views", "Reach", "Likes",
    "Shares", "Follows", "Comments", "Saves",
)  # fmt: skip
_FACEBOOK = (
    "Post ID", "Page ID", "Page name", "Title", "Description", "Duration (sec)", "Publish time",
    "Caption type", "Permalink", "Is crosspost", "Is share", "Post type", "Languages",
    "Custom labels", "Funded content status", "Data comment", "Date", "Views", "Reach",
    "Reactions, Comments and Shares", "Reactions", "Comments", "Shares", "Total clicks",
    "Reach from Organic posts", "Reach from Boosted posts", "Link Clicks", "Other Clicks",
    "Matched Audience Targeting Consumption (Photo Click)", "Seconds viewed",
    "Average Seconds viewed", "Estimated earnings (USD)", "Ad impressions",
)  # fmt: skip
_INSTAGRAM_TYPES = {"image": "IG image", "carousel": "IG carousel", "short_video": "IG reel"}
_FACEBOOK_TYPES = {
    "image": "Photos", "carousel": "Photos", "video": "Videos", "short_video": "Reels",
    "link": "Links", "text": "Text/Status", "live": "Live", "story": "Stories",
}  # fmt: skip
_ONE_IN = 29  # so many rows have a trap, each at other posts


def publish_time(at: datetime) -> str:
    """Tell a moment as Meta does: month first, by the clock of Los Angeles.

    Examples
    --------
    >>> from datetime import UTC
    >>> publish_time(datetime(2026, 3, 8, 10, 30, tzinfo=UTC))  # summer time has begun
    '03/08/2026 03:30'
    """
    local = at.astimezone(_LOS_ANGELES)
    return f"{local.month:02d}/{local.day:02d}/{local.year} {local.hour:02d}:{local.minute:02d}"


def _trapped(post: Post, trap: str) -> bool:
    return crc32(f"{trap} {post.uid}".encode()) % _ONE_IN == 0


def _instagram_row(view: View, one: Published) -> list[object]:
    post, values = one.post, one.values(view.as_of)
    reach = None if _trapped(post, "blank reach") else values["reach"]
    follows = None if _trapped(post, "blank follows") else values["follows"]
    return [
        post.uid.partition(":")[2], view.number("account", 17), post.account, view.world.brand.name,
        post.text, count(post.duration_s or 0), publish_time(post.published_at), post.url,
        _INSTAGRAM_TYPES.get(post.kind, "IG image"), "", "Lifetime", count(values["views"]),
        count(reach), count(values["reactions"]), count(values["shares"]), count(follows),
        count(values["comments"]), count(values["saves"]),
    ]  # fmt: skip


def instagram_posts(view: View) -> bytes:
    """Write the posts of an Instagram account."""
    return meta_csv([_INSTAGRAM, *(_instagram_row(view, one) for one in view.published)])


def _reach(post: Post, values: dict[str, float]) -> list[object]:
    """Reach, organic and boosted: the two overlap, so they do not add up to the first."""
    reach = None if _trapped(post, "blank reach") else values["reach"]
    if reach is None or not post.is_paid:
        return [count(reach), count(reach), ""]
    return [count(reach), count(reach * 0.5), count(reach * 0.6)]


def _watched(post: Post, values: dict[str, float]) -> list[object]:
    """Seconds viewed, in all and on average; blank for what is no video."""
    if not post.duration_s:
        return ["", "", "", ""]
    mean = post.duration_s * 0.2
    return [f"{mean * values['views']:.3f}", f"{mean:.3f}", 0, 0]


def _facebook_row(view: View, one: Published) -> list[object]:
    post, values = one.post, one.values(view.as_of)
    video = post.duration_s is not None
    zero = _trapped(post, "views 0") and not _trapped(post, "blank reach")
    reach, organic, boosted = _reach(post, values)
    parts = [values[name] for name in ("reactions", "comments", "shares")]
    links, others = values.get("link_clicks"), values["other_clicks"]
    return [
        post.uid.partition(":")[2], view.number("page", 15), view.world.brand.name,
        "" if video else post.text, post.text if video else "", count(post.duration_s or 0),
        publish_time(post.published_at), "uploaded" if video else "N/A", post.url, 0, 0,
        _FACEBOOK_TYPES.get(post.kind, "Photos"), "", "", "", "", "Lifetime",
        0 if zero else count(values["views"]), reach, count(sum(parts)),
        *(count(part) for part in parts), count((links or 0) + others), organic, boosted,
        count(links), count(others), "", *_watched(post, values),
    ]  # fmt: skip


def facebook_posts(view: View) -> bytes:
    """Write the posts of a Facebook page."""
    return meta_csv([_FACEBOOK, *(_facebook_row(view, one) for one in view.published)])


def _told(day: date) -> str:
    return f"{MONTHS[day.month - 1][:3]}-{day.day:02d}-{day.year}"


def file_name(view: View) -> str:
    """Name the file as Meta does: the period that was chosen and a number."""
    digits = view.number(f"file {view.today}", 16)
    return f"{_told(view.world.start)}_{_told(view.today)}_{digits}.csv"


def daily_follows(view: View) -> bytes:
    """Write how many people began to follow, day by day."""
    days = view.days()
    path = view.world.followers(view.account, days)
    gains = [max(after - before, 0) for before, after in zip(path[:1] + path, path, strict=False)]
    return meta_series("Instagram follows", _dated(days, gains))


def daily_reach(view: View) -> bytes:
    """Write the people reached, day by day: less than the views, as some came more than once."""
    days = view.days()
    views = view.daily("views", days, view.world.zone)
    return meta_series("Instagram reach", _dated(days, [int(n * 0.62) for n in views]))


def _dated(days: list[date], figures: list[int]) -> list[tuple[str, int]]:
    return [(f"{day}T00:00:00", n) for day, n in zip(days, figures, strict=True)]
