"""A plan told to whoever makes its posts: one brief a slot, in French or in English.

Nothing here writes a post: a brief says what it is for, whom it speaks to, what could be shown,
what is asked, and what the network wants of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from balise.domain.brief import Brief
from balise.domain.plan import Slot
from balise.domain.strategy import CallToAction, Strategy
from balise.plan import briefs_words as words
from balise.plan.because import because
from balise.plan.briefs_ideas import deal, library
from balise.plan.briefs_specs import specs
from balise.strategy.starter import Idea
from balise.words import Speech


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What is looked up for every slot."""

    strategy: Strategy
    ideas: Mapping[str, Idea]
    phrases: Mapping[str, str]
    pieces: Mapping[str, Sequence[Slot]]


def briefs(
    strategy: Strategy,
    slots: Sequence[Slot],
    *,
    ideas: Sequence[Idea] = (),
    language: str = "en",
) -> tuple[Brief, ...]:
    """Write the brief of each slot, in their order.

    Parameters
    ----------
    strategy
        Gives the objectives, audiences, pillars and the wording of what is asked.
    slots
        Those of a whole plan: an idea comes again only when all that fit were used.
    ideas
        What could be posted; empty: the ideas of the starter that has the strategy's pillars, and
        trade-neutral ones for what it has none of.
    language
        Of whoever makes the posts. Hooks and asks stay in the language of the strategy.

    Examples
    --------
    >>> from datetime import UTC, date, datetime
    >>> from balise.strategy.draft import draft
    >>> from balise.strategy.interview import Answers, complete
    >>> begun = Answers.begun(language="en", today=date(2026, 11, 26))
    >>> heron = draft(complete(begun, {"starter": "restaurant", "name": "The Heron"}))
    >>> slot = Slot(
    ...     slot_id="1",
    ...     content_id="1",
    ...     network="instagram",
    ...     account="heron",
    ...     kind="short_video",
    ...     publish_at=datetime(2026, 12, 1, 18, tzinfo=UTC),
    ...     pillar="kitchen",
    ...     cta="answer",
    ... )
    >>> (brief,) = briefs(heron, [slot])
    >>> brief.angle, brief.ask, brief.specs[0].text
    ('Eleven o’clock: listen to the stock', 'Tell us your version', 'Film: 3 s to 15 min')
    """
    s = Speech(language)
    pieces: dict[str, list[Slot]] = defaultdict(list)
    for slot in slots:
        pieces[slot.content_id].append(slot)
    known = _Known(
        strategy=strategy,
        ideas=deal(slots, library(strategy, ideas, s.language)),
        phrases=_phrases(strategy, slots),
        pieces=pieces,
    )
    return tuple(_brief(s, slot, known) for slot in slots)


def _brief(s: Speech, slot: Slot, known: _Known) -> Brief:
    strategy = known.strategy
    idea = known.ideas.get(slot.content_id) if not slot.draft else None
    cta = _named(strategy, slot.cta)
    link = cta.url if cta else ""
    return Brief(
        slot=slot,
        goal=words.goal(s, slot, strategy),
        audience=words.audience(s, slot, strategy),
        pillar=words.pillar(s, slot, strategy),
        angle=idea.title if idea else "",
        hook=idea.hook if idea else "",
        shots=idea.shots if idea else (),
        ask=_ask(s, slot, cta, known),
        link=link,
        specs=specs(slot, s.language, has_link=bool(link)),
        hashtags=slot.hashtags,
        alt=words.alt(s, slot.kind),
        reason=because(slot, known.strategy, s),
        occasion=words.occasion(s, slot, strategy),
        copies=words.copies(s, slot, known.pieces[slot.content_id]),
    )


def _phrases(strategy: Strategy, slots: Sequence[Slot]) -> Mapping[str, str]:
    """Word what each slot asks, in turn; copies of a piece differ as long as there are words."""
    turns: dict[str, int] = defaultdict(int)
    said: dict[str, set[str]] = defaultdict(set)
    found = {}
    for slot in sorted(slots, key=lambda one: (one.publish_at, one.slot_id)):
        cta = _named(strategy, slot.cta)
        if cta is None or not cta.phrases:
            continue
        at = turns[cta.name] % len(cta.phrases)
        order = (*cta.phrases[at:], *cta.phrases[:at])
        other = (one for one in order if one not in said[slot.content_id])
        found[slot.slot_id] = next(other, order[0])
        said[slot.content_id].add(found[slot.slot_id])
        turns[cta.name] = cta.phrases.index(found[slot.slot_id]) + 1
    return found


def _ask(s: Speech, slot: Slot, cta: CallToAction | None, known: _Known) -> str:
    """Word what is asked: as the strategy does, else as the idea does, else by its name."""
    if not slot.cta:
        return ""
    said = known.phrases.get(slot.slot_id, "")
    idea = known.ideas.get(slot.content_id)
    if not said and idea is not None and idea.cta.casefold() == slot.cta.casefold():
        said = idea.ask
    return words.ask(s, said or words.title(s.term("cta", slot.cta)), cta.code if cta else "")


def _named(strategy: Strategy, name: str) -> CallToAction | None:
    return next((one for one in strategy.calls_to_action if name and one.name == name), None)
