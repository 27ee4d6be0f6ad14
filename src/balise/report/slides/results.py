"""Slides of posts, of growth, of what to do, and of what is told in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from balise.domain.proposal import Action
from balise.report import details as d, sentences as say
from balise.report.blocks import (
    Block,
    decisions as told_decisions,
    growth as told_growth,
    ranking as told_ranking,
)
from balise.report.names import capital
from balise.report.noted import plain
from balise.report.sections import chip
from balise.report.slides import drawn, fit, headlines as head
from balise.report.slides.deck import BAD, GOOD, GROUND, LEFT, ROOM, SOFT, Deck
from balise.report.values import Answers, Growth
from balise.words import Speech, mark

BODY = (LEFT, 1.9, ROOM, 4.85)
SIZES = (20, 18, 16, 14)
_ACTIONS: dict[Action, str] = {"keep": GOOD, "stop": BAD, "change": BAD, "test": "5b50a8"}
_CARD_W, _GAP = 3.9, 0.2165
_MOST_POSTS = 5
_READ, _LONGEST = 16, 5_000
"""The size of sentences that are read from afar, and how much of one is measured."""
_MOST_LINES = 3
"""The most accounts whose followers are drawn on one slide."""


def ranking(s: Speech, deck: Deck, answers: Answers) -> None:
    """Show the best and then the worst posts, each against what was expected of it."""
    pair = told_ranking(s, answers)
    said = pair[0].sentences
    for title, block in zip(_RANKED, pair, strict=True):
        rows = [head.row(block.columns, row) for row in block.rows]
        whys = [row.note for row in block.rows if row.note]
        notes = head.spoken(s, answers, (*said, *whys), rows)
        if not block.rows:
            continue
        slide = deck.slide(s.text(title), block.title, notes)
        deck.text(slide, (LEFT, 1.75, ROOM, 0.6), said, (16, 14, 13, 12), colour=SOFT)
        cells = [(row.label, *row.cells) for row in block.rows[:_MOST_POSTS]]
        columns = (capital(s.text("post")), *block.columns)
        shares, heights = (5, 2.3, 2.4, 1.1, 1.1, 1.6), (0.4, *(0.72 for _ in cells))
        box = (LEFT, 2.4, ROOM, sum(heights))
        drawn.table(deck, slide, box, columns, cells, shares=shares, heights=heights, size=14)


_RANKED = (
    mark("The posts that did best against what was to be expected"),
    mark("The posts that did worst against what was to be expected"),
)


def growth(s: Speech, deck: Deck, answers: Answers) -> None:
    """Show how the accounts grew, each by the best figure there is of it."""
    block = told_growth(s, answers)
    if not block.sentences:
        return
    title = s.text("How each account grew, by the best figure there is of it")
    slide = deck.slide(title, block.title, head.spoken(s, answers, block.sentences))
    lines = [each for each in answers.growth if len(each.points) > 1][:_MOST_LINES]
    if not lines:
        deck.text(slide, BODY, block.sentences, SIZES)
        return
    wide = (ROOM - 0.3 * (len(lines) - 1)) / len(lines)
    for place, each in enumerate(lines):
        told = (d.named(s, each), d.grown(s, each, answers.head), s.term("metric", each.basis))
        _line(deck, slide, each, told, (LEFT + place * (wide + 0.3), wide))
    others = [
        said
        for said, each in zip(block.sentences, answers.growth, strict=True)
        if each not in lines
    ]
    deck.text(slide, (LEFT, 5.75, ROOM, 1.1), others, (14, 13, 12, 11, 10))


def _line(
    deck: Deck, slide: object, found: Growth, said: tuple[str, str, str], at: tuple[float, float]
) -> None:
    """Draw one account; `said` are its name, how it grew, and by which figure."""
    (name, grown, series), (left, wide) = said, at
    deck.text(slide, (left, 1.75, wide, 0.32), [name], (15, 14, 13, 12), bold=True)
    deck.text(slide, (left, 2.1, wide, 0.75), [grown], (14, 13, 12, 11), colour=SOFT)
    box = (left, 2.95, wide, 2.7)
    drawn.line(deck, slide, box, found.points, (series, f"{name}: {grown}"))


def decisions(s: Speech, deck: Deck, answers: Answers) -> None:
    """Show what to do now, a card each."""
    block = told_decisions(s, answers)
    slide = deck.slide(
        say.decided(s, answers), block.title, head.spoken(s, answers, block.sentences[1:], [])
    )
    for place, each in enumerate(answers.decisions[:3]):
        left, colour = LEFT + place * (_CARD_W + _GAP), _ACTIONS[each.action]
        deck.block(slide, (left, 1.95, _CARD_W, 4.7), GROUND)
        deck.block(slide, (left, 1.95, _CARD_W, 0.07), colour)
        inner = _CARD_W - 0.5
        sure = f"{chip(s, each.action)} · {s.term('evidence', each.estimate.evidence)}"
        place_of = (left + 0.25, 2.2, inner, 0.35)
        deck.text(slide, place_of, [sure], (14, 13, 12), colour=colour, bold=True)
        to_do, why = say.to_do(s, each), say.why(s, each)
        deck.text(slide, (left + 0.25, 2.65, inner, 1.45), [to_do], (20, 18, 16, 14, 12), bold=True)
        deck.text(slide, (left + 0.25, 4.2, inner, 2.3), [why], (15, 14, 13, 12, 11), colour=SOFT)


def listed(s: Speech, deck: Deck, answers: Answers, block: Block, title: str) -> None:
    """Show sentences, on as many slides as they need to be read from afar."""
    entries = [f"•  {plain(each)}" for each in block.sentences]
    sheets = list(_sheets(entries))
    notes = head.spoken(s, answers, block.sentences)
    for place, sheet in enumerate(sheets, 1):
        nth = f" ({place}/{len(sheets)})" if len(sheets) > 1 else ""
        slide = deck.slide(f"{title}{nth}", deck.told.name, notes)
        deck.text(slide, BODY, sheet, SIZES)


def _sheets(entries: Sequence[str]) -> Iterable[list[str]]:
    """Deal sentences out, as many a slide as it holds in a size that can be read."""
    sheet: list[str] = []
    counts: list[int] = []
    for entry in entries:
        n = len(fit.lines(entry[:_LONGEST], _READ, BODY[2]))
        if sheet and fit.tall([*counts, n], _READ) > BODY[3]:
            yield sheet
            sheet, counts = [], []
        sheet.append(entry)
        counts.append(n)
    if sheet:
        yield sheet
