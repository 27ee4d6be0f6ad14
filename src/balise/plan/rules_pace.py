"""Rules of pace: posts a week and a day, what is kept free, hours between posts, closed days."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from balise.domain.plan import Breach
from balise.domain.strategy import Presence
from balise.plan.rules_laid import ROUNDING, WEEK, Laid, Placed

_HOUR = 3_600


def per_week(laid: Laid) -> Iterator[Breach]:
    """Rules 2 and 14: between least and most in each week, less what is kept free."""
    for account in laid.strategy.accounts:
        weeks: dict[int, list[Placed]] = defaultdict(list)
        for one in laid.of(account):
            weeks[one.week].append(one)
        for week, first in laid.starts():
            its = weeks[week]
            yield from _too_many(laid, account, first, its)
            least = _least(laid, account, week)
            if len(its) < least:
                yield Breach(
                    rule="week-least",
                    what=account.id,
                    day=first,
                    params={"found": len(its), "limit": least},
                )


def _too_many(laid: Laid, account: Presence, first: date, its: list[Placed]) -> Iterator[Breach]:
    least, most = account.posts_per_week
    free = most * (1 - laid.strategy.plan.reserve)
    kept = max(math.floor(free + ROUNDING) if math.isfinite(free) else most, least)
    if not any(one.is_ours for one in its):
        return
    for rule, limit in (("week-most", most), ("week-reserve", kept)):
        if len(its) > limit:
            params = {"found": len(its), "limit": limit}
            yield Breach(rule=rule, what=account.id, day=first, params=params)
            return


def _least(laid: Laid, account: Presence, week: int) -> int:
    days = [laid.day(week * WEEK + n) for n in range(WEEK)]
    closed = sum(1 for day in days if day is None or laid.is_closed(day))
    return math.floor(account.posts_per_week[0] * (WEEK - closed) / WEEK + ROUNDING)


def per_day(laid: Laid) -> Iterator[Breach]:
    """Rule 3: the most of a local day, which a phase of an event may raise."""
    for account in laid.strategy.accounts:
        days: dict[date, list[Placed]] = defaultdict(list)
        for one in laid.of(account):
            days[one.local.date()].append(one)
        for day, its in days.items():
            limit = max(account.posts_per_day, _asked(laid, day))
            if len(its) > limit and any(one.is_ours for one in its):
                params = {"found": len(its), "limit": limit}
                yield Breach(rule="day-most", what=account.id, day=day, params=params)


def _asked(laid: Laid, day: date) -> int:
    """Posts a day that phases of events ask for on a day."""
    return max(
        (
            phase.posts_per_day or 0
            for event in laid.strategy.events
            for phase in event.phases
            if phase.from_day <= (day - event.date).days <= phase.to_day
        ),
        default=0,
    )


def gaps(laid: Laid) -> Iterator[Breach]:
    """Rule 4: real hours between two posts of an account, also with what was published."""
    for account in laid.strategy.accounts:
        for before, after in pairwise(laid.of(account)):
            hours = (after.at - before.at).total_seconds() / _HOUR
            if hours < account.min_gap_hours - ROUNDING and (before.is_ours or after.is_ours):
                late = after if after.is_ours else before
                yield late.breach("gap", found=hours, limit=account.min_gap_hours)


def hours(laid: Laid) -> Iterator[Breach]:
    """Rule 5: within the hours of the account, and the first of an hour that comes twice."""
    accounts = {one.id: one for one in laid.strategy.accounts}
    for one, _ in laid.ours:
        account = accounts.get(one.account)
        if account is None:
            continue
        first, end = account.hours
        if not first <= one.local.hour < end:
            yield one.breach("hours", first=f"{first:02}:00", end=f"{end:02}:00")
        if one.local.fold:
            yield one.breach("hour-twice")


def blackouts(laid: Laid) -> Iterator[Breach]:
    """Rule 11: nothing on closed days."""
    for one, _ in laid.ours:
        for closed in laid.strategy.blackouts:
            if closed.starts <= one.local.date() <= closed.ends:
                yield one.breach("blackout", reason=closed.reason or "-")
                break
