"""The funnel as a part of the page."""

from __future__ import annotations

from balise.report import funnel_words as words
from balise.report.counts import of_outcomes_named
from balise.report.elements import figure, section
from balise.report.funnel import Funnel
from balise.report.links import told
from balise.report.markup import el
from balise.report.sections import Part
from balise.report.sources import Link
from balise.report.values import Head
from balise.words import Speech


def funnel(s: Speech, found: Funnel, head: Head, link: Link | None = None) -> Part:
    """Show what each stage of the funnel brought."""
    made = (words.effects(s, found, head, link), words.mix(s, found, link))
    drawn = tuple(each for each in made if each is not None)
    counted = [each for rung in found.rungs for each in words.counted(s, found, rung)]
    body = [el("p", {"class": "lead"}, told(words.lead(s, found), counted, link))]
    for each in drawn:
        if each.id == "chart-stages":
            body += [
                el("h3", {}, each.caption),
                el("p", {}, told(each.sentence, words.counted_mix(s, found), link)),
            ]
        body.append(figure(s, each, link))
    entries = [
        told(said, of_outcomes_named(s, rung.outcomes), link)
        for rung in found.rungs
        if (said := words.outcomes(s, rung))
    ]
    if entries:
        body.append(el("h3", {}, s.text("What your own tables count")))
        body.append(el("ul", {}, [el("li", {}, each) for each in entries]))
    behind = [*counted, *words.untold(s, found)]
    body += [el("p", {"class": "soft"}, told(said, behind, link)) for said in words.notes(s, found)]
    return section("funnel", s.text(words.TITLE), *body), drawn
