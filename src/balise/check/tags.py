"""Hashtags and the part that each plays: of the brand, a campaign, a community, or a topic."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

from balise.check import text as reading
from balise.check.facts import Around, Facts
from balise.domain.reading import Finding
from balise.domain.strategy import Strategy
from balise.reference.network_rules import Rule

Role = Literal["brand", "campaign", "community", "topic"]
_COMMUNITY = re.compile(
    r"(?:community|communaute|lovers?|addicts?|club|fans?|family|team|crew|gang|girls|boys|mums?|mamans?"
    r"|(?:book|plant|vin|food|art)stagram|tok|gram|life|passion|makers?|owners?)$"
)


def plain(tag: str) -> str:
    """Write a hashtag as it is compared: no sign, case nor accents.

    Examples
    --------
    >>> plain("#ÉtéAuParc")
    'eteauparc'
    """
    return reading.folded(tag.lstrip("#＃"))


def _slug(name: str) -> str:
    return "".join(letter for letter in reading.folded(name) if letter.isalnum())


def role(tag: str, strategy: Strategy | None) -> Role:
    """Tell the part that a hashtag plays, by the strategy and by its own form.

    Of the brand: named so, or holding the name or a handle. Of a campaign: holding the name of an
    event, a series or an objective, or a code. Of a community: naming its members or their place.

    Examples
    --------
    >>> role("#booklovers", None), role("#renovation", None)
    ('community', 'topic')
    """
    said = plain(tag)
    if strategy is None:
        return "community" if _COMMUNITY.search(said) else "topic"
    if said in {plain(own) for own in strategy.hashtags.brand} or _holds(said, _names(strategy)):
        return "brand"
    if _holds(said, _campaigns(strategy)):
        return "campaign"
    people = {_slug(a.name) for a in strategy.audiences}
    return "community" if said in people or _COMMUNITY.search(said) else "topic"


def _holds(said: str, names: set[str]) -> bool:
    return any(len(name) > 3 and name in said for name in names)  # noqa: PLR2004 - "art" is in much


def _names(strategy: Strategy) -> set[str]:
    return {_slug(strategy.identity.name), *(_slug(a.handle) for a in strategy.accounts)}


def _campaigns(strategy: Strategy) -> set[str]:
    named = [
        *(one.name for one in strategy.events),
        *(one.name for one in strategy.series),
        *(one.name for one in strategy.objectives),
        *(one.code for one in strategy.calls_to_action),
    ]
    return set(map(_slug, named))


def tags_brand(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find sets of hashtags without one of the brand."""
    strategy = facts.strategy
    if strategy is None or not strategy.hashtags.brand or not facts.tags:
        return
    roles = {tag: role(tag, strategy) for tag in facts.tags}
    if "brand" not in roles.values():
        told = "\n".join(f"{part}:{tag}" for tag, part in roles.items())
        wanted = "#" + strategy.hashtags.brand[0].lstrip("#")
        yield around.found(
            rule, facts, "tags-no-brand", column=_column(facts), roles=told, wanted=wanted
        )


def tags_broad(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find sets of hashtags that are all broad."""
    broad = set(rule.words)
    if facts.tags and all(plain(tag) in broad for tag in facts.tags):
        said = ", ".join(f"#{tag}" for tag in facts.tags)
        yield around.found(rule, facts, "tags-broad", column=_column(facts), value=said)


def tags_banned(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find hashtags that the strategy never uses."""
    never = {plain(tag) for tag in facts.strategy.hashtags.banned} if facts.strategy else set()
    for tag in facts.tags:
        if plain(tag) in never:
            yield around.found(rule, facts, "tag-banned", column=_column(facts), value=tag)


def tags_most(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find more hashtags than the strategy says."""
    if facts.strategy and len(facts.tags) > facts.strategy.hashtags.max_per_post:
        told: dict[str, Any] = {
            "found": len(facts.tags),
            "limit": facts.strategy.hashtags.max_per_post,
        }
        yield around.found(rule, facts, "tags-own-many", column=_column(facts), **told)


def generic_tags(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find hashtags that say nothing of the post."""
    for tag in facts.tags:
        if plain(tag) in rule.words:
            yield around.found(rule, facts, "tags-generic", column=_column(facts), value=tag)
            return


def digit_tags(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find hashtags made of digits only."""
    for tag in facts.tags:
        if tag.isdigit():
            yield around.found(rule, facts, "tag-digits", column=_column(facts), value=tag)


def caption_spam(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find captions with very many hashtags."""
    if len(facts.tags) > (rule.most or 0):
        yield around.found(
            rule, facts, "caption-spam", column=_column(facts), found=len(facts.tags)
        )


def _column(facts: Facts) -> str:
    return "hashtags" if facts.draft.hashtags else "text"
