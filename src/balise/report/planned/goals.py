"""The objectives of a plan: what is aimed at, how likely it is, and what it would take."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from balise.domain.plan import Outlook, Plan
from balise.domain.strategy import Objective, Strategy
from balise.report import outlook_words as words
from balise.report.names import capital
from balise.report.planned.naming import aims
from balise.report.planned.values import Goal, Meter, Part
from balise.report.roadmap_words import figure, title, unit
from balise.words import Speech, mark, outlooks

_ROOM = 1.06
_EVEN = 0.5


def told_aims(
    outlooks: Sequence[Outlook], strategy: Strategy
) -> Sequence[tuple[Objective, Outlook]]:
    """Pair the objectives with what is told of them, those that weigh most first."""
    known = aims(strategy)
    pairs = [(known[one.objective], one) for one in outlooks if one.objective in known]
    return sorted(pairs, key=lambda pair: -pair[0].priority)


def goals(s: Speech, plan: Plan, strategy: Strategy) -> Iterator[Goal]:
    """Tell each objective."""
    for place, (aim, told) in enumerate(told_aims(plan.objectives, strategy)):
        yield Goal(
            name=title(aim.name),
            stage=s.term("stage", aim.stage),
            figure=figure(s, aim),
            unit=unit(s, aim),
            until=s.text(mark("by {day}"), day=s.day(told.ends or aim.ends)),
            course=told.course,
            word=capital(words.course(s, told)),
            chance=s.text(mark("a chance of {chance}"), chance=words.chance(s, told.p_reached))
            if _can(told) and not _is_over(told)
            else "",
            said=tuple(_said(s, aim, told)),
            meter=_meter(aim, told) if _can(told) else None,
            is_main=place == 0,
        )


def _can(told: Outlook) -> bool:
    return all(math.isfinite(one) for one in (told.p_reached, told.q05, told.q50, told.q95))


def _is_over(told: Outlook) -> bool:
    """Tell whether there is nothing left to hope or to fear."""
    return told.course in {"reached", "missed"}


def _said(s: Speech, aim: Objective, told: Outlook) -> Iterator[str]:
    if _can(told):
        yield words.between(s, aim, told)
    yield from words.lacks(s, told)
    if told.published > 0:
        n = words.expected(s, aim, told.published)
        yield s.text(mark("{n} of it came from posts before this plan."), n=n)
    if aim.baseline is not None:
        before = words.expected(s, aim, aim.baseline)
        yield s.text(mark("Over the same time before: {before}."), before=before)


def _meter(aim: Objective, told: Outlook) -> Meter | None:
    whole = max(told.q95, aim.target) * _ROOM
    if not whole > 0:
        return None
    low, middle, high, target = (
        min(max(value / whole, 0.0), 1.0) for value in (told.q05, told.q50, told.q95, aim.target)
    )
    return Meter(low=low, middle=middle, high=high, target=target)


def needs(s: Speech, plan: Plan, strategy: Strategy) -> Iterator[Part]:
    """Say what it would take, of each objective whose chance is below one half."""
    currency = strategy.identity.currency
    for place, (aim, told) in enumerate(told_aims(plan.objectives, strategy)):
        if _is_over(told) or not (_can(told) and told.p_reached < _EVEN):
            continue
        said = list(outlooks.needs(s, told, currency))
        if not said:
            said = [s.text(mark("Nothing that we could try brings it nearer to an even chance."))]
        yield Part(
            id=f"need-{place}",
            title=s.text(
                mark("{name}: a chance of {chance} now"),
                name=title(aim.name),
                chance=words.chance(s, told.p_reached),
            ),
            said=tuple(said),
        )
