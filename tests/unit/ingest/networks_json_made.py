"""JSON as the interfaces of networks write it, of posts that never were."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from tests.unit.ingest.exports_made import Made, zipped

Entry = dict[str, Any]
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
WHISPER = "zyxwvu"
"""Stands in every private post, and must stand nowhere else."""

SERVER = "https://social.example"
ACTOR = f"{SERVER}/users/moulin"
DID, OTHER = "did:plc:moulin2demo3", "did:plc:another4demo"
_TID = "234567abcdefghijklmnopqrstuvwxyz"


def packed(content: object, indent: int | None = None) -> bytes:
    """Write JSON."""
    return json.dumps(content, ensure_ascii=False, indent=indent).encode()


def lines(*entries: object) -> bytes:
    """Write one entry a line."""
    return b"".join(packed(entry) + b"\n" for entry in entries)


def insight(name: str, value: object, *, form: str = "values", media: str = "1") -> Entry:
    """Write an insight in one of its two forms."""
    said = {"values": [{"value": value}]} if form == "values" else {"total_value": {"value": value}}
    ident = f"{media}/insights/{name}/lifetime"
    return {"name": name, "period": "lifetime", "title": name, "id": ident, **said}


def medium(number: str, **others: object) -> Entry:
    """Write a medium of Instagram."""
    return {
        "id": number,
        "caption": "Pain frais,\ntous les jours #pain",
        "media_type": "IMAGE",
        "media_product_type": "FEED",
        "permalink": "https://www.instagram.com/p/DYzZ_demo01/",
        "timestamp": "2026-05-26T17:23:41+0000",
        "username": "moulin.demo",
        "like_count": 12,
        "comments_count": 3,
        **others,
    }


MEDIA = [
    medium("17900000000000001", insights={"data": [
        insight("reach", 100), insight("views", 120, form="total"), insight("saved", 2),
        insight("shares", []), {"name": "likes", "period": "lifetime", "values": []},
    ]}),
    medium("17900000000000002", media_type="VIDEO", media_product_type="REELS", insights={"data": [
        insight("ig_reels_avg_watch_time", 4200), insight("ig_reels_video_view_total_time", 90500),
        insight("total_interactions", 51, form="total"), insight("crossposted_views", 7),
    ]}),
    medium("17900000000000003", media_type="CAROUSEL_ALBUM", insights={"data": []},
           children={"data": [{"id": str(n)} for n in range(6)]}),
    medium("17900000000000004", media_product_type="STORY", caption=None, like_count=None,
           comments_count=None,
           insights={"data": [insight("replies", 4), insight("navigation", 9)]}),
]  # fmt: skip


def thread(number: str, **others: object) -> Entry:
    """Write a post of Threads."""
    return {
        "id": number,
        "media_product_type": "THREADS",
        "media_type": "TEXT_POST",
        "text": "La farine est là",
        "permalink": f"https://www.threads.net/@moulin.demo/post/{number}",
        "timestamp": "2026-05-27T08:00:05+0000",
        "shortcode": "C1",
        "is_quote_post": False,
        **others,
    }


THREADS = [
    thread("18000000000000001", topic_tag="Boulangerie", insights={"data": [
        insight("views", 300), insight("likes", 20), insight("replies", 2), insight("reposts", 3),
        insight("quotes", 1), insight("shares", 4)]}),
    thread("18000000000000002", media_type="CAROUSEL_ALBUM", is_quote_post=True,
           permalink="https://www.threads.com/@moulin.demo/post/b"),
    thread("18000000000000003", media_type="REPOST_FACADE", text="",
           insights={"data": [insight("views", 9)]}),
    thread("18000000000000004", is_reply=True, text="Merci @client !"),
    thread("18000000000000005", link_attachment_url="https://example.org/?utm_source=threads"),
]  # fmt: skip


def status(number: int, **others: object) -> Entry:
    """Write a status of Mastodon."""
    return {
        "id": f"1100{number}",
        "created_at": "2025-03-20T07:24:41.123Z",
        "in_reply_to_id": None,
        "sensitive": False,
        "spoiler_text": "",
        "visibility": "public",
        "language": "fr",
        "uri": f"{ACTOR}/statuses/1100{number}",
        "url": f"{SERVER}/@moulin/1100{number}",
        "replies_count": 1,
        "reblogs_count": 2,
        "favourites_count": 5,
        "content": '<p>Pain &amp; sel <a href="https://social.example/tags/pain" class="mention '
        'hashtag" rel="tag">#<span>pain</span></a></p><p>Lire <a href="https://example.org/a">'
        '<span class="invisible">https://</span><span>example.org/a</span></a></p>',
        "reblog": None,
        "account": {"id": "1", "acct": "moulin", "url": f"{SERVER}/@moulin"},
        "media_attachments": [],
        "mentions": [],
        "tags": [{"name": "pain", "url": "x"}],
        "poll": None,
        **others,
    }


STATUSES = [
    status(1),
    status(2, visibility="unlisted", media_attachments=[{"type": "image"}, {"type": "image"}]),
    status(3, visibility="private", content=f"<p>{WHISPER}</p>", spoiler_text=WHISPER),
    status(4, visibility="direct", content=f"<p>{WHISPER}</p>", tags=[{"name": WHISPER}]),
    status(5, in_reply_to_id="11001", in_reply_to_account_id="1"),
    status(6, content="", favourites_count=0, reblog=status(
        60, content="<p>Hello</p>", favourites_count=900, account={"acct": "a@b.example"})),
    status(7, poll={"id": "9", "options": []}, media_attachments=[]),
]  # fmt: skip


def note(number: int, to: object = (PUBLIC,), cc: object = (), **others: object) -> Entry:
    """Write an activity that makes a post."""
    base = f"{ACTOR}/statuses/1100{number}"
    made = {
        "id": base,
        "type": "Note",
        "summary": None,
        "inReplyTo": None,
        "published": "2025-03-20T07:24:41Z",
        "url": f"{SERVER}/@moulin/1100{number}",
        "attributedTo": ACTOR,
        "to": to,
        "cc": cc,
        "content": "<p>Pain &amp; sel</p>",
        "contentMap": {"fr": "<p>Pain &amp; sel</p>"},
        "attachment": [],
        "tag": [],
        **others,
    }
    return {
        "id": f"{base}/activity",
        "type": "Create",
        "actor": ACTOR,
        "published": "2025-03-20T07:24:41Z",
        "to": to,
        "cc": cc,
        "object": made,
    }


def announce(number: int, to: object = (PUBLIC,)) -> Entry:
    """Write an activity that repeats a post."""
    return {
        "id": f"{ACTOR}/statuses/1100{number}/activity",
        "type": "Announce",
        "actor": ACTOR,
        "published": "2025-03-21T07:24:41Z",
        "to": to,
        "cc": [ACTOR],
        "object": "https://other.example/users/anna/statuses/7",
    }


ACTIVITIES = [
    note(1, tag=[{"type": "Hashtag", "name": "#pain"}, {"type": "Mention", "name": "@a@b.example"}],
         likes={"type": "Collection", "totalItems": 4}, shares={"totalItems": 2}),
    note(2, to=[f"{ACTOR}/followers"], cc=["as:Public"],
         attachment=[{"type": "Document", "mediaType": "image/png", "url": "/a"}]),
    note(3, to=[f"{ACTOR}/followers"], content=f"<p>{WHISPER}</p>", summary=WHISPER),
    note(4, to=[f"{SERVER}/users/{WHISPER}"], content=f"<p>{WHISPER}</p>"),
    note(5, inReplyTo=f"{ACTOR}/statuses/11001"),
    announce(6),
    announce(7, to=[f"{ACTOR}/followers"]),
]  # fmt: skip


def outbox(*items: object) -> bytes:
    """Write an outbox."""
    return packed({
        "@context": "https://www.w3.org/ns/activitystreams",
        "id": "outbox.json",
        "type": "OrderedCollection",
        "totalItems": len(items),
        "orderedItems": items,
    })  # fmt: skip


def mastodon_archive() -> bytes:
    """Pack an archive of an account as its server does."""
    return zipped(**{
        "outbox.json": outbox(*ACTIVITIES),
        "likes.json": packed({"type": "OrderedCollection", "orderedItems": [f"{SERVER}/1"]}),
        "actor.json": packed({"type": "Person", "preferredUsername": "moulin"}),
        "media_attachments/files/1/original/a.png": b"\x89PNG",
    })  # fmt: skip


def key(at: datetime) -> str:
    """Write the time of a post as the key that Bluesky gives it."""
    number = round((at - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() * 1e6) << 10 | 7
    return "".join(_TID[number >> 5 * place & 31] for place in reversed(range(13)))


AT = datetime(2025, 3, 20, 7, 24, 41, tzinfo=UTC)
KEY = key(AT)


def skeet(rkey: str = KEY, did: str = DID, **record: object) -> Entry:
    """Write a post of Bluesky, as a feed shows it."""
    return {
        "uri": f"at://{did}/app.bsky.feed.post/{rkey}",
        "cid": "bafy",
        "author": {"did": did, "handle": "moulin.example" if did == DID else "anna.example"},
        "record": {
            "$type": "app.bsky.feed.post",
            "text": "Pain & sel #pain example.org/a...",
            "createdAt": "2031-01-01T00:00:00Z",
            "langs": ["fr-BE"],
            **record,
        },
        "replyCount": 1,
        "repostCount": 2,
        "likeCount": 5,
        "quoteCount": 1,
        "indexedAt": "2025-03-20T07:24:43.5Z",
    }


FACETS = [
    {"index": {"byteStart": 11, "byteEnd": 16},
     "features": [{"$type": "app.bsky.richtext.facet#tag", "tag": "pain"}]},
    {"index": {"byteStart": 17, "byteEnd": 33},
     "features": [{"$type": "app.bsky.richtext.facet#link", "uri": "https://example.org/a?b=1"}]},
    {"index": {"byteStart": 0, "byteEnd": 1},
     "features": [{"$type": "app.bsky.richtext.facet#mention", "did": OTHER}]},
]  # fmt: skip
REPLY = {"root": {"uri": "at://x", "cid": "y"}, "parent": {"uri": "at://x", "cid": "y"}}
IMAGES = {"$type": "app.bsky.embed.images", "images": [{"alt": ""}, {"alt": ""}]}
QUOTE = {"$type": "app.bsky.embed.record", "record": {"uri": "at://x", "cid": "y"}}
REPOSTED = {
    "$type": "app.bsky.feed.defs#reasonRepost",
    "by": {"did": DID, "handle": "moulin.example"},
    "indexedAt": "2025-03-22T10:00:00Z",
}
FEED = [
    {"post": skeet(facets=FACETS)},
    {"post": skeet(KEY[:-1] + "3", embed=IMAGES)},
    {"post": skeet(KEY[:-1] + "4", reply=REPLY), "reply": {"root": {}, "parent": {}}},
    {"post": skeet(did=OTHER, text="Hello"), "reason": REPOSTED},
    {"post": skeet(KEY[:-1] + "5", embed={"$type": "app.bsky.embed.video", "video": {}})},
    {"post": skeet(KEY[:-1] + "6", embed={
        "$type": "app.bsky.embed.external", "external": {"uri": "https://example.org/b"}})},
    {"post": skeet(KEY[:-1] + "7", text="Oui", embed=QUOTE)},
]  # fmt: skip


NETWORKS_JSON = (
    Made(name="media.json", format="instagram.graph", posts=4, rows=4,
         make=lambda: packed({"data": MEDIA, "paging": {"cursors": {"after": "x"}}})),
    Made(name="medium.json", format="instagram.graph", posts=1, rows=1,
         make=lambda: packed(MEDIA[0], indent=2)),
    Made(name="pages.json", format="instagram.graph", posts=4, rows=4,
         make=lambda: packed([{"data": MEDIA[:2]}, {"data": MEDIA[2:]}])),
    Made(name="user.json", format="instagram.graph", posts=4, rows=4,
         make=lambda: packed({"username": "moulin.demo", "media": {"data": MEDIA}, "id": "1"})),
    Made(name="insights.json", format="instagram.graph", rows=2,
         make=lambda: packed({"data": [
             insight("reach", 100, media="17900000000000001"),
             insight("views", 120, form="total", media="17900000000000001")]})),
    Made(name="threads.json", format="threads.graph", posts=5, rows=5,
         make=lambda: packed({"data": THREADS})),
    Made(name="statuses.json", format="mastodon.api", posts=5, rows=5,
         make=lambda: packed(STATUSES)),
    Made(name="statuses.jsonl", format="mastodon.api", posts=5, rows=5,
         make=lambda: lines(*STATUSES)),
    Made(name="outbox.json", format="mastodon.outbox", posts=4, rows=4,
         make=lambda: outbox(*ACTIVITIES)),
    Made(name="archive-20260101.zip", format="mastodon.outbox", posts=4, rows=4,
         make=mastodon_archive),
    Made(name="getAuthorFeed.json", format="bluesky.feed", posts=7, rows=7,
         make=lambda: packed({"feed": FEED, "cursor": "2025-03-20T07:24:41Z"})),
    Made(name="feeds.jsonl", format="bluesky.feed", posts=7, rows=7,
         make=lambda: lines({"feed": FEED[:3], "cursor": "x"}, {"feed": FEED[3:]})),
)  # fmt: skip
