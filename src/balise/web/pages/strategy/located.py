"""Findings of a strategy, each at the part, the entry and the field that it concerns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from balise.domain.reading import Finding
from balise.domain.toml_place import Path, Places, places
from balise.strategy.alignment import align
from balise.strategy.document import Strategy
from balise.web.named import named
from balise.words import Speech, mark

_BADGES = {
    "error": ("bad", mark("mistake")),
    "warning": ("warn", mark("warning")),
    "info": ("accent", mark("note")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A finding in words: how grave it is, and on which line of the text it stands."""

    text: str
    badge: str
    grade: str
    line: int
    table: str
    name: str


def told(s: Speech, finding: Finding) -> Told:
    """Say a finding."""
    badge, grade = _BADGES[finding.severity]
    return Told(
        text=s.finding(finding),
        badge=badge,
        grade=s.text(grade),
        line=finding.line,
        table=str(finding.params.get("table", "")),
        name=str(finding.params.get("name", "")),
    )


def _named(s: Speech, one: Told) -> Told:
    return replace(one, text=named(s, one.text))


def every(strategy: Strategy) -> tuple[Finding, ...]:
    """Give what is worth knowing of a strategy: of its parts, and of what serves what."""
    tied = align(strategy, text=strategy.text).findings
    return (*strategy.findings, *tied)


def by_table(s: Speech, findings: Iterable[Finding]) -> Mapping[str, list[Told]]:
    """Sort findings by the part that they concern."""
    found: dict[str, list[Told]] = {}
    for one in findings:
        said = _named(s, told(s, one))
        found.setdefault(said.table, []).append(said)
    return found


def by_field(
    s: Speech, text: str, table: str, findings: Iterable[Finding]
) -> tuple[dict[str, list[str]], list[Told]]:
    """Sort findings by the name of their field in the form of a table; the others are given too."""
    where = places(text)
    fields: dict[str, list[str]] = {}
    others = []
    for one in findings:
        path = _path(where, one)
        if path[:1] != (table,) or len(path) < 2:  # noqa: PLR2004 - a table and a key
            others.append(_named(s, told(s, one)))
            continue
        said = named(s, s.finding(one))
        if said not in fields.setdefault(_field(path), []):
            fields[_field(path)].append(said)
    return fields, others


def _path(where: Places, finding: Finding) -> Path:
    """Find the place that a finding was told of, by its line and its keys."""
    table, name = str(finding.params.get("table", "")), finding.params.get("key", "")
    fitting = [
        path
        for path, at in where.items()
        if at.line == finding.line
        and ".".join(step for step in path if isinstance(step, str)) == finding.column
    ]
    if not fitting:
        return (table,) if table else ()
    path = max(fitting, key=len)
    return (*path, str(name)) if finding.code == "strategy-missing" else path


def _field(path: Path) -> str:
    """Name the field of a path: an item of a list is told at the list."""
    steps = list(path[1:])
    while steps and isinstance(steps[-1], int) and len(steps) > 1:
        if isinstance(steps[-2], str) and steps[-2] == "phases":
            break
        steps.pop()
    return ".".join(map(str, steps))
