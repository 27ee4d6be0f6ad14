"""What a check of drafts found, as plain values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from balise.domain.reading import Finding
from balise.reference.network_rules import by_id
from balise.words import Speech
from balise.words.drafts import message, remedy


def rule_of(finding: Finding) -> str:
    """Name the rule of a finding; how a file is written has none, and its code stands for one."""
    return finding.rule or finding.code


def checked(findings: Sequence[Finding], drafts: int, tongue: Speech) -> dict[str, object]:
    """Write findings as plain values, each with its remedy and its source."""
    counts = Counter(one.severity for one in findings)
    return {
        "drafts": drafts,
        "counts": {name: counts[name] for name in ("error", "warning", "info")},
        "findings": [_plain(one, tongue) for one in findings],
    }


def _plain(finding: Finding, tongue: Speech) -> dict[str, object]:
    rule = by_id().get(finding.rule)
    source = {
        "statement": rule.statement(tongue.language),
        "title": rule.title,
        "url": rule.url,
        "since": rule.since,
        "checked": rule.checked.isoformat(),
        "confidence": rule.confidence,
    } if rule else None  # fmt: skip
    return {
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
        "severity": finding.severity,
        "rule": rule_of(finding),
        "code": finding.code,
        "message": message(tongue, finding),
        "remedy": remedy(tongue, finding),
        "source": source,
    }
