"""Slides of objectives, pillars, stages and competitors: tables and charts that can be edited."""

from __future__ import annotations

from collections.abc import Sequence

from balise.report.blocks import Row
from balise.report.figures import Figure
from balise.report.slides import drawn, headlines as head
from balise.report.slides.deck import LEFT, ROOM, SOFT, Deck
from balise.report.slides.effects import MOST
from balise.report.slides.results import listed
from balise.report.strategic.shown import Shown
from balise.report.values import Answers
from balise.words import Speech, mark

_SHOWN = mark("Bars: the difference. Lines: the true one lies within 9 times in 10.")
_LEAD = (LEFT, 1.75, ROOM, 0.86)
_BOX = (LEFT, 2.7, ROOM, 3.3)
_REST = (LEFT, 6.15, ROOM, 0.75)
_COLUMNS = 6
"""The most columns that stand beside bars."""
_HEAD, _ROW = 0.42, 0.36
_FIRST = 1.8
"""How wide the first column is against the others."""


def show(s: Speech, deck: Deck, answers: Answers, one: Shown) -> None:
    """Show a part: a slide for each of its charts, else its sentences."""
    if not one.figures:
        listed(s, deck, answers, one.block, one.block.title)
        return
    lead, *rest = one.block.sentences
    for nth, figure in enumerate(one.figures):
        said = (lead, *rest) if nth == 0 else (figure.sentence, *rest[-1:])
        _slide(s, deck, answers, (one.block.title, figure, said))


def _slide(
    s: Speech, deck: Deck, answers: Answers, told: tuple[str, Figure, Sequence[str]]
) -> None:
    """Show one chart under its sentence, over what such figures do not tell: that comes last."""
    kicker, figure, said = told
    rows = [head.row(figure.columns[1:], row) for row in figure.rows]
    slide = deck.slide(figure.caption, kicker, head.spoken(s, answers, said, rows))
    deck.text(slide, _LEAD, said[:1], (18, 16, 15, 14, 13, 12))
    shown, below = figure.rows[:MOST], [*said[1:][-1:]]
    if more := len(figure.rows) - len(shown):
        below.append(s.plural("{n} more is in the notes.", "{n} more are in the notes.", more))
    if shown and all(row.middle is not None for row in shown):
        _bars(s, deck, slide, (figure, shown))
        below.append(s.text(_SHOWN))
    else:
        cells = [(row.label, *row.cells) for row in shown]
        shares = (_FIRST, *(1 for _ in figure.columns[1:]))
        heights = (_HEAD, *(_ROW for _ in cells))
        drawn.table(
            deck, slide, _BOX, figure.columns, cells, shares=shares, heights=heights, size=13
        )
    deck.text(slide, _REST, below, (12, 11, 10), colour=SOFT)


def _bars(s: Speech, deck: Deck, slide: object, told: tuple[Figure, Sequence[Row]]) -> None:
    figure, shown = told
    kept = [*range(len(figure.columns))]
    if len(kept) > _COLUMNS:  # how sure it is stands last
        kept = [*kept[: _COLUMNS - 1], kept[-1]]
    cells = [(row.label, *row.cells) for row in shown]
    drawn.beside(
        deck,
        slide,
        _BOX,
        [_bar(row) for row in shown],
        columns=[figure.columns[place] for place in kept],
        cells=[[one[place] for place in kept] for one in cells],
        series=s.text("difference"),
        said=figure.sentence,
    )


def _bar(row: Row) -> drawn.Bar:
    return drawn.Bar(
        label=row.label,
        low=row.low or 1.0,
        middle=row.middle or 1.0,
        high=row.high or 1.0,
        verdict=row.verdict,
    )
