"""The objectives of a brand, with the chance of each, in words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from balise.domain.plan import Outlook
from balise.domain.standing import Standing
from balise.domain.strategy import Objective
from balise.report import outlook_words as words
from balise.report.planned.goals import told_aims
from balise.report.roadmap_words import figure, title, unit
from balise.web.pages.home.curves import Curve, curve
from balise.words import Speech, mark, outlooks
from balise.words.speech import capital

_EVEN = 0.5
_UNTOLD = mark("No plan counts towards it yet: a plan tells its chance.")
_ANEW = mark("It was changed since its chance was told: it is being told anew.")
_TONES = {
    "reached": "good", "on course": "good", "behind": "warn", "missed": "bad", "cannot tell": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """One objective as its card says it.

    `chance` is empty where it cannot be told; `said` then says why. `share` is the chance as the
    width of a meter, None where there is none. `milestones` are days with the middle and interval.
    """

    name: str
    stage: str
    target: str
    until: str
    course: str
    tone: str
    chance: str
    share: int | None = None
    expected: str = ""
    said: tuple[str, ...] = ()
    curve: Curve | None = None
    alt: str = ""
    milestones: tuple[tuple[date, str, str], ...] = ()
    needs: tuple[str, ...] = ()


def aims(s: Speech, standing: Standing, today: date) -> Iterator[Aim]:
    """Tell each objective, those that weigh most first; those of no plan come last."""
    ours = standing.strategy
    if ours is None:
        return
    told = told_aims(standing.outlooks, ours)
    for aim, found in told:
        yield _aim(s, aim, found, today, ours.identity.currency)
    planned = {aim.name for aim, _ in told}
    for aim in ours.objectives:
        if aim.name not in planned:
            yield _unplanned(s, aim, is_outdated=standing.is_outdated)


def chances(s: Speech, standing: Standing) -> Sequence[tuple[str, str, str, str]]:
    """Tell in short: name, chance, course and its tone of each objective."""
    if standing.strategy is None:
        return ()
    told = told_aims(standing.outlooks, standing.strategy)
    return [
        (title(aim.name), _chance(s, one), capital(words.course(s, one)), _TONES[one.course])
        for aim, one in told
    ] or [(title(aim.name), "", "", "") for aim in standing.strategy.objectives]


def _aim(s: Speech, aim: Objective, told: Outlook, today: date, currency: str) -> Aim:
    drawn = curve(told, aim.target, today)
    can = math.isfinite(told.p_reached)
    is_over = told.course in {"reached", "missed"}
    needs = outlooks.needs(s, told, currency) if can and told.p_reached < _EVEN else ()
    return Aim(
        name=title(aim.name),
        stage=s.term("stage", aim.stage),
        target=_target(s, aim),
        until=s.day(told.ends or aim.ends),
        course=capital(words.course(s, told)),
        tone=_TONES[told.course],
        chance=_chance(s, told),
        share=round(100 * told.p_reached) if can and not is_over else None,
        expected=words.between(s, aim, told) if can else "",
        said=words.lacks(s, told),
        curve=drawn,
        alt=outlooks.course(s, told),
        milestones=tuple(
            (one.day, words.expected(s, aim, one.q50), _between(s, aim, one.q05, one.q95))
            for one in told.milestones
            if math.isfinite(one.q50)
        ),
        needs=() if is_over else needs,
    )


def _unplanned(s: Speech, aim: Objective, *, is_outdated: bool) -> Aim:
    why = _ANEW if is_outdated else _UNTOLD
    return Aim(
        name=title(aim.name),
        stage=s.term("stage", aim.stage),
        target=_target(s, aim),
        until=s.day(aim.ends),
        course="",
        tone="",
        chance="",
        said=(s.text(why),),
    )


def _target(s: Speech, aim: Objective) -> str:
    return s.text(mark("{figure} {unit}"), figure=figure(s, aim), unit=unit(s, aim))


def _chance(s: Speech, told: Outlook) -> str:
    is_over = told.course in {"reached", "missed"}
    return "" if is_over or not math.isfinite(told.p_reached) else words.chance(s, told.p_reached)


def _between(s: Speech, aim: Objective, low: float, high: float) -> str:
    first, last = (words.expected(s, aim, one) for one in (low, high))
    return s.text(mark("{low} to {high}"), low=first, high=last)
