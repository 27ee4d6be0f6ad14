"""Past posts -> tags: what is proposed for them, and what somebody confirms.

    posts and tags --propose--> proposals --somebody--> tags --confirm--> the store

Nothing that is proposed reaches a fit or a report; what is confirmed does, from the next one on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from balise.domain.hashtag import fold
from balise.domain.ports import MeasuredPost, Store
from balise.domain.post import Post
from balise.domain.tag import Document, Field, Proposed, Subject, Tag
from balise.learn import text as reading
from balise.strategy import groups, tagging

_CAMPAIGN = "utm_campaign"


def propose(
    store: Store, brand: str, *, field: Field = "pillar", subjects: Sequence[Subject] = ()
) -> Proposed:
    """Propose a value of a field for each post of a brand that has none yet.

    `subjects` are the values that a strategy names. Without them pillars are proposed from groups
    of like posts, until somebody confirmed a post of each group. What a table of the user's own
    says of a post in a column of that field is taken as said, as long as it is one of the subjects.
    """
    posts = [measured for measured in store.posts(brand) if measured.post.is_original]
    tags = [tag for tag in store.tags(brand) if tag.field == field]
    said = {tag.uid for tag in tags if tag.confirmed_at is not None}
    known = [*tags, *_told(posts, field, subjects, said)]
    here = {tag.uid for tag in known if tag.confirmed_at is not None}
    documents = [document(measured.post, field, is_known=measured.post.uid in here)
                 for measured in posts]  # fmt: skip
    if field == "pillar" and not subjects:
        found = groups.grouped(documents, field=field)
        if found.proposals:
            found = groups.named(found, known)
        if found.is_grouped and (found.proposals or not here):
            return found
    return tagging.propose(documents, field=field, subjects=subjects, tags=known)


def confirm(store: Store, brand: str, tags: Iterable[Tag], *, by: str = "") -> int:
    """Confirm tags now; gives how many say something new. Fits follow from the next one on."""
    at = datetime.now(UTC)
    return store.tag(brand, [replace(tag, confirmed_at=at, by=by or tag.by) for tag in tags])


def document(post: Post, field: Field, *, is_known: bool = False) -> Document:
    """Read a post for tagging; the labels of a known one are left out, for they say its tag."""
    both = f"{post.title}\n{post.text}" if post.title else post.text
    tags = post.hashtags or reading.hashtags(post.text)
    return Document(
        uid=post.uid,
        text=both,
        words=reading.words(both),
        hashtags=tuple(dict.fromkeys(map(fold, tags))),
        labels=() if is_known else _labels(post, field),
    )


def _labels(post: Post, field: Field) -> tuple[str, ...]:
    campaigns = [value for link in post.links for name, value in link.utm if name == _CAMPAIGN]
    told = [post.campaign, *campaigns]
    if field == "pillar":
        told = [post.pillar, *told]
    return tuple(dict.fromkeys(one for one in told if one)) if field != "theme" else ()


def _told(
    posts: Iterable[MeasuredPost], field: Field, subjects: Sequence[Subject], said: set[str]
) -> list[Tag]:
    """List what the user's own tables say of posts of which nobody said otherwise."""
    names = {tagging.fold(subject.name): subject.name for subject in subjects}
    found = []
    for measured in posts:
        value = getattr(measured.post, field, None)
        if not value or measured.post.uid in said:
            continue
        known = names.get(tagging.fold(value)) if subjects else value
        if known:
            found.append(Tag(
                uid=measured.post.uid, field=field, value=known, source="label",
                confirmed_at=measured.as_of, is_seen=False,
            ))  # fmt: skip
    return found
