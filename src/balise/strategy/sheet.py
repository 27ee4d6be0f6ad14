"""What is found while a strategy is read: each mistake with its line and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any

from balise.domain.reading import Finding, Severity
from balise.domain.toml_place import Path, Places, place
from balise.strategy.called import CALLED
from balise.words import finding

_MILD: Mapping[str, Severity] = {
    "strategy-migrated": "info",
    "strategy-date-text": "info",
    "strategy-values-mixed": "info",
    "strategy-listed-twice": "warning",
    "strategy-level": "warning",
    "strategy-kpi-near": "warning",
    "strategy-baseline": "warning",
    "strategy-shares-under": "info",
    "strategy-rhythm": "warning",
    "strategy-gap": "warning",
    "strategy-boost": "warning",
    "strategy-event-closed": "warning",
    "strategy-event-outside": "warning",
    "strategy-phase-outside": "warning",
    "strategy-phases-overlap": "warning",
    "strategy-adaptation-alone": "info",
    "strategy-serves-none": "warning",
    "strategy-unserved": "warning",
    "strategy-unreached": "warning",
    "strategy-unspoken": "warning",
}
"""How much each weighs; what is not named here is an error, and the file is refused."""
_MOST_NEAR, _MOST_MILD, _MOST = 100, 500, 1_000
_LONGEST = 60
_NAMED = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A file as it was written, and what has been found in it so far."""

    file: str
    places: Places
    given: Mapping[str, Any]
    findings: list[Finding] = field(default_factory=list)

    def tell(self, code: str, path: Path = (), **params: object) -> None:
        """Note a finding at a place of the file; of thousands the first are enough to go on."""
        if len(self.findings) >= (_MOST_MILD if code in _MILD else _MOST):
            return
        keys = [str(step) for step in path[1:] if isinstance(step, str)]
        said = {
            "table": str(path[0]) if path else "",
            "name": self.name(path),
            "key": ".".join(keys),
        }
        column = ".".join(str(step) for step in path if isinstance(step, str))
        found = fault(code, self.file, self.line(path), **{**said, **params})
        self.findings.append(replace(found, column=column))

    def near(self, value: object, known: Iterable[str]) -> str | None:
        """Give the name that is written most alike, as long as few mistakes were found."""
        return near(value, known) if len(self.findings) < _MOST_NEAR else None

    def line(self, path: Path) -> int:
        """Give the line of a setting, or of the nearest table above it."""
        return place(self.places, *path).line

    def name(self, path: Path) -> str:
        """Name the entry of a table that a path leads into; one without a name is counted."""
        if len(path) < 2 or not isinstance(path[1], int):  # noqa: PLR2004 - a table and a number
            return ""
        rows = self.given.get(str(path[0]))
        row = rows[path[1]] if isinstance(rows, list) and path[1] < len(rows) else {}
        return name_of(row) or str(path[1] + 1)

    def sorted(self) -> tuple[Finding, ...]:
        """Give what was found in the order of the lines."""
        return tuple(sorted(self.findings, key=lambda found: found.line))


def fault(code: str, file: str, line: int, **params: object) -> Finding:
    """Make a finding of a strategy, as grave as its code is."""
    severity = _MILD.get(code, "error")
    facts: dict[str, Any] = dict(params)
    return replace(finding(code, file=file, line=line, **facts), severity=severity)


def name_of(row: object) -> str:
    """Name an entry as it was written: an account by its network and handle."""
    if not isinstance(row, dict):
        return ""
    if isinstance(name := row.get("name"), str):
        return shown(name) if name else ""
    said = [row.get(key) for key in ("network", "handle")]
    if all(said):
        return shown(":".join(map(str, said)))
    return shown(row["kind"]) if isinstance(row.get("kind"), str) else ""


def shown(value: object) -> str:
    """Show a value as it was written, cut where it is long."""
    if isinstance(value, bool):
        return str(value).lower()
    try:
        said = str(value)
    except ValueError:  # a whole number of more digits than Python writes
        said = "9…"
    said = said if len(said) <= _LONGEST else said[: _LONGEST - 1] + "…"
    return said or '""'


def near(value: object, known: Iterable[str], *, cutoff: float = 0.7) -> str | None:
    """Give the name that is written most alike, whatever its case; none where nothing is."""
    folded = {plain(name[:_LONGEST]): name for name in known}
    called = CALLED.get(plain(shown(value)))
    if called in folded:
        return folded[called]
    found = get_close_matches(plain(shown(value)), folded, n=1, cutoff=cutoff)
    return folded[found[0]] if found else None


def plain(name: str) -> str:
    """Write a name in small letters with one kind of blank."""
    return name.casefold().replace("-", "_").replace(" ", "_")


def listed(names: Iterable[str]) -> str:
    """List names; a long list is cut."""
    every = [shown(name) for name in names]
    rest = len(every) - _NAMED
    return ", ".join(every[:_NAMED]) + (f", … (+{rest})" if rest > 0 else "")
