"""Where each objective will stand: what is out, what is planned, and what nobody knows yet."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Required, TypedDict, Unpack, cast
from zlib import crc32

from balise.domain.fitted import Fitted
from balise.domain.kpi import Kpi
from balise.domain.outcome import Outcome
from balise.domain.plan import Need, Outlook, Slot
from balise.domain.ports import AccountDay
from balise.domain.strategy import Objective, Strategy
from balise.plan import levels, outcome_forecast
from balise.plan.coming import WEEK, Coming, Time, coming, time_of
from balise.plan.course import EVEN, course_of, days_of, settled
from balise.plan.levels import Readings
from balise.plan.needs import Case, draws_for, needs, reachable
from balise.plan.past import PastPost, read, unseen
from balise.plan.prior_range import prior_range
from balise.plan.totals import Array, Asked, Sum, summed

DRAWS = 2000
NO_FIT, NO_POSTS, NO_HISTORY, UNSEEN = "no-fit", "no-posts", "no-history", "unseen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What all objectives are told from; see `outlooks`."""

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


class Forecast(TypedDict, total=False):
    """What a forecast may know; see `outlooks`."""

    start: Required[date]
    weeks: Required[int]
    history: Any
    outcomes: Sequence[Outcome]
    days: Sequence[AccountDay]
    fatigue: float
    seed: int
    draws: int


def outlooks(
    strategy: Strategy,
    fits: Mapping[str, Fitted],
    slots: Sequence[Slot],
    **known: Unpack[Forecast],
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
    told = facts(strategy, fits, slots, **known)
    return tuple(_outlook(aim, told) for aim in strategy.objectives)


def facts(
    strategy: Strategy,
    fits: Mapping[str, Fitted],
    slots: Sequence[Slot],
    **known: Unpack[Forecast],
) -> Facts:
    """Gather what `outlooks` tells from."""
    history, start, weeks = known.get("history"), known["start"], known["weeks"]
    past = read(history)
    until = max((aim.ends for aim in strategy.objectives), default=start)
    time = time_of(strategy, past, start=start, weeks=weeks, until=until)
    days, outcomes = known.get("days", ()), known.get("outcomes", ())
    fatigue = known.get("fatigue", 0.0)
    return Facts(
        strategy=strategy,
        fits=fits,
        past=past,
        ahead=coming(strategy, slots, past, time, fatigue),
        readings=Readings(past=past, days=days, outcomes=outcomes),
        time=time,
        fatigue=fatigue,
        seed=known.get("seed", 0),
        draws=known.get("draws", DRAWS),
        has_history=history is not None,
    )


def _outlook(aim: Objective, known: Facts) -> Outlook:
    drawn = drawn_of(aim, known)
    if isinstance(drawn, Outlook):
        return drawn
    found = drawn.outlook()
    if drawn.fit is None or not found.curve or found.p_reached >= EVEN:
        return found
    last = drawn.until[:, -1]
    return replace(found, needs=_needs(drawn, known, last=last, p=found.p_reached))


def drawn_of(aim: Objective, known: Facts) -> Drawn | Outlook:
    """Draw what posts bring to an objective; one that posts do not bring is told as it is."""
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
        return levels.level(blank, kpi, known.readings, known.time, n=n, seed=seed)
    if kpi.source == "outcome":
        return outcome_forecast.total(blank, kpi, known.readings.outcomes, n=n, seed=seed)
    dumb = unseen(known.past, kpi.name)
    asked, fit = _asked(aim, kpi, known, dumb, seed), known.fits.get(kpi.name)
    sum_ = summed(asked, fit, known.fits)
    published = _published(sum_, is_rate=kpi.aggregate == "rate")
    told = replace(blank, published=published, lack=_notes(dumb, aim, known))
    return Drawn(told=told, asked=asked, sum=sum_, fit=fit, known=known, dumb=dumb)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Drawn:
    """A total or a rate of posts, in each draw.

    `told` is what is known without drawing, `dumb` are accounts that never tell the KPI.
    """

    told: Outlook
    asked: Asked
    sum: Sum
    fit: Fitted | None
    known: Facts
    dumb: frozenset[str] = frozenset()

    @property
    def is_rate(self) -> bool:
        """Whether it is a rate; else a total."""
        return self.asked.kpi.aggregate == "rate"

    @property
    def days(self) -> tuple[date, ...]:
        """The days of which a figure is told: of a rate from its first post."""
        aim = self.asked.objective
        days = days_of(aim.starts, aim.ends)
        if not self.is_rate:
            return days
        first = min(self.sum.days)
        return tuple(day for day in days if day >= first) or (aim.ends,)

    @property
    def until(self) -> Array:
        """The figure at the end of `days`, shape (draws, days)."""
        return self.sum.until(self.days, is_rate=self.is_rate)

    def outlook(self) -> Outlook:
        """Tell where the objective will stand; what it would take is not told here."""
        told, aim = self.told, self.asked.objective
        if self.fit is None:
            return _without_fit(told, self.asked, self.sum, self.known)
        if self.is_rate and not self.sum.days:
            return replace(told, lack=NO_POSTS)
        found = settled(told, self.until, self.days)
        over = not self.asked.coming and aim.ends < self.known.time.start
        is_there = told.published >= aim.target and not self.is_rate
        p = 1.0 if is_there else found.p_reached
        has = is_there or (self.is_rate and over and found.p_reached >= EVEN)
        return replace(found, p_reached=p, course=course_of(p, has=has, over=over))


def _asked(aim: Objective, kpi: Kpi, known: Facts, dumb: frozenset[str], seed: int) -> Asked:
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


def _notes(dumb: frozenset[str], aim: Objective, known: Facts) -> str:
    """Note what the figure leaves out."""
    notes = []
    if dumb:
        notes.append(f"{UNSEEN}:{','.join(sorted({one.partition(':')[0] for one in dumb}))}")
    if not known.has_history and aim.starts < known.time.start:
        notes.append(NO_HISTORY)
    return " ".join(notes)


def _without_fit(told: Outlook, asked: Asked, sum_: Sum, known: Facts) -> Outlook:
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


def _needs(drawn: Drawn, known: Facts, *, last: Array, p: float) -> tuple[Need, ...]:
    """Ask what it would take, of a fresh and smaller draw of the same posts."""
    asked, sum_, fit = drawn.asked, drawn.sum, drawn.fit
    n = min(draws_for(len(asked.coming), known.draws), len(last))
    places = [i for i, one in enumerate(sum_.coming) if one is not None]
    out = [i for i, one in enumerate(sum_.coming) if one is None]
    is_rate = asked.kpi.aggregate == "rate"
    aim = asked.objective.target if is_rate else 0.0
    gains = (sum_.gains[:n] - aim) * sum_.weights[:n] if is_rate else sum_.gains[:n]
    case = Case(
        strategy=known.strategy,
        fit=cast("Fitted", fit),
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
    even = reachable(last, whole=not is_rate)
    return (*needs(case), *([even] if even is not None else []))


def _weeks(asked: Asked) -> float:
    """Count the weeks in which posts are to come."""
    if not asked.coming:
        return 1.0
    first = min(one.day for one in asked.coming)
    return max(((asked.objective.ends - first) + timedelta(1)).days / WEEK, 1.0)
