"""Which posts are compared: local days, ages, and two periods of equal length."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from balise.domain.ports import MeasuredPost
from balise.errors import PeriodError
from balise.learn import kpi as figure
from balise.reference.half_life import mature_after_h
from balise.report.values import Material, Span

DEFAULT_DAYS = 28
ONE_DAY = timedelta(days=1)


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
    """Put each post at its local time; a bare day is the network's own and is not moved."""
    known, other = zones(material), ZoneInfo(material.timezone)
    return [
        (m, m.post.published_at.astimezone(known.get(f"{m.post.network}:{m.post.account}", other)))
        if m.post.precision in {"second", "minute", "hour"}
        else (m, m.post.published_at)
        for m in material.posts
    ]


def is_mature(measured: MeasuredPost, after: Mapping[str, timedelta]) -> bool:
    """Tell whether a post was old enough when it was read.

    Without an age in `after`, that of published half-lives holds (`balise.reference.half_life`).
    """
    network = measured.post.network
    age = after.get(network) or timedelta(hours=mature_after_h(network))
    return measured.as_of - measured.post.published_at >= age


def known(material: Material) -> tuple[tuple[Known, ...], tuple[datetime, ...]]:
    """Take the posts whose KPI is known; give the local times of the others."""
    after = material.mature_after
    found, lacking = [], []
    for m, at in local(material):
        value = figure.value(m.values, material.kpi)
        if value is None:
            lacking.append(at)
        else:
            y = figure.to_log(value, material.kpi)
            found.append(Known(measured=m, at=at, figure=value, y=y, is_mature=is_mature(m, after)))
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
    if start is None:
        start = end - (DEFAULT_DAYS - 1) * ONE_DAY
    if end < start:
        raise PeriodError(start=start.isoformat(), end=end.isoformat())
    return Span(start=start, end=end)


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
