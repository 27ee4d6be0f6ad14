"""X: the posts and the days of an account, without the hour of a post, which its id holds."""

from __future__ import annotations

from datetime import UTC, date, timedelta

from balise.simulate.layouts.quoting import MONTHS, count, x_csv
from balise.simulate.layouts.view import View
from balise.simulate.outcome import Published

_POSTS = (
    "Post id", "Date", "Post text", "Post Link", "Impressions", "Likes", "Engagements",
    "Bookmarks", "Shares", "New follows", "Replies", "Reposts", "Profile visits",
    "Detail Expands", "URL Clicks", "Hashtag Clicks", "Permalink Clicks",
)  # fmt: skip
_DAYS = (
    "Date", "Impressions", "Likes", "Engagements", "Bookmarks", "Shares", "New follows",
    "Unfollows", "Replies", "Reposts", "Profile visits", "Create Post", "Video views",
    "Media views",
)  # fmt: skip
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def told(day: date) -> str:
    """Tell a day as X does.

    Examples
    --------
    >>> told(date(2026, 2, 27))
    'Fri, Feb 27, 2026'
    """
    return f"{_WEEKDAYS[day.weekday()]}, {MONTHS[day.month - 1][:3]} {day.day}, {day.year}"


def _row(view: View, one: Published) -> list[object]:
    post, values = one.post, one.values(view.as_of)
    figures = (
        "impressions", "reactions", "engagements", "saves", "", "", "comments", "shares",
        "profile_visits", "detail_expands", "link_clicks", "", "",
    )  # fmt: skip
    native = post.uid.partition(":")[2]
    day = told(post.published_at.astimezone(UTC).date())
    return [native, day, post.text, post.url, *(count(values.get(name, 0)) for name in figures)]


def posts(view: View) -> bytes:
    """Write the posts of an account, answers and reposts among them."""
    return x_csv([_POSTS, *(_row(view, one) for one in view.published)])


def file_name(view: View) -> str:
    """Name the file as X does."""
    return f"account_analytics_content_{view.world.start}_{view.today}.csv"


def overview(view: View) -> bytes:
    """Write the days of an account in UTC, the newest first."""
    days = view.days()
    names = (
        "impressions",
        "reactions",
        "engagements",
        "saves",
        "comments",
        "shares",
        "profile_visits",
    )
    table = {name: view.daily(name, days) for name in names}
    path = view.world.followers(view.account, [days[0] - timedelta(1), *days])
    made = [one.post.published_at.astimezone(UTC).date() for one in view.published]
    rows = []
    for i, day in enumerate(days):
        change = path[i + 1] - path[i]
        seen, likes, engagements, saved, replies, reposts, visits = (
            table[name][i] for name in names
        )
        rows.append(
            [told(day), seen, likes, engagements, saved, 0, max(change, 0), max(-change, 0),
             replies, reposts, visits, made.count(day), 0, 0]
        )  # fmt: skip
    return x_csv([_DAYS, *reversed(rows)])
