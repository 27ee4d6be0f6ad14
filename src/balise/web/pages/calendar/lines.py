"""A planned post as one line of a list, or one box of a month."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from balise.domain.content import Card
from balise.domain.moved import Suggestion
from balise.domain.plan import KeyDate, Plan, Slot
from balise.handoff.told import figure
from balise.plan.key_dates import named as named_day
from balise.web.nav import address as written
from balise.web.pages.calendar.span import weekday
from balise.words import Speech, capital, mark

STANDINGS: Mapping[str, tuple[str, str, str]] = {
    "planned": (mark("to approve"), "clock", ""),
    "ready": (mark("approval asked for"), "bell", "accent"),
    "changes": (mark("changes asked for"), "message-square", "warn"),
    "approved": (mark("approved"), "circle-check", "good"),
    "published": (mark("published"), "send", "accent"),
    "missed": (mark("did not come"), "octagon-x", "bad"),
    "over": (mark("its time is over"), "clock", ""),
    "skipped": (mark("skipped"), "pause", ""),
}
"""Words, icon and colour of where a post stands; the colour is never alone."""
ABBR: Mapping[str, str] = {
    "facebook": "FB", "instagram": "IG", "threads": "TH", "x": "X", "linkedin": "LI",
    "tiktok": "TT", "youtube": "YT", "pinterest": "PI", "mastodon": "MA", "bluesky": "BS",
}  # fmt: skip
_LONG = 70
_KEYS = {"holiday": mark("public holiday"), "moment": mark("moment of trade")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A post in the reader's words."""

    slot_id: str
    digest: str
    address: str
    at: datetime
    network: str
    abbr: str
    name: str
    account: str
    kind: str
    what: str
    about: str
    standing: str
    state: str
    icon: str
    colour: str
    comments: int
    is_open: bool
    expected: str

    @property
    def time(self) -> str:
        """The hour on the clock of its zone."""
        return f"{self.at:%H:%M}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of the list: its posts, and what is worth a thought on it."""

    day: date
    title: str
    keys: tuple[str, ...]
    lines: tuple[Line, ...]
    is_today: bool


def line(s: Speech, brand: str, card: Card, kpis: Mapping[str, str]) -> Line:
    """Tell a post in one line."""
    slot, (said, icon, colour) = card.slot, STANDINGS[card.standing]
    return Line(
        slot_id=slot.slot_id,
        digest=card.content.content_hash if card.content else "",
        address=address(brand, slot.slot_id),
        at=slot.local_at,
        network=slot.network,
        abbr=ABBR.get(slot.network, slot.network[:2].upper()),
        name=s.term("network", slot.network),
        account=slot.account,
        kind=s.term("kind", slot.kind),
        what=_what(s, card),
        about=_about(slot),
        standing=card.standing,
        state=s.text(said),
        icon=icon,
        colour=colour,
        comments=card.comments,
        is_open=slot.state in {"planned", "approved"},
        expected=expected(s, slot, kpis, is_short=True),
    )


def address(brand: str, slot_id: str, page: str = "calendar-card") -> str:
    """Write where a post of the plan is."""
    return written(page, brand, slot=slot_id)


def kpis_of(plan: Plan) -> dict[str, str]:
    """Name the KPI of each objective."""
    return {one.objective: one.kpi for one in plan.objectives}


def _what(s: Speech, card: Card) -> str:
    """Say what a post is about: its own first words, else what it belongs to."""
    slot = card.slot
    text = " ".join(card.content.text.split()) if card.content else ""
    if text:
        return text if len(text) <= _LONG else f"{text[:_LONG].rstrip()}…"
    told = slot.draft or slot.series or slot.phase or slot.event or slot.pillar
    return capital(told or s.term("kind", slot.kind))


def _about(slot: Slot) -> str:
    """Name its pillar, where that is not what is said first."""
    is_first = not (slot.draft or slot.series or slot.phase or slot.event)
    return "" if is_first else slot.pillar


def expected(
    s: Speech, slot: Slot | Suggestion, kpis: Mapping[str, str], *, is_short: bool = False
) -> str:
    """Say what a post should bring, with its interval; empty where that cannot be told."""
    kpi, at = kpis.get(slot.objective, ""), slot
    q05, q50, q95 = at.q05, at.q50, at.q95
    if not math.isfinite(q50) and slot.stand_in is not None:
        kpi, one = slot.stand_in.kpi, slot.stand_in
        q05, q50, q95 = one.q05, one.q50, one.q95
    if not math.isfinite(q50):
        return ""
    facts = {"middle": figure(s, kpi, q50), "unit": s.counted(kpi) if kpi else ""}
    facts |= {"low": figure(s, kpi, q05), "high": figure(s, kpi, q95)}
    said = (
        mark("{middle} {unit} ({low} to {high})")
        if is_short
        else mark("{middle} {unit}, between {low} and {high} in 9 of 10 such posts")
    )
    return s.text(said, **facts)


def days(s: Speech, lines: Iterable[Line], keys: Iterable[KeyDate], today: date) -> Iterator[Day]:
    """Put lines under their days; a day without a post is told where it is worth a thought."""
    ordered = sorted(lines, key=lambda one: one.at)
    posts = {day: tuple(those) for day, those in groupby(ordered, key=lambda one: one.at.date())}
    said: dict[date, list[str]] = {}
    for one in keys:
        said.setdefault(one.day, []).append(key(s, one))
    for day in sorted({*posts, *said}):
        yield Day(
            day=day,
            title=weekday(s, day),
            keys=tuple(said.get(day, ())),
            lines=posts.get(day, ()),
            is_today=day == today,
        )


def key(s: Speech, one: KeyDate) -> str:
    """Name a day worth a thought."""
    return f"{named_day(one, s.language)} ({s.text(_KEYS[one.kind])})"
