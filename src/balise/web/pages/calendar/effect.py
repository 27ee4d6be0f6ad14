"""What a change does to the plan, in words: objectives before and after, rules it breaks."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from balise.domain.moved import Moved, Shifted
from balise.domain.plan import Outlook, Slot
from balise.report.roadmap_words import title
from balise.web.named import named
from balise.web.pages.calendar.lines import expected
from balise.words import Speech, mark
from balise.words.outlooks import chance
from balise.words.plan_breaches import told

_EVEN = 0.005
"""Chances nearer than this are told as the same: they are of a limited number of draws."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """An objective before and after."""

    name: str
    before: str
    after: str
    way: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What comes of it."""

    turns: tuple[Turn, ...]
    before: str
    after: str
    broken: tuple[str, ...]
    healed: tuple[str, ...]


def effect(s: Speech, found: Moved | Shifted, kpis: Mapping[str, str]) -> Effect:
    """Tell what a slot, or several, do to the plan as it would be; of several not what each."""
    return Effect(
        turns=tuple(_turns(s, found)),
        before=_brings(s, found.was, kpis) if isinstance(found, Moved) else "",
        after=_brings(s, found.slot, kpis) if isinstance(found, Moved) else "",
        broken=tuple(named(s, told(one, s)) for one in found.breaches),
        healed=tuple(named(s, told(one, s)) for one in found.healed),
    )


def _brings(s: Speech, slot: Slot | None, kpis: Mapping[str, str]) -> str:
    if slot is None:
        return s.text(mark("not there"))
    return expected(s, slot, kpis, is_short=True) or s.text(mark("cannot be told"))


def _turns(s: Speech, found: Moved | Shifted) -> Iterator[Turn]:
    """Tell each objective of which a chance is known."""
    before = {one.objective: one for one in found.before}
    for one in found.after:
        was = before.get(one.objective)
        if was is None or not (math.isfinite(one.p_reached) and math.isfinite(was.p_reached)):
            continue
        yield Turn(
            name=title(one.objective),
            before=chance(s, was.p_reached),
            after=chance(s, one.p_reached),
            way=_way(was, one),
        )


def _way(was: Outlook, now: Outlook) -> str:
    change = now.p_reached - was.p_reached
    return "same" if abs(change) < _EVEN else "up" if change > 0 else "down"
