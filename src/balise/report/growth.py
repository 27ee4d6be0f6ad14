"""How each account grew, by the best figure that is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from balise.domain.ports import AccountDay
from balise.report.change import contrast
from balise.report.period import Known, Periods
from balise.report.values import Growth, GrowthBasis, Span

Account = tuple[str, str]
Points = tuple[tuple[date, float], ...]
SUMMED: tuple[GrowthBasis, ...] = ("net_follows", "new_follows")
CHART_DAYS = 182


def growth(
    accounts: Iterable[Account], days: Sequence[AccountDay], periods: Periods | None, kpi: str
) -> tuple[Growth, ...]:
    """Tell the growth of each account over the period."""
    return tuple(_account(account, days, periods, kpi) for account in accounts)


def _account(
    account: Account, days: Sequence[AccountDay], periods: Periods | None, kpi: str
) -> Growth:
    network, handle = account
    mine = [d for d in days if (d.network, d.account) == account and d.day is not None]
    span = periods.now if periods else None
    found = _followers(account, mine, span) or _accumulated(account, mine, span)
    if found is not None:
        return found
    if periods is not None:
        found = _by_posts(account, periods.posts) or _level(account, periods, kpi)
    return found or Growth(network=network, account=handle, basis="unknown")


def series(days: Iterable[AccountDay], metric: str) -> Points:
    """Take one metric of an account by day; of several readings of a day the latest holds."""
    return tuple((day, found.values[metric]) for day, found in of_day(days, metric).items())


def of_day(days: Iterable[AccountDay], metric: str) -> dict[date, AccountDay]:
    """Find the reading that holds for each day, in the order of the days."""
    latest = {
        d.day: d
        for d in sorted(days, key=lambda d: d.as_of)
        if metric in d.values and d.day is not None
    }
    return dict(sorted(latest.items()))


def _followers(account: Account, days: Sequence[AccountDay], span: Span | None) -> Growth | None:
    points = series(days, "followers")
    inside = [p for p in points if span is None or span.start <= p[0] <= span.end]
    if len(inside) < 2:  # noqa: PLR2004 - a difference needs two readings
        return None
    since = inside[-1][0] - timedelta(days=CHART_DAYS)
    return Growth(
        network=account[0],
        account=account[1],
        basis="followers",
        points=tuple(p for p in points if since <= p[0] <= inside[-1][0]),
        gained=inside[-1][1] - inside[0][1],
        n=len(inside),
    )


def _accumulated(account: Account, days: Sequence[AccountDay], span: Span | None) -> Growth | None:
    for basis in SUMMED:
        points = series(days, basis)
        inside = [p for p in points if span is None or span.start <= p[0] <= span.end]
        if inside:
            total, running = 0.0, []
            for day, value in inside:
                total += value
                running.append((day, total))
            return Growth(
                network=account[0],
                account=account[1],
                basis=basis,
                points=tuple(running),
                gained=total,
                n=len(inside),
            )
    return None


def _by_posts(account: Account, posts: Sequence[Known]) -> Growth | None:
    found = [v for k in _of(account, posts) if (v := k.measured.values.get("follows")) is not None]
    if not found:
        return None
    return Growth(
        network=account[0], account=account[1], basis="follows", gained=sum(found), n=len(found)
    )


def _level(account: Account, periods: Periods, kpi: str) -> Growth | None:
    now, before = ([k.y for k in _of(account, s)] for s in (periods.posts, periods.earlier))
    change = contrast(now, before, kpi, "descriptive")
    if change is None:
        return None
    return Growth(network=account[0], account=account[1], basis="level", n=len(now), change=change)


def _of(account: Account, posts: Sequence[Known]) -> list[Known]:
    return [k for k in posts if (k.measured.post.network, k.measured.post.account) == account]
