"""Which slides there are, in which order: one idea each, and the analyst's words after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from balise.report import details as d, parts
from balise.report.blocks import (
    Block,
    alerts,
    changed,
    findings,
    head as head_of,
    method,
    outcomes,
    unknown,
)
from balise.report.look import Look
from balise.report.noted import plain
from balise.report.slides import effects, headlines as head, notes, results, strategic
from balise.report.slides.beside import beside
from balise.report.slides.deck import Deck, Told
from balise.report.slides.steady import steady
from balise.report.strategic.shown import shown
from balise.report.values import Answers, Subject
from balise.words import Speech

Show = Callable[[Speech, Deck, Answers], None]


def made(s: Speech, answers: Answers, look: Look) -> bytes:
    """Write the presentation."""
    deck = Deck(_told(s, answers), look.branding)
    _cover(s, deck, answers)
    more = {one.code: one for one in shown(s, look.strategic, answers.head)}
    for section in _ORDER:
        if section in more:
            strategic.show(s, deck, answers, more[section])
        elif section in _SLIDES:
            _SLIDES[section](s, deck, answers)
        for note in look.of(answers, section):
            notes.show(s, deck, note)
    provenance = answers.head.provenance
    about = deck.file.core_properties
    about.author = about.last_modified_by = "Balise"
    about.title = plain(s.text("{brand}: what worked", brand=deck.told.name))[:255]
    about.language = s.language
    return steady(deck.written(), provenance.made_at if provenance else None)


def _told(s: Speech, answers: Answers) -> Told:
    made_up = answers.head.is_made_up
    return Told(
        foot=d.made_up(s) if made_up else s.text("Made with Balise."),
        is_made_up=made_up,
        language=s.language,
        name=head_of(s, answers).title,
    )


def _cover(s: Speech, deck: Deck, answers: Answers) -> None:
    said = head_of(s, answers).sentences[int(answers.head.is_made_up) :]
    period = changed(s, answers).title
    deck.cover(deck.told.name, (period, *said), head.spoken(s, answers, said))


def _asked(subject: Subject) -> Show:
    """Show the answer to one of the questions."""

    def show(s: Speech, deck: Deck, answers: Answers) -> None:
        for asked in answers.questions:
            if asked.subject == subject:
                effects.question(s, deck, answers, asked)

    return show


def _listed(section: str) -> Show:
    """Show a part that is told in sentences."""

    def show(s: Speech, deck: Deck, answers: Answers) -> None:
        block = _BLOCKS[section](s, answers)
        results.listed(s, deck, answers, block, parts.title(s, section))

    return show


_BLOCKS: Mapping[str, Callable[[Speech, Answers], Block]] = {
    "alerts": alerts,
    "outcomes": outcomes,
    "unknown": unknown,
    "findings": findings,
    "method": method,
}
_SLIDES: Mapping[str, Show] = {
    "changed": effects.changed,
    "alerts": _listed("alerts"),
    "posts": results.ranking,
    "kind": _asked("kind"),
    "network": _asked("network"),
    "time": _asked("time"),
    "cta": _asked("cta"),
    "hashtag": _asked("hashtag"),
    "pillar": _asked("pillar"),
    "beside": beside,
    "growth": results.growth,
    "outcomes": _listed("outcomes"),
    "decisions": results.decisions,
    "unknown": _listed("unknown"),
    "findings": _listed("findings"),
    "method": _listed("method"),
}
_ORDER = (
    "changed", "objectives", "alerts", "posts", "kind", "network", "time", "cta", "hashtag",
    "pillar", "pillars", "funnel", "competitors", "beside", "growth", "outcomes", "decisions",
    "unknown", "findings", "method",
)  # fmt: skip
"""What was found comes first, what to do comes of it: the order of a talk, not of a page."""
