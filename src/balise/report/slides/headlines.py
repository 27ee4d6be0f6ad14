"""What a slide says as its title, without a figure, and what its speaker reads below it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from balise.domain.estimate import EvidenceLevel
from balise.report import details as d, sentences as say
from balise.report.blocks import Row
from balise.report.names import capital
from balise.report.values import Answers, Question
from balise.words import Speech, mark

_CHANGED = {
    "better": mark("{kpi} of a typical post: a clear rise"),
    "worse": mark("{kpi} of a typical post: a clear fall"),
    "no clear difference": mark("{kpi} of a typical post: no clear change"),
}
_MOST = 2
"""The most things to do that a title names."""


def changed(s: Speech, answers: Answers) -> str:
    """Say what changed, in a few words."""
    found, kpi = answers.changed, capital(s.term("metric", answers.head.kpi))
    best = (found.adjusted or found.raw) if found else None
    if best is None or best.verdict not in _CHANGED:
        return s.text("{kpi} of a typical post: not enough data to tell", kpi=kpi)
    return s.text(_CHANGED[best.verdict], kpi=kpi)


def question(s: Speech, asked: Question) -> str:
    """Answer a question in a few words; the figures stand below."""
    if asked.leads:
        return " ".join(say.to_do(s, each) for each in asked.leads[:_MOST])
    return d.nothing(s, asked)


def carried(s: Speech, asked: Question) -> str:
    """Say what the title rests on: the figures with their intervals, without saying it again."""
    if asked.leads:
        return " ".join(say.why(s, each) for each in asked.leads)
    return d.lead(s, asked).removeprefix(d.nothing(s, asked)).strip() or d.lead(s, asked)


def spoken(s: Speech, answers: Answers, said: Iterable[str], rows: Sequence[str] = ()) -> list[str]:
    """Write the notes of a slide: what was found, every row of it, and where it comes from."""
    sure = used(rows, s)
    return [
        *(each for each in said if each),
        *rows,
        *([""] if sure else []),
        *sure,
        "",
        s.text("Where this comes from:"),
        d.about(s, answers),
        *(each for each in (d.read_on(s, answers.head), d.made_by(s, answers.head)) if each),
        *([d.made_up(s)] if answers.head.is_made_up else []),
    ]


def used(rows: Sequence[str], s: Speech) -> list[str]:
    """Tell what the levels of evidence mean that some rows name."""
    levels: tuple[EvidenceLevel, ...] = ("randomised", "adjusted", "descriptive")
    named = [each for each in levels if any(s.term("evidence", each) in row for row in rows)]
    return [capital(s.text(say.EVIDENCE[each])) + "." for each in named]


def row(columns: Sequence[str], found: Row) -> str:
    """Say a row of a table in a line, each figure under its name."""
    pairs = zip(columns, found.cells, strict=True)
    return f"{found.label}: " + "; ".join(f"{name} {cell}" for name, cell in pairs)
