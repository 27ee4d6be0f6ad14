"""The calendar week by week, to read, to print, or to paste into any page that takes Markdown."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby

from balise.domain.handed import Handed
from balise.domain.plan import KeyDate, Outlook, Plan, Slot
from balise.handoff.load import Form, Load
from balise.handoff.names import file_name
from balise.handoff.texts import clean
from balise.handoff.told import STATES, figure, lines
from balise.plan.key_dates import named
from balise.words import Speech, capital, mark

_WEEK = 7
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ACTIVE = re.compile(r"([\\`*_\[\]<>|~&])")
_ADDRESS = re.compile(r"https?://[^\s<>\\]+")
_SHORTFALLS = {
    "phase-pace": mark("{what}: posts missing for the pace that was wished: {missing}."),
    "draft-unplaced": mark("The draft {what} found no place."),
}


def plain(text: str) -> str:
    r"""Write a text so that Markdown shows it as it is; an address stays one that can be tapped.

    Examples
    --------
    >>> plain("a *b*\nhttps://example.org/a_b")
    'a \\*b\\* <https://example.org/a_b>'
    """
    said = " ".join(clean(text).split())
    parts, at = [], 0
    for found in _ADDRESS.finditer(said):
        parts += [_ACTIVE.sub(r"\\\1", said[at : found.start()]), f"<{found[0]}>"]
        at = found.end()
    return "".join([*parts, _ACTIVE.sub(r"\\\1", said[at:])])


def _write(load: Load) -> Iterator[Handed]:
    plan = load.plan
    zones = sorted({slot.timezone for slot in plan.slots})
    yield Handed(
        name=file_name("plan", zone=zones[0] if len(zones) == 1 else "UTC", ending="md"),
        media_type="text/markdown; charset=utf-8",
        data=("\n".join(_page(load)).rstrip() + "\n").encode(),
        rows=len(plan.slots),
    )


def _page(load: Load) -> Iterator[str]:
    s, plan = load.speech, load.plan
    yield f"# {s.text(mark('Publication plan'))}"
    yield ""
    there = sum(slot.state != "skipped" for slot in plan.slots)
    yield s.plural("{n} post", "{n} posts", there) + _range(s, plan)
    yield ""
    if plan.prior:
        prior = mark(
            "Nothing was learnt from own posts yet: what is expected rests on published figures."
        )
        yield from (f"> {s.text(prior)}", "")
    yield from _section(s.text(mark("Objectives")), (_aim(s, one) for one in plan.objectives))
    for number, days in groupby(_days(plan), key=lambda day: _number(plan, day)):
        yield from _week(load, number, list(days))
    yield from _section(s.text(mark("Left open")), _open(s, plan))


def _range(s: Speech, plan: Plan) -> str:
    if plan.starts is None or not plan.weeks:
        return ""
    last = plan.starts + timedelta(days=_WEEK * plan.weeks - 1)
    return f" · {s.day(plan.starts)} – {s.day(last)}"


def _section(title: str, points: Iterable[str]) -> Iterator[str]:
    if said := list(points):
        yield from (f"## {title}", "", *(f"- {one}" for one in said), "")


def _aim(s: Speech, one: Outlook) -> str:
    told = [f"**{plain(one.objective)}**"]
    unit = plain(s.counted(one.kpi)) if one.kpi else ""
    target = s.text(mark("target {figure}"), figure=figure(s, one.kpi, one.target))
    told.append(f"{target} {unit}".strip())
    if one.ends:
        told.append(s.text(mark("by {day}"), day=s.day(one.ends)))
    if math.isfinite(one.q50):
        low, middle, high = (figure(s, one.kpi, q) for q in (one.q05, one.q50, one.q95))
        said = mark("expected {middle} ({low} to {high} in 9 of 10 cases)")
        told.append(s.text(said, low=low, middle=middle, high=high))
    chance = s.percent(one.p_reached) if math.isfinite(one.p_reached) else s.text("n/a")
    told.append(s.text(mark("chance {chance}"), chance=chance))
    return " · ".join(told)


def _days(plan: Plan) -> list[date]:
    posts = {slot.local_at.date() for slot in plan.slots if slot.state != "skipped"}
    return sorted(posts | {key.day for key in plan.key_dates})


def _start(plan: Plan) -> date:
    if plan.starts is not None:
        return plan.starts
    first = min(_days(plan))
    return first - timedelta(days=first.weekday())


def _number(plan: Plan, day: date) -> int:
    return (day - _start(plan)).days // _WEEK


def _week(load: Load, number: int, days: list[date]) -> Iterator[str]:
    s, plan = load.speech, load.plan
    first = _start(plan) + timedelta(days=_WEEK * number)
    last = first + timedelta(days=_WEEK - 1)
    week = s.text(mark("Week {n}"), n=number + 1)
    yield from (f"## {week} · {s.day(first)} – {s.day(last)}", "")
    if free := plan.free.get(number):
        yield from (s.text(mark("Kept free for the unexpected: {n}."), n=free), "")
    for day in days:
        name = s.term("weekday", _DAYS[day.weekday()])
        yield from (f"### {capital(name)} {s.day(day)}", "")
        yield from (f"- {_key(s, key)}" for key in plan.key_dates if key.day == day)
        for slot in sorted(plan.slots, key=lambda one: one.publish_at):
            if slot.local_at.date() == day and slot.state != "skipped":
                yield from _post(load, slot)
        yield ""


def _key(s: Speech, key: KeyDate) -> str:
    kind = {"holiday": mark("public holiday"), "moment": mark("moment of trade")}[key.kind]
    return f"*{plain(named(key, s.language))}* ({s.text(kind)})"


def _post(load: Load, slot: Slot) -> Iterator[str]:
    s = load.speech
    head = [
        f"**{slot.local_at:%H:%M}** {s.term('network', slot.network)}",
        s.term("kind", slot.kind),
        plain(slot.pillar),
        plain(slot.series or slot.event),
        s.text(STATES[slot.state]),
    ]
    yield "- " + " · ".join(filter(None, head))
    for label, said in lines(load, slot):
        yield f"  - {label} {plain(said)}"


def _open(s: Speech, plan: Plan) -> Iterator[str]:
    for one in plan.shortfalls:
        missing = s.number(one.missing, 0 if one.missing == int(one.missing) else 1)
        said = s.text(_SHORTFALLS[one.code], what=plain(one.what), missing=missing)
        yield f"{s.day(one.day)}: {said}" if one.day else said


FORM = Form(
    label=mark("Calendar to read (Markdown)"),
    write=_write,
    verified=True,
    source="CommonMark 0.31",
    url="https://spec.commonmark.org/0.31.2/",
    checked=date(2026, 11, 26),
)
