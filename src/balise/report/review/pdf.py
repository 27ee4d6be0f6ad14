"""A look back as a tagged PDF of one A4 page, set by Typst; its texts are never markup."""

from __future__ import annotations

import json
from dataclasses import asdict

from balise.domain.review import Review
from balise.learn.emoji import without_emoji
from balise.report.pdf import paged
from balise.report.review.rows import columns
from balise.report.review.words import page
from balise.words import Speech, mark

HEADINGS = {
    "changes": mark("What changed"),
    "kept": mark("Was the plan kept?"),
    "forecasts": mark("Could the forecasts be trusted?"),
    "stood": mark("What stood out"),
    "best": mark("Better than expected"),
    "worst": mark("Below what was expected"),
    "decided": mark("What was decided"),
    "open": mark("Still open"),
}


def render(found: Review, language: str) -> bytes:
    """Write a look back as a PDF for people and for screen readers.

    Raises
    ------
    ExtraMissingError
        Where what makes PDF files is not installed.
    """
    s = Speech(language)
    said = asdict(page(found, language))
    said["heads"] = {name: s.text(text) for name, text in HEADINGS.items()}
    said["columns"] = columns(s)
    told = {"report": without_emoji(json.dumps(said, ensure_ascii=False))}
    return paged("review.typ", told, int(found.made_at.timestamp()))
