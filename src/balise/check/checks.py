"""Hold drafts against every rule that is for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from balise.check import access, ask, brand, claims, limits, manners, plans, sets, tags
from balise.check.facts import Around, Facts
from balise.domain.draft import Draft
from balise.domain.reading import Finding
from balise.domain.strategy import Strategy
from balise.reference.network_rules import Rule, of, rules

One = Callable[[Rule, Facts, Around], Iterator[Finding]]
Many = Callable[[Rule, Sequence[Facts], Around], Iterator[Finding]]

EACH: Mapping[str, One] = {
    check.__name__: check
    for check in (
        limits.at_most, limits.at_least, limits.document,
        manners.bait, manners.giveaway, manners.giveaway_terms,
        manners.affiliate, manners.undeclared_ad, manners.label_ad, manners.disclose_ad,
        manners.remind_ad, manners.remind_ai, manners.label_ai, manners.virtual,
        manners.reserved_word, manners.shortener, manners.link_unreachable, access.alt_text,
        access.alt_prefix, access.captions, access.camel_case, access.tags_end, access.emoji_wall,
        access.emoticons, access.fonts, access.capitals, tags.tags_brand, tags.tags_broad,
        tags.tags_banned, tags.tags_most, tags.generic_tags, tags.digit_tags, tags.caption_spam,
        brand.never_say, brand.always_say, brand.emoji_use, brand.tone, ask.ask_one, ask.ask_verb,
        ask.ask_destination, ask.ask_stage, plans.plan_hours, plans.plan_blackout,
    )
}  # fmt: skip
"""Checks of one draft, by the name that rules give."""
TOGETHER: Mapping[str, Many] = {
    check.__name__: check
    for check in (
        sets.same_text, sets.mention_spam, sets.quota, brand.drift, claims.contradiction,
        plans.plan_week, plans.plan_day, plans.plan_gap,
    )
}  # fmt: skip
"""Checks of a whole set, by the name that rules give."""
_ORDER = {"error": 0, "warning": 1, "info": 2}


def check(
    drafts: Sequence[Draft],
    *,
    today: date,
    strategy: Strategy | None = None,
    past: Mapping[str, Sequence[str]] | None = None,
) -> tuple[Finding, ...]:
    """Find what stands in the way of drafts, alone and together.

    Parameters
    ----------
    drafts
        What is to be published.
    today
        Rules that were looked at long before it say so.
    strategy
        Adds the voice, the hashtags, the asks and the pace of a brand.
    past
        Own texts that were published, by `<network>:<handle>`: how the brand usually sounds.

    Returns
    -------
    tuple of Finding
        By file and line, errors first on each; `rule` names the dated rule of each.

    Examples
    --------
    >>> found = check([Draft(network="bluesky", text="a" * 301)], today=date(2026, 11, 26))
    >>> found[0].rule, found[0].message
    ('BSKY_TEXT', 'The text has 301 letters, emoji and signs; Bluesky takes 300.')
    """
    told: dict[str, Any] = {key.casefold(): tuple(texts) for key, texts in (past or {}).items()}
    around = Around(today=today, strategy=strategy, past=told)
    read = [Facts(draft=draft, strategy=strategy) for draft in drafts]
    found = [*_alone(read, around), *_together(read, around)]
    return tuple(sorted(_once(found), key=_place))


def _alone(read: Sequence[Facts], around: Around) -> Iterator[Finding]:
    for facts in read:
        for rule in of(facts.draft.network):
            if rule.check in EACH and facts.is_under(rule):
                yield from EACH[rule.check](rule, facts, around)


def _together(read: Sequence[Facts], around: Around) -> Iterator[Finding]:
    for rule in rules():
        if rule.check in TOGETHER:
            under = [facts for facts in read if facts.is_under(rule)]
            yield from TOGETHER[rule.check](rule, under, around)


def _once(found: Sequence[Finding]) -> list[Finding]:
    """Leave out what a second rule says of the same thing: that of the network comes first."""
    kept: dict[tuple[str, int, str, str, str], Finding] = {}
    for one in found:
        item = one.params.get("file") or one.params.get("value", "")
        kept.setdefault((one.file, one.line, one.column, one.code, item), one)
    return list(kept.values())


def _place(finding: Finding) -> tuple[str, int, int]:
    return finding.file, finding.line, _ORDER[finding.severity]
