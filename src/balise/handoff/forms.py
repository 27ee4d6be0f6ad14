"""The forms that a plan is handed over in, and those that are not offered, with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from balise.handoff import (
    ayrshare,
    buffer,
    google_calendar,
    highlevel,
    ics,
    json_,
    markdown,
    metricool,
    postfast,
    publer,
    socialpilot,
    table,
    vista_social,
)
from balise.handoff.load import Form
from balise.words import mark

FORMS: Final[Mapping[str, Form]] = {
    "ics": ics.FORM,
    "google-calendar": google_calendar.FORM,
    "csv": table.FORM,
    "json": json_.FORM,
    "markdown": markdown.FORM,
    "buffer": buffer.FORM,
    "publer": publer.FORM,
    "metricool": metricool.FORM,
    "vista-social": vista_social.FORM,
    "postfast": postfast.FORM,
    "ayrshare": ayrshare.FORM,
    "socialpilot": socialpilot.FORM,
    "highlevel": highlevel.FORM,
}
NOT_OFFERED: Final[Mapping[str, str]] = {
    "Sprout Social": mark("only three of its columns are known for sure"),
    "SocialBee": mark("its columns are known only in part"),
    "Agorapulse": mark("the names of its date and label columns are not known"),
    "Hootsuite": mark("no page of its own that tells its columns was found"),
    "Meta Business Suite": mark("no file for planned posts is documented, but for videos"),
}
"""Programs without a form here, and why."""
