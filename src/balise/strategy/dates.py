"""Dates of a strategy held against one another."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

from balise.domain.strategy import Event, Objective
from balise.strategy.parts import Entry, Parts

_DAYS = {"week": 7, "month": 31, "quarter": 92}


def dates(parts: Parts) -> None:
    """Check starts and ends, events and the day of the review."""
    for table in ("objectives", "blackouts"):
        for entry in parts.all(table, "starts", "ends"):
            if entry.noun.ends < entry.noun.starts:
                parts.sheet.tell("strategy-ends-first", (table, entry.n, "ends"))
    known = parts.all("objectives", "name", "starts", "ends")
    aims = {entry.noun.name: entry.noun for entry in known}
    for entry in parts.all("events", "date"):
        _event(parts, entry, aims.get(getattr(entry.noun, "objective", "")))
    review = parts.table("review", "every", "day")
    if review and review.day > _DAYS[review.every]:
        most = _DAYS[review.every]
        parts.sheet.tell("strategy-review", ("review", "day"), value=review.day, most=most)


def _event(parts: Parts, entry: Entry, aim: Objective | None) -> None:
    event: Event = entry.noun
    at = ("events", entry.n, "date")
    for each in parts.all("blackouts", "starts", "ends"):
        if each.noun.starts <= event.date <= each.noun.ends:
            other = parts.sheet.line(("blackouts", each.n))
            parts.sheet.tell("strategy-event-closed", at, value=event.date, other=other)
    if aim and not aim.starts <= event.date <= aim.ends:
        parts.sheet.tell("strategy-event-outside", at, value=event.date)
        aim = None
    _phases(parts, entry, aim)


def _phases(parts: Parts, entry: Entry, aim: Objective | None) -> None:
    event: Event = entry.noun
    phases = [
        (n, phase)
        for n, phase in enumerate(getattr(event, "phases", ()))
        if hasattr(phase, "name") and hasattr(phase, "from_day") and hasattr(phase, "to_day")
    ]
    for n, phase in phases:
        path = ("events", entry.n, "phases", n)
        if phase.to_day < phase.from_day:
            parts.sheet.tell("strategy-phase-turned", (*path, "to_day"), phase=phase.name)
            continue
        first, last = _day(event.date, phase.from_day), _day(event.date, phase.to_day)
        if aim and (first < aim.starts or last > aim.ends):
            code = "strategy-phase-outside"
            parts.sheet.tell(code, path, phase=phase.name, starts=first, ends=last)
    for (_, one), (n, later) in combinations(phases, 2):
        if max(one.from_day, later.from_day) <= min(one.to_day, later.to_day):
            path = ("events", entry.n, "phases", n)
            parts.sheet.tell("strategy-phases-overlap", path, phase=later.name, other=one.name)


def _day(event: date, days: int) -> date:
    try:
        return event + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min
