"""Ayrshare: posts for its bulk address, by its names of networks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from balise.domain.handed import Handed
from balise.handoff.load import Form, Load
from balise.handoff.sheet import Due, Sheet
from balise.handoff.upload import write

_NETWORKS = {
    **{name: name for name in ("bluesky", "facebook", "instagram", "linkedin", "pinterest")},
    **{name: name for name in ("reddit", "telegram", "threads", "tiktok", "youtube")},
    "x": "twitter",
    "google_business": "gmb",
}


def _row(due: Due) -> Mapping[str, str]:
    return {
        "post": due.text,
        "platforms": _NETWORKS[due.slot.network],
        "mediaUrls": ",".join(due.media),
        "scheduleDate": due.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


_COLUMNS = ("post", "platforms", "mediaUrls", "scheduleDate")
SHEET = Sheet(
    code="ayrshare",
    program="Ayrshare",
    columns=_COLUMNS,
    needed=_COLUMNS,
    row=_row,
    is_utc=True,
    apart=timedelta(days=2),
    takes=lambda due: len(due.media),
    networks=_NETWORKS,
)


def _write(load: Load) -> Iterator[Handed]:
    return write(load, SHEET)


FORM = Form(
    label="Ayrshare",
    write=_write,
    verified=True,
    source="Ayrshare, documentation of the bulk post address",
    url="https://www.ayrshare.com/docs/apis/post/bulk-post",
    checked=date(2026, 11, 26),
)
