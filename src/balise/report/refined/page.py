"""What a look back at a plan says, in words already: a terminal or a page only lays it out."""

from __future__ import annotations

from dataclasses import dataclass

from balise.report.blocks import Row
from balise.report.review.page import Decided, Forecasts, Kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """A slot that went another way than planned."""

    day: str
    what: str
    became: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Surprise:
    """A result outside the range that its forecast promised; `tone` is `good` or `bad`."""

    day: str
    what: str
    actual: str
    forecast: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A belief of the strategy with its evidence.

    `number` is that of the proposal, 0 where nothing would change; `action` the code, `group` its
    name; `row` has the interval to be drawn and the cells interval, posts, how sure and gain.
    `notes` say what is lacking, what would settle it, or that it was refused.
    """

    number: int
    action: str
    group: str
    row: Row
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All that a look back at a plan says.

    `kept` is empty of figures where no plan is due; `plan_said` then says why. `columns` are those
    of `held`; `rest_said` counts what stays and is not listed.
    """

    language: str
    name: str
    kicker: str
    label: str
    plan_said: str
    kept: Kept
    others: tuple[Other, ...]
    others_more: str
    brought: tuple[Row, ...]
    brought_said: tuple[str, ...]
    surprises: tuple[Surprise, ...]
    surprises_said: str
    forecasts: Forecasts
    columns: tuple[str, ...]
    held: tuple[Held, ...]
    held_said: tuple[str, ...]
    rest_said: tuple[str, ...]
    followed: tuple[Decided, ...]
    followed_said: str
    lots: tuple[str, ...]
    method: str
