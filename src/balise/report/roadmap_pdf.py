"""A road map as a tagged PDF of one A4 page, set by Typst; its texts are strings, never markup."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime, time

from balise.learn.emoji import without_emoji
from balise.report.pdf import paged
from balise.report.roadmap import Roadmap
from balise.report.roadmap_words import page
from balise.words import Speech, mark

HEADINGS = {
    "goal": mark("Objective"),
    "way": mark("The way to it"),
    "people": mark("For whom"),
    "where": mark("Where, and why"),
    "rhythm": mark("Rhythm"),
    "asks": mark("What to ask"),
    "what": mark("What to say"),
    "weeks": mark("The first four weeks"),
    "measure": mark("How we will know"),
    "misses": mark("What that misses:"),
    "doubts": mark("What cannot be told yet"),
    "next": mark("Next steps"),
    "network": mark("Network"),
    "there": mark("Of them are there"),
    "score": mark("Score, 90% interval"),
    "first": mark("Comes first"),
    "verdict": mark("Verdict"),
    "a_week": mark("A week"),
    "question": mark("Question"),
    "today": mark("Today"),
    "known": mark("Known"),
}


def render(road: Roadmap, language: str) -> bytes:
    """Write a road map as a PDF for people and for screen readers.

    Raises
    ------
    ExtraMissingError
        Where what makes PDF files is not installed.
    """
    s = Speech(language)
    said = asdict(page(road, language))
    said["heads"] = {name: s.text(text) for name, text in HEADINGS.items()}
    told = {"report": without_emoji(json.dumps(said, ensure_ascii=False))}
    made = datetime.combine(road.known.made, time(12), UTC)
    return paged("roadmap.typ", told, int(made.timestamp()))
