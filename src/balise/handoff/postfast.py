"""PostFast: times with their offset, accounts by the ids that it shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from balise.domain.handed import Handed
from balise.handoff.load import Form, Load
from balise.handoff.sheet import Due, Sheet
from balise.handoff.upload import write

_KINDS = {"story": "STORY", "short_video": "REEL"}


def _row(due: Due) -> Mapping[str, str]:
    network, kind = due.slot.network, due.slot.kind
    placed = _KINDS.get(kind, "POST")
    return {
        "scheduled_at": due.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "account_id": due.id,
        "content": due.text,
        "media_urls": ",".join(due.media),
        "fb_content_type": placed if network == "facebook" else "",
        "ig_publish_type": placed if network == "instagram" else "",
        "yt_is_short": str(kind == "short_video").lower() if network == "youtube" else "",
    }


SHEET = Sheet(
    code="postfast",
    program="PostFast",
    columns=(
        "scheduled_at",
        "account_id",
        "content",
        "media_urls",
        "first_comment",
        "fb_content_type",
        "ig_publish_type",
        "yt_is_short",
        "pinterest_board_id",
    ),
    needed=("scheduled_at", "account_id", "content"),
    row=_row,
    most=200,
    is_utc=True,
    takes=lambda due: len(due.media),
    needs_id=True,
    more={"pinterest": "pinterest_board_id"},
)


def _write(load: Load) -> Iterator[Handed]:
    return write(load, SHEET)


FORM = Form(
    label="PostFast",
    write=_write,
    verified=True,
    source="PostFast Help, CSV format reference for bulk import",
    url="https://help.postfa.st/publishing-scheduling/csv-format-for-bulk-import",
    checked=date(2026, 11, 26),
)
