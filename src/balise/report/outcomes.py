"""What no network sees: totals of the period against the period before, and no cause is claimed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from scipy.special import stdtrit

from balise.domain.outcome import DIMENSIONS, Outcome, adds_up
from balise.report.period import DEFAULT_DAYS, ONE_DAY
from balise.report.values import Span

SHOWN = ("count", "amount", "score", "sessions", "key_events", "revenue")
"""Figures that are told, without their currencies."""

MOST_PARTS = 6
_UPPER = 0.95
_PARTS = ("code", "campaign", "channel", "origin")
_UNSET = ("", "(not set)")


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeFigure:
    """A figure of both periods; `None` is not known.

    Of marks, `now` and `before` are means of `n` answers, with the 90 % interval `low..high` of now
    where single answers are known; without `n` they are the last marks of the periods.
    """

    value: str
    now: float | None
    before: float | None
    n: int | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomePart:
    """What one code, campaign or channel has of the figure `value` in both periods."""

    dimension: str
    name: str
    value: str
    now: float | None
    before: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeAnswer:
    """An outcome in the period and in the one before.

    `known` and `known_before` count the days of which the tables tell; where they differ, the
    periods are not compared. Tables by week or month are told in their own last periods.
    """

    name: str
    now: Span
    before: Span | None
    known: int
    known_before: int
    figures: tuple[OutcomeFigure, ...]
    parts: tuple[OutcomePart, ...]

    @property
    def is_comparable(self) -> bool:
        """Whether both periods are known for as many days."""
        return self.known == self.known_before > 0


def outcomes(found: Sequence[Outcome], now: Span | None) -> tuple[OutcomeAnswer, ...]:
    """Answer for each outcome of which something is known up to the end of the period."""
    ordered = sorted(found, key=lambda outcome: outcome.name)
    answers = (_one(name, list(rows), now) for name, rows in groupby(ordered, lambda o: o.name))
    return tuple(answer for answer in answers if answer)


def _one(name: str, rows: list[Outcome], now: Span | None) -> OutcomeAnswer | None:
    asked = now or _last_weeks(rows)
    daily = [row for row in rows if row.is_daily]
    span: Span = asked
    before: Span | None = _before(asked)
    here, there = _inside(daily, span), _inside(daily, before)
    if not here and not there:
        stated = _stated(rows, asked)
        if stated is None:
            return None
        span, before = stated, _before_stated(rows, stated)
        here, there = _exactly(rows, span), _exactly(rows, before)
    whole = _whole(here, there)
    sides = [[row for row in side if row.breakdown == whole] for side in (here, there)]
    return OutcomeAnswer(
        name=name,
        now=span,
        before=before,
        known=_days(here),
        known_before=_days(there),
        figures=tuple(_figures(*sides)),
        parts=tuple(_parts(here, there)),
    )


def _last_weeks(rows: Sequence[Outcome]) -> Span:
    end = max(row.ends for row in rows)
    return Span(start=end - (DEFAULT_DAYS - 1) * ONE_DAY, end=end)


def _before(span: Span) -> Span:
    return Span(start=span.start - span.days * ONE_DAY, end=span.start - ONE_DAY)


def _inside(rows: Iterable[Outcome], span: Span | None) -> list[Outcome]:
    if span is None:
        return []
    return [row for row in rows if span.start <= row.starts and row.ends <= span.end]


def _exactly(rows: Iterable[Outcome], span: Span | None) -> list[Outcome]:
    """Take the rows of just that period: weeks inside a month tell the same once more."""
    if span is None:
        return []
    return [row for row in rows if (row.starts, row.ends) == (span.start, span.end)]


def _stated(rows: Iterable[Outcome], asked: Span) -> Span | None:
    """Take the last week or month that a table states and that ended by the end of the period."""
    spans = {(r.ends, r.starts) for r in rows if not r.is_daily and r.ends <= asked.end}
    if not spans:
        return None
    end, start = max(spans)
    return Span(start=start, end=end)


def _before_stated(rows: Iterable[Outcome], span: Span) -> Span | None:
    """Take the week or month that ends where this one begins."""
    starts = {r.starts for r in rows if not r.is_daily and r.ends == span.start - ONE_DAY}
    near = [start for start in starts if _alike(span, start)]
    return Span(start=min(near), end=span.start - ONE_DAY) if near else None


def _alike(span: Span, start: date) -> bool:
    """Tell whether a period up to this one is as long: months differ by up to three days."""
    return abs((span.start - start).days - span.days) <= timedelta(days=3).days


def _whole(here: Sequence[Outcome], there: Sequence[Outcome]) -> tuple[str, ...]:
    """Choose the one breakdown whose rows make the total: the others tell the same once more."""
    kinds = {row.breakdown for row in (*here, *there)}

    def worth(kind: tuple[str, ...]) -> tuple[int, int, tuple[str, ...]]:
        days = _days([row for row in (*here, *there) if row.breakdown == kind])
        return days, -len(kind), kind

    return max(kinds, key=worth)


def _days(rows: Iterable[Outcome]) -> int:
    """Count the days that rows tell of."""
    spans = {(row.starts, row.ends) for row in rows}
    return len({start + n * ONE_DAY for start, end in spans for n in range((end - start).days + 1)})


def _figures(here: Sequence[Outcome], there: Sequence[Outcome]) -> Iterable[OutcomeFigure]:
    names = {name for row in (*here, *there) for name in row.values}
    for name in sorted(names, key=_order):
        if name.partition(".")[0] not in SHOWN:
            continue
        if name == "score":
            yield _marks(here, there)
        elif adds_up(name):
            yield OutcomeFigure(value=name, now=_sum(here, name), before=_sum(there, name))


def _order(name: str) -> tuple[int, str]:
    base = name.partition(".")[0]
    return (SHOWN.index(base) if base in SHOWN else len(SHOWN)), name


def _sum(rows: Iterable[Outcome], name: str) -> float | None:
    """Add up what is known; where nothing is, the sum is not known either."""
    known = [row.values[name] for row in rows if name in row.values]
    return math.fsum(known) if known else None


def _marks(here: Sequence[Outcome], there: Sequence[Outcome]) -> OutcomeFigure:
    now, before = ([row for row in side if "score" in row.values] for side in (here, there))
    if not all(row.values.get("answers") for row in (*now, *before)):
        ends = [max(side, key=lambda r: r.ends).values["score"] if side else None
                for side in (now, before)]  # fmt: skip
        return OutcomeFigure(value="score", now=ends[0], before=ends[1])
    low, high = _interval(now)
    return OutcomeFigure(
        value="score",
        now=_mean(now),
        before=_mean(before),
        n=int(sum(row.values["answers"] for row in now)),
        low=low,
        high=high,
    )


def _mean(rows: Sequence[Outcome]) -> float | None:
    n = sum(row.values["answers"] for row in rows)
    return sum(r.values["answers"] * r.values["score"] for r in rows) / n if n else None


def _interval(rows: Sequence[Outcome]) -> tuple[float | None, float | None]:
    """Give the 90 % interval of a mean of single answers; none where days hold means only."""
    n, mean = sum(row.values["answers"] for row in rows), _mean(rows)
    if mean is None or n < 2:  # noqa: PLR2004 - a spread needs two answers
        return None, None
    if any(row.values["answers"] > 1 and "score_sd" not in row.values for row in rows):
        return None, None
    squares = sum(
        (row.values["answers"] - 1) * row.values.get("score_sd", 0.0) ** 2
        + row.values["answers"] * (row.values["score"] - mean) ** 2
        for row in rows
    )
    half = float(stdtrit(n - 1, _UPPER)) * math.sqrt(squares / (n - 1) / n)
    return mean - half, mean + half


def _parts(here: Sequence[Outcome], there: Sequence[Outcome]) -> Iterable[OutcomePart]:
    """Tell codes, campaigns and channels apart, each dimension from one breakdown."""
    for dimension in _PARTS:
        having = [[row for row in side if dimension in row.breakdown] for side in (here, there)]
        if not any(having):
            continue
        kind = _whole(*having)
        sides = [[row for row in side if row.breakdown == kind] for side in having]
        headline = next((n for n in sorted(_named(*sides), key=_order) if adds_up(n)), None)
        if headline:
            yield from _ranked(dimension, headline, *sides)


def _named(*sides: Sequence[Outcome]) -> set[str]:
    return {name for side in sides for row in side for name in row.values}


def _ranked(
    dimension: str, value: str, here: Sequence[Outcome], there: Sequence[Outcome]
) -> Iterable[OutcomePart]:
    place = DIMENSIONS.index(dimension)
    names = {row.parts[place] or "" for row in (*here, *there)} - set(_UNSET)
    found = [
        OutcomePart(
            dimension=dimension,
            name=name,
            value=value,
            now=_sum([row for row in here if row.parts[place] == name], value),
            before=_sum([row for row in there if row.parts[place] == name], value),
        )
        for name in names
    ]
    found.sort(key=lambda part: (-(part.now or 0.0), -(part.before or 0.0), part.name))
    return found[:MOST_PARTS]
