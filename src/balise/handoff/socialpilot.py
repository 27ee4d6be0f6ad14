"""SocialPilot: seven columns without a header."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from balise.domain.handed import Handed
from balise.handoff.load import Form, Load
from balise.handoff.sheet import Due, Sheet
from balise.handoff.upload import write

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NOON = 12


def spoken(at: datetime) -> str:
    """Write a time as SocialPilot reads it, in English whatever the language of the machine.

    Examples
    --------
    >>> spoken(datetime(2027, 3, 2, 0, 5)), spoken(datetime(2027, 3, 12, 13, 0))
    ('Mar 02, 2027 12:05 AM', 'Mar 12, 2027 1:00 PM')
    """
    hour, half = at.hour % _NOON or _NOON, "PM" if at.hour >= _NOON else "AM"
    return f"{_MONTHS[at.month - 1]} {at.day:02}, {at.year} {hour}:{at.minute:02} {half}"


def _row(due: Due) -> Mapping[str, str]:
    return {
        "Content": due.text,
        "Image URL": next(iter(due.shown("image")), ""),
        "Time": spoken(due.at),
        "Account ID": due.id,
        "First Comment": "",
        "Tags": "",
        "Link": due.link,
    }


SHEET = Sheet(
    code="socialpilot",
    program="SocialPilot",
    columns=(),
    row=_row,
    takes=lambda due: min(1, len(due.shown("image"))),
    has_link=True,
    needs_id=True,
)


def _write(load: Load) -> Iterator[Handed]:
    return write(load, SHEET)


FORM = Form(
    label="SocialPilot",
    write=_write,
    verified=False,
    source="one program that writes this file",
    checked=date(2026, 11, 22),
)
