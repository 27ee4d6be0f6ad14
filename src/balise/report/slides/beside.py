"""A slide of the brand beside the others of its installation that allow it."""

from __future__ import annotations

from balise.domain.beside import Beside, KindBeside
from balise.report import beside_words as words
from balise.report.blocks import beside as told_beside
from balise.report.figures import between
from balise.report.slides import drawn, headlines as head
from balise.report.slides.deck import LEFT, ROOM, SOFT, Deck
from balise.report.slides.effects import MOST
from balise.report.values import Answers
from balise.words import Speech, mark

_TITLES = {
    "better": mark("Above the other brands here: {kinds}"),
    "worse": mark("Below the other brands here: {kinds}"),
}
_NONE = mark("Beside the other brands here: no kind stands clearly apart")
_FEW = mark("Beside the other brands here: too few to tell")
_SHOWN = mark(
    "Bars: your engagement rate against theirs. Lines: the true ratio lies within 9 times in 10."
)


def beside(s: Speech, deck: Deck, answers: Answers) -> None:
    """Show own over theirs, kind by kind; nothing where the owner does not allow it."""
    found = answers.beside
    if found is None:
        return
    block = told_beside(s, answers)
    rows = [head.row(block.columns[1:], row) for row in block.rows]
    said = head.spoken(s, answers, block.sentences, rows)
    slide = deck.slide(_title(s, found), block.title, said)
    if not found.kinds:
        deck.text(slide, (LEFT, 1.95, ROOM, 4.4), block.sentences, (20, 18, 16, 14))
        return
    deck.text(slide, (LEFT, 1.75, ROOM, 0.86), block.sentences[:1], (18, 16, 15, 14, 13, 12))
    shown = _ends(found)
    drawn.beside(
        deck,
        slide,
        (LEFT, 2.7, ROOM, 3.2),
        [_bar(s, one) for one in shown],
        columns=(
            s.text("kind"), s.text("difference"), s.text("90% interval"), s.text("your posts"),
            s.text("their posts"), s.text("how sure"),
        ),
        cells=[_cells(s, one) for one in shown],
        series=s.text("difference"),
        said=block.sentences[0],
    )  # fmt: skip
    deck.text(slide, (LEFT, 6.0, ROOM, 0.5), block.sentences[1:2], (12, 11, 10), colour=SOFT)
    deck.text(slide, (LEFT, 6.55, ROOM, 0.34), [s.text(_SHOWN)], (12, 11, 10), colour=SOFT)


def _title(s: Speech, found: Beside) -> str:
    """Say what stands apart, above before below, without a figure."""
    if not found.kinds:
        return s.text(_FEW)
    for verdict, said in _TITLES.items():
        apart = [words.named(s, one) for one in found.kinds if one.verdict == verdict]
        if apart:
            return s.text(said, kinds=", ".join(apart))
    return s.text(_NONE)


def _ends(found: Beside) -> list[KindBeside]:
    """Take those farthest above and farthest below, in the order of the ratio."""
    ordered = sorted(found.kinds, key=lambda one: -one.ratio)
    if len(ordered) <= MOST:
        return ordered
    return [*ordered[: MOST // 2], *ordered[-(MOST // 2) :]]


def _bar(s: Speech, one: KindBeside) -> drawn.Bar:
    return drawn.Bar(
        label=words.named(s, one),
        low=one.ratio_low,
        middle=one.ratio,
        high=one.ratio_high,
        verdict=one.verdict,
    )


def _cells(s: Speech, one: KindBeside) -> tuple[str, ...]:
    return (
        words.named(s, one),
        s.change(one.ratio),
        between(s, one.ratio_low, one.ratio_high),
        s.number(one.own_n),
        s.number(one.n),
        s.term("evidence", "descriptive"),
    )
