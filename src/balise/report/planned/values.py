"""What the road map of a plan says, in words already: its forms only lay it out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from balise.report.planned.grid import Calendar
from balise.report.roadmap_page import People
from balise.report.theme import Spec


@dataclass(frozen=True, slots=True, kw_only=True)
class Meter:
    """An interval, its middle and a target as places from 0 to 1."""

    low: float
    middle: float
    high: float
    target: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """An objective: its figure and date, the chance of it and the course in a word.

    `course` is the code, `word` its name, `meter` none where nothing can be told.
    """

    name: str
    stage: str
    figure: str
    unit: str
    until: str
    course: str
    word: str
    chance: str
    said: tuple[str, ...]
    meter: Meter | None = None
    is_main: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An account of the plan: how much it posts, of what was asked, in which formats, and why."""

    code: str
    badge: str
    name: str
    handle: str
    posts: str
    a_week: str
    asked: str
    kinds: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One row of a mix: its count, its share, and the share that the strategy asks (or none)."""

    label: str
    count: str
    share: float
    said: str
    asked: str = ""
    wanted: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """How the posts divide, by one thing."""

    title: str
    rows: tuple[Share, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of words under their columns; the first cell of a row names it."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """The course of an objective as a chart, its months as a table.

    `sentence` says what the chart shows to whoever does not see it.
    """

    id: str
    title: str
    sentence: str
    spec: Spec
    months: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A heading with its sentences, and a table where they need one."""

    id: str
    title: str
    said: tuple[str, ...]
    table: Table | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All that the road map of a plan says, in its order."""

    language: str
    name: str
    kicker: str
    lead: str
    about: str
    label: str
    goals: tuple[Goal, ...]
    goals_said: str
    people: tuple[People, ...]
    places: tuple[Place, ...]
    places_said: tuple[str, ...]
    mixes: tuple[Mix, ...]
    mix_said: str
    calendar: Calendar
    posts: Table
    forecasts: tuple[Forecast, ...]
    forecast_said: str
    needs: tuple[Part, ...]
    parts: tuple[Part, ...]
    made: str
    made_on: date
