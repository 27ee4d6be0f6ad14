"""An analyst's note as a slide: a person's words, set apart from what was measured."""

from __future__ import annotations

from typing import Any

from pptx.util import Inches, Pt

from balise.domain.remark import Remark
from balise.report import noted, parts
from balise.report.noted import Passage
from balise.report.slides import fit
from balise.report.slides.deck import GROUND, LEFT, ROOM, SOFT, Deck
from balise.words import Speech

_BOX = (LEFT + 0.35, 2.3, ROOM - 0.7, 4.2)
_SIZES = (20, 18, 16, 14, 13, 12)
_MARKS = {"item": "•  ", "paragraph": ""}


def show(s: Speech, deck: Deck, note: Remark) -> None:
    """Add a slide with the note; what does not fit is cut there, and whole in the notes below."""
    said = noted.passages(note.text)
    if not said:
        return
    spoken = [noted.title(s, note), noted.label(s), "", *(_marked(one) for one in said)]
    slide = deck.slide(parts.title(s, note.section), noted.title(s, note), spoken)
    deck.text(slide, (LEFT, 1.72, ROOM, 0.35), [noted.label(s)], (13, 12), colour=SOFT)
    deck.block(slide, (LEFT, 2.15, ROOM, 4.5), GROUND)
    deck.block(slide, (LEFT, 2.15, 0.06, 4.5), deck.accent)
    frame = slide.shapes.add_textbox(*map(Inches, _BOX)).text_frame
    _fill(deck, frame, said)


def _fill(deck: Deck, frame: Any, said: tuple[Passage, ...]) -> None:
    texts = [_marked(one) for one in said]
    shown, size = fit.fitted(texts, _SIZES, (_BOX[2], _BOX[3]))
    deck.write(frame, [""], (size,), (_BOX[2], _BOX[3]))
    for place, (one, text) in enumerate(zip(said, shown, strict=False)):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(0 if place == len(shown) - 1 else size * 0.5)
        if text != texts[place]:
            deck.run(paragraph, text, size)
            continue
        deck.run(paragraph, text[: len(text) - len(one.text)], size)
        deck.spans(paragraph, one.spans, size)


def _marked(one: Passage) -> str:
    return _MARKS.get(one.kind, f"{one.n}.  ") + one.text
