"""An audit -> what it proposes for a strategy, in the strategy's own nouns."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from balise.domain.account import NETWORKS
from balise.domain.audit import AccountAudit, Audit, Prefill
from balise.domain.post import KINDS
from balise.domain.strategy import CallToAction, Hashtags, Pillar, Presence
from balise.strategy import kinds as kind
from balise.words import LANGUAGES

LEAST_POSTS = 2
"""Posts that make an ask, a tag or a format a habit, and not a single time."""
POOL = 10
SPAN = 4
"""Fewest hours in which posts may come out, so that a calendar has a choice."""
_MOST_TAGS = 30


def prefill(found: Audit) -> Prefill:
    """Propose accounts, capacity, calls to action, hashtags and pillars from what was done.

    What is not known stays as the strategy has it where nothing is said: an account of too few
    weeks has the rhythm and the hours of any account.
    """
    accounts = [one for one in found.accounts if _is_ours(one)]
    spoken = [(share.name, share.n) for one in accounts for share in one.languages]
    return Prefill(
        language=_most([each for each in spoken if each[0] in LANGUAGES]),
        timezone=_most([(one.timezone, one.rhythm.n) for one in accounts]),
        accounts=tuple(_presence(one) for one in accounts),
        per_week={
            one.id: round(one.rhythm.per_week.value, 1)
            for one in accounts
            if one.rhythm.per_week.value is not None
        },
        capacity={name: n for name, n in found.pieces.items() if name in KINDS},
        calls_to_action=_calls(found),
        hashtags=_hashtags(found),
        pillars=tuple(
            Pillar(name=name, keywords=_all(kind.NAME, one.keywords))
            for one in found.themes or ()
            for name in _all(kind.NAME, [one.name])
        ),
    )


def _is_ours(one: AccountAudit) -> bool:
    """Whether a strategy can name an account that is the brand's own."""
    is_named = one.network in NETWORKS and bool(_all(kind.HANDLE, [one.handle]))
    return is_named and not one.is_guest and bool(one.rhythm.n or one.followers)


def _all(of: kind.Kind, values: Iterable[Any]) -> tuple[Any, ...]:
    """Keep what a strategy takes: posts hold anything, a strategy names and short texts."""
    kept = []
    for value in values:
        with suppress(ValueError, TypeError, OverflowError):
            kept.append(of.take(value))
    return tuple(dict.fromkeys(kept))


def _most(counted: list[tuple[str, int]]) -> str:
    counts: Counter[str] = Counter()
    for name, n in counted:
        counts[name] += n
    return min(counts, key=lambda name: (-counts[name], name), default="")


def _presence(one: AccountAudit) -> Presence:
    plain = Presence(network=one.network, handle=one.handle)
    quarters, hours = one.rhythm.quartiles, one.rhythm.window
    pace = plain.posts_per_week
    if quarters:
        least = math.floor(quarters[0])
        pace = least, max(math.ceil(quarters[2]), least, 1)
    per_day = max(plain.posts_per_day, math.ceil(pace[1] / 7))
    opened = _opened(*hours) if hours else plain.hours
    return Presence(
        network=one.network,
        handle=one.handle,
        language=next(iter(_all(kind.LANGUAGE, [share.name for share in one.languages])), ""),
        followers=next(iter(_all(kind.AMOUNT, [one.followers])), None),
        posts_per_week=pace,
        posts_per_day=per_day,
        min_gap_hours=_gap(opened, per_day, plain.min_gap_hours),
        hours=opened,
    )


def _opened(first: int, end: int) -> tuple[int, int]:
    """Widen hours that leave a calendar no choice.

    Examples
    --------
    >>> _opened(18, 19), _opened(23, 24), _opened(8, 20)
    ((16, 20), (20, 24), (8, 20))
    """
    lacking = max(SPAN - (end - first), 0)
    first = max(first - math.ceil(lacking / 2), 0)
    end = min(max(end + lacking // 2, first + SPAN), 24) if lacking else end
    return (min(first, end - SPAN), end) if lacking else (first, end)


def _gap(hours: tuple[int, int], per_day: int, usual: float) -> float:
    """Shorten the time between two posts until those of a day fit into its hours."""
    if per_day < 2:  # noqa: PLR2004 - nothing lies between
        return usual
    return min(usual, math.floor(10 * (hours[1] - hours[0]) / (per_day - 1)) / 10)


def _calls(found: Audit) -> tuple[CallToAction, ...]:
    return tuple(
        CallToAction(
            name=name,
            phrases=_all(kind.NAME, [words for words, _ in one.phrases]),
            stage=one.stage,
        )
        for one in found.asking.asks
        if one.share.n >= LEAST_POSTS
        for name in _all(kind.NAME, [one.name])
    )


def _hashtags(found: Audit) -> Hashtags:
    habits = [one for one in found.tagging.tags if one.share.n >= LEAST_POSTS]
    used = [one for one in habits if _all(kind.TAG, [one.name])]
    quarters = found.tagging.quartiles
    plain = Hashtags()
    brand = tuple(one.name for one in used if one.is_brand)
    most = math.ceil(quarters[2]) if quarters and used else plain.max_per_post
    return Hashtags(
        brand=brand,
        pool=tuple(one.name for one in used if not one.is_brand)[:POOL],
        max_per_post=min(max(most, len(brand), 1), _MOST_TAGS),
    )
