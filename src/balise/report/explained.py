"""One post, and what its expectation is made of."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from balise.domain.ports import MeasuredPost
from balise.domain.reason import Reason
from balise.learn import kpi as figure
from balise.learn.explain import BASELINE, WORDING
from balise.report.best_worst import outcomes
from balise.report.names import capital, level
from balise.report.period import at_local
from balise.report.values import Learnt
from balise.words import Speech, mark

MOST = 3
"""Reasons that are told in a line."""
_LEAST = 0.05
"""A reason of less than 5 % is not worth a word."""
_APART = frozenset({BASELINE, "network"})
"""No choice of the post: where it was published."""
_TELLING = frozenset(
    {"kind", "hour", "weekday", "hashtag", "hashtag count", "media count", "length", "gap", WORDING}
)
"""Factors whose levels tell by themselves what they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """What was expected of a post, published `at` its local time, and the reasons.

    9 outcomes in 10 lie from `low` to `high`; `observed` is `None` where the KPI is not known.
    The reasons multiply to the expectation: to the KPI itself for a rate, to 1 + the KPI for a
    count.
    """

    post: MeasuredPost
    at: datetime
    kpi: str
    observed: float | None
    expected: float
    low: float
    high: float
    reasons: tuple[Reason, ...]


def explained(measured: MeasuredPost, fit: Learnt, kpi: str, *, timezone: str = "UTC") -> Explained:
    """Explain what a fit expects of a post; `timezone` is that of its account."""
    mean, sd = fit.expect([measured.post])[0]
    expected, low, high = outcomes(mean, sd, kpi)
    return Explained(
        post=measured,
        at=at_local(measured.post, ZoneInfo(timezone)),
        kpi=kpi,
        observed=figure.value(measured.values, kpi),
        expected=expected,
        low=low,
        high=high,
        reasons=tuple(fit.reasons([measured.post])[0]),
    )


def strongest(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """Choose the reasons that move an expectation most, the strongest first.

    Examples
    --------
    >>> kinds = [("baseline", 20.0), ("kind", 1.4), ("weekday", 0.9), ("hour", 1.01)]
    >>> made = [Reason(factor=f, level="a", multiplier=m, low=m, high=m) for f, m in kinds]
    >>> [one.factor for one in strongest(tuple(made))]
    ['kind', 'weekday']
    """
    told = [r for r in reasons if r.factor not in _APART and abs(math.log(r.multiplier)) >= _LEAST]
    told.sort(key=lambda r: (-abs(math.log(r.multiplier)), r.factor, r.level))
    return tuple(told[:MOST])


def because(s: Speech, reasons: tuple[Reason, ...]) -> str:
    """Say the strongest reasons in a line; nothing where none is worth a word."""
    told = [
        s.text("{times} for {what}", times=times(s, r.multiplier), what=_alone(s, r))
        for r in strongest(reasons)
    ]
    return s.text("Expected {reasons}", reasons=", ".join(told)) if told else ""


def times(s: Speech, multiplier: float) -> str:
    """Write a multiplier."""
    return "×" + s.number(multiplier, 2)


def named(s: Speech, reason: Reason) -> str:
    """Name the level of a reason beside its factor."""
    if reason.factor == BASELINE:
        return s.text("a typical post of {account} in that week", account=reason.level)
    if reason.factor == WORDING:
        return s.plural("{n} frequent word", "{n} frequent words", int(reason.level))
    return level(s, reason.factor, reason.level)


def _alone(s: Speech, reason: Reason) -> str:
    """Name the level of a reason so that it stands without its factor."""
    name = named(s, reason)
    if reason.factor in _TELLING or reason.level in {"yes", "no", "none"}:
        return name
    return s.text("{factor}: {level}", factor=s.term("factor", reason.factor), level=name)


def product(s: Speech, reasons: tuple[Reason, ...], kpi: str) -> str:
    """Say what the reasons of a post multiply to."""
    if figure.is_rate(kpi):
        return s.text(mark("The factors multiply to what is expected."))
    return s.text(
        mark(
            "The factors multiply to {product}: 1 + what is expected, for counts are compared so."
        ),
        product=s.number(math.prod(reason.multiplier for reason in reasons), 1),
    )


def factor(s: Speech, reason: Reason) -> str:
    """Name the factor of a reason."""
    return capital(s.term("factor", reason.factor))
