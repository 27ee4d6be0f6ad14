"""The posts of this week and the next, day by day on the brand's own clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from balise.domain.plan import Slot
from balise.domain.refinement import Fate
from balise.domain.standing import Standing
from balise.report.planned.naming import ask, time_of
from balise.report.roadmap_words import title
from balise.web.nav import address
from balise.words import Speech, mark
from balise.words.speech import capital

_WEEK, _DAY = timedelta(days=7), timedelta(days=1)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_BECAME: Mapping[Fate, tuple[str, str]] = {
    "posted": (mark("published"), "good"),
    "moved": (mark("published at another time"), "good"),
    "changed": (mark("published otherwise"), "warn"),
    "missed": (mark("did not come"), "bad"),
}
_STATES = {
    "planned": (mark("waits for a yes"), "warn"),
    "approved": (mark("approved"), "good"),
    "published": (mark("published"), "good"),
    "skipped": (mark("left out"), ""),
}
_ASKED = {
    "ready": (mark("approval asked for"), "accent"),
    "changes": (mark("changes asked for"), "warn"),
}
_UNREAD = (mark("not read yet"), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One slot in words; `address` leads to it in the calendar, where there is one."""

    time: str
    network: str
    network_name: str
    account: str
    kind: str
    pillar: str
    ask: str
    state: str
    tone: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The posts of one local day."""

    name: str
    is_today: bool
    posts: tuple[Post, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One week: its days from today on, and those that are over."""

    title: str
    span: str
    days: tuple[Day, ...]
    past: tuple[Day, ...]
    n_past: int


def weeks(s: Speech, standing: Standing, now: datetime) -> tuple[Week, Week]:
    """Give this week and the next; they begin on Monday."""
    today = standing.day_of(now)
    monday = today - today.weekday() * _DAY
    return (
        _week(s, standing, monday, now, s.text(mark("This week"))),
        _week(s, standing, monday + _WEEK, now, s.text(mark("Next week"))),
    )


def _week(s: Speech, standing: Standing, monday: date, now: datetime, name: str) -> Week:
    today = standing.day_of(now)
    mine = [one for one in standing.slots if monday <= one.local_at.date() < monday + _WEEK]
    ahead = [one for one in mine if one.local_at.date() >= today]
    past = [one for one in mine if one.local_at.date() < today]
    return Week(
        title=name,
        span=s.text(mark("{start} to {end}"), start=s.day(monday), end=s.day(monday + 6 * _DAY)),
        days=tuple(_days(s, standing, ahead, now)),
        past=tuple(_days(s, standing, past, now)),
        n_past=len(past),
    )


def _days(s: Speech, standing: Standing, slots: list[Slot], now: datetime) -> Iterator[Day]:
    for day, mine in groupby(slots, key=lambda one: one.local_at.date()):
        yield Day(
            name=s.text(
                mark("{weekday} {day}"),
                weekday=capital(s.term("weekday", _WEEKDAYS[day.weekday()])),
                day=s.day(day).rpartition(" ")[0],
            ),
            is_today=day == standing.day_of(now),
            posts=tuple(_post(s, standing, one, now) for one in mine),
        )


def _post(s: Speech, standing: Standing, slot: Slot, now: datetime) -> Post:
    state, tone = _state(standing, slot, now)
    return Post(
        time=time_of(s, slot.local_at),
        network=slot.network,
        network_name=s.term("network", slot.network),
        account=slot.account,
        kind=capital(s.term("kind", slot.kind)),
        pillar=title(slot.pillar),
        ask=ask(s, slot),
        state=s.text(state),
        tone=tone,
        address=_where(standing.brand, slot),
    )


def _state(standing: Standing, slot: Slot, now: datetime) -> tuple[str, str]:
    fate = standing.fates.get(slot.slot_id)
    if slot.state == "skipped":
        return _STATES["skipped"]
    if fate is not None and fate in _BECAME:
        return _BECAME[fate]
    if slot.publish_at <= now and slot.state != "published":
        return _UNREAD
    ask = standing.asks.get(slot.slot_id)
    return _ASKED[ask.voice] if ask and slot.state == "planned" else _STATES[slot.state]


def _where(brand: str, slot: Slot) -> str:
    """Lead to the slot itself, else to the calendar."""
    return address("slot", brand, slot=slot.slot_id) or address("calendar", brand)
