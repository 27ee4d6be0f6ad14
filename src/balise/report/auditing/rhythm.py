"""How often and when an account publishes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from balise.domain.audit import Amount, Gap, Rhythm, Share
from balise.domain.strategy import WEEKDAYS
from balise.report.auditing.dated import Dated
from balise.report.auditing.tallies import LEAST, LEAST_WEEKS, per_week, quartiles, share

MOSTLY = 0.8
"""Share of the posts that the hours named hold."""
_WEEK = timedelta(weeks=1)
_GAPS = 3
_LONG = 14
"""Days without a post from which a gap is worth naming, unless the account is that slow."""
_SLOW = 3


def rhythm(posts: Sequence[Dated]) -> Rhythm:
    """Tell the rhythm of the posts of one account."""
    days = sorted(day for one in posts if (day := one.day) is not None)
    if not days:
        return Rhythm(n=len(posts), weeks=0, per_week=Amount(n=len(posts)))
    counts = weeks_of(days)
    told = per_week(counts, len(days), (days[-1] - days[0]).days + 1)
    read = max(one.measured.as_of for one in posts).date()
    steps = [(later - day).days for day, later in pairwise(sorted(set(days)))]
    hours = [hour for one in posts if (hour := one.hour) is not None]
    return Rhythm(
        n=len(days),
        weeks=len(counts),
        per_week=told,
        quartiles=quartiles(counts) if len(counts) >= LEAST_WEEKS else None,
        empty=counts.count(0),
        first=days[0],
        last=days[-1],
        silent=max((read - days[-1]).days, 0),
        gap=median(steps) if steps else None,
        longest=_longest(days),
        weekdays=_weekdays(days),
        hours=_hours(hours),
        window=window_of(hours),
    )


def weeks_of(days: Sequence[date]) -> list[int]:
    """Count the posts of each whole week (Monday to Sunday) between the first day and the last.

    Examples
    --------
    >>> weeks_of([date(2026, 3, 2), date(2026, 3, 4), date(2026, 3, 15)])
    [2, 1]
    """
    if not days:
        return []
    first, last = min(days), max(days)
    monday = first + timedelta(days=-first.weekday() % 7)
    after = last - timedelta(days=(last.weekday() + 1) % 7) + timedelta(days=1)
    found = [0] * max((after - monday) // _WEEK, 0)
    for day in days:
        if monday <= day < after:
            found[(day - monday) // _WEEK] += 1
    return found


def window_of(hours: Sequence[int]) -> tuple[int, int] | None:
    """Find the fewest hours in a row, half open, that hold four posts in five.

    Examples
    --------
    >>> window_of([9, 9, 12, 17, 18, 18, 18, 18, 19, 19])
    (12, 20)
    """
    if len(hours) < LEAST:
        return None
    counts = Counter(hours)
    sums = [0]
    for hour in range(24):
        sums.append(sums[-1] + counts[hour])
    fits = (
        (first, end)
        for first in range(24)
        for end in range(first + 1, 25)
        if sums[end] - sums[first] >= MOSTLY * len(hours)
    )
    return min(fits, key=lambda pair: (pair[1] - pair[0], sums[pair[0]] - sums[pair[1]]))


def _longest(days: Sequence[date]) -> tuple[Gap, ...]:
    """Name the longest times without a post, those that are long for this account."""
    distinct = sorted(set(days))
    found = [
        Gap(days=(later - day).days - 1, after=day, before=later)
        for day, later in pairwise(distinct)
    ]
    usual = median(gap.days for gap in found) if found else 0
    long = [gap for gap in found if gap.days >= max(_LONG, _SLOW * usual)]
    return tuple(sorted(long, key=lambda gap: (-gap.days, gap.after))[:_GAPS])


def _weekdays(days: Sequence[date]) -> tuple[Share, ...]:
    counts = Counter(WEEKDAYS[day.weekday()] for day in days)
    return tuple(share(name, counts[name], len(days)) for name in WEEKDAYS)


def _hours(hours: Sequence[int]) -> tuple[Share, ...]:
    counts = Counter(hours)
    return tuple(share(str(hour), counts[hour], len(hours)) for hour in sorted(counts))
