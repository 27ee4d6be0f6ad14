"""Which post answers to which slot.

Of each account every slot is set against every post, and the pairs that are nearest in all are
taken (an optimal assignment: Kuhn, *Naval Research Logistics Quarterly* 2, 1955). A distance has
these parts, and a pair is possible only up to `FARTHEST` in all and `REACH` in time:

- time: hours apart over `REACH`;
- kind: `KIND` where it differs;
- call to action and pillar: `ASK` each where both are known and differ;
- hashtags: `TAGS` times the share that is not common to both;
- text: `TEXT` times the share of words not common to post and draft, where there is a draft.

A slot that lies ahead is answered only by what came out up to a day early.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import numpy as np
from scipy.optimize import linear_sum_assignment

from balise.domain.hashtag import fold
from balise.domain.plan import Slot
from balise.domain.ports import MeasuredPost
from balise.domain.post import KNOWS_DAY, KNOWS_HOUR, Post
from balise.refine.gauge import Floats, account_of

REACH = timedelta(hours=72)
EARLY = timedelta(hours=24)
KIND, ASK, TAGS, TEXT = 0.35, 0.15, 0.1, 0.3
FARTHEST = 1.2
"""So that a post of another kind answers to a slot up to two days and a half away, and one that
differs in everything but its hour up to a day."""
_WORD = re.compile(r"\w+")
_DAY = 24.0


def pairs(
    slots: Sequence[Slot],
    posts: Sequence[MeasuredPost],
    *,
    now: datetime,
    texts: Mapping[str, str] | None = None,
) -> list[tuple[Slot, MeasuredPost]]:
    """Match slots with posts one to one, in order of the slots' time.

    Posts that are no publication of their own, or whose day nobody knows, answer to none, nor does
    any to a slot that a person skipped. `texts` are drafts, by `slot_id`.
    """
    wanted = sorted(
        (one for one in slots if one.state != "skipped"), key=lambda s: (s.publish_at, s.slot_id)
    )
    there = sorted(
        (one for one in posts if _is_near(one.post, wanted)),
        key=lambda m: (m.post.published_at, m.post.uid),
    )
    found: list[tuple[Slot, MeasuredPost]] = []
    for account in sorted({slot.account_id for slot in wanted}):
        mine = [slot for slot in wanted if slot.account_id == account]
        its = [one for one in there if account_of(one.post) == account]
        found += _matched(mine, its, now, texts or {})
    return sorted(found, key=lambda both: (both[0].publish_at, both[0].slot_id))


def _is_near(post: Post, slots: Sequence[Slot]) -> bool:
    """Tell whether a post came out about the days of the slots, which are in order of time."""
    if not slots or not is_answer(post):
        return False
    room = REACH + timedelta(hours=_DAY)  # a bare day may lie a day off
    return slots[0].publish_at - room <= post.published_at <= slots[-1].publish_at + room


def is_answer(post: Post) -> bool:
    """Tell whether a post may answer to a slot: a publication of its own, of a known day."""
    return post.is_original and post.precision in KNOWS_DAY


def hours_off(slot: Slot, post: Post) -> float:
    """Tell how many hours a post came out after its slot; of a bare day, whole days only.

    Examples
    --------
    >>> from datetime import UTC
    >>> at = datetime(2026, 10, 5, 16, tzinfo=UTC)
    >>> slot = Slot(
    ...     slot_id="1", content_id="1", network="x", account="a", publish_at=at, kind="image"
    ... )
    >>> post = Post(uid="x:1", network="x", account="a", published_at=at + timedelta(hours=3))
    >>> hours_off(slot, post)
    3.0
    """
    if post.precision in KNOWS_HOUR:
        return (post.published_at - slot.publish_at).total_seconds() / 3600
    return _DAY * (post.published_at.date() - slot.local_at.date()).days


def same_day(slot: Slot, post: Post) -> bool:
    """Tell whether a post came out on the local day of its slot."""
    if post.precision not in KNOWS_HOUR:
        return hours_off(slot, post) == 0
    zone = slot.local_at.tzinfo
    return post.published_at.astimezone(zone).date() == slot.local_at.date()


def ask_differs(slot: Slot, post: Post, *, asks: bool) -> bool:
    """Tell whether a post asks for something else; not known is no difference.

    A slot without a call to action wants none only where others of its plan have one (`asks`).
    """
    if post.cta is None or not (slot.cta or asks):
        return False
    return post.cta.replace("none", "") != slot.cta


def _matched(
    slots: Sequence[Slot],
    posts: Sequence[MeasuredPost],
    now: datetime,
    texts: Mapping[str, str],
) -> list[tuple[Slot, MeasuredPost]]:
    if not slots or not posts:
        return []
    near: Floats = np.array([[_near(s, m.post, now, texts) for m in posts] for s in slots])
    rows, columns = linear_sum_assignment(near, maximize=True)
    both = zip(rows.tolist(), columns.tolist(), strict=True)
    return [(slots[r], posts[c]) for r, c in both if near[r, c] > 0]


def _near(slot: Slot, post: Post, now: datetime, texts: Mapping[str, str]) -> float:
    """Tell by how much a pair is nearer than the farthest that is possible; 0: it is not."""
    off, reach = hours_off(slot, post), REACH.total_seconds() / 3600
    early = EARLY.total_seconds() / 3600
    if abs(off) > reach or (slot.publish_at > now and -off > early):
        return 0.0
    far = abs(off) / reach + KIND * (slot.kind != post.kind)
    far += ASK * bool(slot.cta and post.cta and slot.cta != post.cta)
    far += ASK * bool(slot.pillar and post.pillar and slot.pillar != post.pillar)
    far += TAGS * _apart(_tags(slot.hashtags), _tags(post.hashtags))
    text = texts.get(slot.slot_id, "")
    far += TEXT * _apart(_words(text), _words(post.text or post.title)) if text else 0.0
    return max(FARTHEST - far, 0.0)


def _tags(tags: Sequence[str]) -> set[str]:
    return {fold(tag) for tag in tags}


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _apart(one: set[str], other: set[str]) -> float:
    """Tell the share of two sets that is not common to both (Jaccard); 0 where one is empty."""
    return 1 - len(one & other) / len(one | other) if one and other else 0.0
