"""What is handed over, and what a writer of a form may need beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TypedDict

from balise.domain.brief import Brief
from balise.domain.handed import Handed
from balise.domain.plan import Plan
from balise.words import Speech


class Known(TypedDict, total=False):
    """What may be known beside the plan and its briefs: see `Load`."""

    texts: Mapping[str, str]
    media: Mapping[str, tuple[str, ...]]
    ids: Mapping[str, str]
    template: bytes | None
    previous: Plan | None
    revision: int
    remind: timedelta | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """A plan with all that is known of its posts.

    Parameters
    ----------
    briefs, texts, media
        By slot: the brief, the finished text, and the public addresses of its pictures and films.
    ids
        By account (`<network>:<handle>`): how the other program knows it.
    template
        The program's own template, as the user downloaded it.
    previous, revision
        The plan that was handed over before, and how many times one was: of a calendar only.
    remind
        How long before a post the calendar reminds of it.
    """

    plan: Plan
    speech: Speech
    now: datetime
    briefs: Mapping[str, Brief] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    media: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ids: Mapping[str, str] = field(default_factory=dict)
    template: bytes | None = None
    previous: Plan | None = None
    revision: int = 0
    remind: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form of file, who reads it, and how surely that is known.

    `verified` tells that its columns stand on the program's own pages, or alike in several programs
    that write such files; no file of Balise was uploaded to try. `checked` is when that was looked
    at.
    """

    label: str
    write: Callable[[Load], Iterator[Handed]]
    verified: bool
    source: str
    url: str = ""
    checked: date
    needs_template: bool = False
