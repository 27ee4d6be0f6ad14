"""Everything of a plan in one table, for a spreadsheet: no cell is taken for a formula."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, date, datetime

from balise.domain.handed import Handed
from balise.domain.plan import Slot, StandIn
from balise.domain.reason import Reason
from balise.handoff.load import Form, Load
from balise.handoff.names import file_name
from balise.handoff.texts import clean, text_of
from balise.words import Speech, mark
from balise.words.cells import harmless

_OF_BRIEF = ("goal", "audience", "angle", "hook", "shots", "ask", "link", "specs", "alt")
_OF_SLOT = tuple(one.name for one in fields(Slot) if one.name != "stand_in")
_OF_STAND_IN = tuple(one.name for one in fields(StandIn))
_GROUND = mark("{what}: {change} ({low} to {high})")
COLUMNS = (
    "local_date",
    "local_time",
    *_OF_SLOT,
    *(f"stand_in_{name}" for name in _OF_STAND_IN),
    "text",
    "is_finished",
    *(f"brief_{name}" for name in _OF_BRIEF),
)


def _write(load: Load) -> Iterator[Handed]:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    slots = sorted(load.plan.slots, key=lambda one: (one.publish_at, one.slot_id))
    for slot in slots:
        writer.writerow([harmless(cell) for cell in _row(load, slot)])
    zones = sorted({slot.timezone for slot in slots})
    yield Handed(
        name=file_name("plan", zone=zones[0] if len(zones) == 1 else "UTC", ending="csv"),
        media_type="text/csv; charset=utf-8",
        data=stream.getvalue().encode("utf-8-sig"),  # a spreadsheet asks for the mark
        rows=len(slots),
    )


def _row(load: Load, slot: Slot) -> Iterator[object]:
    yield slot.local_at.strftime("%Y-%m-%d")
    yield slot.local_at.strftime("%H:%M")
    brief, s = load.briefs.get(slot.slot_id), load.speech
    told = {
        "reason": (brief and brief.reason) or slot.reason,
        "grounds": "; ".join(_ground(s, one) for one in slot.grounds),
    }
    yield from (_cell(told.get(name, getattr(slot, name))) for name in _OF_SLOT)
    yield from _instead(s, slot.stand_in)
    text, is_finished = text_of(load, slot, has_link=False)
    yield text
    yield str(is_finished).lower()
    yield from (_cell(getattr(brief, name)) if brief else "" for name in _OF_BRIEF)


def _cell(value: object) -> object:
    if isinstance(value, float):
        return value if math.isfinite(value) else ""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, tuple):
        return " ".join(_word(one) for one in value)
    return clean(str(value))


def _instead(s: Speech, told: StandIn | None) -> Iterator[object]:
    """Give what can be told in place of the objective's KPI, a figure a column."""
    if told is None:
        yield from ("" for _ in _OF_STAND_IN)
        return
    yield s.counted(told.kpi)
    yield from (_cell(getattr(told, name)) for name in _OF_STAND_IN if name != "kpi")


def _ground(s: Speech, one: Reason) -> str:
    """Say what a choice changes, with its 90 % interval."""
    what = f"{s.term('factor', one.factor)} {s.term(one.factor, one.level)}"
    changes = {"change": one.multiplier, "low": one.low, "high": one.high}
    said = {name: s.change(value) for name, value in changes.items()}
    return s.text(_GROUND, what=clean(what), **said)


def _word(one: object) -> str:
    return clean(str(getattr(one, "text", one)))


FORM = Form(
    label=mark("Table (CSV) for a spreadsheet"),
    write=_write,
    verified=True,
    source="Balise",
    checked=date(2026, 11, 26),
)
