"""`balise check` on drafts: read them, hold them against the rules, and tell what was found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from balise.check import check
from balise.cli import checked_drafts
from balise.cli.printing import print_json, speech, stdout
from balise.cli.sarif import sarif
from balise.domain.draft import Draft
from balise.domain.reading import Finding
from balise.domain.strategy import Strategy
from balise.ingest import Context, open_exports
from balise.ingest.drafts import read_drafts
from balise.report.plain.drafts import checked
from balise.words import Speech

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
        print_json(checked(findings, len(drafts), tongue))
    else:
        checked_drafts.show(findings, drafts, tongue, stdout(), timezone=asked.timezone)
