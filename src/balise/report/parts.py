"""The parts of a report, by the codes that notes name them with, and their titles."""

from __future__ import annotations

from collections.abc import Mapping

from balise.domain.remark import SECTIONS
from balise.report import (
    alert_words,
    beside_words,
    competition_html,
    details as d,
    funnel_words,
    outcome_words,
)
from balise.report.strategic import aims_words, pillars_words
from balise.words import Speech, mark

_TITLES: Mapping[str, str] = {
    "changed": mark("What changed"),
    "alerts": alert_words.TITLE,
    "decisions": mark("What to do now"),
    "posts": mark("Best and worst posts"),
    **{str(subject): title for subject, title in d.TITLES.items()},
    "objectives": aims_words.TITLE,
    "pillars": pillars_words.TITLE,
    "funnel": funnel_words.TITLE,
    "competitors": competition_html.TITLE,
    "beside": beside_words.TITLE,
    "growth": mark("How accounts grew"),
    "outcomes": outcome_words.TITLE,
    "unknown": mark("What is not known yet"),
    "findings": mark("What the imports found"),
    "method": mark("How this was worked out"),
}


def title(s: Speech, section: str) -> str:
    """Name a part of the report.

    Examples
    --------
    >>> title(Speech("en"), "posts")
    'Best and worst posts'
    """
    return s.text(_TITLES[section])


def titles(s: Speech) -> dict[str, str]:
    """Name every part, in the order of the report."""
    return {section: title(s, section) for section in SECTIONS}
