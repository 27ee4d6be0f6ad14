"""What a page of a road map holds, in words already: its forms only lay it out."""

from __future__ import annotations

from dataclasses import dataclass

from balise.report.roadmap_doubts import Doubt
from balise.report.roadmap_weeks import Week


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A figure on the way to the objective."""

    stage: str
    figure: str
    unit: str
    is_main: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """The main objective: its figure, until when, what it asks, and the way to it."""

    figure: str
    unit: str
    name: str
    until: str
    asks: tuple[str, ...]
    way: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """An audience: its name, and what is known of it."""

    name: str
    about: str
    needs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A network: its interval as shares of the widest one shown, and what is said of it."""

    code: str
    name: str
    low: float
    middle: float
    high: float
    score: str
    first: str
    standing: str
    there: str
    rhythm: str
    why: str
    is_kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A pillar with its first ideas: format and title."""

    name: str
    share: float
    said: str
    stage: str
    ideas: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What is asked at a stage."""

    stage: str
    phrases: str
    via: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """How often an account posts."""

    code: str
    name: str
    total: str
    kinds: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All that a road map says."""

    language: str
    name: str
    kicker: str
    lead: str
    label: str
    goal: Goal
    people: tuple[People, ...]
    places: tuple[Place, ...]
    places_said: tuple[str, ...]
    themes: tuple[Theme, ...]
    asks: tuple[Ask, ...]
    beats: tuple[Beat, ...]
    beats_said: str
    measure: tuple[str, ...]
    command: str
    misses: str
    doubts: tuple[Doubt, ...]
    weeks: tuple[Week, ...]
    weeks_said: str
    steps: tuple[str, ...]
    sources: str
    made: str
