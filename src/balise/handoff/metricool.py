"""Metricool: more than ninety columns that grow, so the user's own template is filled by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from balise.domain.handed import Handed
from balise.errors import TemplateLackingError
from balise.handoff.load import Form, Load
from balise.handoff.sheet import Due, Sheet
from balise.handoff.upload import write

_PICTURES = 10
_NETWORKS = {
    "facebook": "Facebook",
    "x": "Twitter/X",
    "linkedin": "LinkedIn",
    "google_business": "GBP",
    "instagram": "Instagram",
    "pinterest": "Pinterest",
    "tiktok": "TikTok",
    "youtube": "Youtube",
    "threads": "Threads",
    "bluesky": "Bluesky",
}


def _row(due: Due) -> Mapping[str, str]:
    own = _NETWORKS[due.slot.network]
    pictures = due.shown("image")[:_PICTURES]
    return {
        "Text": due.text,
        "Date": due.at.strftime("%Y-%m-%d"),
        "Time": due.at.strftime("%H:%M:%S"),
        "Draft": "FALSE" if due.is_finished else "TRUE",
        **{name: "TRUE" if name == own else "FALSE" for name in _NETWORKS.values()},
        **{f"Picture Url {place}": one for place, one in enumerate(pictures, 1)},
        "Pinterest Pin Link": due.link if due.slot.network == "pinterest" else "",
        "Brand name": due.id,
    }


SHEET = Sheet(
    code="metricool",
    program="Metricool",
    columns=("Text", "Date", "Time", "Draft", *_NETWORKS.values()),
    needed=("Text", "Date", "Time", "Draft"),
    row=_row,
    most=50,
    takes=lambda due: len(due.shown("image")[:_PICTURES]),
    networks=_NETWORKS,
    has_drafts=True,
    more={"pinterest": "Pinterest Board"},
)


def _write(load: Load) -> Iterator[Handed]:
    if load.template is None:
        raise TemplateLackingError(program=SHEET.program)
    return write(load, SHEET)


FORM = Form(
    label="Metricool",
    write=_write,
    verified=True,
    source="Metricool's template of 2026-05-29, as four programs read it",
    checked=date(2026, 11, 22),
    needs_template=True,
)
