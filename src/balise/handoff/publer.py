"""Publer: all twelve columns have to be there, filled or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from balise.domain.handed import Handed
from balise.handoff.load import Form, Load
from balise.handoff.sheet import Due, Sheet
from balise.handoff.upload import write


def _row(due: Due) -> Mapping[str, str]:
    return {
        # A colon: with `10-00` Publer takes the post for a draft without a time, and says nothing.
        "Date": due.at.strftime("%Y-%m-%d %H:%M"),
        "Text": due.text,
        "Link(s)": "" if due.media else due.link,  # a link would push the pictures out
        "Media URL(s)": ",".join(due.media),
    }


SHEET = Sheet(
    code="publer",
    program="Publer",
    columns=(
        "Date",
        "Text",
        "Link(s)",
        "Media URL(s)",
        "Title",
        "Label(s)",
        "Alt text(s)",
        "Comment(s)",
        "Board/Album",
        "Post subtype",
        "CTA",
        "Reminder",
    ),
    needed=("Date", "Text"),
    row=_row,
    takes=lambda due: len(due.media),
    has_link=True,
    more={"pinterest": "Board/Album"},
)


def _write(load: Load) -> Iterator[Handed]:
    return write(load, SHEET)


FORM = Form(
    label="Publer",
    write=_write,
    verified=True,
    source="Publer, on its CSV bulk scheduler",
    url="https://publer.com/blog/ultimate-csv-bulk-scheduler-social-media/",
    checked=date(2026, 11, 26),
)
