"""What is peculiar to posts of each network, for tables whose columns somebody else has named."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING

from balise.ingest.days import TOTALS
from balise.ingest.layout import Row, Sheet
from balise.ingest.layouts import facebook, instagram, linkedin, tiktok, x, youtube
from balise.ingest.layouts.meta_words import KINDS as META_KINDS
from balise.ingest.posts import PostTable
from balise.ingest.tables import normal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from balise.ingest.layout import Columns

_PLAIN = PostTable(name="", network="other", columns={}, needs=())
_LINKS = {
    "pinterest": re.compile(r"/pin/(\d+)"),
    "threads": re.compile(r"threads\.(?:net|com)/(?:@[\w.]+/)?(?:post|t)/([\w-]{5,})"),
    "mastodon": re.compile(r"/@[\w.@-]+/(\d{10,20})"),
    "bluesky": re.compile(r"bsky\.app/profile/[\w.:-]+/post/(\w{10,})"),
}
_HANDLES = {
    "threads": re.compile(r"threads\.(?:net|com)/@([\w.]+)"),
    "mastodon": re.compile(r"/@([\w.@-]+)/\d"),
    "bluesky": re.compile(r"bsky\.app/profile/([\w.:-]+)/post"),
}
_BASES = {
    "facebook": facebook.POSTS, "instagram": instagram.POSTS, "x": x.CONTENT,
    "linkedin": linkedin.PAGE_POSTS, "tiktok": tiktok.BUSINESS, "youtube": youtube.VIDEOS,
}  # fmt: skip
_WORDS = {
    "text": "text|texte|texto|status|statut|tweet|post|note|plain text",
    "link": "link|links|lien|liens|enlace|link post|url|shared link",
    "image": "image|images|photo|photos|picture|visual|visuel|static|static image|bild|foto|"
    "imagen|imagem|infographic|infographie|pin|épingle|standard pin|image pin|afbeelding",
    "carousel": "carousel|carrousel|album|gallery|galerie|slideshow|diaporama|multi-image|"
    "multiple images|karussell|carrusel|carousel pin|sidecar",
    "video": "video|vidéo|videos|vidéos|vídeo|film|clip|video pin|long video|vidéo longue",
    "short_video": "reel|reels|short|shorts|tiktok|short video|vidéo courte|video courte|kurzvideo",
    "story": "story|stories|historia|histoire|idea pin",
    "document": "document|pdf|doc|dokument|documento|slides",
    "poll": "poll|sondage|umfrage|encuesta|enquete",
    "live": "live|live video|direct|vidéo en direct|livestream|en directo",
    "article": "article|blog|blog post|newsletter|artikel|artículo",
    "repost": "repost|retweet|reshare|partage|republication",
    "reply": "reply|réponse|respuesta|antwort",
}
KINDS: Mapping[str, str] = {
    **{normal(word): kind for kind, said in _WORDS.items() for word in said.split("|")},
    **META_KINDS,
}
"""Normalised word to kind, in the languages of the exports."""


def posts_of(network: str, columns: Columns, *, name: str, kinds: Mapping[str, str]) -> PostTable:
    """Give a layout of a network's posts under other headers.

    Its ids, links, handles and the times in them are read as in the network's own exports.
    """
    base = _BASES.get(network, _PLAIN)
    return replace(
        _PLAIN,
        name=name,
        network=network,
        columns=columns,
        kinds={**KINDS, **kinds},
        totals=TOTALS,
        id_in_url=base.id_in_url or _LINKS.get(network),
        handle_in_url=base.handle_in_url or _HANDLES.get(network),
        native_id=_own_id(base.id_in_url),
        text_of=(lambda row: unescape(row["text"])) if network == "x" else _PLAIN.text_of,
        moment_of=base.moment_of,
        near=base.near,
        kind_of=_kind_of(base),
    )


def _own_id(pattern: re.Pattern[str] | None) -> Callable[[Row], str]:
    """Read the id; a URN or a link in its place holds the id."""

    def found(row: Row) -> str:
        said = row["id"].lstrip("'")
        match = pattern.search(said) if pattern and said else None
        return match[1] if match else said

    return found


def _kind_of(base: PostTable) -> Callable[[Row, str], str]:
    """Take the word of the table, else what the network's own export would tell."""

    def found(row: Row, named: str) -> str:
        return base.kind_of(row, named) if named == "other" else named

    return found


def longest(sheet: Sheet, field: str) -> Callable[[Row], str]:
    """Read the longest of several columns of texts, such as a title and a description."""
    indexes = sheet.fields.get(field, ())

    def found(row: Row) -> str:
        return max((row.cells[i] for i in indexes if i < len(row.cells)), key=len, default="")

    return found
