"""TikTok Studio: archives whose days have no year; the id of a video holds its time."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from balise.simulate.layouts.quoting import MONTHS, count, tiktok_csv
from balise.simulate.layouts.view import View
from balise.simulate.outcome import Published

_VIDEOS = (
    "Time", "Video title", "Video link", "Post time", "Total likes", "Total comments",
    "Total shares", "Total views",
)  # fmt: skip
_UNDEFINED_DAYS = 5
_YEAR = 365  # days with no year: no window is longer


def told(day: date) -> str:
    """Tell a day as TikTok does.

    Examples
    --------
    >>> told(date(2026, 7, 16))
    'July 16'
    """
    return f"{MONTHS[day.month - 1]} {day.day}"


def _row(view: View, one: Published) -> list[object]:
    post, values = one.post, one.values(view.as_of)
    figures = ("reactions", "comments", "shares", "views")
    local = post.published_at.astimezone(view.world.zone).date()
    title = post.text.replace("\n", " ")
    return [told(view.today), title, post.url, told(local), *(count(values[n]) for n in figures)]


def _archive(view: View, name: str, data: bytes) -> bytes:
    """Pack one file without compression; the comment of the archive says that it is made up."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as archive:
        day = view.today
        archive.writestr(ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0)), data)
        archive.comment = view.world.brand.name.encode()
    return packed.getvalue()


def content(view: View) -> bytes:
    """Write the videos of an account."""
    rows = [_VIDEOS, *(_row(view, one) for one in view.published)]
    return _archive(view, "Content.csv", tiktok_csv(rows))


def overview(view: View) -> bytes:
    """Write the days of an account."""
    days = view.days()[-_YEAR:]
    head = ("Date", "Video Views", "Profile Views", "Likes", "Comments", "Shares")
    views, likes, comments, shares = (
        view.daily(name, days, view.world.zone)
        for name in ("views", "reactions", "comments", "shares")
    )
    rows = [
        [told(day), views[i], views[i] // 90, likes[i], comments[i], shares[i]]
        for i, day in enumerate(days)
    ]
    return _archive(view, "Overview.csv", tiktok_csv([head, *rows]))


def follower_history(view: View) -> bytes:
    """Write the followers day by day; the network does not know those of the first days."""
    days = view.days()[-_YEAR:]
    path = view.world.followers(view.account, [days[0] - timedelta(1), *days])
    head = ("Date", "Followers", "Difference in followers from previous day")
    rows = [
        [told(day), "undefined", 0]
        if i < _UNDEFINED_DAYS
        else [told(day), path[i + 1], path[i + 1] - path[i]]
        for i, day in enumerate(days)
    ]
    return _archive(view, "FollowerHistory.csv", tiktok_csv([head, *rows]))


def file_names(view: View) -> tuple[str, str, str]:
    """Name the archives as TikTok does: only there are the year and the account to be read."""
    epoch = int(view.as_of.timestamp())
    return (
        f"Content_{view.handle}.zip",
        f"Overview_{view.today}_{epoch}_{view.handle}.zip",
        f"Followers_{view.handle}.zip",
    )
