"""What a past post is about: the pillar, theme or campaign that somebody gave it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Field = Literal["pillar", "theme", "campaign"]
TagSource = Literal["keyword", "label", "likeness", "hand"]
TAG_FIELDS: tuple[Field, ...] = ("pillar", "theme", "campaign")
TAG_SOURCES: tuple[TagSource, ...] = ("keyword", "label", "likeness", "hand")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """What a post is tagged with in one field; an empty `value` says that it has none.

    `source` is what proposed it. `confirmed_at` is `None` as long as nobody confirmed it: nothing
    is claimed from it then. `is_seen` tells that somebody looked at this very post, and did not
    accept many at once: only such tags can say how often proposals are right.
    """

    uid: str
    field: Field
    value: str
    source: TagSource = "hand"
    confirmed_at: datetime | None = None
    by: str = ""
    is_seen: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A value that posts may be tagged with, and the words that speak of it."""

    name: str
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A post as tagging reads it.

    `words` are its content words, `hashtags` without their sign, `labels` what files say of the
    field, such as a campaign in a column or in an address.
    """

    uid: str
    text: str = ""
    words: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TagProposal:
    """A tag that a post may deserve, and why.

    `score` is between 0 and 1; `Proposed.n_checked` tells whether it is a probability. `why` is
    the keyword, the label or the uid of the nearest confirmed post, after which `source` is named.
    """

    uid: str
    field: Field
    value: str
    source: TagSource
    score: float
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """All that is proposed for a field.

    Parameters
    ----------
    proposals
        The surest first within each value.
    untold
        Posts of which nothing can be said.
    n_checked, share_right
        Posts that somebody looked at, on which the scores were calibrated, and the share of them
        for which the proposal made without them was right. With none the score is no probability:
        it was calibrated on other accounts.
    is_grouped, hold
        Whether the values are groups of like posts, named by their words, and how far two halves
        of the posts agree on them: 1 wholly, 0 as chance would; `None` where posts are too few.
    """

    field: Field
    proposals: tuple[TagProposal, ...] = ()
    untold: tuple[str, ...] = ()
    n_checked: int = 0
    share_right: float | None = None
    is_grouped: bool = False
    hold: float | None = None
