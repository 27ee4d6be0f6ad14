"""Each part that is there, once: its words, its charts and tables, and how a page shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from balise.report import funnel_words
from balise.report.blocks import Block
from balise.report.competition import Competition
from balise.report.competition_html import NO_GAP, TITLE as RIVALS, assumed, competition
from balise.report.competition_words import NOT_CAUSAL, equal_said, suggestions
from balise.report.elements import figure, section, table
from balise.report.figures import Figure
from balise.report.funnel import Funnel
from balise.report.funnel_html import funnel
from balise.report.markup import Markup, el
from balise.report.strategic import aims_words, pillars_words
from balise.report.strategic.values import Strategic
from balise.report.values import Head
from balise.words import Speech


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One part: `code` names its section, `body` is it on a page."""

    code: str
    block: Block
    figures: tuple[Figure, ...]
    body: Markup


def shown(s: Speech, found: Strategic, head: Head) -> tuple[Shown, ...]:
    """Put what is there in words, in the order of `balise.domain.kept_report.PARTS`."""
    return tuple(_each(s, found, head))


def _each(s: Speech, found: Strategic, head: Head) -> Iterator[Shown]:
    if found.aims:
        yield _own("objectives", s, aims_words.block(s, found), (aims_words.chart(s, found),))
    if found.pillars is not None:
        told = found.pillars
        yield _own("pillars", s, pillars_words.block(s, told), (pillars_words.mix(s, told),))
    if found.funnel is not None:
        body, charts = funnel(s, found.funnel, head)
        yield Shown(code="funnel", block=_funnel(s, found.funnel), figures=charts, body=body)
    if found.competition is not None:
        body, charts = competition(s, found.competition)
        rivals = _rivals(s, found.competition)
        yield Shown(code="competitors", block=rivals, figures=charts, body=body)


def _own(code: str, s: Speech, block: Block, drawn: tuple[Figure | None, ...]) -> Shown:
    """Show a part by its first sentence, its charts with what they are of, and the rest."""
    figures = tuple(each for each in drawn if each is not None)
    lead, *rest = block.sentences
    body = [el("p", {"class": "lead"}, lead)]
    for each in figures:
        body += [el("h3", {}, each.caption), figure(s, each, is_open=True)]
    if block.rows and not figures:
        body.append(table(block.title, (block.title, *block.columns), block.rows, is_plain=True))
    body.append(el("ul", {}, [el("li", {}, said) for said in rest]))
    return Shown(code=code, block=block, figures=figures,
                 body=section(code, block.title, *body))  # fmt: skip


def _funnel(s: Speech, found: Funnel) -> Block:
    told = [each for rung in found.rungs if (each := funnel_words.outcomes(s, rung))]
    said = (funnel_words.lead(s, found), *told, *funnel_words.notes(s, found))
    return Block(title=s.text(funnel_words.TITLE), sentences=said)


def _rivals(s: Speech, found: Competition) -> Block:
    said = (
        *(equal_said(s, one) for one in found.equals),
        *(list(suggestions(s, found)) or [s.text(NO_GAP)]),
        " ".join(assumed(s, found)),
        s.text(NOT_CAUSAL),
    )
    return Block(title=s.text(RIVALS), sentences=said)
