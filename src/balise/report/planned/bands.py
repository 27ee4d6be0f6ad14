"""Phases of events as bands above the days of a week."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from balise.domain.strategy import Strategy
from balise.report.planned.grid import Band
from balise.report.planned.naming import WEEK, brief
from balise.words import Speech


@dataclass(frozen=True, slots=True)
class _Stretch:
    label: str
    first: int
    last: int
    dates: str


def lanes(s: Speech, strategy: Strategy, begins: date) -> tuple[tuple[Band, ...], ...]:
    """Put the phases that touch a week in as few lanes as keep them apart.

    Examples
    --------
    >>> from balise.domain.strategy import Event, Identity, Phase
    >>> fair = Event(
    ...     name="Fair",
    ...     date=date(2027, 1, 10),
    ...     phases=(Phase(name="soon", from_day=-3, to_day=2),),
    ... )
    >>> ours = Strategy(identity=Identity(name="Shop"), objectives=(), accounts=(), events=(fair,))
    >>> [(band.label, band.span, band.ends) for band in lanes(Speech(), ours, date(2027, 1, 4))[0]]
    [('', 3, True), ('Fair · soon', 4, False)]
    """
    made: list[list[_Stretch]] = []
    for one in sorted(_stretches(s, strategy, begins), key=lambda each: (each.first, each.label)):
        lane = next((each for each in made if each[-1].last < max(one.first, 0)), None)
        if lane is None:
            made.append([one])
        else:
            lane.append(one)
    return tuple(tuple(_bands(lane)) for lane in made)


def _stretches(s: Speech, strategy: Strategy, begins: date) -> Iterator[_Stretch]:
    for event in strategy.events:
        for phase in event.phases:
            opens, closes = (
                event.date + timedelta(days=day) for day in (phase.from_day, phase.to_day)
            )
            first, last = (opens - begins).days, (closes - begins).days
            if first < WEEK and last >= 0 and first <= last:
                dates = f"{brief(s, opens)} – {brief(s, closes)}"
                yield _Stretch(f"{event.name} · {phase.name}", first, last, dates)


def _bands(lane: list[_Stretch]) -> Iterator[Band]:
    at = 0
    for one in lane:
        first, last = max(one.first, 0), min(one.last, WEEK - 1)
        if first > at:
            yield Band(label="", span=first - at)
        yield Band(
            label=one.label,
            dates=one.dates,
            span=last - first + 1,
            begins=one.first >= 0,
            ends=one.last < WEEK,
        )
        at = last + 1
    if at < WEEK:
        yield Band(label="", span=WEEK - at)
