"""Bluesky: what `getAuthorFeed` gives. It counts no impressions and no reach."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from balise.domain.post import Post
from balise.ingest.networks_json.fields import (
    FOREIGN,
    UNDATED,
    Figures,
    Record,
    Told,
    attached,
    language,
    moment,
    rows,
    table,
    text,
)
from balise.ingest.times import Moment
from balise.learn.text import links

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_COUNTS = {
    "reactions": "likeCount", "comments": "replyCount", "shares": "repostCount",
    "quotes": "quoteCount", "saves": "bookmarkCount",
}  # fmt: skip
_URI = re.compile(r"at://(did:[a-z]{1,20}:[\w.:%-]{1,200})/app\.bsky\.feed\.\w+/([\w.~:-]{1,100})")
_LETTERS = "234567abcdefghijklmnopqrstuvwxyz"
_LENGTH, _CLOCK_BITS = 13, 10
_UNIX = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST = datetime(2022, 4, 1, tzinfo=UTC)
_AHEAD = timedelta(minutes=10)
"""So far may the clock of a client be before that of the network."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bluesky:
    """The feed of an account."""

    name: str = "bluesky.feed"

    def begins(self, entries: Sequence[Any]) -> bool:
        """Tell by an entry that is a post with its address."""
        return any(isinstance(e, dict) and _URI.match(_uri(_post_in(e))) for e in entries)

    def is_private(self, record: Record) -> bool:  # noqa: ARG002 - as the others are asked
        """Tell nothing: all posts of Bluesky are public."""
        return False

    def told(self, record: Record) -> Told:
        """Read one entry of the feed."""
        shown, reason = _post_in(record), table(record.get("reason"))
        match = _URI.match(_uri(shown))
        if match is None:
            return FOREIGN
        if text(reason.get("$type")).endswith("#reasonRepost"):
            return _repost(shown, reason, match)
        return _own(shown, match)


FEED = Bluesky()


def _post_in(record: Record) -> Record:
    return table(record.get("post")) or record


def _uri(shown: Record) -> str:
    return text(shown.get("uri"))


def _own(shown: Record, match: re.Match[str]) -> Told:
    did, key = match.groups()
    record = table(shown.get("record")) or table(shown.get("value"))
    published = _published(key, shown.get("indexedAt"), record.get("createdAt"))
    if published is None:
        return UNDATED
    author = text(table(shown.get("author")).get("handle"))
    addresses, tags = _facets(record)
    is_reply = bool(table(record.get("reply")))
    media, outer = _embedded(record)
    embed = attached(media)
    spoken = record.get("langs")
    post = Post(
        uid=f"bluesky:{did}/{key}",
        network="bluesky",
        account=author,
        published_at=published.at,
        precision=published.precision,
        kind="reply" if is_reply else embed or ("link" if addresses or outer else "text"),
        text=text(record.get("text")),
        url=f"https://bsky.app/profile/{author or did}/post/{key}",
        hashtags=tags,
        links=links(" ".join([*addresses, outer])),
        language=language(spoken[0]) if isinstance(spoken, list) and spoken else None,
        is_reply=is_reply,
        media_count=len(media) or None,
    )
    found = Figures.of({metric: shown.get(name) for metric, name in _COUNTS.items()})
    return Told(uid=post.uid, post=post, values=found.values, unreadable=found.unreadable)


def _repost(shown: Record, reason: Record, match: re.Match[str]) -> Told:
    """Take another's post that was repeated; the counts are those of that post."""
    by = table(reason.get("by"))
    did, own = text(by.get("did")), _URI.match(text(reason.get("uri")))
    key = own[2] if own else ""
    published = _published(key, reason.get("indexedAt"), None)
    if not did:
        return FOREIGN
    if published is None:
        return UNDATED
    post = Post(
        uid=f"bluesky:{did}/{key or '/'.join(match.groups())}",
        network="bluesky",
        account=text(by.get("handle")),
        published_at=published.at,
        precision=published.precision,
        kind="repost",
        text=text(table(shown.get("record")).get("text")),
        url=f"https://bsky.app/profile/{match[1]}/post/{match[2]}",
        is_repost=True,
    )
    return Told(uid=post.uid, post=post)


def _published(key: str, indexed: object, created: object) -> Moment | None:
    """Tell the time: that of the key where it may be true, else when the network saw the post.

    What a post itself says is set by its client, and taken only where there is nothing else.
    """
    coded, seen = key_time(key), moment(indexed)
    if coded and (seen is None or coded.at <= seen.at + _AHEAD):
        return coded
    return seen or moment(created)


def key_time(key: str) -> Moment | None:
    """Decode the time in the key of a post: microseconds above ten bits of the clock's own.

    The post of the example says in Bluesky's documentation that it was made at 05:31:12.

    Examples
    --------
    >>> key_time("3k4duaz5vfs2b").at.isoformat(timespec="seconds")
    '2023-08-07T05:31:12+00:00'
    """
    letters = [_LETTERS.find(letter) for letter in key]
    if len(letters) != _LENGTH or -1 in letters:
        return None
    number = 0
    for position in letters:
        number = number * len(_LETTERS) + position
    try:
        at = _UNIX + timedelta(microseconds=number >> _CLOCK_BITS)
    except OverflowError:
        return None
    return Moment(at, "second") if at >= _FIRST else None


def _facets(record: Record) -> tuple[list[str], tuple[str, ...]]:
    """Give the addresses and the tags that a text holds: its letters may shorten the former."""
    found = [
        feature for facet in rows(record.get("facets")) for feature in rows(facet.get("features"))
    ]
    tags = [text(feature.get("tag")).lstrip("#") for feature in found]
    beside = record.get("tags")
    if isinstance(beside, list):
        tags += [text(tag).lstrip("#") for tag in beside]
    addresses = [text(feature.get("uri")) for feature in found]
    return [one for one in addresses if one], tuple(dict.fromkeys(filter(None, tags)))


def _embedded(record: Record) -> tuple[list[str], str]:
    """Give the kinds of what a post shows, and the address of the page that it shows."""
    embed = table(record.get("embed"))
    media = table(embed.get("media")) or embed  # beside a post that is quoted
    outer = text(table(media.get("external")).get("uri"))
    return list(_shown(media)), outer


def _shown(media: Record) -> Iterator[str]:
    yield from ("image" for _ in rows(media.get("images")))
    if text(media.get("$type")).partition("#")[0] == "app.bsky.embed.video" or "video" in media:
        yield "video"
