"""The Graph interfaces of Meta: media of Instagram and of Threads, with their insights.

An insight that is not available comes as an empty list or not at all: it is not known, never 0.
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
    moment,
    native,
    rows,
    table,
    text,
)
from balise.learn.text import hashtags, links

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_FIELDS = {"like_count": "reactions", "comments_count": "comments", "view_count": "views"}
_METRICS = {
    "instagram": {
        "impressions": "impressions", "views": "views", "reach": "reach", "likes": "reactions",
        "comments": "comments", "replies": "comments", "saved": "saves", "shares": "shares",
        "reposts": "reposts", "total_interactions": "engagements", "engagement": "engagements",
        "plays": "video_views", "video_views": "video_views", "follows": "follows",
        "profile_visits": "profile_visits", "navigation": "navigation",
        "ig_reels_avg_watch_time": "avg_watch_s",
        "ig_reels_video_view_total_time": "watch_time_s",
    },
    "threads": {
        "views": "views", "likes": "reactions", "replies": "comments", "reposts": "reposts",
        "quotes": "quotes", "shares": "shares_native", "clicks": "link_clicks",
    },
}  # fmt: skip
_IN_MS = frozenset({"avg_watch_s", "watch_time_s"})
_KINDS = {
    "TEXT_POST": "text", "IMAGE": "image", "VIDEO": "video", "CAROUSEL_ALBUM": "carousel",
    "REPOST_FACADE": "repost", "REELS": "short_video", "STORY": "story",
}  # fmt: skip
_TYPES = frozenset({*_KINDS, "AUDIO", "FEED", "AD", "THREADS"})
_OF_THREADS = frozenset(
    {"is_quote_post", "topic_tag", "text_attachment", "link_attachment_url", "has_replies"}
)
_TYPES_OF_THREADS = frozenset({"TEXT_POST", "REPOST_FACADE"})
_THREADS = re.compile(r"https?://(?:www\.)?threads\.(?:net|com)/(?:@([\w.]{1,40})/)?")
_INSTAGRAM = re.compile(r"https?://(?:www\.)?instagram\.com/")
_INSIGHT = re.compile(r"(\d{1,40})/insights/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """Media of one network, and insights of media that come alone."""

    name: str
    network: str

    def begins(self, entries: Sequence[Any]) -> bool:
        """Tell by the first medium; where there is none, by what is told of media."""
        records = [entry for entry in entries if isinstance(entry, dict)]
        media = [_network(record) for record in records if _is_medium(record)]
        if media:
            return media[0] == self.network
        said = {text(record.get("name")) for record in records if _of_medium(record)}
        # All else that Threads measures has the name of a metric of Instagram.
        return bool(said) and ("quotes" in said) == (self.network == "threads")

    def is_private(self, record: Record) -> bool:  # noqa: ARG002 - as the others are asked
        """Tell nothing: what these interfaces give is public."""
        return False

    def told(self, record: Record) -> Told:
        """Read a medium, or an insight of one."""
        if _is_medium(record):
            return _medium(record, _network(record))
        uid = _of_medium(record)
        if not uid or record.get("period", "lifetime") != "lifetime":
            return FOREIGN
        return _measured(f"{self.network}:{uid}", self.network, [record])


INSTAGRAM = Graph(name="instagram.graph", network="instagram")
THREADS = Graph(name="threads.graph", network="threads")


def _is_medium(record: Record) -> bool:
    said = {text(record.get("media_type")), text(record.get("media_product_type"))}
    if said & _TYPES:
        return "id" in record
    link = text(record.get("permalink"))
    return bool(_INSTAGRAM.match(link) or _THREADS.match(link))


def _of_medium(record: Record) -> str:
    """Give the id of the medium that an insight tells of: it begins the insight's own."""
    match = _INSIGHT.match(text(record.get("id"))) if "name" in record else None
    return match[1] if match else ""


def _network(record: Record) -> str:
    is_threads = (
        record.get("media_product_type") == "THREADS"
        or text(record.get("media_type")) in _TYPES_OF_THREADS
        or _THREADS.match(text(record.get("permalink"))) is not None
        or not _OF_THREADS.isdisjoint(record)
    )
    return "threads" if is_threads else "instagram"


def _medium(record: Record, network: str) -> Told:
    number, published = native(record.get("id")), moment(record.get("timestamp"))
    if not number:
        return FOREIGN
    if published is None:
        return UNDATED
    kind, said = _kind(record), text(record.get("caption")) or text(record.get("text"))
    post = Post(
        uid=f"{network}:{number}",
        network=network,
        account=_account(record),
        published_at=published.at,
        precision=published.precision,
        kind=kind,
        text=said,
        url=text(record.get("permalink")),
        hashtags=_hashtags(record, said),
        links=links(f"{said} {text(record.get('link_attachment_url'))}"),
        is_paid=True if record.get("media_product_type") == "AD" else None,
        is_reply=kind == "reply",
        is_repost=kind == "repost",
        media_count=_media_count(record),
    )
    if post.is_repost:
        return Told(uid=post.uid, post=post)  # its figures are those of another's post
    insights = rows(table(record.get("insights")).get("data"))
    return _measured(post.uid, network, insights, record, post)


def _account(record: Record) -> str:
    match = _THREADS.match(text(record.get("permalink")))
    return text(record.get("username")) or (match[1] if match and match[1] else "")


def _hashtags(record: Record, said: str) -> tuple[str, ...]:
    """Give the one topic that a post of Threads may have before the tags of its text."""
    topic = text(record.get("topic_tag")).strip().lstrip("#")
    return tuple(dict.fromkeys((topic, *hashtags(said)))) if topic else ()


def _kind(record: Record) -> str:
    if record.get("is_reply") is True:
        return "reply"
    product, made = text(record.get("media_product_type")), text(record.get("media_type"))
    kind = _KINDS.get(product) or _KINDS.get(made, "other")
    if kind == "video" and "/reel/" in text(record.get("permalink")):
        return "short_video"
    said = text(record.get("text"))
    return "link" if kind == "text" and (record.get("link_attachment_url") or links(said)) else kind


def _media_count(record: Record) -> int | None:
    """Count the children of a carousel, where they were asked for; another medium is one."""
    made = text(record.get("media_type"))
    if made.startswith("CAROUSEL"):
        return len(list(rows(table(record.get("children")).get("data")))) or None
    return 1 if made in {"IMAGE", "VIDEO"} else None


def _measured(
    uid: str,
    network: str,
    insights: Iterable[Record],
    record: Record | None = None,
    post: Post | None = None,
) -> Told:
    """Read the figures of a medium: its own counts, and the insights, which are newer."""
    metrics = _METRICS[network]
    written: dict[str, object] = {}
    unused = []
    for name, metric in _FIELDS.items() if record else ():
        written[metric] = record.get(name) if record else None
    for insight in insights:
        name, said = text(insight.get("name")), _said(insight)
        if name not in metrics:
            unused.append(name)
        elif said is not None:
            written[metrics[name]] = said
    found = Figures.of(written)
    return Told(
        uid=uid,
        post=post,
        values=_scaled(found.values, network),
        unreadable=found.unreadable,
        unused=tuple(unused),
    )


def _said(insight: Record) -> object:
    """Give the value of an insight, in either of the two forms that it has."""
    total = table(insight.get("total_value"))
    if "value" in total:
        return total["value"]
    *_, last = {}, *rows(insight.get("values"))
    return last.get("value")


def _scaled(values: Mapping[str, float], network: str) -> dict[str, float]:
    found = {name: value / 1000 if name in _IN_MS else value for name, value in values.items()}
    passed_on = [found[name] for name in ("reposts", "shares_native") if name in found]
    if network == "threads" and passed_on:
        found["shares"] = sum(passed_on)
    return found
