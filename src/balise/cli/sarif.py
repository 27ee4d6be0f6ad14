"""Findings as SARIF 2.1.0, the form that code hosts and editors show beside the lines of a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from balise import __version__
from balise.domain.reading import Finding
from balise.reference.network_rules import Rule, by_id
from balise.report.plain.drafts import rule_of
from balise.words import Speech
from balise.words.drafts import message, remedy

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def sarif(findings: Sequence[Finding], speech: Speech) -> dict[str, Any]:
    """Write findings as one run of a tool, in the reader's language.

    Examples
    --------
    >>> log = sarif([], Speech("en"))
    >>> log["version"], log["runs"][0]["results"]
    ('2.1.0', [])
    """
    names = list(dict.fromkeys(map(rule_of, findings)))
    nth = {name: number for number, name in enumerate(names)}
    driver = {
        "name": "balise check",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(name, speech) for name in names],
    }
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "language": speech.language,
                "columnKind": "unicodeCodePoints",
                "results": [_result(one, nth[rule_of(one)], speech) for one in findings],
            }
        ],
    }


def _rule(name: str, speech: Speech) -> dict[str, Any]:
    rule = by_id().get(name)
    if rule is None:
        return {"id": name, "shortDescription": {"text": name}}
    return {"id": name, **_told(rule, speech)}


def _told(rule: Rule, speech: Speech) -> dict[str, Any]:
    told: dict[str, Any] = {
        "shortDescription": {"text": rule.statement(speech.language)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "source": rule.title,
            "checked": rule.checked.isoformat(),
            "since": rule.since,
            "confidence": rule.confidence,
        },
    }
    if rule.url.startswith("http"):
        told["helpUri"] = rule.url
    return told


def _result(finding: Finding, index: int, speech: Speech) -> dict[str, Any]:
    said = f"{message(speech, finding)} {remedy(speech, finding)}".strip()
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(finding.file)}}
    if finding.line:
        place["region"] = {"startLine": finding.line}
    return {
        "ruleId": rule_of(finding),
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": said},
        "locations": [{"physicalLocation": place}],
    }


def _uri(file: str) -> str:
    """Write a path as a relative or a `file:` address."""
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
