"""Rules of recurring appointments and of events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from balise.domain.plan import Breach, Slot
from balise.domain.strategy import WEEKDAYS, Event, Phase, Series
from balise.plan.rules_laid import WEEK, Laid, Placed, is_real


def series(laid: Laid) -> Iterator[Breach]:
    """Rule 9: each series once a week, on its day, where that day is open."""
    known = {one.name: one for one in laid.strategy.series}
    for one, slot in laid.ours:
        if slot.series and slot.series not in known:
            yield one.breach("series", series=slot.series)
        elif slot.series:
            yield from _as_told(one, slot, known[slot.series])
    for name, its in known.items():
        yield from _weekly(laid, its, name)


def _weekly(laid: Laid, its: Series, name: str) -> Iterator[Breach]:
    weeks: dict[int, list[Placed]] = defaultdict(list)
    gone = max((one.local.date() for one in laid.past), default=date.min)  # all up to it is over
    for one in laid.posts:
        if one.slot is not None and one.slot.series == name:
            weeks[one.week].append(one)
    for week, first in laid.starts():
        found = weeks[week]
        if len(found) > 1 and any(one.is_ours for one in found):
            params = {"found": len(found)}
            yield Breach(rule="series-twice", what=name, day=first, params=params)
        day = _its_day(laid, its, week)
        if not found and day is not None and day > gone and _is_open(laid, its, day):
            yield Breach(rule="series-missing", what=name, day=day)


def _its_day(laid: Laid, its: Series, week: int) -> date | None:
    """Give the day of a week that a series is on."""
    days = (laid.day(week * WEEK + n) for n in range(WEEK))
    return next((d for d in days if d is not None and WEEKDAYS[d.weekday()] == its.weekday), None)


def _is_open(laid: Laid, its: Series, day: date) -> bool:
    """Whether the day is no blackout and the clock shows the hour of the series on it."""
    hours = range(24) if its.hour is None else [its.hour]
    return not laid.is_closed(day) and any(is_real(day, hour, laid.zone) for hour in hours)


def _as_told(one: Placed, slot: Slot, its: Series) -> Iterator[Breach]:
    day = WEEKDAYS[one.local.weekday()]
    if day != its.weekday:
        yield one.breach("series-day", series=its.name, weekday=its.weekday)
    if its.hour is not None and one.local.hour != its.hour:
        yield one.breach("series-hour", series=its.name, wanted=f"{its.hour:02}:00")
    if its.pillar and slot.pillar != its.pillar:
        yield one.breach("series-pillar", series=its.name, wanted=its.pillar)
    if its.kind and slot.kind != its.kind:
        yield one.breach("series-kind", series=its.name, wanted=its.kind)
    if its.networks and slot.network not in its.networks:
        yield one.breach("series-network", series=its.name, networks=", ".join(its.networks))


def events(laid: Laid) -> Iterator[Breach]:
    """Rule 10: what leads up to an event is in the days of its phase, with its ask and aim."""
    known = {one.name: one for one in laid.strategy.events}
    for one, slot in laid.ours:
        event = known.get(slot.event)
        if event is not None:
            yield from _leads_up(one, slot, event)
        elif slot.event or slot.phase:
            yield one.breach("event", event=slot.event or "-", phase=slot.phase or "-")


def _leads_up(one: Placed, slot: Slot, event: Event) -> Iterator[Breach]:
    if event.objective and slot.objective != event.objective:
        yield one.breach("event-objective", event=event.name, wanted=event.objective)
    if not slot.phase:
        return
    phases = [phase for phase in event.phases if phase.name == slot.phase]
    if not phases:
        yield one.breach("phase", event=event.name, phase=slot.phase)
        return
    now = [phase for phase in phases if _holds(phase, event, one)]
    if not now:
        yield one.breach("phase-days", event=event.name, phase=slot.phase)
    elif not any(phase.cta in {"", slot.cta} for phase in now):
        yield one.breach("phase-cta", event=event.name, phase=slot.phase, wanted=now[0].cta)


def _holds(phase: Phase, event: Event, one: Placed) -> bool:
    return phase.from_day <= (one.local.date() - event.date).days <= phase.to_day
