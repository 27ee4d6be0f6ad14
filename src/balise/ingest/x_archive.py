"""The archive that X sends: `data/tweets.js`, one script with all the posts of an account."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from balise.domain.post import Post
from balise.domain.reading import BATCH, Batch, Finding, Reading
from balise.errors import TooManyRowsError
from balise.ingest.as_of import as_of
from balise.ingest.derive import enriched
from balise.ingest.limits import MOST_POSTS
from balise.ingest.scripts import items
from balise.ingest.times import Times, x_time
from balise.learn.text import links as links_in
from balise.words import finding

if TYPE_CHECKING:
    from datetime import datetime

    from balise.ingest.documents import Document
    from balise.ingest.layout import Context

_POSTS = re.compile(rb"window\.YTD\.tweets?\.part\d+\s*=")
_MESSAGES = re.compile(rb"window\.YTD\.direct_message")
_OWN = re.compile(r"(?:twitter|x)\.com/(?!i/)(\w{1,15})/status/(\d+)")
_COUNTS = (("reactions", "favorite_count"), ("shares", "retweet_count"))
_DIGITS = 12
_LINKED, _MOST_LINKED = ("urls", "media"), 10_000
"""Where links to posts stand, media of one's own post among them; so many of each are looked at."""
Tweet = Mapping[str, Any]


def holds_posts(document: Document) -> bool:
    """Tell the posts of an archive from its other files, which are never read."""
    return _POSTS.match(_start(document)) is not None


def holds_messages(document: Document) -> bool:
    """Tell the private messages of an archive, which are never read."""
    return _MESSAGES.match(_start(document)) is not None


def _start(document: Document) -> bytes:
    with document.open() as file:
        return file.read(200).lstrip(b"\xef\xbb\xbf \r\n\t")


@dataclass(frozen=True, slots=True, kw_only=True)
class XArchive:
    """The posts of an archive. It holds counts of likes and reposts, and no impressions."""

    document: Document
    name: str = "x.archive"

    def batches(self, context: Context) -> Iterator[Batch]:
        """Read the posts.

        Raises
        ------
        FileBrokenError, TooLargeError, TooManyRowsError
            Where the script is not complete, or holds more than any account has.
        """
        account = _account(self._tweets()) or context.account_of("x", self.document.name)
        as_of_file = as_of(self.document.name, self.document.modified)
        seen: set[str] = set()
        numbered = enumerate(self._tweets(), 1)
        while chunk := list(islice(numbered, BATCH)):
            posts, readings = [], []
            for position, tweet in chunk:
                post = _post(tweet, account)
                if post is None or post.uid in seen:
                    context.findings.append(self._dropped(position, post))
                    continue
                seen.add(post.uid)
                posts.append(enriched(post))
                if reading := _reading(tweet, post, max(as_of_file, post.published_at)):
                    readings.append(reading)
            yield Batch(
                posts=tuple(posts),
                readings=tuple(readings),
                findings=context.drain(),
                rows=len(chunk),
            )

    def _dropped(self, position: int, post: Post | None) -> Finding:
        return finding(
            "duplicate-row" if post else "time-missing",
            file=self.document.name,
            line=position,
            column="id_str" if post else "created_at",
            drops_row=True,
        )

    def _tweets(self) -> Iterator[Tweet]:
        """Stream the posts; each pass reads the script anew."""
        for number, item in enumerate(items(self.document)):
            if number == MOST_POSTS:
                raise TooManyRowsError(file=self.document.name, most=MOST_POSTS)
            yield _table(_table(item).get("tweet", item))


def _table(value: object) -> Tweet:
    """Take an object as it is, and anything that stands in its place as an empty one."""
    return value if isinstance(value, dict) else {}


def _entities(tweet: Tweet, name: str, holder: str = "entities") -> list[Tweet]:
    found = _table(tweet.get(holder)).get(name)
    return [_table(item) for item in found] if isinstance(found, list) else []


def _account(tweets: Iterable[Tweet]) -> str:
    """Find the owner, whom the archive never names: links to the owner's own posts do."""
    ids: set[str] = set()
    linked: dict[str, dict[str, str]] = {name: {} for name in _LINKED}
    for tweet in tweets:
        ids.add(str(tweet.get("id_str", "")))
        for name, found in linked.items():
            for entity in _entities(tweet, name) if len(found) < _MOST_LINKED else ():
                match = _OWN.search(str(entity.get("expanded_url", "")))
                if match:
                    found.setdefault(match[2], match[1])
    own = (handle for found in linked.values() for to, handle in found.items() if to in ids)
    return next(own, "")


def _post(tweet: Tweet, account: str) -> Post | None:
    native = str(tweet.get("id_str") or tweet.get("id") or "")
    moment = x_time(native) or Times().read(str(tweet.get("created_at", "")))
    if not native or moment is None:
        return None
    text = html.unescape(str(tweet.get("full_text") or tweet.get("text") or ""))
    urls = [str(url.get("expanded_url", "")) for url in _entities(tweet, "urls")]
    links = links_in(" ".join(urls))
    kind = _kind(tweet, text, has_link=bool(links))
    return Post(
        uid=f"x:{native}",
        network="x",
        account=account,
        published_at=moment.at,
        precision=moment.precision,
        kind=kind,
        text=text,
        url=f"https://x.com/{account}/status/{native}",
        links=links,
        language=_language(tweet),
        is_reply=kind == "reply",
        is_repost=kind == "repost",
        media_count=len(_entities(tweet, "media", "extended_entities")) or None,
    )


def _language(tweet: Tweet) -> str | None:
    code = str(tweet.get("lang", ""))
    return code if len(code) == 2 else None  # noqa: PLR2004 - und, qme, zxx name no language


def _kind(tweet: Tweet, text: str, *, has_link: bool) -> str:
    if text.startswith("RT @"):
        return "repost"
    if tweet.get("in_reply_to_status_id_str") or text.startswith("@"):
        return "reply"
    media = _entities(tweet, "media", "extended_entities") or _entities(tweet, "media")
    if any(m.get("type") in ("video", "animated_gif") for m in media):
        return "video"
    if media:
        return "carousel" if len(media) > 1 else "image"
    return "link" if has_link else "text"


def _reading(tweet: Tweet, post: Post, told: datetime) -> Reading | None:
    if post.is_repost:
        return None  # the counts are those of the post that was repeated
    values = {}
    for name, key in _COUNTS:
        written = str(tweet.get(key, ""))
        if written.isdecimal() and len(written) <= _DIGITS:
            values[name] = float(written)
    if not values:
        return None
    return Reading(post_uid=post.uid, as_of=told, values=values, source="x.archive")
