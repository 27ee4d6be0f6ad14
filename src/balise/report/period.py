"""Which posts are compared: local days, ages, and two periods of equal length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from balise.domain.ports import MeasuredPost
from balise.domain.post import KNOWS_HOUR, Post
from balise.errors import PeriodError
from balise.learn import kpi as figure
from balise.report.values import Material, Span

DEFAULT_DAYS = 28
ONE_DAY = timedelta(days=1)
FIRST, LAST = date(1990, 1, 1), date(2100, 12, 31)
"""No post lies outside; a period is cut to these days, so that one as long fits before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A post whose KPI is known, at its local time; `y` is the KPI on the scale of the model."""

    measured: MeasuredPost
    at: datetime
    figure: float
    y: float
    is_mature: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Periods:
    """The mature posts of both periods, and how many of them were left out."""

    now: Span
    before: Span
    posts: tuple[Known, ...]
    earlier: tuple[Known, ...]
    young: int
    unmeasured: int


def zones(material: Material) -> dict[str, ZoneInfo]:
    """Find the time zone of each account."""
    return {account.id: ZoneInfo(account.timezone) for account in material.accounts}


def local(material: Material) -> list[tuple[MeasuredPost, datetime]]:
    """Put each post at its local time."""
    known, other = zones(material), ZoneInfo(material.timezone)
    return [
        (m, at_local(m.post, known.get(f"{m.post.network}:{m.post.account}", other)))
        for m in material.posts
    ]


def at_local(post: Post, zone: ZoneInfo) -> datetime:
    """Give the local time of a post; a bare day is the network's own and is not moved."""
    return post.published_at.astimezone(zone) if post.precision in KNOWS_HOUR else post.published_at


def known(material: Material) -> tuple[tuple[Known, ...], tuple[datetime, ...]]:
    """Take the posts whose KPI is known; give the local times of the others.

    Replies and repeated posts are no publications to compare, and stand in neither.
    """
    found, lacking = [], []
    for m, at in local(material):
        if not m.post.is_original:
            continue
        value = figure.value(m.values, material.kpi)
        if value is None:
            lacking.append(at)
        else:
            y = figure.to_log(value, material.kpi)
            mature = figure.is_mature(m.post, m.as_of)
            found.append(Known(measured=m, at=at, figure=value, y=y, is_mature=mature))
    return tuple(found), tuple(lacking)


def choose(posts: Sequence[Known], start: date | None, end: date | None) -> Span | None:
    """Take the period asked for; otherwise the 28 days up to the newest post that is mature.

    Raises
    ------
    PeriodError
        The end comes before the start.
    """
    if end is None:
        days = [k.at.date() for k in posts if k.is_mature] or [k.at.date() for k in posts]
        if not days:
            return None
        end = max(days)
    end = _cut(end)
    start = end - (DEFAULT_DAYS - 1) * ONE_DAY if start is None else _cut(start)
    if end < start:
        raise PeriodError(start=start.isoformat(), end=end.isoformat())
    return Span(start=start, end=end)


def _cut(day: date) -> date:
    return min(max(day, FIRST), LAST)


def compare(posts: Sequence[Known], lacking: Sequence[datetime], now: Span) -> Periods:
    """Split the posts into the period and the one of equal length before it."""
    before = Span(start=now.start - now.days * ONE_DAY, end=now.start - ONE_DAY)
    inside = [k for k in posts if before.start <= k.at.date() <= now.end]
    mature = [k for k in inside if k.is_mature]
    return Periods(
        now=now,
        before=before,
        posts=tuple(k for k in mature if k.at.date() >= now.start),
        earlier=tuple(k for k in mature if k.at.date() < now.start),
        young=len(inside) - len(mature),
        unmeasured=sum(before.start <= at.date() <= now.end for at in lacking),
    )
