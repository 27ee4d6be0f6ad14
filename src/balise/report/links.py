"""Numbers on a page as links to the rows behind them, where there are pages that show rows."""

from __future__ import annotations

from collections.abc import Iterable

from balise.report.markup import Child, el
from balise.report.sources import Link, Source

Counted = tuple[str, Source]
"""The words of a sentence that count rows (`40 posts`), and what they count."""


def linked(said: str, source: Source | None, link: Link | None) -> Child:
    """Lead from a number to its rows.

    Examples
    --------
    >>> from balise.report.sources import OnePost
    >>> linked("12", OnePost(uid="x:1"), lambda source: "/post")
    '<a class="rows" href="/post">12</a>'
    >>> linked("12", OnePost(uid="x:1"), None)
    '12'
    """
    if source is None or link is None:
        return said
    return el("a", {"class": "rows", "href": link(source)}, said)


def told(sentence: str, counts: Iterable[Counted], link: Link | None) -> list[Child]:
    """Lead from the numbers of a sentence, in their order, to their rows.

    Examples
    --------
    >>> from balise.report.sources import OnePost
    >>> told("12 posts, 3 new.", [("12 posts", OnePost(uid="x:1"))], lambda source: "/p")
    ['', '<a class="rows" href="/p">12 posts</a>', ', 3 new.']
    """
    parts: list[Child] = []
    rest = sentence
    for words, source in counts if link else ():
        before, found, after = rest.partition(words)
        if not found:
            break
        parts += [before, linked(words, source, link)]
        rest = after
    return [*parts, rest]
