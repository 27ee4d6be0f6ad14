"""The brief of a week as a tagged PDF on A4, set by Typst; its texts are strings, never markup."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, time

from balise.domain.brief import Brief
from balise.learn.emoji import without_emoji
from balise.report.pdf import paged
from balise.report.week import Said, week
from balise.words import Speech, mark


def render(briefs: Sequence[Brief], told: Said, language: str) -> bytes:
    """Write the brief of a week as a PDF for people and for screen readers.

    Raises
    ------
    ExtraMissingError
        Where what makes PDF files is not installed.
    """
    s = Speech(language)
    said = asdict(week(briefs, told, language))
    said["heads"] = {
        "ask": s.text(mark("Ask")),
        "sources": s.text(mark("Sources of the requirements")),
        "page": s.text(mark("page {n} of {all}"), n="{n}", all="{all}"),
    }
    for day in said["days"]:
        for card in day["cards"]:
            card["wants"] = s.text(mark("{network} wants"), network=card["network"])
    stamp = int(datetime.combine(told.made, time(12), UTC).timestamp())
    return paged("week.typ", {"report": without_emoji(json.dumps(said, ensure_ascii=False))}, stamp)
