"""Posts as lines to decide on: what each says, what is proposed for it, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from balise.domain.ports import MeasuredPost
from balise.domain.post import KNOWS_HOUR
from balise.domain.tag import Tag, TagProposal
from balise.report.best_worst import excerpt, web_address
from balise.report.elements import network
from balise.report.markup import Markup
from balise.report.names import when
from balise.report.tag_words import reason
from balise.web.pages.tags.asked import Asked
from balise.web.sorting import Sorted
from balise.words import Speech, mark

_LENGTH = 280
SURE = 0.9
_MOST = 60
"""Values that are offered for a post at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One post: `value` is what is proposed for it, or was said."""

    uid: str
    text: str
    network: Markup
    when: str
    url: str
    value: str
    choices: tuple[str, ...]
    score: str = ""
    is_sure: bool = False
    why: str = ""
    by: str = ""


def choices(sorted_: Sorted, field: str) -> tuple[str, ...]:
    """List the values to choose from: the pillars; of another field those that are about too."""
    others = () if field == "pillar" else (*sorted_.said_values, *sorted_.counts)
    return tuple(dict.fromkeys((*sorted_.names, *others)))[:_MOST]


def is_known(sorted_: Sorted, value: str) -> bool:
    """Tell whether a pillar is one of the strategy, or was said or proposed before."""
    return value in {*sorted_.names, *sorted_.counts, *sorted_.said_values}


def listed(asked: Asked, sorted_: Sorted) -> Sequence[Tag | TagProposal | str]:
    """List the posts that are asked for: what is told of each, or its uid where nothing is."""
    match asked.show:
        case "said":
            return sorted_.said_of(asked.value)
        case "untold":
            return sorted_.untold
        case _:
            return sorted_.of_value(asked.value)


def uid_of(one: Tag | TagProposal | str) -> str:
    """Name the post of what was listed."""
    return one if isinstance(one, str) else one.uid


def near(some: Sequence[str], sorted_: Sorted) -> set[str]:
    """Name the posts that have to be read for some lines: theirs, and those they are like."""
    told = (sorted_.proposed[uid] for uid in some if uid in sorted_.proposed)
    return {*some, *(one.why for one in told if one.source == "likeness")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Writes lines in a reader's words and time zone."""

    s: Speech
    zone: ZoneInfo
    posts: Mapping[str, MeasuredPost]
    choices: tuple[str, ...]

    def line(self, uid: str, told: TagProposal | Tag | None) -> Line:
        """Write one; a post that is there no more has no text."""
        value = told.value if told else ""
        found = self.posts.get(uid)
        post = found.post if found else None
        none = self.s.text(mark("(no text)"))
        proposed = told if isinstance(told, TagProposal) else None
        offered = self.choices if not value or value in self.choices else (value, *self.choices)
        at = post.published_at.astimezone(self.zone) if post else None
        return Line(
            uid=uid,
            text=(excerpt(post.text or post.title, _LENGTH) if post else "") or none,
            network=network(self.s, uid.partition(":")[0]),
            when=when(self.s, at, with_hour=post.precision in KNOWS_HOUR) if post and at else "",
            url=web_address(post.url) if post else "",
            value=value,
            choices=offered,
            by=told.by if isinstance(told, Tag) else "",
            score=self.s.number(proposed.score, 2) if proposed else "",
            is_sure=proposed is not None and proposed.score >= SURE,
            why=reason(self.s, proposed, self.posts) if proposed else "",
        )
