"""What a page of a look back holds, in words already: its forms only lay it out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One account's change. Places are shares of the axis, `None` where nothing can be told."""

    code: str
    name: str
    change: str
    between: str
    posts: str
    raw: str
    verdict: str
    tone: str
    places: tuple[float, float, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What changed: the whole in large, its sentences, and a line an account."""

    figure: str
    unit: str
    tone: str
    said: tuple[str, ...]
    lines: tuple[Line, ...]
    even: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FateCount:
    """How many slots met a fate, and their share of all."""

    code: str
    name: str
    n: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Astray:
    """A slot that went another way: when, what, and what became of it."""

    code: str
    day: str
    what: str
    became: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Whether the plan was kept."""

    figure: str
    unit: str
    fates: tuple[FateCount, ...]
    said: tuple[str, ...]
    astray: tuple[Astray, ...]
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Ten bars as shares of the height, with the band of chance and what an even one has."""

    bars: tuple[float, ...]
    counts: tuple[str, ...]
    low: float
    even: float
    high: float
    left: str
    right: str
    caption: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecasts:
    """Whether forecasts can be trusted."""

    verdict: str
    tone: str
    said: tuple[str, ...]
    picture: Picture | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """A post that stood out."""

    code: str
    head: str
    text: str
    url: str
    change: str
    figures: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision, and how it went."""

    what: str
    answer: str
    tone: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All that a look back says."""

    language: str
    name: str
    kicker: str
    lead: str
    label: str
    changes: Changes
    kept: Kept
    forecasts: Forecasts
    best: tuple[Stood, ...]
    worst: tuple[Stood, ...]
    stood_said: str
    decided: tuple[Decided, ...]
    decided_said: str
    questions: tuple[tuple[str, str], ...]
    questions_said: str
    method: str
    made: str
