"""`balise check` on drafts: read them, hold them against the rules, and tell what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from balise.check import check
from balise.cli import checked_drafts
from balise.cli.printing import print_json, speech, stdout
from balise.cli.sarif import rule_of, sarif
from balise.domain.draft import Draft
from balise.domain.reading import Finding
from balise.domain.strategy import Strategy
from balise.ingest import Context, open_exports
from balise.ingest.drafts import read_drafts
from balise.reference.network_rules import by_id
from balise.words import Speech
from balise.words.drafts import message, remedy

FORMS = ("text", "json", "sarif")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is checked against what, and how it is told."""

    paths: tuple[Path, ...]
    strategy: Strategy | None = None
    past: tuple[Path, ...] = ()
    timezone: str = "UTC"
    form: str = "text"
    language: str | None = None


def check_drafts(asked: Asked, *, today: date) -> bool:
    """Check files of drafts and print what was found; whether nothing stands in the way."""
    Context.of((), timezone=asked.timezone)  # before anything is read
    drafts: list[Draft] = []
    written: list[Finding] = []
    for path in asked.paths:
        read = read_drafts(path, timezone=asked.timezone)
        drafts += read.drafts
        written += read.findings
    found = check(drafts, today=today, strategy=asked.strategy, past=past_texts(asked.past))
    every = sorted((*written, *found), key=lambda one: (one.file, one.line))
    _show(every, drafts, asked, speech(asked.language))
    return not any(one.severity == "error" for one in every)


def past_texts(paths: Iterable[Path]) -> Mapping[str, list[str]]:
    """Read the texts of own posts out of exports, by `<network>:<handle>`, in order of time."""
    files = tuple(paths)
    if not files:
        return {}
    texts: dict[str, list[tuple[str, str]]] = {}
    exports, reports = open_exports(files)
    refused = next((one.error for one in reports if one.error is not None), None)
    if refused is not None and not exports:
        raise refused
    context = Context.of(())
    for export in exports:
        for batch in export.batches(context):
            for post in batch.posts:
                if post.is_original and post.text:
                    account = f"{post.network}:{post.account}"
                    texts.setdefault(account, []).append((post.published_at.isoformat(), post.text))
    return {account: [text for _, text in sorted(own)] for account, own in texts.items()}


def _show(
    findings: Sequence[Finding], drafts: Sequence[Draft], asked: Asked, tongue: Speech
) -> None:
    if asked.form == "sarif":
        print_json(sarif(findings, tongue))
    elif asked.form == "json":
        print_json(plain(findings, drafts, tongue))
    else:
        checked_drafts.show(findings, drafts, tongue, stdout(), timezone=asked.timezone)


def plain(
    findings: Sequence[Finding], drafts: Sequence[Draft], tongue: Speech
) -> dict[str, object]:
    """Write findings as plain values, each with its remedy and its source."""
    counts = Counter(one.severity for one in findings)
    return {
        "drafts": len(drafts),
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
