"""Slides of changes and effects: a chart with intervals, and the figures in a table beside it."""

from __future__ import annotations

from collections.abc import Sequence

from balise.report import counts, details as d
from balise.report.blocks import Row, changed as told_changed, question as told_question
from balise.report.figures import difference
from balise.report.names import amount, capital
from balise.report.slides import drawn, headlines as head
from balise.report.slides.deck import GROUND, INK, LEFT, ROOM, SOFT, Deck
from balise.report.sources import of_span
from balise.report.values import Answers, Changed, Question
from balise.words import Speech, mark

MOST = 8
"""The most effects on a slide: the ends of the list, the rest is in the notes."""
_LEAD = (LEFT, 1.75, ROOM, 0.86)
_LEAD_SIZES = (18, 16, 15, 14, 13, 12)
_BESIDE = (LEFT, 2.7, ROOM, 3.75)
_CAPTION = (LEFT, 6.55, ROOM, 0.34)
_TILE_W, _TILE_H = 3.9, 1.05
_SHOWN = mark("Bars: against a typical post. Lines: the true effect lies within 9 times in 10.")
_CHANGE = mark("Bars: against the period before. Lines: the true change lies within 9 times in 10.")


def changed(s: Speech, deck: Deck, answers: Answers) -> None:
    """Show what changed: the figures of both periods, and the change with its interval."""
    block, found = told_changed(s, answers), answers.changed
    rows, columns = _differences(s, found)
    said = head.spoken(s, answers, block.sentences, rows)
    slide = deck.slide(head.changed(s, answers), block.title, said)
    if not found or not columns:
        deck.text(slide, (LEFT, 1.95, ROOM, 4.4), block.sentences, (20, 18, 16, 14))
        return
    deck.text(slide, (LEFT, 1.75, ROOM, 0.5), block.sentences[:1], (18, 16, 14, 12))
    _tiles(s, deck, slide, answers)
    drawn_of = _figure(s, found)
    cells = [(row.label, *row.cells) for row, _ in drawn_of]
    drawn.beside(
        deck,
        slide,
        (LEFT, 3.75, ROOM, 1.9),
        [_bar(row, each) for row, each in drawn_of],
        columns=columns,
        cells=cells,
        series=s.text("difference"),
        said=" ".join(block.sentences[:2]),
    )
    left_out = block.sentences[1 + len(cells) :]
    deck.text(slide, (LEFT, 5.75, ROOM, 0.7), left_out, (13, 12, 11, 10), colour=SOFT)
    deck.text(slide, _CAPTION, [s.text(_CHANGE)], (12, 11), colour=SOFT)


def question(s: Speech, deck: Deck, answers: Answers, asked: Question) -> None:
    """Answer one question: the best and the worst levels, with what carries them."""
    block = told_question(s, asked, answers.head)
    rows = [head.row(block.columns, row) for row in block.rows]
    said = head.spoken(s, answers, block.sentences, rows)
    slide = deck.slide(head.question(s, asked), block.title, said)
    if not block.rows:
        deck.text(slide, (LEFT, 1.95, ROOM, 4.4), block.sentences, (20, 18, 16, 14))
        return
    deck.text(slide, _LEAD, [head.carried(s, asked)], _LEAD_SIZES)
    shown = _ends(block.rows)
    is_cut = drawn.beside(
        deck,
        slide,
        _BESIDE,
        [_bar(row, row.verdict) for row in shown],
        columns=(s.text(d.SHORT[asked.subject]), s.text("difference"), *block.columns[1:]),
        cells=[(row.label, *row.cells) for row in shown],
        series=block.columns[0],
        said=d.lead(s, asked),
    )
    deck.text(
        slide, _CAPTION, [_caption(s, block.rows, shown, is_cut=is_cut)], (12, 11, 10), colour=SOFT
    )


def _caption(s: Speech, every: Sequence[Row], shown: Sequence[Row], *, is_cut: bool) -> str:
    said = [s.text(_SHOWN)]
    if is_cut:
        said.append(s.text("The axis ends at ×5; the table tells what lies beyond."))
    if more := len(every) - len(shown):
        told = s.plural("{n} more is in the notes.", "{n} more are in the notes.", more)
        said.append(told)
    return " ".join(said)


def _ends(rows: Sequence[Row]) -> list[Row]:
    """Take the best and the worst, in the order of the effect."""
    ordered = sorted(rows, key=lambda row: -(row.middle or 0.0))
    if len(ordered) <= MOST:
        return ordered
    return [*ordered[: MOST // 2], *ordered[-(MOST // 2) :]]


def _bar(row: Row, verdict: str) -> drawn.Bar:
    return drawn.Bar(
        label=row.label,
        low=row.low or 1.0,
        middle=row.middle or 1.0,
        high=row.high or 1.0,
        verdict=verdict,
    )


def _figure(s: Speech, found: Changed) -> list[tuple[Row, str]]:
    """Give the rows of both comparisons, each with its verdict."""
    both = ((s.text("same mix"), found.adjusted), (s.text("as they are"), found.raw))
    known = [(label, change) for label, change in both if change is not None]
    figure = difference(s, known, "", source=of_span(counts.whole(found)))
    if figure is None:
        return []
    return [
        (_bounded(row, change.low, change.multiplier, change.high), change.verdict)
        for row, (_, change) in zip(figure.rows, known, strict=True)
    ]


def _bounded(row: Row, low: float, middle: float, high: float) -> Row:
    return Row(label=capital(row.label), cells=row.cells, low=low, middle=middle, high=high)


def _differences(s: Speech, found: Changed | None) -> tuple[list[str], tuple[str, ...]]:
    if found is None or found.raw is None:
        return [], ()
    columns = (
        s.text("comparison"),
        s.text("difference"),
        s.text("90% interval"),
        s.text("posts"),
        s.text("how sure"),
    )
    return [head.row(columns[1:], row) for row, _ in _figure(s, found)], columns


def _tiles(s: Speech, deck: Deck, slide: object, answers: Answers) -> None:
    """Write the figures of both periods large; how many posts they are of stands first."""
    found, kpi = answers.changed, s.term("metric", answers.head.kpi)
    if found is None:
        return
    told = [
        (s.text("posts"), s.number(found.now.posts), s.number(found.before.posts)),
        (s.text("{kpi}, typical post", kpi=kpi), *_both(s, answers, "typical")),
    ]
    if answers.head.adds_up:
        told.append((s.text("{kpi}, total", kpi=kpi), *_both(s, answers, "total")))
    for place, (name, now, before) in enumerate(told):
        left = LEFT + place * (_TILE_W + 0.2)
        deck.block(slide, (left, 2.4, _TILE_W, _TILE_H), GROUND)
        deck.block(slide, (left, 2.4, 0.06, _TILE_H), deck.accent)
        inner = _TILE_W - 0.4
        deck.text(
            slide, (left + 0.25, 2.48, inner, 0.3), [capital(name)], (13, 12, 11, 10), colour=SOFT
        )
        deck.text(
            slide, (left + 0.25, 2.8, 1.5, 0.55), [now], (28, 24, 20, 16), colour=INK, bold=True
        )
        was = s.text("before: {x}", x=before)
        deck.text(slide, (left + 1.85, 2.98, inner - 1.6, 0.3), [was], (14, 12, 10), colour=SOFT)


def _both(s: Speech, answers: Answers, name: str) -> tuple[str, str]:
    found = answers.changed
    sides = (found.now, found.before) if found else ()
    values = [getattr(side, name) for side in sides]
    known = [
        s.text("not known") if value is None else amount(s, value, answers.head.format)
        for value in values
    ]
    return known[0], known[1]
