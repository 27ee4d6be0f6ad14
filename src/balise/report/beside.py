"""A brand beside the others of its installation, as a part of the page."""

from __future__ import annotations

from balise.domain.beside import Beside, KindBeside
from balise.report import beside_words as words, blocks, charts, shapes
from balise.report.elements import figure, section, table
from balise.report.figures import Figure, between, multipliers
from balise.report.markup import Markup, el
from balise.report.sections import Part
from balise.report.values import Answers
from balise.words import Speech, mark


def beside(s: Speech, answers: Answers) -> Part:
    """Show a brand beside the others; nothing where its owner does not allow it."""
    if answers.beside is None:
        return Markup(), ()
    block, drawn = blocks.beside(s, answers), chart(s, answers.beside)
    lead, *rest = block.sentences
    body = [el("p", {"class": "lead"}, lead)]
    if drawn:
        body += [figure(s, drawn), table(drawn.caption, block.columns, block.rows)]
    body += [el("p", {"class": "soft"}, said) for said in rest]
    return section("beside", block.title, *body), (drawn,) if drawn else ()


def chart(s: Speech, found: Beside) -> Figure | None:
    """Draw own over theirs, kind by kind."""
    if not found.kinds:
        return None
    bars = [_bar(s, one) for one in found.kinds]
    sentence = words.lead(s, found)
    return Figure(
        id="chart-beside",
        spec=charts.intervals(bars, multipliers(s, bars, s.text(mark("theirs"))), sentence),
        sentence=sentence,
        caption=s.text(mark("Your engagement rate over theirs, with 90% intervals")),
        columns=words.columns(s),
        rows=blocks.beside_rows(s, found),
    )


def _bar(s: Speech, one: KindBeside) -> shapes.Bar:
    label = words.named(s, one)
    return shapes.Bar(
        label=label,
        said=s.change(one.ratio),
        low=one.ratio_low,
        middle=one.ratio,
        high=one.ratio_high,
        verdict=one.verdict,
        tip=f"{label}: {between(s, one.ratio_low, one.ratio_high)}",
    )
