"""What charts are drawn from: rows that are in words already, and the marks of their axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

NARROWEST, WIDEST = 0.1, 10.0
_TICKS = (0.1, 0.2, 0.33, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0)
_FINE = (0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.5)
_NARROW = 2.0
_STEPS = (0, 1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000)
_RATES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One interval: its name, its value in words, its bounds, and what a pointer is told.

    `href` is where a click leads: the rows behind it, where there are pages that show them.
    """

    label: str
    said: str
    low: float
    middle: float
    high: float
    verdict: str
    tip: str
    expected: float = 0.0
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Square:
    """One cell of the week: its place, its posts, how sure it is (-1 worse .. 1 better).

    `is_clear` tells that its interval leaves out the typical post: only then is it strong.
    """

    row: int
    column: int
    n: int
    sure: float | None
    is_clear: bool
    tip: str
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A figure by day (ISO dates), what is written at both ends, and the days to shade."""

    points: tuple[tuple[str, float], ...]
    ends: tuple[str, str]
    colour: str
    shaded: tuple[str, str]


_NEAR_NOTHING = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticks:
    """The marks of an axis and their words."""

    values: tuple[float, ...]
    words: tuple[str, ...]


def interval_ticks(bars: Sequence[Bar]) -> tuple[float, ...]:
    """Choose the marks of an axis of multipliers."""
    low, high = bounds(bars)
    marks = _FINE if high / low < _NARROW else _TICKS
    return tuple(tick for tick in marks if low <= tick <= high)


def outcome_ticks(ends: tuple[float, float], *, rate: bool) -> tuple[float, ...]:
    """Choose the marks of an axis of outcomes, every half power of ten."""
    steps = _RATES if rate else _STEPS
    low, high = outcome_axis(ends, rate=rate)
    return tuple(step for step in steps if low <= step <= high)


def outcome_axis(ends: tuple[float, float], *, rate: bool) -> tuple[float, float]:
    """Begin an axis of counts at 0 only where counts come near it."""
    return ends if rate or ends[0] > _NEAR_NOTHING else (0.0, ends[1])


def bounds(bars: Sequence[Bar]) -> tuple[float, float]:
    """Take in every interval, within limits, and never less than a fifth each way."""
    low = min([0.8, *(b.low for b in bars)])
    high = max([1.25, *(b.high for b in bars)])
    return max(low * 0.95, NARROWEST), min(high * 1.05, WIDEST)
