"""Vista Social: four columns in a fixed order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from balise.domain.handed import Handed
from balise.handoff.load import Form, Load
from balise.handoff.sheet import Due, Sheet, form_of
from balise.handoff.upload import write


def _row(due: Due) -> Mapping[str, str]:
    kind, link = _shown(due)
    time = due.at.strftime("%Y-%m-%d %H:%M")
    return {"message": due.text, "type": kind, "link": link, "time": time}


def _shown(due: Due) -> tuple[str, str]:
    """Give the one thing that goes with the text: a picture, a film, or an article."""
    if not due.media:
        return ("article", due.link) if due.link else ("message", "")
    first = due.media[0]
    return ("video" if form_of(first) == "video" else "image"), first


SHEET = Sheet(
    code="vista-social",
    program="Vista Social",
    columns=("message", "type", "link", "time"),
    needed=("message", "type", "link", "time"),
    row=_row,
    takes=lambda due: min(1, len(due.media)),
    has_link=True,
)


def _write(load: Load) -> Iterator[Handed]:
    return write(load, SHEET)


FORM = Form(
    label="Vista Social",
    write=_write,
    verified=True,
    source="Vista Social Help Center, on bulk publishing",
    url="https://support.vistasocial.com/hc/en-us/articles/10295276622875",
    checked=date(2026, 11, 22),
)
