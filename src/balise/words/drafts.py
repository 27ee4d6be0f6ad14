"""What a check of drafts may find, and what to do about it: a sentence each."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from balise.errors.base import Said, one_line
from balise.words.catalogue import mark
from balise.words.draft_sentences import LIMITS
from balise.words.draft_sentences_more import MANNERS
from balise.words.glossary import TERMS

if TYPE_CHECKING:
    from balise.domain.reading import Finding
    from balise.words.speech import Speech

SAID: dict[str, tuple[str, str]] = {**LIMITS, **MANNERS}
"""Code of a finding to its sentence and its remedy, keys of the catalogue."""
DRAFTS = {code: said for code, (said, _) in SAID.items()}
STALE = mark("The rule was checked on {day} and may have changed.")
_FIGURES = frozenset({"found", "limit", "span", "n", "least", "share"})
_ROLES = "roles"
_DAYS = frozenset({"day", "week"})
_FIGURE = re.compile(r"-?\d{1,12}(?:\.\d{1,3})?")


def said_of(code: str, params: Mapping[str, str]) -> str:
    """Say in English what was found.

    Examples
    --------
    >>> said_of("alt-missing", {"file": "door.jpg"})
    'door.jpg has no alternative text.'
    """
    told = {name: _roles(v, str) if name == _ROLES else v for name, v in params.items()}
    said = one_line(SAID[code][0].format(**told))
    return f"{said} {STALE.format(day=params['stale'])}" if "stale" in params else said


def message(speech: Speech, finding: Finding, *, with_age: bool = True) -> str:
    """Say what was found in the reader's language, with the date of a rule that is old."""
    if finding.code not in SAID:
        return speech.finding(finding)
    said = one_line(speech.text(SAID[finding.code][0], **_facts(speech, finding)))
    if "stale" not in finding.params or not with_age:
        return said
    day = speech.day(date.fromisoformat(finding.params["stale"]))
    return f"{said} {speech.text(STALE, day=day)}"


def remedy(speech: Speech, finding: Finding) -> str:
    """Say what to do about it; empty for a finding that is not of drafts."""
    if finding.code not in SAID:
        return ""
    return one_line(speech.text(SAID[finding.code][1], **_facts(speech, finding)))


def _facts(speech: Speech, finding: Finding) -> dict[str, str]:
    said = {name: _fact(speech, name, value) for name, value in finding.params.items()}
    if finding.code == "ask-verb":  # it names an ask of the glossary, or one of the user's own
        said["value"] = speech.term("cta", finding.params["value"])
    return said


def _roles(told: str, say: Callable[[str], str]) -> str:
    r"""Name the part of each hashtag, those of the same part together.

    Examples
    --------
    >>> _roles("topic:wood\ncampaign:sale\ntopic:nails", str)
    '#wood, #nails (topic), #sale (campaign)'
    """
    parts: dict[str, list[str]] = {}
    for line in told.splitlines():
        role, _, tag = line.partition(":")
        parts.setdefault(role, []).append(f"#{tag}")
    said = (f"{', '.join(tags)} ({say(TERMS['hashtag role', r])})" for r, tags in parts.items())
    return ", ".join(said)


def _fact(speech: Speech, name: str, value: str) -> str:
    if isinstance(value, Said):
        return speech.text(value)
    if name == _ROLES:
        return _roles(value, speech.text)
    if name in _DAYS:
        return speech.day(date.fromisoformat(value))
    if name not in _FIGURES or not _FIGURE.fullmatch(value):
        return value
    digits = len(value.partition(".")[2])
    return speech.number(float(value), digits)
