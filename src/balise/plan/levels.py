"""A level followed from its readings: followers, reach of a period, the mark of a survey."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from balise.domain.kpi import Kpi
from balise.domain.outcome import LEVELS, Outcome
from balise.domain.plan import Outlook
from balise.domain.ports import AccountDay
from balise.plan.coming import Time
from balise.plan.course import course_of, days_of, settled
from balise.plan.past import PastPost
from balise.plan.trend import LEAST, follow

Array = NDArray[np.float64]
Series = tuple[tuple[date, float], ...]
NO_READINGS, SEVERAL = "no-readings", "several-accounts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """All that levels are read from: posts with their followers, days of accounts, outcomes."""

    past: Sequence[PastPost] = ()
    days: Sequence[AccountDay] = ()
    outcomes: Sequence[Outcome] = ()


def level(  # noqa: PLR0913 - what is followed and how, each by its name
    blank: Outlook, kpi: Kpi, read: Readings, time: Time, *, n: int, seed: int
) -> Outlook:
    """Follow a level to the end of its time.

    Followers of several accounts add up, each followed by itself; other people are never summed
    over accounts, for one of them may be counted in each.
    """
    every = list(_series(kpi, read, time).values())
    if not every or any(len(one) < LEAST for one in every):
        fewest = min((len(one) for one in every), default=0)
        return replace(blank, lack=f"{NO_READINGS}:{LEAST - fewest}")
    if len(every) > 1 and kpi.name != "followers":
        return replace(blank, lack=SEVERAL)
    starts, ends = blank.starts or time.start, blank.ends or time.start
    days = days_of(starts, ends)
    drawn = np.sum([_path(one, days, n, seed + i) for i, one in enumerate(every)], axis=0)
    last = sum(one[-1][1] for one in every)
    found = settled(blank, drawn, days)
    has = last >= blank.target and found.p_reached >= 0.5  # noqa: PLR2004 - an even chance
    over = ends <= max(one[-1][0] for one in every)
    return replace(found, course=course_of(found.p_reached, has=has, over=over))


def _path(series: Series, days: Sequence[date], n: int, seed: int) -> Array:
    """Tell what was read up to the last reading, and draw what follows."""
    last = series[-1][0]
    at = np.array([day.toordinal() for day, _ in series], float)
    read = np.interp([day.toordinal() for day in days], at, [value for _, value in series])
    found = np.tile(read, (n, 1))
    ahead = [i for i, day in enumerate(days) if day > last]
    if ahead:
        readings = list(zip(at.tolist(), (value for _, value in series), strict=True))
        times = [float(days[i].toordinal()) for i in ahead]
        drawn = follow(readings, times, n=n, seed=seed)
        found[:, ahead] = np.maximum(drawn, 0.0) if min(v for _, v in series) >= 0 else drawn
    return found


def _series(kpi: Kpi, read: Readings, time: Time) -> dict[str, Series]:
    """Find the readings of a level, by account or (of an outcome) of all."""
    if kpi.source == "outcome":
        found = marks(kpi, read.outcomes)
        return {"": found} if found else {}
    by_account: dict[str, dict[date, float]] = {}
    if kpi.name == "followers":
        for one in read.past:
            value = one.values.get("followers", math.nan)
            if value > 0:
                mine = by_account.setdefault(one.account_id, {})
                mine[time.day(one.post.published_at)] = value
    own: dict[str, dict[date, float]] = {}
    for day in sorted(read.days, key=lambda one: one.as_of):
        if day.day is not None and math.isfinite(day.values.get(kpi.name, math.nan)):
            mine = own.setdefault(f"{day.network}:{day.account}", {})
            mine[day.day] = day.values[kpi.name]
    by_account |= own  # what the account itself tells is better than what its posts tell
    return {account: tuple(sorted(mine.items())) for account, mine in sorted(by_account.items())}


def marks(kpi: Kpi, outcomes: Iterable[Outcome]) -> Series:
    """Find the readings of a mark: of each table's last day its mean over who answered."""
    mine = [one for one in outcomes if one.name == kpi.name.partition(".")[0]]
    names = {name for one in mine for name in one.values}
    wished = (kpi.figure,) if kpi.figure else LEVELS
    name = next((name for name in wished if name in names), "")
    told: dict[date, list[tuple[float, float]]] = {}
    breakdown = min((one.breakdown for one in mine if name in one.values), key=len, default=())
    for one in mine:
        value = one.values.get(name, math.nan)
        if one.breakdown == breakdown and math.isfinite(value):
            told.setdefault(one.ends, []).append((value, one.values.get("answers", 1.0)))
    return tuple(
        (day, sum(v * w for v, w in found) / sum(w for _, w in found))
        for day, found in sorted(told.items())
        if sum(w for _, w in found) > 0
    )
