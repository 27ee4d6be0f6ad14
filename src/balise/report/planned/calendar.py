"""The calendar of a plan, made ready to be drawn: every post once, on its day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from balise.domain.plan import Plan, Slot
from balise.domain.strategy import Strategy
from balise.plan.key_dates import named
from balise.report.names import capital, posts
from balise.report.planned.bands import lanes
from balise.report.planned.grid import Calendar, Chip, Day, Sign, Week
from balise.report.planned.legend import keys
from balise.report.planned.naming import (
    WEEK,
    accounts,
    ask,
    badges,
    brief,
    days_of,
    theme,
    time_of,
    weekday,
)
from balise.words import Speech, mark

_CROWDED, _LONG = 3, 6
_SATURDAY = 5
STATES = {
    "approved": mark("approved"),
    "published": mark("published already"),
    "skipped": mark("left out"),
}


@dataclass(frozen=True, slots=True)
class _Reader:
    """What drawing a day needs to know of the plan."""

    s: Speech
    plan: Plan
    strategy: Strategy
    short: Mapping[tuple[str, str], str]
    copies: Mapping[str, tuple[str, ...]]
    by_day: Mapping[date, Sequence[Slot]]


def calendar(s: Speech, plan: Plan, strategy: Strategy) -> Calendar:
    """Lay the posts of a plan out over its weeks."""
    starts, weeks = days_of(plan)
    read = _reader(s, plan, strategy)
    days = [starts + timedelta(days=n) for n in range(WEEK)]
    busiest = max((len(those) for those in read.by_day.values()), default=0)
    made = tuple(_week(read, starts, n) for n in range(weeks))
    return Calendar(
        caption=s.text(
            mark("Calendar, {starts} to {ends}, in the time of {zone}"),
            starts=s.day(starts),
            ends=s.day(starts + timedelta(days=max(weeks * WEEK - 1, 0))),
            zone=strategy.identity.timezone.replace("_", " "),
        ),
        corner=s.text(mark("Week")),
        heads=tuple(capital(s.term("weekday", _NAMES[day.weekday()])) for day in days),
        weeks=made,
        keys=keys(s, plan, made, [(*one, read.short[one]) for one in accounts(plan, strategy)]),
        said=tuple(_said(s, plan)),
        dense=busiest > _CROWDED or weeks > _LONG,
    )


_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _reader(s: Speech, plan: Plan, strategy: Strategy) -> _Reader:
    by_day = defaultdict(list)
    copies = defaultdict(list)
    for one in sorted(plan.slots, key=lambda slot: (slot.publish_at, slot.slot_id)):
        by_day[one.local_at.date()].append(one)
        copies[one.content_id].append(one.slot_id)
    return _Reader(
        s=s,
        plan=plan,
        strategy=strategy,
        short=badges(accounts(plan, strategy)),
        copies={name: tuple(those) for name, those in copies.items()},
        by_day=by_day,
    )


def _said(s: Speech, plan: Plan) -> list[str]:
    if not plan.slots:
        return [s.text(mark("There is no post in this plan."))]
    kinds = Counter(one.state for one in plan.slots)
    said = [posts(s, len(plan.slots))]
    counts = (
        (mark("{n} approved"), mark("{n} approved"), kinds["approved"]),
        (mark("{n} published already"), mark("{n} published already"), kinds["published"]),
        (mark("{n} left out"), mark("{n} left out"), kinds["skipped"]),
    )
    said += [s.plural(one, many, n) for one, many, n in counts if n]
    free = sum(max(n, 0) for n in plan.free.values())
    if free:
        one = mark("{n} place kept free for what nobody can foresee")
        said.append(s.plural(one, mark("{n} places kept free for what nobody can foresee"), free))
    return [capital(", ".join(said)) + "."]


def _week(read: _Reader, starts: date, n: int) -> Week:
    s = read.s
    begins = starts + timedelta(weeks=n)
    days = [begins + timedelta(days=d) for d in range(WEEK)]
    free = max(read.plan.free.get(n, 0), 0)
    made = tuple(_day(read, day, is_first=day == starts) for day in days)
    return Week(
        title=s.text(mark("Week {n}"), n=n + 1),
        dates=f"{brief(s, days[0])} – {brief(s, days[-1])}",
        count=posts(s, sum(len(day.chips) for day in made)),
        free=free,
        free_said=s.plural(mark("{n} place free"), mark("{n} places free"), free) if free else "",
        lanes=lanes(s, read.strategy, begins),
        days=made,
    )


def _day(read: _Reader, day: date, *, is_first: bool) -> Day:
    s = read.s
    marks = [
        Sign(icon=one.kind, said=named(one, s.language))
        for one in read.plan.key_dates
        if one.day == day
    ]
    marks += [Sign(icon="event", said=one.name) for one in read.strategy.events if one.date == day]
    closed, why = _closed(read, day)
    return Day(
        iso=day.isoformat(),
        label=f"{weekday(s, day)} {brief(s, day)}",
        number=brief(s, day) if is_first or day.day == 1 else str(day.day),
        closed=closed,
        why_closed=why,
        marks=tuple(marks),
        chips=tuple(_chip(read, one) for one in read.by_day.get(day, ())),
        is_weekend=day.weekday() >= _SATURDAY,
    )


def _closed(read: _Reader, day: date) -> tuple[str, str]:
    """Say that nothing is published on a day, and why where the strategy tells."""
    for one in read.strategy.blackouts:
        if one.starts <= day <= one.ends:
            return read.s.text(mark("Nothing published")), one.reason
    return "", ""


def _chip(read: _Reader, one: Slot) -> Chip:
    s = read.s
    those = read.copies[one.content_id] if one.content_id else ()
    name = s.term("network", one.network)
    return Chip(
        slot_id=one.slot_id,
        code=one.network,
        badge=read.short[one.network, one.account],
        account=f"{name} {one.account}".strip(),
        time=time_of(s, one.local_at),
        kind=Sign(icon=one.kind, said=s.term("kind", one.kind)),
        pillar=theme(one),
        series=one.series,
        cta=ask(s, one),
        copy=f"{those.index(one.slot_id) + 1}/{len(those)}" if len(those) > 1 else "",
        signs=tuple(_signs(read, one)),
        is_off=one.state == "skipped",
    )


def _signs(read: _Reader, one: Slot) -> list[Sign]:
    s = read.s
    found = []
    if one.draft:
        found.append(
            Sign(icon="draft", said=s.text(mark("your own draft: {name}"), name=one.draft))
        )
    if one.boost > 0:
        money = f"{s.number(one.boost)} {read.strategy.identity.currency}"
        found.append(Sign(icon="boost", said=s.text(mark("boosted with {money}"), money=money)))
    if one.is_randomised:
        found.append(
            Sign(
                icon="lot",
                said=s.text(mark("drawn by lot, chance {p}"), p=s.percent(one.propensity)),
            )
        )
    if one.state in STATES:
        found.append(Sign(icon=one.state, said=s.text(STATES[one.state])))
    return found
