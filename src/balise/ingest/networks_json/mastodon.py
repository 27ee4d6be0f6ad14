"""Mastodon: the statuses that the interface of a server gives. It counts no impressions.

Posts for followers and direct messages stand beside the public ones. They are told apart before
anything else of an entry is looked at, and a status that does not say for whom it is, is not read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
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
from balise.ingest.networks_json.markup import plain
from balise.learn.text import has_link

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from balise.ingest.times import Moment

_COUNTS = {
    "reactions": "favourites_count", "comments": "replies_count", "shares": "reblogs_count",
    "quotes": "quotes_count",
}  # fmt: skip
_SHOWN_TO_ALL = frozenset({"public", "unlisted"})
_HAS = frozenset({"id", "created_at", "account"})
_SAYS = frozenset({"visibility", "reblogs_count"})
_STATUS = re.compile(r"/statuses/([\w-]{1,80})")
_LAST = re.compile(r"https?://[^/]+/(?:[^/]+/)*+([\w-]{1,80})$")
_OWNER = re.compile(r"https?://([\w.:-]{1,200})/(?:@|users/|ap/users/)([\w.-]{1,100})")
_LONGEST = 500
_MEDIA = {"image": "image", "video": "video", "gifv": "video"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """Statuses of one account or of several."""

    name: str = "mastodon.api"

    def begins(self, entries: Sequence[Any]) -> bool:
        """Tell by an entry with what every status has."""
        found = (entry.keys() for entry in entries if isinstance(entry, dict))
        return any(names >= _HAS and names & _SAYS for names in found)

    def is_private(self, record: Record) -> bool:
        """Tell posts for followers and direct messages."""
        return "visibility" in record and not _is_public(record)

    def told(self, record: Record) -> Told:
        """Read a status."""
        number = native(record.get("uri")) or text(record.get("id"))[:80]
        published = moment(record.get("created_at"))
        if not number or not _is_public(record):
            return FOREIGN
        return _status(record, number, published) if published else UNDATED


API = Api()


def native(address: object) -> str:
    """Give the id that ends the address of a post; in the interface it has the same.

    Examples
    --------
    >>> native("https://social.example/users/demo/statuses/109/activity")
    '109'
    """
    said = text(address)[:_LONGEST].rstrip("/")
    match = _STATUS.search(said) or _LAST.match(said)
    return match[1] if match else ""


def owner(*addresses: object) -> str:
    """Give `name@server` by the first address that tells.

    Examples
    --------
    >>> owner(None, "https://social.example/users/demo")
    'demo@social.example'
    """
    found = (_OWNER.match(text(address)[:_LONGEST]) for address in addresses)
    return next((f"{match[2]}@{match[1]}" for match in found if match), "")


def names(tags: Iterable[Record], key: str) -> tuple[str, ...]:
    """Give the names of tags or of people, without their sign."""
    found = (text(tag.get(key)).lstrip("#@") for tag in tags)
    return tuple(dict.fromkeys(name for name in found if name))


def kind_of(content: str, media: Iterable[str]) -> str:
    """Tell the kind of a post by the kinds of its files, else by its text."""
    kinds = [_MEDIA.get(one, "other") for one in media]
    return attached(kinds) or ("link" if has_link(content) else "text")


def _is_public(status: Record) -> bool:
    shown = status.get("visibility")
    return isinstance(shown, str) and shown in _SHOWN_TO_ALL and not status.get("local_only")


def _status(record: Record, number: str, published: Moment) -> Told:
    again = record.get("reblog")
    if isinstance(again, dict):  # a boost: the figures are those of another's post
        shown = again if _is_public(again) else {}
        return Told(uid=f"mastodon:{number}", post=_post(record, number, published, shown))
    found = Figures.of({metric: record.get(name) for metric, name in _COUNTS.items()})
    post = _post(record, number, published, record)
    return Told(uid=post.uid, post=post, values=found.values, unreadable=found.unreadable)


def _post(record: Record, number: str, published: Moment, said: Record) -> Post:
    """Make the post of a status; a boost says what another status says."""
    account, content = table(record.get("account")), plain(text(said.get("content")))
    kind = _kind(record, content)
    return Post(
        uid=f"mastodon:{number}",
        network="mastodon",
        account=owner(account.get("url")) or text(account.get("acct")),
        published_at=published.at,
        precision=published.precision,
        kind=kind,
        text=content,
        title=text(said.get("spoiler_text")),
        url=text(record.get("url")) or text(said.get("url")) or text(record.get("uri")),
        hashtags=names(rows(said.get("tags")), "name"),
        mentions=names(rows(said.get("mentions")), "acct"),
        language=language(said.get("language")),
        is_reply=kind == "reply",
        is_repost=kind == "repost",
        media_count=len(list(rows(said.get("media_attachments")))) or None,
    )


def _kind(record: Record, content: str) -> str:
    if isinstance(record.get("reblog"), dict):
        return "repost"
    if record.get("in_reply_to_id") is not None:
        return "reply"  # also to oneself: a thread begins with its first post
    if record.get("poll"):
        return "poll"
    return kind_of(
        content, [text(one.get("type")) for one in rows(record.get("media_attachments"))]
    )
