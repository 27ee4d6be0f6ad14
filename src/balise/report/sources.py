"""What a number was told from, so that a page can lead to the rows behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from balise.domain.estimate import Estimate
from balise.learn.contrasts import levels_behind
from balise.report.outcomes import OutcomeAnswer
from balise.report.values import Growth, Moment, Span

State = Literal["compared", "young", "unmeasured", "undated", "aside"]
STATES: tuple[State, ...] = ("compared", "young", "unmeasured", "undated", "aside")
"""What became of a post: compared; read too young; without the KPI; of no known time; no
publication of its own (a reply, or another's post repeated)."""
MEASURED: tuple[State, ...] = ("compared", "young", "undated")
ORIGINAL: tuple[State, ...] = (*MEASURED, "unmeasured")


NO_STAGE = "none"
"""Stands for the posts that serve no stage of the funnel, as far as it is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posts:
    """Posts of a brand: those that have all of `levels` (factor, level), in some days.

    Parameters
    ----------
    levels
        As estimates name them; `("hour", "18-21")` is any hour of the block.
    scope
        `all`, a handle, or `<network>:<handle>`.
    start, end
        First and last local day, where there is a period.
    metric
        Only posts that have this metric, whatever the KPI.
    states
        Which of `STATES` the number counts.
    is_unusual
        Only posts that lie outside the interval in which they were expected.
    stage
        Only posts that serve this stage of the funnel, or `NO_STAGE`; empty: whatever they serve.
    """

    levels: tuple[tuple[str, str], ...] = ()
    scope: str = "all"
    start: date | None = None
    end: date | None = None
    metric: str = ""
    states: tuple[State, ...] = ("compared",)
    is_unusual: bool = False
    stage: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePost:
    """A single post."""

    uid: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """What was read of an account itself, day by day."""

    network: str
    account: str
    metric: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the imports found of one kind."""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """What tables of one's own tell of an outcome, in some days."""

    name: str
    start: date | None = None
    end: date | None = None


Source = Posts | OnePost | Days | Found | Outcomes
Link = Callable[[Source], str]
"""Gives the address of the rows behind a number; a page in a file has none to lead to."""


def of_estimate(estimate: Estimate) -> Posts:
    """Name the posts behind an estimate: those it was learnt from."""
    if estimate.split is not None:  # a bundle: the posts with all of them
        return Posts(levels=tuple(levels_behind(estimate.factor, estimate.level)))
    return Posts(levels=((estimate.factor, estimate.level),), scope=estimate.scope)


def of_span(span: Span, states: tuple[State, ...] = ("compared",)) -> Posts:
    """Name the posts of a period."""
    return Posts(start=span.start, end=span.end, states=states)


def of_moment(moment: Moment) -> Posts:
    """Name the posts of a cell of the week."""
    start, _, end = moment.hour.partition("-")
    block = f"{int(start):02d}-{int(end):02d}"
    return Posts(levels=(("weekday", moment.weekday), ("hour", block)), states=MEASURED)


def of_outcome(one: OutcomeAnswer) -> Outcomes:
    """Name the rows of tables that tell of an outcome in both periods."""
    first = one.before or one.now
    return Outcomes(name=one.name, start=first.start, end=one.now.end)


def of_growth(growth: Growth, span: Span | None) -> Source:
    """Name the days or the posts that tell how an account grew."""
    start, end = (span.start, span.end) if span else (None, None)
    if growth.basis in {"follows", "level"}:
        metric = "follows" if growth.basis == "follows" else ""
        scope = f"{growth.network}:{growth.account}"
        return Posts(scope=scope, start=start, end=end, metric=metric)
    return Days(
        network=growth.network, account=growth.account, metric=growth.basis, start=start, end=end
    )
