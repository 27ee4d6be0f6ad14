"""What is derived from the text of a post, once, when it is read."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from balise.learn import text as reading
from balise.learn.language import language as language_of
from balise.reference import cta

if TYPE_CHECKING:
    from balise.domain.post import Post

_REPOST = re.compile(r"RT @\w+:")


def enriched(post: Post) -> Post:
    """Fill in hashtags, mentions, links, language and call to action from the text.

    What the export itself says stays.
    """
    said = f"{post.title}\n{post.text}" if post.title else post.text
    if not said:
        return post
    language = post.language or language_of(said)
    return replace(
        post,
        hashtags=post.hashtags or reading.hashtags(said),
        mentions=post.mentions or reading.mentions(said),
        links=post.links or reading.links(said),
        language=language,
        cta=post.cta or cta.recognise(said, language) or "none",
    )


def kind_of_text(text: str) -> str:
    """Tell the kind of a post of which only the text is known: reply, repost, link or text."""
    if text.startswith("@"):
        return "reply"
    if _REPOST.match(text):
        return "repost"
    return "link" if reading.links(text) else "text"
