"""What a check of drafts found, for people: each draft, what is wrong with it, and what to do."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from textwrap import shorten
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from balise.domain.draft import Draft
from balise.domain.reading import Finding, Severity
from balise.reference.network_rules import Rule, by_id
from balise.words import Speech, mark
from balise.words.drafts import message, remedy

MOST_DRAFTS = 50
"""Drafts that are shown one by one; beyond, the rest is counted."""
_OF_FILE = "drafts-"
"""How the codes begin of what is found in a file beside its drafts."""
_WIDTH = 100
_EXCERPT = 66
_SIGNS: dict[Severity, tuple[str, str]] = {
    "error": ("✖", "bold red"),
    "warning": ("▲", "yellow"),
    "info": ("●", "cyan"),
}
_CONFIDENCE = {
    "official": mark("read at its source"),
    "reported": mark("reported by others"),
    "secondary": mark("at second hand, to be confirmed"),
    "own": mark("Balise's own advice"),
}


def show(
    findings: Sequence[Finding],
    drafts: Sequence[Draft],
    tongue: Speech,
    console: Console,
    *,
    timezone: str = "UTC",
) -> None:
    """Print the findings draft by draft, then how many there are."""
    width = min(console.width, _WIDTH)
    by_place = {place: list(own) for place, own in groupby(_placed(findings, drafts), _key)}
    for place in list(by_place)[:MOST_DRAFTS]:
        draft = _draft_at(place, drafts)
        head = _head(draft, place, tongue, ZoneInfo(timezone), width)
        console.print(head, width=width)
        for finding in (finding for _, finding in by_place[place]):
            console.print(
                Padding(_row(finding, place, tongue), (0, 0, 0, 2), expand=False), width=width
            )
        console.print()
    left = len(by_place) - MOST_DRAFTS
    if left > 0:
        said = tongue.plural(
            "{n} more draft has findings; --format json lists all.",
            "{n} more drafts have findings; --format json lists all.",
            left,
        )
        console.print(said, style="dim", width=width)
    console.print(_sum(findings, drafts, tongue), width=width)


_Place = tuple[str, int]


def _placed(
    findings: Sequence[Finding], drafts: Sequence[Draft]
) -> Iterator[tuple[_Place, Finding]]:
    """Put each finding to the draft that it is of: the last one that begins before its line."""
    starts = sorted((draft.file, draft.line) for draft in drafts if draft.line)
    placed = []
    for finding in findings:
        last = bisect_right(starts, (finding.file, finding.line))
        file, line = starts[last - 1] if last else ("", 0)
        is_own = file == finding.file and not finding.code.startswith(_OF_FILE)
        placed.append(((finding.file, line if is_own else finding.line), finding))
    order = {"error": 0, "warning": 1, "info": 2}
    yield from sorted(placed, key=lambda one: (one[0], order[one[1].severity]))


def _key(placed: tuple[_Place, Finding]) -> _Place:
    return placed[0]


def _draft_at(place: _Place, drafts: Sequence[Draft]) -> Draft | None:
    return next((draft for draft in drafts if (draft.file, draft.line) == place), None)


def _head(draft: Draft | None, place: _Place, tongue: Speech, zone: ZoneInfo, width: int) -> Text:
    file, line = place
    said = Text(f"{file}:{line}" if line else file, style="bold")
    if draft is None:
        return _ruled(said, width)
    parts = [tongue.term("network", draft.network)] if draft.network else []
    if draft.account:
        parts.append("@" + draft.account.lstrip("@"))
    if draft.publish_at is not None:
        local = draft.publish_at.astimezone(zone)
        parts.append(f"{tongue.day(local.date())}, {local:%H:%M}")
    if parts:
        said.append("  " + " · ".join(parts), style="not bold cyan")
    said = _ruled(said, width)
    excerpt = shorten(draft.text or draft.title, _EXCERPT, placeholder="…")
    return said.append(f"\n  {excerpt}", style="not bold italic") if excerpt else said


def _ruled(said: Text, width: int) -> Text:
    """Draw a line from the end of a heading to the margin."""
    return said.append(" " + "─" * max(width - said.cell_len - 1, 0), style="not bold dim")


def _row(finding: Finding, place: _Place, tongue: Speech) -> Table:
    sign, style = _SIGNS[finding.severity]
    is_remark = finding.severity == "info"
    said = message(tongue, finding, with_age=False)
    body = Text(said, style="bold" if finding.severity == "error" else "dim" if is_remark else "")
    if advice := remedy(tongue, finding):
        body.append(f"\n→ {advice}", style="not bold dim" if is_remark else "not bold green")
    if source := _source(finding, place, tongue):
        body.append("\n").append_text(source)
    row = Table.grid(padding=(0, 1), expand=False)
    row.add_column(width=1)
    row.add_column(overflow="fold")
    row.add_row(Text(sign, style=style), body)
    return row


def _source(finding: Finding, place: _Place, tongue: Speech) -> Text:
    """Name the line and the rule, who says so, and when that was looked at."""
    parts: list[Text] = []
    rule = by_id().get(finding.rule)
    if finding.line and (rule is None or finding.line != place[1]):
        parts.append(Text(tongue.text(mark("line {line}"), line=finding.line)))
    if rule is not None:
        link = f"link {rule.url}" if rule.url.startswith("http") else ""
        parts += [Text(rule.id, style=link), Text(tongue.text(_CONFIDENCE[rule.confidence]))]
        if rule.confidence != "own":
            parts.append(_checked(rule, tongue, is_stale="stale" in finding.params))
    return Text(" · ", style="not bold dim").join(parts)


def _checked(rule: Rule, tongue: Speech, *, is_stale: bool) -> Text:
    day = tongue.day(rule.checked)
    if is_stale:
        said = tongue.text(mark("checked on {day}, may have changed"), day=day)
        return Text(said, style="not dim yellow")
    return Text(tongue.text(mark("checked on {day}"), day=day))


def _sum(findings: Sequence[Finding], drafts: Sequence[Draft], tongue: Speech) -> Text:
    """Count what was found."""
    counts = Counter(one.severity for one in findings)
    said = Text(tongue.plural("{n} draft checked", "{n} drafts checked", len(drafts)), style="bold")
    if not findings:
        return said.append(" · ").append(tongue.text(mark("nothing found")), style="green")
    told: tuple[tuple[Severity, str], ...] = (
        ("error", tongue.plural("{n} error", "{n} errors", counts["error"])),
        ("warning", tongue.plural("{n} warning", "{n} warnings", counts["warning"])),
        ("info", tongue.plural("{n} remark", "{n} remarks", counts["info"])),
    )
    for severity, words in told:
        sign, style = _SIGNS[severity]
        if counts[severity]:
            said.append(" · ", style="not bold").append(f"{sign} {words}", style=style)
    return said
