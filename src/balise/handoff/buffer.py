"""Buffer: posts for one channel at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from balise.domain.handed import Handed
from balise.handoff.load import Form, Load
from balise.handoff.sheet import Due, Sheet
from balise.handoff.upload import write


def _row(due: Due) -> Mapping[str, str]:
    return {
        "Text": due.text,
        "Image URL": next(iter(due.shown("image")), ""),
        "Posting Time": due.at.strftime("%Y-%m-%d %H:%M"),
    }


SHEET = Sheet(
    code="buffer",
    program="Buffer",
    columns=("Text", "Image URL", "Tags", "Posting Time"),
    needed=("Text", "Posting Time"),
    row=_row,
    most=100,
    takes=lambda due: min(1, len(due.shown("image"))),
    more={"pinterest": "Board Name"},
)


def _write(load: Load) -> Iterator[Handed]:
    return write(load, SHEET)


FORM = Form(
    label="Buffer",
    write=_write,
    verified=True,
    source="Buffer Help Center, as quoted by nine programs that write this file",
    checked=date(2026, 11, 22),
)
