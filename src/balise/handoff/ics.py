"""A calendar file for Google Calendar, Apple Calendar and Outlook."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from balise.domain.handed import Handed
from balise.domain.plan import Plan, Slot
from balise.handoff.load import Form, Load
from balise.handoff.names import file_name
from balise.handoff.rfc5545 import before, escaped, moment, written
from balise.handoff.told import lines, title, when
from balise.words import mark

_LASTS: Final = timedelta(minutes=15)
"""A post takes no time; a calendar shows what lasts."""
_WEEK: Final = 7
_STATUS: Final = {
    "planned": "TENTATIVE",
    "approved": "CONFIRMED",
    "published": "CONFIRMED",
    "skipped": "CANCELLED",
}
_ADDRESS = re.compile(r"https?://[!-~]+")
Line = tuple[str, str]


def uid(slot: Slot) -> str:
    """Name a post for all calendars and for good: the same slot of an account, the same name.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> at = datetime(2027, 3, 2, 17, 30, tzinfo=UTC)
    >>> uid(
    ...     Slot(
    ...         slot_id="s1",
    ...         content_id="c",
    ...         network="x",
    ...         account="parc",
    ...         publish_at=at,
    ...         kind="text",
    ...     )
    ... )
    's1-fac0f312@balise'
    """
    account = hashlib.sha256(slot.account_id.encode(errors="replace")).hexdigest()[:8]
    return f"{slot.slot_id}-{account}@balise"


def _write(load: Load) -> Iterator[Handed]:
    slots = sorted(load.plan.slots, key=lambda one: (one.publish_at, one.slot_id))
    gone = list(_gone(load))
    zones = sorted({slot.timezone for slot in slots})
    head = [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//Balise//Plan//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("X-WR-CALNAME", escaped(load.speech.text(mark("Publication plan")))),
        *([("X-WR-TIMEZONE", escaped(zones[0]))] if len(zones) == 1 else []),
    ]
    events = [
        *(line for slot in slots for line in _event(load, slot, _STATUS[slot.state])),
        *(line for slot in gone for line in _event(load, slot, "CANCELLED")),
    ]
    yield Handed(
        name=file_name("plan", zone="UTC", ending="ics"),
        media_type="text/calendar; charset=utf-8; method=PUBLISH",
        data=written([*head, *events, ("END", "VCALENDAR")]),
        rows=len(slots) + len(gone),
    )


def _gone(load: Load) -> Iterator[Slot]:
    """Give what an earlier plan had and this one, which takes its days over, has no more."""
    if load.previous is None:
        return
    kept = {uid(slot) for slot in load.plan.slots}
    for slot in load.previous.slots:
        is_done = slot.state == "published" or slot.publish_at <= load.now
        if not is_done and uid(slot) not in kept and _is_covered(load.plan, slot):
            yield slot


def _is_covered(plan: Plan, slot: Slot) -> bool:
    if plan.starts is None or not plan.weeks:
        return True
    day = slot.local_at.date()
    return plan.starts <= day < plan.starts + timedelta(days=_WEEK * plan.weeks)


def _event(load: Load, slot: Slot, status: str) -> Iterator[Line]:
    s, brief = load.speech, load.briefs.get(slot.slot_id)
    summary = title(s, slot, brief)
    told = [when(s, slot), *(f"{label} {said}" for label, said in lines(load, slot))]
    yield "BEGIN", "VEVENT"
    yield "UID", escaped(uid(slot))
    yield "DTSTAMP", moment(load.now)
    yield "LAST-MODIFIED", moment(load.now)
    yield "SEQUENCE", str(load.revision)
    yield "DTSTART", moment(slot.publish_at)
    yield "DTEND", moment(slot.publish_at + _LASTS)
    yield "SUMMARY", escaped(summary)
    yield "DESCRIPTION", escaped("\n".join(told))
    tags = [s.term("network", slot.network), s.term("kind", slot.kind), slot.pillar]
    yield "CATEGORIES", ",".join(escaped(tag) for tag in tags if tag)
    if brief and _ADDRESS.fullmatch(brief.link):
        yield "URL", brief.link
    yield "STATUS", status
    yield "TRANSP", "TRANSPARENT"  # a post to come does not make its team busy
    if load.remind is not None and status != "CANCELLED":
        yield from _alarm(summary, load.remind)
    yield "END", "VEVENT"


def _alarm(summary: str, remind: timedelta) -> Iterator[Line]:
    yield "BEGIN", "VALARM"
    yield "ACTION", "DISPLAY"
    yield "DESCRIPTION", escaped(summary)
    yield "TRIGGER", before(remind)
    yield "END", "VALARM"


FORM = Form(
    label=mark("Calendar (.ics) for Google, Apple and Outlook"),
    write=_write,
    verified=True,
    source="RFC 5545 and RFC 5546",
    url="https://www.rfc-editor.org/rfc/rfc5545",
    checked=date(2026, 11, 26),
)
