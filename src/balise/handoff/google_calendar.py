"""Google Calendar's own table; it knows no ids, so a second import doubles its events."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from balise.domain.handed import Handed
from balise.domain.plan import Slot
from balise.handoff.load import Form, Load
from balise.handoff.names import file_name
from balise.handoff.told import lines, title, when
from balise.words import mark

_LASTS = timedelta(minutes=15)
_NOON = 12
_COLUMNS = (
    "Subject",
    "Start Date",
    "Start Time",
    "End Date",
    "End Time",
    "All Day Event",
    "Description",
    "Location",
    "Private",
)


def clock(at: datetime) -> str:
    """Write a time of the day as Google reads it.

    Examples
    --------
    >>> clock(datetime(2027, 3, 2, 0, 5)), clock(datetime(2027, 3, 2, 18, 30))
    ('12:05 AM', '6:30 PM')
    """
    return f"{at.hour % _NOON or _NOON}:{at.minute:02} {'PM' if at.hour >= _NOON else 'AM'}"


def _write(load: Load) -> Iterator[Handed]:
    slots = [slot for slot in load.plan.slots if slot.state != "skipped"]
    for zone in sorted({slot.timezone for slot in slots}):
        stream = io.StringIO(newline="")
        writer = csv.writer(stream)
        writer.writerow(_COLUMNS)
        there = [slot for slot in slots if slot.timezone == zone]
        writer.writerows(_row(load, slot) for slot in sorted(there, key=lambda x: x.publish_at))
        yield Handed(
            name=file_name("google-calendar", zone=zone, ending="csv"),
            media_type="text/csv; charset=utf-8",
            data=stream.getvalue().encode(),
            rows=len(there),
        )


def _row(load: Load, slot: Slot) -> list[str]:
    starts, ends = slot.local_at, (slot.publish_at + _LASTS).astimezone(slot.local_at.tzinfo)
    told = [when(load.speech, slot), *(f"{label} {said}" for label, said in lines(load, slot))]
    return [
        title(load.speech, slot, load.briefs.get(slot.slot_id)),
        f"{starts:%m/%d/%Y}",
        clock(starts),
        f"{ends:%m/%d/%Y}",
        clock(ends),
        "False",
        "\n".join(told),
        "",
        "False",
    ]


FORM = Form(
    label=mark("Google Calendar (CSV)"),
    write=_write,
    verified=True,
    source="Google's list of columns, as several guides quote it",
    url="https://support.google.com/calendar/answer/37118",
    checked=date(2026, 11, 26),
)
