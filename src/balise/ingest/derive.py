"""What is derived from the text of a post, once, when it is read."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypedDict

from balise.learn import text as reading
from balise.learn.language import language as language_of
from balise.reference import cta

if TYPE_CHECKING:
    from balise.domain.post import Link, Post

_REPOST = re.compile(r"RT @\w+:")


class Derived(TypedDict):
    """Fields of a post that its text tells."""

    hashtags: tuple[str, ...]
    mentions: tuple[str, ...]
    links: tuple[Link, ...]
    language: str | None
    cta: str | None


_NOTHING: Derived = {"hashtags": (), "mentions": (), "links": (), "language": None, "cta": None}


def derived(text: str, title: str = "", language: str | None = None) -> Derived:
    """Tell hashtags, mentions, links, language and call to action of a text and its title."""
    said = f"{title}\n{text}" if title else text
    if not said:
        return _NOTHING
    spoken = language or language_of(said)
    return {
        "hashtags": reading.hashtags(said),
        "mentions": reading.mentions(said),
        "links": reading.links(said),
        "language": spoken,
        "cta": cta.recognise(said, spoken) or "none",
    }


def enriched(post: Post) -> Post:
    """Fill in what the text tells; what the export itself says stays."""
    told = derived(post.text, post.title, post.language)
    said: dict[str, Any] = {name: getattr(post, name) or value for name, value in told.items()}
    return replace(post, **said)


def kind_of_text(text: str) -> str:
    """Tell the kind of a post of which only the text is known: reply, repost, link or text."""
    if text.startswith("@"):
        return "reply"
    if _REPOST.match(text):
        return "repost"
    return "link" if reading.has_link(text) else "text"
