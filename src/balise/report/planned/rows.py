"""The posts and the objectives of a plan as rows that any table can print."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from balise.domain.plan import Plan, Slot, StandIn
from balise.domain.strategy import Objective, Strategy
from balise.plan.because import because
from balise.report import outlook_words as words
from balise.report.planned.naming import aims, ask, brief, days_of, theme, time_of, weekday
from balise.report.roadmap_words import figure, title, unit
from balise.words import Speech, mark

_UNKNOWN = (math.nan, math.nan, math.nan)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRow:
    """A post in words; `middle`, `low` and `high` are its figures, `None` where not known."""

    slot_id: str
    week: int
    day: str
    time: str
    network: str
    account: str
    kind: str
    pillar: str
    cta: str
    hashtags: str
    middle: float | None
    low: float | None
    high: float | None
    expected: str
    reason: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AimRow:
    """An objective in words, with its chance as a figure, `None` where it cannot be told."""

    objective: str
    target: str
    until: str
    expected: str
    p_reached: float | None
    chance: str
    course: str


def post_rows(s: Speech, plan: Plan, strategy: Strategy) -> Iterator[PostRow]:
    """Tell every post once, in order of time."""
    starts, _ = days_of(plan)
    known = aims(strategy)
    for one in sorted(plan.slots, key=lambda slot: (slot.publish_at, slot.slot_id)):
        at = one.local_at
        yield PostRow(
            slot_id=one.slot_id,
            week=(at.date() - starts).days // 7 + 1,
            day=f"{weekday(s, at.date())} {brief(s, at.date())}",
            time=time_of(s, at),
            network=s.term("network", one.network),
            account=one.account,
            kind=s.term("kind", one.kind),
            pillar=theme(one),
            cta=ask(s, one),
            hashtags=" ".join(one.hashtags),
            middle=_known(one.q50),
            low=_known(one.q05),
            high=_known(one.q95),
            expected=expected(s, one, known.get(one.objective)),
            reason=because(one, strategy, s),
            state=one.state,
        )


def outlook_rows(s: Speech, plan: Plan, strategy: Strategy) -> Iterator[AimRow]:
    """Tell every objective once, in the order of the plan."""
    known = aims(strategy)
    for told in plan.objectives:
        aim = known.get(told.objective)
        if aim is None:
            continue
        can = math.isfinite(told.p_reached)
        yield AimRow(
            objective=title(aim.name),
            target=f"{figure(s, aim)} {unit(s, aim)}",
            until=s.day(told.ends or aim.ends),
            expected=_range(s, aim, (told.q05, told.q50, told.q95) if can else _UNKNOWN),
            p_reached=told.p_reached if can else None,
            chance=words.chance(s, told.p_reached) if can else s.text(mark("cannot tell")),
            course=words.course(s, told),
        )


def expected(s: Speech, slot: Slot, aim: Objective | None) -> str:
    """Write what a post should bring, with its interval and its unit."""
    if aim is None or not math.isfinite(slot.q50):
        return _instead(s, slot.stand_in)
    return f"{_range(s, aim, (slot.q05, slot.q50, slot.q95))} {unit(s, aim)}"


def _instead(s: Speech, told: StandIn | None) -> str:
    if told is None:
        return s.text(mark("cannot tell"))
    said = s.text(
        mark("{middle} ({low} to {high})"),
        middle=s.number(told.q50),
        low=s.number(told.q05),
        high=s.number(told.q95),
    )
    return f"{said} {s.counted(told.kpi)}"


def _range(s: Speech, aim: Objective, told: tuple[float, float, float]) -> str:
    low, middle, high = told
    if not all(math.isfinite(each) for each in told):
        return s.text(mark("cannot tell"))
    return s.text(
        mark("{middle} ({low} to {high})"),
        middle=words.expected(s, aim, middle),
        low=words.expected(s, aim, low),
        high=words.expected(s, aim, high),
    )


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None
