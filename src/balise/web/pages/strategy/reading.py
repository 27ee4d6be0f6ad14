"""The page that shows a strategy part by part, with what is worth knowing beside each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from balise.domain.strategy import STAGES
from balise.report.roadmap_words import title
from balise.strategy import Strategy
from balise.strategy.alignment import Alignment, align
from balise.strategy.changes import key_of
from balise.strategy.tables import MANY
from balise.web.pages.strategy import worded
from balise.web.pages.strategy.located import Told, by_table, every
from balise.web.pages.strategy.parts import PARTS
from balise.words import Speech, capital, mark

_SHOWN = {
    "objectives": frozenset({"name", "stage", "kpi", "aggregate", "target", "starts", "ends"}),
    "pillars": frozenset({"name", "share", "stage"}),
    "accounts": frozenset({"network", "handle"}),
    "calls_to_action": frozenset({"name", "phrases", "stage"}),
    "audiences": frozenset({"name"}),
    "competitors": frozenset({"name", "network"}),
    "series": frozenset({"name"}),
    "events": frozenset({"name", "date"}),
    "adaptations": frozenset({"kind"}),
}
"""Keys that the head of an entry says already."""
_TIES = {
    "direct": ("●", mark("serves it directly")),
    "indirect": ("◐", mark("through an earlier stage or another objective")),
    "open": ("○", mark("nothing says otherwise")),
    "none": ("·", mark("does not serve it")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a part in words."""

    name: str
    facts: Sequence[tuple[str, str]]
    noun: Any
    figure: str = ""
    unit: str = ""
    share: str = ""
    width: float = 0.0
    phases: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One part as it is read."""

    table: str
    icon: str
    title: str
    about: str
    entries: Sequence[Entry]
    findings: Sequence[Told]
    is_said: bool


def shown(s: Speech, ours: Strategy) -> list[Shown]:
    """Put all parts into words."""
    findings = by_table(s, every(ours))
    return [
        Shown(
            table=table,
            icon=part.icon,
            title=s.text(part.title),
            about=s.text(part.about),
            entries=list(_entries(s, ours, table)),
            findings=findings.get(table, ()),
            is_said=_is_said(ours, table),
        )
        for table, part in PARTS.items()
    ]


def _is_said(ours: Strategy, table: str) -> bool:
    return f"[{table}]" in ours.text or f"{table} =" in ours.text


def _entries(s: Speech, ours: Strategy, table: str) -> Iterator[Entry]:
    said = getattr(ours, "identity" if table == "strategy" else table)
    if table in MANY:
        for noun in said:
            yield _entry(s, table, noun)
    elif table in {"funnel", "capacity"}:
        yield from _shares(s, table, said)
    else:
        yield Entry(name="", facts=worded.facts(s, table, said), noun=said)


def _shares(s: Speech, table: str, said: Any) -> Iterator[Entry]:
    names = [one for one in STAGES if one in said] if table == "funnel" else list(said)
    most = max((float(one) for one in said.values()), default=0.0) or 1.0
    for name in names:
        yield Entry(
            name=worded.label(s, table, name),
            facts=(),
            noun=None,
            share=worded.value(s, table, name, said[name]),
            width=round(100 * said[name] / most, 1),
        )


def _entry(s: Speech, table: str, noun: Any) -> Entry:
    facts = worded.facts(s, table, noun, _SHOWN.get(table, frozenset()))
    figure = unit = share = ""
    width = 0.0
    if table == "objectives":
        figure, unit = worded.target(s, noun.kpi, noun.target), s.counted(noun.kpi)
    if table == "pillars" and noun.share is not None:
        share, width = worded.figure(s, noun.share, is_share=True), round(100 * noun.share, 1)
    phases = [worded.entry(s, "phases", one) for one in getattr(noun, "phases", ())]
    name = capital(s.term("kind", noun.kind)) if table == "adaptations" else key_of(noun)
    if table in {"objectives", "calls_to_action"}:
        name = title(name)
    return Entry(
        name=name, facts=facts, noun=noun, figure=figure, unit=unit, share=share, width=width,
        phases=phases,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Tied:
    """A line of the table of what serves what."""

    part: str
    name: str
    ties: Sequence[tuple[str, str, str]]


def ties(s: Speech, ours: Strategy) -> list[Tied]:
    """Tell what serves which objective."""
    found: Alignment = align(ours, text=ours.text)
    return [
        Tied(
            part=s.term("table", row.table),
            name=row.name,
            ties=[
                (tie, _TIES[tie][0], s.text(_TIES[tie][1]))
                for tie in (row.serves[aim.name] for aim in ours.objectives)
            ],
        )
        for row in found.rows
    ]
