"""Which idea of the library a piece gets: one that fits, and none twice before all were used.

Ideas come from the starter whose pillars the strategy has. A pillar that no starter knows gets
trade-neutral ideas of its stage. Hooks and asks are for publication and stay in the language of the
strategy; angles and shots are for whoever makes the piece, in the language of the brief.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from balise.domain.brief import blanks
from balise.domain.plan import Slot
from balise.domain.strategy import Strategy
from balise.strategy.starter import LANGUAGES, OTHER, Idea, slugs, starter

_FAMILIES: Mapping[str, frozenset[str]] = {
    "image": frozenset({"shown"}),
    "carousel": frozenset({"shown"}),
    "document": frozenset({"shown"}),
    "story": frozenset({"shown", "filmed"}),
    "video": frozenset({"filmed"}),
    "short_video": frozenset({"filmed"}),
    "live": frozenset({"live"}),
    "text": frozenset({"said"}),
    "link": frozenset({"said"}),
    "article": frozenset({"said"}),
    "poll": frozenset({"said"}),
}
"""Kinds that are made alike: an idea of one can be made as another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Ideas of the trade, by pillar, and trade-neutral ones, by stage."""

    own: tuple[Idea, ...]
    neutral: tuple[Idea, ...]

    def fitting(self, slot: Slot) -> tuple[Idea, ...]:
        """Give the ideas that a slot can be made of, in the order of the library."""
        mine = [one for one in self.own if _same(one.pillar, slot.pillar)]
        found = tuple(one for one in mine if _alike(one.kind, slot.kind))
        return found or tuple(
            one for one in self.neutral if _is_neutral(one, slot) and _alike(one.kind, slot.kind)
        )


def library(strategy: Strategy, ideas: Sequence[Idea], language: str) -> Library:
    """Put together the ideas for a strategy; those given come before those of a starter.

    Examples
    --------
    >>> from datetime import date
    >>> from balise.strategy.draft import draft
    >>> from balise.strategy.interview import Answers, complete
    >>> begun = Answers.begun(language="en", today=date(2026, 11, 26))
    >>> heron = draft(complete(begun, {"starter": "restaurant", "name": "The Heron"}))
    >>> found = library(heron, (), "fr").own
    >>> found[0].pillar, found[0].hook[:16], found[0].title
    ('kitchen', 'Curl the fingers', 'Un oignon en quatorze secondes')
    """
    spoken = strategy.identity.language
    return Library(
        own=tuple(ideas) or _of_trade(strategy, language),
        neutral=_told(OTHER, spoken, (spoken, language)),
    )


def _of_trade(strategy: Strategy, language: str) -> tuple[Idea, ...]:
    """Give the ideas of the starter that shares most pillars with a strategy."""
    names = {one.name.casefold() for one in strategy.pillars}
    shared = {
        (slug, tongue): len(names & _pillars(slug, tongue))
        for slug in (*slugs(), OTHER)
        for tongue in LANGUAGES
    }
    slug, tongue = max(shared, key=lambda one: shared[one])
    if not shared[slug, tongue]:
        return ()
    return _told(slug, tongue, (strategy.identity.language, language))


@cache
def _pillars(slug: str, tongue: str) -> frozenset[str]:
    return frozenset(row["name"].casefold() for row in starter(slug, tongue).given["pillars"])


@cache
def _told(slug: str, named: str, languages: tuple[str, str]) -> tuple[Idea, ...]:
    """Give ideas with the pillars of one language, the hooks of another, the shots of a third.

    The files of a starter hold the same ideas in the same order in every language.
    """
    published, read = (starter(slug, tongue).ideas for tongue in languages)
    return tuple(
        replace(said, pillar=name.pillar, title=made.title, shots=made.shots)
        for name, said, made in zip(starter(slug, named).ideas, published, read, strict=True)
    )


def deal(slots: Iterable[Slot], known: Library) -> Mapping[str, Idea]:
    """Give each piece its idea, by `content_id`; a draft of the user's own needs none.

    Of the ideas that fit, one that was used least comes first; then those of the slot's own stage,
    kind and call to action.
    """
    dealt: dict[str, Idea] = {}
    used: Counter[tuple[str, str]] = Counter()
    for slot in sorted(slots, key=lambda one: (one.publish_at, one.slot_id)):
        if slot.draft or slot.content_id in dealt:
            continue
        idea = min(known.fitting(slot), key=lambda one: _rank(one, slot, used), default=None)
        if idea is not None:
            dealt[slot.content_id] = idea
            used[_name(idea)] += 1
    return dealt


def _rank(idea: Idea, slot: Slot, used: Counter[tuple[str, str]]) -> tuple[float | bool, ...]:
    return (
        used[_name(idea)],
        bool(slot.stage) and idea.stage != slot.stage,
        idea.kind != slot.kind,
        bool(slot.cta) and not _same(idea.cta, slot.cta),
        bool(blanks(idea.title)),
    )


def _name(idea: Idea) -> tuple[str, str]:
    return idea.pillar, idea.title


def _is_neutral(idea: Idea, slot: Slot) -> bool:
    return not slot.stage or idea.stage == slot.stage


def _alike(one: str, other: str) -> bool:
    return one == other or bool(_FAMILIES.get(one, frozenset()) & _FAMILIES.get(other, frozenset()))


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
