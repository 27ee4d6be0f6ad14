"""The outbox in the archive of a Mastodon account: activities, as ActivityPub writes them.

Posts for followers and direct messages stand among them, a third and more in the archives that
were seen: only what is addressed to everybody is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from balise.domain.post import Post
from balise.ingest.networks_json.fields import (
    FOREIGN,
    UNDATED,
    Figures,
    Record,
    Told,
    language,
    moment,
    rows,
    table,
    text,
)
from balise.ingest.networks_json.markup import plain
from balise.ingest.networks_json.mastodon import kind_of, names, native, owner

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balise.ingest.times import Moment

_EVERYBODY = frozenset({"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"})
_ADDRESSES = ("to", "cc")
_MAKES_POST = frozenset({"Create", "Announce"})
_COUNTS = {"reactions": "likes", "shares": "shares", "comments": "replies"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outbox:
    """What an account has done."""

    name: str = "mastodon.outbox"

    def begins(self, entries: Sequence[Any]) -> bool:
        """Tell by an activity that makes or repeats a post."""
        return any(isinstance(e, dict) and _makes_post(e) and "object" in e for e in entries)

    def is_private(self, record: Record) -> bool:
        """Tell what is not addressed to everybody, by the activity or by its post."""
        return _makes_post(record) and not _is_public(record)

    def told(self, record: Record) -> Told:
        """Read an activity: other ones than these, such as a vote or a removal, are no posts."""
        if not _makes_post(record) or not _is_public(record):
            return FOREIGN
        note = table(record.get("object"))
        is_boost = record["type"] == "Announce"
        number = native(record.get("id") if is_boost else note.get("id"))
        published = moment(record.get("published")) or moment(note.get("published"))
        if not number:
            return FOREIGN
        if published is None:
            return UNDATED
        return _boost(record, number, published) if is_boost else _note(record, number, published)


OUTBOX = Outbox()


def _makes_post(activity: Record) -> bool:
    return text(activity.get("type")) in _MAKES_POST


def _is_public(activity: Record) -> bool:
    both = (activity, table(activity.get("object")))
    addressed = [one for one in both if any(name in one for name in _ADDRESSES)]
    return bool(addressed) and all(map(_is_to_all, addressed))


def _is_to_all(one: Record) -> bool:
    for name in _ADDRESSES:
        said = one.get(name)
        among = said if isinstance(said, list) else [said]
        if any(isinstance(address, str) and address in _EVERYBODY for address in among):
            return True
    return False


def _boost(record: Record, number: str, published: Moment) -> Told:
    post = Post(
        uid=f"mastodon:{number}",
        network="mastodon",
        account=owner(record.get("actor")),
        published_at=published.at,
        precision=published.precision,
        kind="repost",
        url=text(record.get("object")),
        is_repost=True,
    )
    return Told(uid=post.uid, post=post)


def _note(record: Record, number: str, published: Moment) -> Told:
    note = table(record.get("object"))
    by_language, tags = table(note.get("contentMap")), list(rows(note.get("tag")))
    content = plain(text(note.get("content")) or text(next(iter(by_language.values()), "")))
    kind = _kind(note, content)
    post = Post(
        uid=f"mastodon:{number}",
        network="mastodon",
        account=owner(note.get("url"), record.get("actor"), note.get("attributedTo")),
        published_at=published.at,
        precision=published.precision,
        kind=kind,
        text=content,
        title=text(note.get("summary")),
        url=text(note.get("url")) or text(note.get("id")),
        hashtags=names((tag for tag in tags if tag.get("type") == "Hashtag"), "name"),
        mentions=names((tag for tag in tags if tag.get("type") == "Mention"), "name"),
        language=language(next(iter(by_language), None)),
        is_reply=kind == "reply",
        media_count=len(list(rows(note.get("attachment")))) or None,
    )
    totals = {m: table(note.get(name)).get("totalItems") for m, name in _COUNTS.items()}
    found = Figures.of(totals)
    return Told(uid=post.uid, post=post, values=found.values, unreadable=found.unreadable)


def _kind(note: Record, content: str) -> str:
    if note.get("inReplyTo") is not None:
        return "reply"
    if note.get("type") == "Question":
        return "poll"
    kinds = (text(one.get("mediaType")).partition("/")[0] for one in rows(note.get("attachment")))
    return kind_of(content, kinds)
