"""A brand beside its competitors, by what is public of both: what holds, and what cannot be told.

Nothing here is causal: others have other products, audiences and budgets. Each figure keeps its
count, each comparison its interval, and where posts are few the answer is that nothing can be told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from balise.domain.ports import MeasuredPost
from balise.domain.tag import Subject
from balise.learn import text as reading
from balise.report.followers import Equal, Size, equal
from balise.report.habits import Habit, Rhythm, habits, rhythm
from balise.strategy.tagging import keywords_in

Side = Literal["theirs", "ours"]
_MOST_TAGS = 8
_LEAST_TAG = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One of those compared: the brand (`is_own`) or a competitor, by its own publications.

    `kinds`, `pillars` and `hashtags` are shares of the posts with the counts behind them; `words`
    counts the posts that use a word of the brand's positioning.
    """

    name: str
    is_own: bool
    n: int
    accounts: tuple[str, ...] = ()
    first: datetime | None = None
    last: datetime | None = None
    rhythm: Rhythm | None = None
    kinds: tuple[Habit, ...] = ()
    pillars: tuple[Habit, ...] = ()
    hashtags: tuple[Habit, ...] = ()
    words: Habit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something that one side does clearly more than the other: a suggestion, never a proof.

    `who` does it: the competitor (`theirs`) or the brand (`ours`). `theirs` and `ours` are the
    habits of both with their counts.
    """

    factor: Literal["kind", "pillar", "hashtag", "positioning"]
    level: str
    who: Side
    rival: str
    theirs: Habit
    ours: Habit


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
        equals=tuple(equal(name, mine, posts, sizes or {}) for name, posts in theirs.items()),
        gaps=tuple(gap for party in parties for gap in _gaps(ours, party)),
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
    tags = [tuple(map(reading.fold, post.hashtags)) for post in found]
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
        rhythm=rhythm(times),
        kinds=habits([(post.kind,) for post in found]),
        pillars=habits(told, among=spoken) if pillars else (),
        hashtags=habits(tags),
        words=Habit.of_counts("", saying, len(found)) if words else None,
    )


def _gaps(ours: Party, party: Party) -> list[Gap]:
    """List what one does clearly more than the other: their 90 % intervals do not meet."""
    found: list[Gap] = []
    for factor, theirs, own in (
        ("kind", party.kinds, ours.kinds),
        ("pillar", party.pillars, ours.pillars),
        ("hashtag", party.hashtags, ours.hashtags),
        ("positioning", (party.words,), (ours.words,)),
    ):
        both = [{habit.name: habit for habit in side if habit} for side in (theirs, own)]
        here: list[Gap] = []
        for level in dict.fromkeys([*both[0], *both[1]]):
            pair = [
                side.get(level) or Habit.of_counts(level, 0, n)
                for side, n in zip(both, (party.n, ours.n), strict=True)
            ]
            who: Side | None = None
            if pair[0].low > pair[1].high:
                who = "theirs"
            elif pair[1].low > pair[0].high:
                who = "ours"
            if who and not (factor == "hashtag" and max(p.n for p in pair) < _LEAST_TAG):
                here.append(Gap(
                    factor=factor, level=level, who=who, rival=party.name,
                    theirs=pair[0], ours=pair[1],
                ))  # fmt: skip
        here.sort(key=lambda gap: -abs(gap.theirs.share - gap.ours.share))
        found += here[:_MOST_TAGS]
    return found
