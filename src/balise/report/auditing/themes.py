"""Pillars that past posts have, and those that groups of like posts propose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from balise.domain.audit import Theme
from balise.domain.tag import Proposed
from balise.report.auditing.dated import Dated
from balise.report.auditing.tallies import share

BETWEEN = " · "
"""What stands between the words that name a group."""


def themes(posts: Sequence[Dated], proposed: Proposed) -> tuple[Theme, ...]:
    """Tell what the posts speak of, the largest theme first.

    Parameters
    ----------
    posts
        The posts that are audited.
    proposed
        What is proposed for posts without a pillar. A group that nobody named yet has its words for
        a name, and the first of them for the pillar.
    """
    told = {one.uid: one.value for one in proposed.proposals}
    found = [one.post.pillar or told.get(one.post.uid, "") for one in posts]
    named = {one.post.pillar for one in posts}
    counts = Counter(value for value in found if value)
    ordered = sorted(counts, key=lambda value: (-counts[value], value))
    firsts = Counter(_first(value) for value in ordered)
    return tuple(
        _theme(value, counts[value], len(posts), proposed.hold, is_named=value in named,
               is_alone=firsts[_first(value)] == 1)
        for value in ordered
    )  # fmt: skip


def _first(value: str) -> str:
    return value.split(BETWEEN, maxsplit=1)[0].lstrip("#")


def _theme(  # noqa: PLR0913 - each said by its name
    value: str, n: int, of: int, hold: float | None, *, is_named: bool, is_alone: bool
) -> Theme:
    counted = share(value, n, of)
    if is_named or BETWEEN not in value:
        return Theme(name=value, share=counted)
    words = tuple(dict.fromkeys(word.lstrip("#") for word in value.split(BETWEEN)))
    name = words[0] if is_alone else ", ".join(words)
    return Theme(name=name, share=counted, keywords=words, hold=hold)
