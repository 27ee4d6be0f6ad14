"""A brand beside its competitors, by what is public of both: what holds, and what cannot be told.

Nothing here is causal: others have other products, audiences and budgets. Each figure keeps its
count, each comparison its interval, and where posts are few the answer is that nothing can be told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from balise.domain.audit import Share
from balise.domain.hashtag import fold
from balise.domain.ports import MeasuredPost
from balise.domain.tag import Subject
from balise.learn import text as reading
from balise.report.auditing.tallies import share
from balise.report.followers import Equal, Size, equal
from balise.report.habits import Rhythm, habits, rhythm
from balise.strategy.tagging import keywords_in

Side = Literal["theirs", "ours"]
Factor = Literal["kind", "pillar", "hashtag", "positioning"]
LEAST_COMPARED = 8
"""Posts of each side, on the networks of the competitor, below which no gap is told."""
_MOST = 4
_UNTOLD = "other"
"""The format of posts of which no file tells one: not known, so it counts for no format."""
_SIGNATURE = 0.5
"""A hashtag in so many of the brand's own posts is its name, not a subject."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One of those compared: the brand (`is_own`) or a competitor, by its own publications.

    `rhythms` are told network by network. `kinds`, `pillars` and `hashtags` are shares of the posts
    with the counts behind them; `words` counts the posts that use a word of the positioning.
    """

    name: str
    is_own: bool
    n: int
    accounts: tuple[str, ...] = ()
    first: datetime | None = None
    last: datetime | None = None
    rhythms: tuple[tuple[str, Rhythm | None], ...] = ()
    kinds: tuple[Share, ...] = ()
    pillars: tuple[Share, ...] = ()
    hashtags: tuple[Share, ...] = ()
    words: Share | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something that one side does clearly more than the other: a suggestion, never a proof.

    `who` does it: the competitor (`theirs`) or the brand (`ours`). `theirs` and `ours` are the
    habits of both with their counts.
    """

    factor: Factor
    level: str
    who: Side
    rival: str
    theirs: Share
    ours: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Competition:
    """A brand and its competitors."""

    own: Party
    rivals: tuple[Party, ...] = ()
    equals: tuple[Equal, ...] = ()
    gaps: tuple[Gap, ...] = ()
    positioning: str = ""


def compete(
    own: tuple[str, Sequence[MeasuredPost]],
    rivals: Mapping[str, Sequence[MeasuredPost]],
    *,
    pillars: Sequence[Subject] = (),
    positioning: str = "",
    sizes: Mapping[str, Sequence[Size]] | None = None,
) -> Competition:
    """Compare a brand with its competitors.

    Parameters
    ----------
    own
        The name of the brand and its posts.
    rivals
        Name -> posts of each competitor.
    pillars
        The brand's own, with the keywords by which the posts of all are told.
    positioning
        What the brand says that it stands for.
    sizes
        Account (`<network>:<handle>`) of the brand -> what is known of its followers; posts that
        carry their own followers need none.

    Examples
    --------
    >>> compete(("park", ()), {}).own.n
    0
    """
    mine = [found for found in own[1] if found.post.is_original]
    theirs = {
        name: [found for found in posts if found.post.is_original] for name, posts in rivals.items()
    }
    words = reading.words(positioning)
    ours = _party(own[0], mine, pillars, words, is_own=True)
    parties = tuple(_party(name, posts, pillars, words) for name, posts in theirs.items())
    return Competition(
        own=ours,
        rivals=parties,
        equals=tuple(
            equal(party.name, _alike(mine, party), theirs[party.name], sizes or {})
            for party in parties
        ),
        gaps=tuple(
            gap
            for party in parties
            for gap in _gaps(_party(own[0], _alike(mine, party), pillars, words), party)
        ),
        positioning=positioning,
    )


def _party(
    name: str,
    posts: Sequence[MeasuredPost],
    pillars: Sequence[Subject],
    words: Sequence[str],
    *,
    is_own: bool = False,
) -> Party:
    found = [measured.post for measured in posts]
    times = sorted(post.published_at for post in found)
    texts = [f"{post.title} {post.text}" for post in found]
    tags = [tuple(map(fold, post.hashtags)) for post in found]
    spoken = [subject.name for subject in pillars]
    told = [keywords_in(text, tag, pillars) for text, tag in zip(texts, tags, strict=True)]
    saying = sum(not set(words).isdisjoint(reading.words(text)) for text in texts)
    return Party(
        name=name,
        is_own=is_own,
        n=len(found),
        accounts=tuple(sorted({f"{post.network}:{post.account}" for post in found})),
        first=times[0] if times else None,
        last=times[-1] if times else None,
        rhythms=tuple(
            (network, rhythm([post.published_at for post in found if post.network == network]))
            for network in sorted({post.network for post in found})
        ),
        kinds=habits([(post.kind,) for post in found if post.kind != _UNTOLD]),
        pillars=habits(told, among=spoken) if pillars else (),
        hashtags=habits(tags),
        words=share("", saying, len(found)) if words else None,
    )


def _alike(ours: Sequence[MeasuredPost], party: Party) -> list[MeasuredPost]:
    """Keep the posts on the networks of a competitor: each has formats and tags of its own."""
    networks = {account.partition(":")[0] for account in party.accounts}
    return [found for found in ours if found.post.network in networks]


def _gaps(ours: Party, party: Party) -> list[Gap]:
    """List what one does clearly more than the other: their 90 % intervals do not meet."""
    if min(ours.n, party.n) < LEAST_COMPARED:
        return []
    sides: tuple[tuple[Factor, Sequence[Share], Sequence[Share]], ...] = (
        ("kind", party.kinds, ours.kinds),
        ("pillar", party.pillars, ours.pillars),
        ("hashtag", party.hashtags, ours.hashtags),
        ("positioning", _one(party.words), _one(ours.words)),
    )
    found: list[Gap] = []
    for factor, theirs, own in sides:
        if factor == "kind" and min(_of(theirs), _of(own)) < LEAST_COMPARED:
            continue
        here = [
            gap
            for pair in _pairs(theirs, own, _of(theirs) or party.n, _of(own) or ours.n)
            if (gap := _gap(factor, party.name, *pair)) is not None
        ]
        here.sort(key=lambda gap: (-abs(gap.theirs.share - gap.ours.share), gap.level))
        found += here[:_MOST]
    return found


def _of(habits_of: Sequence[Share]) -> int:
    """Count the posts that habits are told of."""
    return habits_of[0].of if habits_of else 0


def _one(habit: Share | None) -> tuple[Share, ...]:
    return (habit,) if habit else ()


def _pairs(
    theirs: Sequence[Share], own: Sequence[Share], n: int, n_own: int
) -> list[tuple[Share, Share]]:
    here, there = ({habit.name: habit for habit in side} for side in (theirs, own))
    return [
        (
            here.get(name) or share(name, 0, n),
            there.get(name) or share(name, 0, n_own),
        )
        for name in dict.fromkeys([*here, *there])
    ]


def _gap(factor: Factor, rival: str, theirs: Share, ours: Share) -> Gap | None:
    """Tell who does it more; nobody where the intervals meet, or where the tag is one's name."""
    if theirs.low > ours.high:
        who: Side = "theirs"
    elif ours.low > theirs.high:
        who = "ours"
    else:
        return None
    if factor == "hashtag" and who == "ours" and ours.share > _SIGNATURE:
        return None
    return Gap(factor=factor, level=theirs.name, who=who, rival=rival, theirs=theirs, ours=ours)
