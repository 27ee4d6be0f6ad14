"""What the calendar is drawn from: weeks, their days, the posts on them and the bands above."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A small picture with what it says; `icon` names it in `icons`."""

    icon: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A post on its day. `badge` is short for the account, `about` is read in place of it."""

    slot_id: str
    code: str
    badge: str
    account: str
    time: str
    kind: Sign
    pillar: str
    series: str
    cta: str
    copy: str
    signs: tuple[Sign, ...]
    is_off: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day: how it is written, why nothing is published, what falls on it, and its posts."""

    iso: str
    label: str
    number: str
    closed: str
    why_closed: str
    marks: tuple[Sign, ...]
    chips: tuple[Chip, ...]
    is_weekend: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A phase over some days of a week; one without a label is the room between two."""

    label: str
    span: int
    dates: str = ""
    begins: bool = True
    ends: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A week with its lanes of bands."""

    title: str
    dates: str
    count: str
    free: int
    free_said: str
    lanes: tuple[tuple[Band, ...], ...]
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """An entry of the legend: an account by its badge, or a sign."""

    said: str
    code: str = ""
    badge: str = ""
    icon: str = ""
    look: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The calendar: its weekdays, its weeks, how to read it. `dense` is one of many posts."""

    caption: str
    corner: str
    heads: tuple[str, ...]
    weeks: tuple[Week, ...]
    keys: tuple[Key, ...]
    said: tuple[str, ...]
    dense: bool
