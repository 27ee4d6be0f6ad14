"""Where each objective will stand: what is out, what is planned, and what nobody knows yet."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from zlib import crc32

from balise.domain.fitted import Fitted
from balise.domain.kpi import Kpi
from balise.domain.outcome import Outcome
from balise.domain.plan import Outlook, Slot
from balise.domain.ports import AccountDay
from balise.domain.strategy import Objective, Strategy
from balise.plan import levels, outcome_forecast
from balise.plan.coming import WEEK, Coming, Time, coming, time_of
from balise.plan.course import EVEN, course_of, days_of, settled
from balise.plan.levels import Readings
from balise.plan.needs import Case, draws_for, needs, reachable
from balise.plan.past import PastPost, read, unseen
from balise.plan.prior_range import prior_range
from balise.plan.totals import Asked, Sum, summed

NO_FIT, NO_POSTS, NO_HISTORY, UNSEEN = "no-fit", "no-posts", "no-history", "unseen"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What all objectives are told from."""

    strategy: Strategy
    fits: Mapping[str, Fitted]
    past: tuple[PastPost, ...]
    ahead: tuple[Coming, ...]
    readings: Readings
    time: Time
    fatigue: float
    seed: int
    draws: int
    has_history: bool


def outlooks(  # noqa: PLR0913 - all that a forecast may know, each by its name
    strategy: Strategy,
    fits: Mapping[str, Fitted],
    slots: Sequence[Slot],
    *,
    start: date,
    weeks: int,
    history: Any = None,
    outcomes: Sequence[Outcome] = (),
    days: Sequence[AccountDay] = (),
    fatigue: float = 0.0,
    seed: int = 0,
    draws: int = 2000,
) -> tuple[Outlook, ...]:
    """Tell where each objective will stand at its date, with the chance that it is reached.

    Parameters
    ----------
    strategy
        Its objectives and its time zone.
    fits
        KPI -> what was learnt of it. A rate is weighed by its exposure where that has a fit too.
    slots
        The plan. After its end it goes on at its pace, up to the end of an objective.
    start, weeks
        The plan's first local day, and its length; a plan of no weeks leaves what was published
        to go on.
    history
        Post frame of what was published; posts read young are grown to full age. None: nothing
        is known, and nothing counted.
    outcomes, days
        What no network sees, and the readings of the accounts themselves, for levels.
    fatigue
        What a later post of an account and day brings less, a share.
    seed, draws
        The same seed gives the same forecast; fewer draws where there are very many posts.

    Returns
    -------
    tuple of Outlook
        One an objective, in their order. What a total had before the plan counts on the day of the
        post that brought it.

    Raises
    ------
    ColumnMissingError
        The history does not tell which post, of whom, or when.

    Examples
    --------
    >>> from balise.domain.strategy import Identity
    >>> clicks = Objective(
    ...     name="clicks",
    ...     stage="conversion",
    ...     kpi="link_clicks",
    ...     aggregate="total",
    ...     target=100.0,
    ...     starts=date(2027, 1, 1),
    ...     ends=date(2027, 3, 31),
    ... )
    >>> ours = Strategy(identity=Identity(name="Shop"), objectives=(clicks,), accounts=())
    >>> (found,) = outlooks(ours, {}, (), start=date(2027, 1, 4), weeks=4)
    >>> found.course, found.lack
    ('cannot tell', 'no-fit no-history')
    """
    past = read(history)
    until = max((aim.ends for aim in strategy.objectives), default=start)
    time = time_of(strategy, past, start=start, weeks=weeks, until=until)
    known = _Known(
        strategy=strategy,
        fits=fits,
        past=past,
        ahead=coming(strategy, slots, past, time, fatigue),
        readings=Readings(past=past, days=days, outcomes=outcomes),
        time=time,
        fatigue=fatigue,
        seed=seed,
        draws=draws,
        has_history=history is not None,
    )
    return tuple(_outlook(aim, known) for aim in strategy.objectives)


def _outlook(aim: Objective, known: _Known) -> Outlook:
    kpi = Kpi(name=aim.kpi, aggregate=aim.aggregate)
    blank = Outlook(
        objective=aim.name,
        kpi=aim.kpi,
        target=aim.target,
        q05=math.nan,
        q50=math.nan,
        q95=math.nan,
        p_reached=math.nan,
        starts=aim.starts,
        ends=aim.ends,
    )
    seed = crc32(f"{known.seed} {aim.kpi}".encode())
    n = known.draws
    if kpi.aggregate == "level" or (kpi.source == "outcome" and kpi.aggregate == "rate"):
        found = levels.level(blank, kpi, known.readings, known.time, n=n, seed=seed)
    elif kpi.source == "outcome":
        outcomes = known.readings.outcomes
        found = outcome_forecast.total(blank, kpi, outcomes, n=n, seed=seed)
    else:
        return _of_posts(blank, kpi, aim, known, seed)
    return found


def _of_posts(blank: Outlook, kpi: Kpi, aim: Objective, known: _Known, seed: int) -> Outlook:
    """Tell a total or a rate of posts."""
    dumb = unseen(known.past, kpi.name)
    asked = _asked(aim, kpi, known, dumb, seed)
    fit = known.fits.get(kpi.name)
    sum_ = summed(asked, fit, known.fits)
    is_rate = kpi.aggregate == "rate"
    days = days_of(aim.starts, aim.ends)
    told = replace(
        blank, published=_published(sum_, is_rate=is_rate), lack=_notes(dumb, aim, known)
    )
    if fit is None:
        return _without_fit(told, asked, sum_, known)
    if is_rate and not sum_.days:
        return replace(told, lack=NO_POSTS)
    if is_rate:
        first = min(sum_.days)
        days = tuple(day for day in days if day >= first) or (aim.ends,)
    drawn = sum_.until(days, is_rate=is_rate)
    found = settled(told, drawn, days)
    over = not asked.coming and aim.ends < known.time.start
    has = (told.published >= aim.target) if not is_rate else (over and found.p_reached >= EVEN)
    p = 1.0 if has and not is_rate else found.p_reached
    found = replace(found, p_reached=p, course=course_of(p, has=has, over=over))
    return found if p >= EVEN else replace(found, needs=_needs(asked, fit, sum_, drawn, known, p))


def _asked(aim: Objective, kpi: Kpi, known: _Known, dumb: frozenset[str], seed: int) -> Asked:
    """Take the posts of an objective's time, of the accounts that tell its KPI."""
    days = [known.time.day(one.post.published_at) for one in known.past]
    mine = [
        (one, day)
        for one, day in zip(known.past, days, strict=True)
        if aim.starts <= day <= aim.ends and one.account_id not in dumb
    ]
    return Asked(
        objective=aim,
        kpi=kpi,
        out=[one for one, _ in mine],
        out_days=[day for _, day in mine],
        past=known.past,
        coming=[
            one for one in known.ahead
            if aim.starts <= one.day <= aim.ends and one.account_id not in dumb
        ],
        seed=seed,
        draws=known.draws,
    )  # fmt: skip


def _published(sum_: Sum, *, is_rate: bool) -> float:
    """Tell what is out: the total as it was read, or the rate so far (0 before the first post)."""
    if not is_rate:
        return sum_.certain
    out = [i for i, one in enumerate(sum_.coming) if one is None]
    weights = sum_.weights[:, out]
    return float((sum_.gains[:, out] * weights).sum() / weights.sum()) if out else 0.0


def _notes(dumb: frozenset[str], aim: Objective, known: _Known) -> str:
    """Note what the figure leaves out."""
    notes = []
    if dumb:
        notes.append(f"{UNSEEN}:{','.join(sorted({one.partition(':')[0] for one in dumb}))}")
    if not known.has_history and aim.starts < known.time.start:
        notes.append(NO_HISTORY)
    return " ".join(notes)


def _without_fit(told: Outlook, asked: Asked, sum_: Sum, known: _Known) -> Outlook:
    """Say only what is sure without anything learnt: whether it is reached already."""
    if asked.kpi.aggregate == "total" and told.published >= told.target and sum_.days:
        days = days_of(asked.objective.starts, asked.objective.ends)
        drawn = sum_.until(days, is_rate=False)
        found = settled(told, drawn, days)
        return replace(found, q50=math.nan, q95=math.nan, p_reached=1.0, course="reached",
                       curve=(), milestones=())  # fmt: skip
    found = replace(told, lack=" ".join([NO_FIT, *told.lack.split()]))
    followers = {one.id: one.followers for one in known.strategy.accounts if one.followers}
    followers |= {
        one.account_id: one.values["followers"] for one in known.past if "followers" in one.values
    }
    return prior_range(found, asked.kpi, asked, followers)


def _needs(  # noqa: PLR0913, PLR0917 - the forecast that is tried otherwise
    asked: Asked, fit: Fitted, sum_: Sum, drawn: Any, known: _Known, p: float
) -> tuple[Any, ...]:
    """Ask what it would take, of a fresh and smaller draw of the same posts."""
    n = min(draws_for(len(asked.coming), known.draws), len(drawn))
    places = [i for i, one in enumerate(sum_.coming) if one is not None]
    out = [i for i, one in enumerate(sum_.coming) if one is None]
    is_rate = asked.kpi.aggregate == "rate"
    aim = asked.objective.target if is_rate else 0.0
    gains = (sum_.gains[:n] - aim) * sum_.weights[:n] if is_rate else sum_.gains[:n]
    case = Case(
        strategy=known.strategy,
        fit=fit,
        past=known.past,
        fixed=gains[:, out].sum(axis=1),
        target=0.0 if is_rate else asked.objective.target,
        coming=asked.coming,
        weights=sum_.weights[:n][:, places],
        aim=aim,
        is_rate=is_rate,
        p_reached=p,
        weeks=_weeks(asked),
        fatigue=known.fatigue,
        seed=asked.seed,
    )
    even = reachable(drawn[:, -1], whole=not is_rate)
    return (*needs(case), *([even] if even is not None else []))


def _weeks(asked: Asked) -> float:
    """Count the weeks in which posts are to come."""
    if not asked.coming:
        return 1.0
    first = min(one.day for one in asked.coming)
    return max(((asked.objective.ends - first) + timedelta(1)).days / WEEK, 1.0)
